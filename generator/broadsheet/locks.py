"""One process at a time: a lock that the operating system lets go of when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from broadsheet.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 0.1  # seconds between two looks
_LONGEST = 600.0  # a turn is one request, which has its own limits


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock at `path`, or say who does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if not _taken(file):
            file.seek(0)
            who = file.read(100).decode("utf-8", "replace").strip()
            raise UsageError(
                f"another run is at work on this digest{f' (process {who})' if who.isdigit() else ''}",
                file=str(path),
                hint="wait until it has ended, and run again",
            )
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)


@contextmanager
def in_turn(path: Path) -> Iterator[BinaryIO]:
    """Wait for the lock at `path`, then have the file, at its beginning, for oneself. Nobody who holds it
    longer than any request lasts is waited for: they are stopped, or the disk knows no locks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        waited = 0.0
        while not _taken(file) and waited < _LONGEST:
            time.sleep(_PATIENCE)
            waited += _PATIENCE
        file.seek(0)
        yield file


if sys.platform == "win32":
    import msvcrt

    def _taken(file: BinaryIO) -> bool:
        file.seek(1 << 20)  # a byte that nobody reads or writes
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
