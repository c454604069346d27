"""Only one run at a time; one that died holds nothing."""

import errno
import os
import subprocess
import sys

import pytest

from broadsheet import locks
from broadsheet.errors import LibraryError, UsageError


def test_a_second_run_is_told_who_is_at_work(tmp_path):
    path = tmp_path / "state" / "lock"
    with locks.alone(path), pytest.raises(UsageError, match=r"another run .*process \d+"), locks.alone(path):
        pass
    with locks.alone(path):
        pass


def test_a_lock_is_let_go_of_when_the_work_fails(tmp_path):
    with pytest.raises(RuntimeError), locks.alone(tmp_path / "lock"):
        raise RuntimeError
    with locks.alone(tmp_path / "lock"):
        pass


def test_who_was_killed_holds_no_lock(tmp_path):
    code = (
        "import sys, pathlib; from broadsheet import locks\n"
        "with locks.alone(pathlib.Path(sys.argv[1])): print('mine', flush=True); sys.stdin.read()"
    )
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"mine\n"
        with pytest.raises(UsageError, match=str(other.pid)), locks.alone(path):
            pass
        other.kill()
        other.wait(timeout=10)
    with locks.alone(path):
        pass


def test_who_has_patience_waits_and_is_told_for_whom(tmp_path):
    code = (
        "import sys, pathlib; from broadsheet import locks\n"
        "with locks.alone(pathlib.Path(sys.argv[1])): print('mine', flush=True); sys.stdin.read()"
    )
    path, said = tmp_path / "lock", []
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()

        def on_wait(text):
            said.append(text)
            other.stdin.close()

        with locks.alone(path, patience=20, on_wait=on_wait) as is_clean:
            assert is_clean
    assert said == [f"waiting for another run on this digest (process {other.pid})"]


def test_it_is_known_whether_the_last_holder_ended_in_order(tmp_path):
    path = tmp_path / "lock"
    with locks.alone(path) as is_clean:
        assert not is_clean  # nobody knows what was before
    with locks.alone(path) as is_clean:
        assert is_clean
    path.write_text("12345\n")
    with locks.alone(path) as is_clean:
        assert not is_clean


def test_a_lock_that_cannot_be_opened_is_named(tmp_path):
    (tmp_path / "lock").mkdir()
    with pytest.raises(LibraryError, match="cannot be opened") as caught, locks.alone(tmp_path / "lock"):
        pass
    assert caught.value.file == str(tmp_path / "lock")
    (tmp_path / "state").write_text("a file")
    with pytest.raises(LibraryError, match="cannot be opened"), locks.alone(tmp_path / "state" / "lock"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="its locks are others")
def test_a_disk_without_locks_is_not_taken_for_another_run(tmp_path, monkeypatch):
    def flock(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", flock)
    with pytest.raises(LibraryError, match="cannot lock: No locks available"), locks.alone(tmp_path / "lock"):
        pass
    with locks.in_turn(tmp_path / "turn") as file:  # who takes turns does without
        assert file.read() == b""


def test_a_lock_on_a_full_disk_is_a_lock(tmp_path, monkeypatch):
    def fsync(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with locks.alone(tmp_path / "lock"), pytest.raises(UsageError), locks.alone(tmp_path / "lock"):
        pass
