"""arXiv's rule for its interfaces: one connection, and three seconds between requests, for all our runs."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from broadsheet import locks
from broadsheet.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SPACING = 3.0


class Turns:
    """Takes turns with other processes that share the state folder; without one, with itself."""

    def __init__(
        self,
        state: Path | None,
        *,
        sleep: Callable[[float], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._file = state / "arxiv-turn" if state else None
        self._sleep = sleep
        self._clock = clock
        self._last = 0.0

    @contextmanager
    def of(self, url: str) -> Iterator[None]:
        """The turn to ask this address: other hosts than arXiv's are asked at once."""
        if not _is_arxiv(url):
            yield
            return
        with ExitStack() as held:
            stamp = held.enter_context(self._taken(self._file)) if self._file else None
            self._wait(max(self._last, _moment(stamp.read()) if stamp else 0.0))
            try:
                yield
            finally:
                self._last = self._clock()
                if stamp:
                    _write(stamp, self._last)

    @contextmanager
    def _taken(self, file: Path) -> Iterator[BinaryIO]:
        with ExitStack() as held:
            try:
                stamp = held.enter_context(locks.in_turn(file))
            except OSError as error:
                raise SourceError(
                    f"cannot take its turn with other runs: {error.strerror}",
                    file=str(file),
                    hint="make the folder writable",
                ) from error
            yield stamp

    def _wait(self, last: float) -> None:
        """A stamp of the future, of a clock that was set back, keeps nobody waiting."""
        left = last + SPACING - self._clock()
        if 0 < left <= SPACING:
            self._sleep(left)


def _is_arxiv(url: str) -> bool:
    with suppress(ValueError):
        host = urlsplit(url).hostname or ""
        return host == "arxiv.org" or host.endswith(".arxiv.org")
    return False


def _write(stamp: BinaryIO, moment: float) -> None:
    with suppress(OSError):  # on a full disk this run still knows when it asked
        stamp.seek(0)
        stamp.truncate()
        stamp.write(repr(moment).encode())
        stamp.flush()


def _moment(stamp: bytes) -> float:
    try:
        return float(stamp or b"0")
    except ValueError:
        return 0.0
