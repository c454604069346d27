"""Only one run at a time; one that died holds nothing."""

import subprocess
import sys

import pytest

from broadsheet import locks
from broadsheet.errors import UsageError


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
