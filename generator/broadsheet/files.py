"""Files that are there whole or not at all, whenever the program or the machine stops, and the litter of
those that were not finished.

A file is written beside its place under a name of ours, forced to the disk, and renamed; the folder that
holds the name is forced to the disk too. No library does all of it: those that write atomically leave the
folder to chance, and none looks whether the file is still the one that was read.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar, cast

from broadsheet.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_Read = TypeVar("_Read")
_Marks = tuple[int, int, int, int]
_UNFINISHED = re.compile(r"\.(.+)\.[0-9a-f]{8}\.unfinished")
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_APPEND = os.O_CREAT | os.O_APPEND | os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_UNSUPPORTED = {
    errno.EINVAL,
    errno.ENOTSUP,
    errno.ENOSYS,
    errno.EBADF,
}  # by disks that order folders themselves


def write_whole(path: Path, data: bytes, *, is_lasting: bool = True) -> None:
    """Write a file so that it is there whole or not at all, whenever the program stops; and whenever the
    machine does, unless it can be made again and need not be `is_lasting`.
    """
    with _naming(path), _beside(path, data, is_lasting=is_lasting) as new:
        _put(new, path, is_lasting=is_lasting)


def write_over(path: Path, was: bytes | None, data: bytes) -> bool:
    """The same over the file that was read as `was`, None being no file. When it is another one by now,
    nothing is written, and the answer is False.

    What is saved between the look and the rename, a fifth of a millisecond for a day of hundreds of papers,
    is lost: no system that we run on renames a file under the condition that its place still holds another.
    """
    with _naming(path), _beside(path, data, is_lasting=True) as new:
        if _content(path) != was:
            return False
        _put(new, path, is_lasting=True)
        return True


def append_line(path: Path, line: bytes) -> None:
    """Add a line to a file, on the disk when this returns. A line that was cut off when the program or the
    disk ended stays a line of its own.
    """
    with _naming(path):
        is_new = not path.exists()
        if is_new:
            _make_folder(path.parent, is_lasting=True)
        handle = os.open(path, _APPEND, 0o666)
        try:
            size = os.fstat(handle).st_size
            try:
                _write(handle, (b"" if _is_at_line_start(handle, size) else b"\n") + line + b"\n")
                os.fsync(handle)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(handle, size)
                raise
        finally:
            os.close(handle)
        if is_new:
            _force(path.parent)


def remove(path: Path) -> None:
    """Remove a file, for good when this returns; one that is not there is removed."""
    with _naming(path, "removed"), suppress(FileNotFoundError):
        path.unlink()
        _force(path.parent)


def sweep(folder: Path, *, of: Callable[[str], bool] = bool) -> None:
    """Remove what writes that were not finished left in a folder and all below it, as far as `of` says so of
    the file's path in the folder. For whoever holds the lock of these files: nobody is writing them.
    """
    for where, _, names in os.walk(folder):
        for name in names:
            if (match := _UNFINISHED.fullmatch(name)) and of(os.path.relpath(f"{where}/{match[1]}", folder)):
                with suppress(OSError):
                    os.unlink(f"{where}/{name}")  # noqa: PTH108  # the same  # a walk of thousands


@contextmanager
def _naming(path: Path, done: str = "written") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LibraryError(
            f"cannot be {done}: {error.strerror}",
            file=str(path),
            hint="check the folder's rights and the disk's room",
        ) from error


@contextmanager
def _beside(path: Path, data: bytes, *, is_lasting: bool) -> Iterator[str]:
    """A finished file beside its place; gone again when it was not put there."""
    _make_folder(path.parent, is_lasting=is_lasting)
    name = f"{path.parent}{os.sep}.{path.name}.{os.urandom(4).hex()}.unfinished"
    try:
        handle = os.open(name, _NEW, 0o666)
        try:
            _write(handle, data)
            if is_lasting:
                os.fsync(handle)
        finally:
            os.close(handle)
        with suppress(FileNotFoundError):
            os.chmod(name, os.stat(path).st_mode & 0o777)  # noqa: PTH101, PTH116  # sites have many files
        yield name
    finally:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108  # the same


def _put(new: str, path: Path, *, is_lasting: bool) -> None:
    os.replace(new, path)  # noqa: PTH105  # the same
    if is_lasting:
        _force(path.parent)


def _write(handle: int, data: bytes) -> None:
    """All of it: a system may write less than it was given."""
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _is_at_line_start(handle: int, size: int) -> bool:
    if not size:
        return True
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _make_folder(folder: Path, *, is_lasting: bool) -> None:
    if folder.is_dir():
        return
    if is_lasting:
        _make_folder(folder.parent, is_lasting=True)
    folder.mkdir(parents=True, exist_ok=True)
    if is_lasting:
        _force(folder.parent)


def _force(folder: Path) -> None:
    """Force a folder's list of names to the disk, where there is such a thing."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(handle)


class Reads:
    """What was made of files that were read, for as long as each is the same file: whoever replaces one
    makes another node.
    """

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[_Marks, object]] = {}

    def of(self, path: Path, read: Callable[[Path], _Read]) -> _Read:
        """What `read` makes of a file, which is called when it is not at hand."""
        marks = _marks(path)
        seen, value = self._kept.get(path, (None, None))
        if marks and seen == marks:
            return cast("_Read", value)
        made = read(path)
        if marks:
            self._kept[path] = marks, made
        return made

    def keep(self, path: Path, value: object) -> None:
        """The file was written by us: this is what reading it would make."""
        if marks := _marks(path):
            self._kept[path] = marks, value


def _marks(path: Path) -> _Marks | None:
    with suppress(OSError):
        stat = path.stat()
        return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
    return None
