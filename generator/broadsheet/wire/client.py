"""Clients for the library of openai, which asks by itself, through an httpx of its own: held to what the wire
holds itself to.

They go nowhere else than they were sent: an answer that redirects is an answer. Where they are sent is judged
by the address that is connected to; what comes is opened piece by piece, up to a size; and the blocking one
gives up after a time, however little an answer sends at once.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2 as httpx

from broadsheet.wire.opened import Opening
from broadsheet.wire.places import Places
from broadsheet.wire.trust import trusted
from broadsheet.wire.unpack import ASKED_FOR, PackedError, Unpacking
from broadsheet.wire.watch import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator


@dataclass(frozen=True, slots=True)
class Bounds:
    size: int = 4 * 1024 * 1024  # bytes; an answer about a paper has three thousand
    total: float = 120.0  # seconds, for one request and its answer


def _manners(heed: Callable[..., Any], open_: Callable[..., Any]) -> dict[str, Any]:
    """What both clients are made with: goes nowhere by itself, and looks before it sends and as it reads."""
    return {
        "follow_redirects": False,
        "headers": {"Accept-Encoding": ASKED_FOR},
        "event_hooks": {"request": [heed], "response": [open_]},
        "verify": trusted(httpx.create_ssl_context),
    }


class AsyncClient(httpx.AsyncClient):
    """Has no clock of its own: who awaits it sets the time (`asyncio.timeout`)."""

    def __init__(self, bounds: Bounds = Bounds(), **options: Any) -> None:
        self._bounds = bounds
        self._places = Places()
        super().__init__(**_manners(self._heed, self._open), **options)

    async def _heed(self, request: httpx.Request) -> None:
        url = str(request.url)
        opening = Opening(url, sent_by=url, places=self._places)
        request.extensions = {**request.extensions, "trace": opening.see_too}

    async def _open(self, response: httpx.Response) -> None:
        response.stream = _AsyncOpened(response, self._bounds.size)
        response.headers.pop("content-encoding", None)


class Client(httpx.Client):
    def __init__(self, bounds: Bounds = Bounds(), **options: Any) -> None:
        self._bounds = bounds
        self._places = Places()
        self._watch = Watch()
        super().__init__(**_manners(self._heed, self._open), **options)

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        with self._watch.within(self._bounds.total):
            return super().send(request, **options)

    def _heed(self, request: httpx.Request) -> None:
        url = str(request.url)
        opening = Opening(url, sent_by=url, places=self._places, watch=self._watch)
        request.extensions = {**request.extensions, "trace": opening.see}

    def _open(self, response: httpx.Response) -> None:
        response.stream = _Opened(response, self._bounds)
        response.headers.pop("content-encoding", None)


class _Opened(httpx.SyncByteStream):
    def __init__(self, response: httpx.Response, bounds: Bounds) -> None:
        assert isinstance(response.stream, httpx.SyncByteStream)  # noqa: S101  # as a blocking client gives it
        self._stream = response.stream
        self._unpacking = _unpacking(response, bounds.size)
        self._until = time.monotonic() + bounds.total

    def __iter__(self) -> Iterator[bytes]:
        try:
            for raw in self._stream:
                yield from self._unpacking.pieces(raw)
                if time.monotonic() > self._until:
                    raise httpx.ReadTimeout("takes too long to send its answer")
            self._unpacking.end()
        except PackedError as error:
            raise httpx.DecodingError(str(error)) from error

    def close(self) -> None:
        self._stream.close()


class _AsyncOpened(httpx.AsyncByteStream):
    def __init__(self, response: httpx.Response, most: int) -> None:
        assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101  # as such a client gives it
        self._stream = response.stream
        self._unpacking = _unpacking(response, most)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for raw in self._stream:
                for piece in self._unpacking.pieces(raw):
                    yield piece
            self._unpacking.end()
        except PackedError as error:
            raise httpx.DecodingError(str(error)) from error

    async def aclose(self) -> None:
        await self._stream.aclose()


def _unpacking(response: httpx.Response, most: int) -> Unpacking:
    try:
        return Unpacking(response.headers.get("content-encoding", ""), most=most)
    except PackedError as error:
        raise httpx.DecodingError(str(error)) from error
