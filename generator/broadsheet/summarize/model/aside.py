"""An asynchronous stream, run in a thread of its own for callers that are not: they may have a loop already,
or be interrupted by a person.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from typing import TYPE_CHECKING, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

T = TypeVar("T")
_GLANCE = 0.05  # seconds between two looks whether anybody still listens


class Aside(Generic[T]):
    """Iterates over the stream; leaving the `with` ends it."""

    def __init__(self, stream: AsyncGenerator[T, None]) -> None:
        self._stream = stream
        self._items: queue.Queue[T] = queue.Queue(maxsize=1)
        self._stopped = threading.Event()
        self._ended = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def __iter__(self) -> Iterator[T]:
        while True:
            try:
                yield self._items.get(timeout=_GLANCE)
            except queue.Empty:
                if self._ended.is_set() and self._items.empty():
                    break
        if self._error:
            raise self._error

    def _run(self) -> None:
        try:
            asyncio.run(self._work())
        except BaseException as error:  # noqa: BLE001  # it is raised where somebody listens
            self._error = error
        finally:
            self._ended.set()

    async def _work(self) -> None:
        work = asyncio.ensure_future(self._pass_on())
        while not work.done():
            await asyncio.wait([work], timeout=_GLANCE)
            if self._stopped.is_set():
                work.cancel()
        if not work.cancelled():
            work.result()

    async def _pass_on(self) -> None:
        try:
            async for item in self._stream:
                while not self._stopped.is_set():
                    try:
                        self._items.put(item, timeout=_GLANCE)
                        break
                    except queue.Full:
                        await asyncio.sleep(0)
        finally:
            await self._stream.aclose()
