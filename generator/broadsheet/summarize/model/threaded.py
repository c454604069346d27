"""An asynchronous stream, run in a thread of its own for callers that are not: they may have a loop already,
or be interrupted by a person.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

T = TypeVar("T")
_GLANCE = 0.05  # seconds between two looks whether anybody still listens


class ThreadedStream(Generic[T]):
    """Iterates over the stream; leaving the `with` ends it. The stream goes on when the next item is asked
    for: nothing new is begun while what became of the last is not safe.
    """

    def __init__(self, stream: AsyncGenerator[T, None]) -> None:
        self._stream = stream
        self._items: queue.Queue[T] = queue.Queue()
        self._wanted: Callable[[], None] = lambda: None
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
                item = self._items.get(timeout=_GLANCE)
            except queue.Empty:
                if self._ended.is_set() and self._items.empty():
                    break
            else:
                yield item
                self._wanted()
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
        loop, wanted = asyncio.get_running_loop(), asyncio.Event()
        self._wanted = lambda: _called(loop, wanted.set)
        try:
            async for item in self._stream:
                wanted.clear()
                self._items.put(item)
                await wanted.wait()
        finally:
            await self._stream.aclose()


def _called(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # the loop is closed: nobody waits
        loop.call_soon_threadsafe(call)
