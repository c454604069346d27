"""The note of a day to a chat: one table of services, each a JSON that is posted to an address which is a
secret. Nothing of that address is ever shown but its host.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from broadsheet.errors import BroadsheetError, DeliveryError, UsageError, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpx2 as httpx

_SECONDS = 30.0
_LONG = 6  # letters; a piece of an address that has as many is hidden within a word, too
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#"})


@dataclass(frozen=True, slots=True)
class Point:
    claim: str
    title: str
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    title: str
    url: str
    summary: str
    points: tuple[Point, ...]
    stop: str

    def shortened(self) -> Note:
        """Without the last of its points."""
        return replace(self, points=self.points[:-1])

    def lines(self) -> Iterator[NoteLine]:
        """What is said below the title."""
        yield NoteLine(self.summary)
        yield NoteLine("")
        for each in self.points:
            yield NoteLine(f"• {each.claim}")
            yield NoteLine(each.title, each.url)
            if each.why:
                yield NoteLine(each.why, is_faint=True)
        yield NoteLine("")
        yield NoteLine(self.stop, self.url)


@dataclass(frozen=True, slots=True)
class NoteLine:
    text: str
    url: str = ""
    is_faint: bool = False


@dataclass(frozen=True, slots=True)
class Markup:
    """How a service writes lines of which nothing but this is markup."""

    text: Callable[[str], str]
    link: Callable[[str, str], str]  # of a text that is marked up already, to an address
    faint: str
    strong: str = "{}"
    end: str = "\n"

    def lines(self, note: Note) -> str:
        """What is said below the title."""
        return self.end.join(map(self._line, note.lines()))

    def whole(self, note: Note) -> str:
        """The title too."""
        return f"{self.strong.format(self._line(NoteLine(note.title, note.url)))}{self.end}{self.lines(note)}"

    def _line(self, line: NoteLine) -> str:
        text = self.text(line.text)
        text = self.link(text, line.url) if line.url and text else text
        return self.faint.format(text) if line.is_faint else text


def _in_slack(text: str) -> str:
    return escape(text, quote=False)


_SLACK = Markup(_in_slack, lambda text, url: f"<{_in_slack(url)}|{text}>", "_{}_", "*{}*")
_TELEGRAM = Markup(escape, lambda text, url: f'<a href="{escape(url)}">{text}</a>', "<i>{}</i>", "<b>{}</b>")
_NTFY = Markup(lambda text: text.translate(_MARKS), lambda text, url: f"[{text}]({url})", "*{}*", end="  \n")
_SHOWN = Markup(str, lambda text, _: text, "{}")  # what is left of each when it is read


def _slack(note: Note, address: str) -> tuple[str, dict[str, Any]]:
    return address, {"text": _SLACK.whole(note)}


def _telegram(note: Note, address: str) -> tuple[str, dict[str, Any]]:
    """Its address names the chat behind a question mark: `…/bot123:abc/sendMessage?chat_id=-100`."""
    parts = urlsplit(address)
    body = {
        "text": _TELEGRAM.whole(note),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    return urlunsplit(parts._replace(query="")), {**dict(parse_qsl(parts.query)), **body}


def _ntfy(note: Note, address: str) -> tuple[str, dict[str, Any]]:
    """As JSON it is posted to the root, and the topic stands in it."""
    parts = urlsplit(address)
    root, _, topic = parts.path.rpartition("/")
    text = _NTFY.lines(note)
    body = {"topic": topic, "title": note.title, "message": text, "markdown": True, "click": note.url}
    return urlunsplit(parts._replace(path=f"{root}/")), body


def _feishu(note: Note, address: str) -> tuple[str, dict[str, Any]]:
    """Lines of runs: nothing in them is markup."""
    runs = [
        [
            {"tag": "a", "text": line.text, "href": line.url}
            if line.url
            else {"tag": "text", "text": line.text}
        ]
        for line in note.lines()
        if line.text
    ]
    content = {"post": {"zh_cn": {"title": note.title, "content": runs}}}
    return address, {"msg_type": "post", "content": content}


@dataclass(frozen=True, slots=True)
class Service:
    variable: str  # of the environment, that holds its address
    request: Callable[[Note, str], tuple[str, dict[str, Any]]]  # note, address: where, and what
    longest: int  # that it takes
    length: Callable[[Note, Mapping[str, Any]], int]  # of a note and its request, as the service counts
    is_taken: Callable[[Mapping[str, Any]], bool] = lambda _: True  # by its answer, where that is one of JSON


SERVICES = {
    # A text that has more characters, markup included, comes in pieces that break its links.
    "slack": Service("SLACK_WEBHOOK_URL", _slack, 4000, lambda _, body: len(body["text"])),
    # Bytes of the whole request: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
    "feishu": Service(
        "FEISHU_WEBHOOK_URL",
        _feishu,
        20_000,
        lambda _, body: len(json.dumps(body, ensure_ascii=False).encode()),
        lambda answer: not answer.get("code", answer.get("StatusCode")),
    ),
    # Characters without the markup: https://core.telegram.org/bots/api#sendmessage; it counts in UTF-16.
    "telegram": Service(
        "TELEGRAM_URL",
        _telegram,
        4096,
        lambda note, _: len(_SHOWN.whole(note).encode("utf-16-le")) // 2,
        lambda answer: answer.get("ok") is not False,
    ),
    # Bytes of the message, beyond which it is a file: https://docs.ntfy.sh/publish/#limitations
    "ntfy": Service("NTFY_URL", _ntfy, 4096, lambda _, body: len(body["message"].encode())),
}


def send(note: Note, service: str, address: str, *, transport: httpx.BaseTransport | None = None) -> None:
    """Post it; DeliveryError when it is not taken, or nobody knows whether it was."""
    import httpx2 as httpx  # noqa: PLC0415  # slow, and most commands send nothing

    from broadsheet.wire.client import Bounds, Client  # noqa: PLC0415  # the same

    place = f"{service} ({_host(service, address)})"
    where, body = _request(note, service, address, place)
    options = {"transport": transport} if transport else {}
    try:
        with Client(Bounds(size=256 * 1024, total=_SECONDS), timeout=_SECONDS, **options) as client:
            answer = client.post(where, json=body)
            text = answer.text
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL):
        raise DeliveryError(
            "could not be reached", file=place, hint="run it again: nobody gets the day twice"
        ) from None  # its words may hold the address
    except (httpx.HTTPError, OSError):
        raise DeliveryError(
            "broke off before it said whether it took the message",
            file=place,
            hint="look whether it is there: if it is, running it again sends it a second time",
        ) from None
    except BroadsheetError as error:
        raise DeliveryError(error.what, file=place, hint="check the address") from None
    if not answer.is_success or not _is_taken(service, answer):
        raise DeliveryError(
            f"does not take the message ({answer.status_code} {reply(_without(address, text))})",
            file=place,
            hint=f"check what {SERVICES[service].variable} holds",
        )


def _request(note: Note, service: str, address: str, place: str) -> tuple[str, dict[str, Any]]:
    """With as many points as the service has room for."""
    of = SERVICES[service]
    while True:
        where, body = of.request(note, address)
        if (length := of.length(note, body)) <= of.longest:
            return where, body
        if not note.points:
            raise DeliveryError(
                f"has no room for the note even without its papers: {length:,} where it takes {of.longest:,}",
                file=place,
                hint="shorten title in broadsheet.yaml",
            )
        note = note.shortened()


def _host(service: str, address: str) -> str:
    try:
        parts = urlsplit(address)
        if parts.scheme in {"https", "http"} and parts.hostname:
            return parts.hostname
    except ValueError:
        pass
    raise UsageError(
        f"{SERVICES[service].variable} holds no address of http(s)",
        hint=f"set it to the webhook that {service} gave you",
    )


def _is_taken(service: str, answer: httpx.Response) -> bool:
    try:
        said = answer.json()
    except ValueError:
        return True
    return SERVICES[service].is_taken(said) if isinstance(said, dict) else True


def _without(address: str, text: str) -> str:
    """The text, and in the place of every piece of the address's path and query a mark. A short piece, as
    `v2`, is one only where it is a word of its own.
    """
    parts = urlsplit(address)
    whole = [address, parts.path, parts.query, *parts.path.split("/"), *dict(parse_qsl(parts.query)).values()]
    pieces = {
        piece for each in whole for form in (each, unquote(each)) for piece in (form, *re.split(r"\W", form))
    }
    for piece in sorted(filter(None, pieces), key=len, reverse=True):
        pattern = re.escape(piece) if len(piece) >= _LONG else rf"(?<!\w){re.escape(piece)}(?!\w)"
        text = re.sub(pattern, "…", text, flags=re.IGNORECASE)
    return text
