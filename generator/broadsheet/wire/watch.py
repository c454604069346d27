"""Ends a connection when its time is over. The client's own limits count every piece of an answer apart, so
that a server which sends a byte now and then could keep us for ever.
"""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Watch:
    """Knows which connections a client opened, and cuts those that are open when the time is over."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        self._is_over = False

    def keep(self, opened: socket.socket) -> None:
        """See to it that this connection ends when the time is over."""
        still_open = [known for known in self._sockets if known.fileno() >= 0]
        self._sockets = [*still_open, opened]
        if self._is_over:  # the time ran out while this one was being opened
            self._cut()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Whatever is read meanwhile fails after so many seconds."""
        self._is_over = False
        timer = threading.Timer(max(0.0, seconds), self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self) -> None:
        self._is_over = True
        self._cut()

    def _cut(self) -> None:
        """Through a second handle, because the first one is being read from in another thread."""
        for known in self._sockets:
            with suppress(OSError, ValueError):
                handle = socket.fromfd(known.fileno(), known.family, known.type)
                with handle:
                    handle.shutdown(socket.SHUT_RDWR)
