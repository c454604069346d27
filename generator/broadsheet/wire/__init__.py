"""One polite HTTP client: says who it is, takes its turn, waits when asked to, remembers what it has been
told, goes only where it was sent, and never takes more than it can hold.
"""

from __future__ import annotations

import random
import string
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from broadsheet.errors import SourceError
from broadsheet.wire.memory import Memory
from broadsheet.wire.opened import Opening
from broadsheet.wire.places import Places
from broadsheet.wire.trust import trusted
from broadsheet.wire.turns import Turns
from broadsheet.wire.unpack import ASKED_FOR, PackedError, Unpacking
from broadsheet.wire.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import httpx

# 406 is what export.arxiv.org answers to machines that it takes for too many.
_BUSY = frozenset({406, 429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304
_PLAIN = string.punctuation + " "  # what a header holds as it is, besides letters and digits


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


USUAL = Limits()


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


class Wire:
    """One connection for a run; `state` is where turns and answers are remembered between runs."""

    def __init__(  # noqa: PLR0913  # the outside world is arguments: clock, sleep, chance and network
        self,
        user_agent: str,
        *,
        state: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        transport: httpx.BaseTransport | None = None,
        limits: Limits | None = None,
        observe: Callable[[str, int | None], None] = lambda _url, _status: None,
    ) -> None:
        self._user_agent = quote(user_agent, safe=_PLAIN)
        self._clock = clock
        self._sleep = sleep
        self._chance = chance
        self._transport = transport
        self._limits = limits or USUAL
        self._observe = observe  # hears each address that is asked, and again with the status of its answer
        self._turns = Turns(state, sleep=sleep)
        self._memory = Memory(state)
        self._watch = Watch()
        self._places = Places()
        self._client: httpx.Client | None = None

    def get(self, url: str) -> Response:
        """What the address answers, after as many attempts as the limits allow.

        A server that is busy or out of reach is asked again; any other answer is returned, whatever its
        status. SourceError when no answer was to be had within the limits.
        """
        limits = self._limits
        deadline = self._clock() + limits.total
        for attempt in range(1, limits.attempts + 1):
            answer = self._ask(url, deadline)
            if isinstance(answer, Response):
                return answer
            backoff = limits.first_pause * 2 ** (attempt - 1) * (0.5 + self._chance())
            pause = max(backoff, answer.pause or 0)
            if attempt == limits.attempts or self._clock() + pause >= deadline:
                raise _given_up(url, answer, attempt)
            self._sleep(pause)
        raise AssertionError  # at least one attempt is made, and the last one returns or raises

    def close(self) -> None:
        """Let its connections go."""
        if self._client:
            self._client.close()
            self._client = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, url: str) -> httpx.Client:
        import httpx  # noqa: PLC0415  # takes 140 ms, and most commands fetch nothing

        if self._client is None:
            try:
                self._client = httpx.Client(
                    transport=self._transport,
                    verify=trusted(httpx.create_ssl_context),
                    headers={"User-Agent": self._user_agent, "Accept-Encoding": ASKED_FOR},
                    timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
                    event_hooks={
                        "request": [lambda asked: self._observe(str(asked.url), None)],
                        "response": [lambda got: self._observe(str(got.request.url), got.status_code)],
                    },
                )
            except (OSError, ValueError, ImportError, httpx.InvalidURL) as error:
                raise SourceError(
                    f"cannot be asked, as the environment forbids it: {error}",
                    file=url,
                    hint="check the variables HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE",
                ) from error
        return self._client

    def _ask(self, url: str, deadline: float) -> Response | _Failure:
        import httpx  # noqa: PLC0415  # whoever asks has it already

        asked = url
        client = self._open(url)
        try:
            for _ in range(self._limits.redirects + 1):
                answer = self._once(client, asked, deadline, known_as=url)
                if not isinstance(answer, str):
                    return answer
                asked = self._places.led(asked, answer, sent_by=url)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, OSError) as error:
            self._refuse_late(url, deadline)
            return _translated(error, url)
        raise SourceError("redirects without end", file=url, hint="check the address")

    def _once(
        self, client: httpx.Client, url: str, deadline: float, *, known_as: str
    ) -> Response | _Failure | str:
        """One request: an answer, a failure, or the address that it leads to."""
        opening = Opening(url, sent_by=known_as, places=self._places, watch=self._watch)
        with (
            self._turns.of(url),
            self._watch.within(deadline - self._clock()),
            client.stream(
                "GET", url, headers=self._memory.asks(known_as), extensions={"trace": opening.see}
            ) as answer,
        ):
            if answer.status_code in _BUSY:
                return _Failure(f"is busy (HTTP status {answer.status_code})", _retry_after(answer.headers))
            if answer.status_code in _MOVED and "location" in answer.headers:
                return answer.headers["location"]
            body = self._body(answer, known_as, deadline)
            headers = dict(answer.headers.items())
            if answer.status_code == _UNCHANGED and (remembered := self._memory.recall(known_as)) is not None:
                return Response(200, remembered, headers)
            if answer.status_code == 200 and _says_where_it_ends(headers):
                self._memory.keep(known_as, headers.get("etag", ""), body)
            return Response(answer.status_code, body, headers)

    def _body(self, answer: httpx.Response, url: str, deadline: float) -> bytes:
        body = bytearray()
        try:
            is_read = answer.is_stream_consumed  # a transport that reads ahead has opened it too
            packing = "" if is_read else answer.headers.get("content-encoding", "")
            unpacking = Unpacking(packing, most=self._limits.size)
            for raw in [answer.content] if is_read else answer.iter_raw():
                for piece in unpacking.pieces(raw):
                    body += piece
                    self._refuse_late(url, deadline)
            self._refuse_late(url, deadline)
            unpacking.end()
        except PackedError as error:
            raise SourceError(
                str(error), file=url, hint="check the address; a feed is a small text"
            ) from error
        return bytes(body)

    def _refuse_late(self, url: str, deadline: float) -> None:
        if self._clock() > deadline:
            raise SourceError("takes too long to send its answer", file=url, hint="try again later")


def _says_where_it_ends(headers: Mapping[str, str]) -> bool:
    """One that merely stops may have been cut off, and must not be remembered as the whole."""
    return "content-length" in headers or "chunked" in headers.get("transfer-encoding", "")


def _given_up(url: str, failure: _Failure, attempts: int) -> SourceError:
    asked = f"; it asks to wait {failure.pause:.0f} s" if failure.pause else ""
    times = f" ({attempts} attempts)" if attempts > 1 else ""
    error = SourceError(
        f"{failure.what}{asked}{times}", file=url, hint="try again later; what is published stays as it is"
    )
    error.__cause__ = failure.cause
    return error


def _translated(error: Exception, url: str) -> _Failure:
    """What went wrong, in our words: returned if it may pass, raised if it will not."""
    import httpx  # noqa: PLC0415  # whoever asks has it already

    passing: dict[type[Exception], str] = {
        httpx.ConnectTimeout: "could not be reached in time",
        httpx.TimeoutException: "did not answer in time",
        httpx.ConnectError: "could not be reached",
        httpx.NetworkError: "broke the connection",
        OSError: "broke the connection",
        httpx.RemoteProtocolError: "broke off its answer",
    }
    for kind, what in passing.items():
        if isinstance(error, kind):
            return _Failure(what, cause=error)
    if isinstance(error, httpx.UnsupportedProtocol):
        raise SourceError(
            "leads to something that is not http(s)", file=url, hint="check the address"
        ) from error
    raise SourceError(f"cannot be asked: {error}", file=url, hint="check the address") from error


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
