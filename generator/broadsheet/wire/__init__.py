"""One polite HTTP client: says who it is, waits when asked to, and never takes more than it can hold.

What it leaves to others: spacing requests of several processes, and remembering ETags.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from broadsheet.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

_BUSY = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one answer may take, in seconds, how large it may be, and how often it is asked for."""

    connect: float = 10
    read: float = 30
    total: float = 180  # with all retries and pauses; arXiv has been seen to stall for a minute
    size: int = 32 * 1024 * 1024  # a full feed of 2,000 items has 5 MB
    redirects: int = 5
    attempts: int = 4
    first_pause: float = 3  # arXiv allows one request every three seconds


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of whatever status. Names of headers are in lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Failure:
    """An attempt that came to nothing, and the seconds the server asked us to wait."""

    what: str
    pause: float | None = None
    cause: Exception | None = None


def get(  # noqa: PLR0913  # the outside world is arguments: clock, sleep, chance and network
    url: str,
    *,
    user_agent: str,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    chance: Callable[[], float] = random.random,
    transport: httpx.BaseTransport | None = None,
    limits: Limits = Limits(),
) -> Response:
    """What the address answers, after as many attempts as the limits allow.

    A server that is busy (429, 502, 503, 504) or out of reach is asked again; any other answer is
    returned, whatever its status. SourceError when no answer was to be had within the limits.
    """
    import httpx  # noqa: PLC0415  # takes 140 ms, and most commands fetch nothing

    deadline = clock() + limits.total
    with httpx.Client(
        transport=transport,
        headers={"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate"},
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        follow_redirects=True,
        max_redirects=limits.redirects,
    ) as client:
        for attempt in range(1, limits.attempts + 1):
            answer = _ask(client, url, clock=clock, deadline=deadline, size=limits.size)
            if isinstance(answer, Response):
                return answer
            backoff = limits.first_pause * 2 ** (attempt - 1) * (0.5 + chance())
            pause = max(backoff, answer.pause or 0)
            if attempt == limits.attempts or clock() + pause >= deadline:
                raise _given_up(url, answer, attempt)
            sleep(pause)
    raise AssertionError  # at least one attempt is made, and the last one returns or raises


def _given_up(url: str, failure: _Failure, attempts: int) -> SourceError:
    asked = f"; it asks to wait {failure.pause:.0f} s" if failure.pause else ""
    times = f" ({attempts} attempts)" if attempts > 1 else ""
    error = SourceError(
        f"{failure.what}{asked}{times}", file=url, hint="try again later; what is published stays as it is"
    )
    error.__cause__ = failure.cause
    return error


def _ask(
    client: httpx.Client, url: str, *, clock: Callable[[], float], deadline: float, size: int
) -> Response | _Failure:
    import httpx  # noqa: PLC0415

    try:
        with client.stream("GET", url) as answer:
            if answer.status_code in _BUSY:
                return _Failure(f"is busy (HTTP status {answer.status_code})", _retry_after(answer.headers))
            body = _body(answer, url, clock=clock, deadline=deadline, size=size)
            return Response(answer.status_code, body, dict(answer.headers.items()))
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        return _translated(error, url)


def _translated(error: Exception, url: str) -> _Failure:
    """What went wrong, in our words: returned if it may pass, raised if it will not."""
    import httpx  # noqa: PLC0415

    passing: dict[type[Exception], str] = {
        httpx.ConnectTimeout: "could not be reached in time",
        httpx.TimeoutException: "did not answer in time",
        httpx.ConnectError: "could not be reached",
        httpx.NetworkError: "broke the connection",
        httpx.RemoteProtocolError: "broke off its answer",
    }
    lasting: dict[type[Exception], str] = {
        httpx.TooManyRedirects: "redirects without end",
        httpx.UnsupportedProtocol: "leads to something that is not http(s)",
        httpx.DecodingError: "sent an answer that does not decompress",
    }
    for kind, what in passing.items():
        if isinstance(error, kind):
            return _Failure(what, cause=error)
    what = next((what for kind, what in lasting.items() if isinstance(error, kind)), "")
    raise SourceError(what or f"cannot be asked: {error}", file=url, hint="check the address") from error


def _body(
    answer: httpx.Response, url: str, *, clock: Callable[[], float], deadline: float, size: int
) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > size:
            raise SourceError(
                f"sends more than {size:,} bytes", file=url, hint="a feed is smaller; check the address"
            )
        if clock() > deadline:
            raise SourceError("takes too long to send its answer", file=url, hint="try again later")
    return bytes(body)


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds, or a date, which is measured against the server's own clock."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        waited = parsedate_to_datetime(value) - parsedate_to_datetime(headers["date"])
    except (ValueError, TypeError, KeyError):
        return None
    return max(0.0, waited.total_seconds())
