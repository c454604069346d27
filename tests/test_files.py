"""Files are whole or absent, on the disk when they are said to be, and leave no litter."""

import errno
import os
from pathlib import Path

import pytest

from broadsheet import files
from broadsheet.errors import LibraryError


@pytest.fixture
def forced(monkeypatch):
    """The names of what was forced to the disk, in order."""
    found, force = [], os.fsync

    def fsync(handle):
        found.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        force(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="nothing names open files here")
def test_a_file_and_the_folders_that_hold_its_name_are_forced_to_the_disk(tmp_path, forced):
    files.write_whole(tmp_path / "content" / "2026" / "page.md", b"text")
    *folders, file, folder = forced
    assert folders == [tmp_path.name, "content"]
    assert file.startswith(".page.md.")
    assert folder == "2026"
    forced.clear()
    files.write_whole(tmp_path / "site" / "index.html", b"text", is_lasting=False)
    assert forced == []


def test_a_write_that_fails_at_any_point_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "page.md"
    files.write_whole(path, b"old")

    def fail(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    for name in ("write", "fsync", "replace"):
        with monkeypatch.context() as full:
            full.setattr(os, name, fail)
            with pytest.raises(LibraryError, match="No space left"):
                files.write_whole(path, b"new")
        assert path.read_bytes() == b"old"
        assert [each.name for each in tmp_path.iterdir()] == ["page.md"]


def test_a_file_that_somebody_saved_meanwhile_is_not_written_over(tmp_path):
    path = tmp_path / "page.md"
    assert files.write_over(path, None, b"first")
    assert not files.write_over(path, None, b"mine")
    assert not files.write_over(path, b"what I read", b"mine")
    assert path.read_bytes() == b"first"
    assert files.write_over(path, b"first", b"second")
    assert path.read_bytes() == b"second"
    path.unlink()
    assert not files.write_over(path, b"second", b"third")
    assert list(tmp_path.iterdir()) == []


def test_a_line_that_was_cut_off_does_not_spoil_the_next(tmp_path):
    path = tmp_path / "state" / "answers.jsonl"
    files.append_line(path, b"one")
    with path.open("ab") as file:
        file.write(b'{"half')
    files.append_line(path, b"two")
    assert path.read_bytes() == b'one\n{"half\ntwo\n'


def test_a_line_for_which_the_disk_has_no_room_is_not_there_by_half(tmp_path, monkeypatch):
    path = tmp_path / "answers.jsonl"
    files.append_line(path, b"one")
    write = os.write

    def full(handle, data):
        if len(data) < 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data[:2])

    with monkeypatch.context() as disk:
        disk.setattr(os, "write", full)
        with pytest.raises(LibraryError, match="No space left"):
            files.append_line(path, b"another")
    assert path.read_bytes() == b"one\n"


def test_only_what_we_left_unfinished_is_swept(tmp_path):
    (tmp_path / "2026").mkdir()
    litter = [
        tmp_path / ".index.html.0a1b2c3d.unfinished",
        tmp_path / "2026" / ".2026-01-27.md.ffffffff.unfinished",
    ]
    others = [tmp_path / ".page.md.swp", tmp_path / "page.unfinished", tmp_path / ".x.0A1B2C3D.unfinished"]
    for path in (*litter, *others):
        path.write_bytes(b"x")
    files.sweep(tmp_path, of=lambda name: name == "2026/2026-01-27.md")
    assert [path.exists() for path in litter] == [True, False]
    files.sweep(tmp_path)
    assert not any(path.exists() for path in litter)
    assert all(path.exists() for path in others)
