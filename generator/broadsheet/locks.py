"""One process at a time: a lock that the operating system lets go of when its holder dies."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from broadsheet.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PAUSE = 0.1  # seconds between two looks
_LONGEST = 600.0  # a turn is one request, which has its own limits
_HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}  # any other: a disk without locks
_FREE = b"free\n"


@contextmanager
def alone(
    path: Path, *, patience: float = 0.0, on_wait: Callable[[str], None] = lambda _: None
) -> Iterator[bool]:
    """Hold the lock at `path`; whether its last holder is known to have ended in order. Another holder is
    waited for as many seconds as `patience` says, of which `on_wait` is told once, and then named.
    """
    with _opened(path) as file:
        _wait(file, path, patience, on_wait)
        file.seek(0)
        is_clean = file.read() == _FREE
        _mark(file, f"{os.getpid()}\n".encode())
        try:
            yield is_clean
        finally:
            _mark(file, _FREE)


@contextmanager
def in_turn(path: Path) -> Iterator[BinaryIO]:
    """Wait for the lock at `path`, then have the file, at its beginning, for oneself. Nobody who holds it
    longer than any request lasts is waited for: they are stopped. Nor is anybody on a disk without locks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        waited = 0.0
        with suppress(OSError):
            while not _taken(file) and waited < _LONGEST:
                time.sleep(_PAUSE)
                waited += _PAUSE
        file.seek(0)
        yield file


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b", buffering=0)
    except OSError as error:
        raise LibraryError(
            f"the lock cannot be opened: {error.strerror}",
            file=str(path),
            hint="it keeps two runs apart: make its folder one that can be written",
        ) from error
    with file:
        yield file


def _wait(file: BinaryIO, path: Path, patience: float, on_wait: Callable[[str], None]) -> None:
    waited = 0.0
    try:
        while not _taken(file):
            if waited >= patience:
                raise UsageError(
                    f"another run is at work on this digest{_holder(file)}",
                    file=str(path),
                    hint="wait until it has ended, and run again",
                )
            if not waited:
                on_wait(f"waiting for another run on this digest{_holder(file)}")
            time.sleep(_PAUSE)
            waited += _PAUSE
    except OSError as error:
        raise LibraryError(
            f"the disk cannot lock: {error.strerror}",
            file=str(path),
            hint="put the digest on a disk whose files can be locked",
        ) from error


def _holder(file: BinaryIO) -> str:
    file.seek(0)
    who = file.read(100).decode("utf-8", "replace").strip()
    return f" (process {who})" if who.isascii() and who.isdigit() else ""


def _mark(file: BinaryIO, mark: bytes) -> None:
    """Say who holds the lock, on the disk: after a loss of power too it says who did not end in order."""
    with suppress(OSError):  # on a full disk it is a lock all the same
        os.ftruncate(file.fileno(), 0)
        os.write(file.fileno(), mark)
        if mark != _FREE:
            os.fsync(file.fileno())


if sys.platform == "win32":
    import msvcrt

    def _taken(file: BinaryIO) -> bool:
        file.seek(1 << 20)  # a byte that nobody reads or writes
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in _HELD:
                raise
            return False
        return True

else:
    import fcntl

    def _taken(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _HELD:
                raise
            return False
        return True
