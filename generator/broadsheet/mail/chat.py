"""The note of a day to a chat: one table of services, each a JSON that is posted to an address which is a
secret. Nothing of that address is ever shown but its host.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from broadsheet.errors import BroadsheetError, DeliveryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx2 as httpx

_LONGEST = {"telegram": 4096, "ntfy": 4096, "slack": 12_000, "feishu": 18_000}  # what each takes of a text
_SECONDS = 30.0
_LONGEST_REPLY = 160
_MARKED = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#"})


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


@dataclass(frozen=True, slots=True)
class Service:
    variable: str  # of the environment, that holds its address
    text: Callable[[Note], Any]
    asked: Callable[[Note, Any, str], tuple[str, dict[str, Any]]]  # note, text, address: where, and what
    is_taken: Callable[[Mapping[str, Any]], bool] = lambda _: True  # by its answer, where that is one of JSON


def send(note: Note, service: str, address: str, *, transport: httpx.BaseTransport | None = None) -> None:
    """Post it; DeliveryError when it is not taken."""
    import httpx2 as httpx  # noqa: PLC0415  # slow, and most commands send nothing

    from broadsheet.wire.client import Bounds, Client  # noqa: PLC0415  # the same

    host = _host(service, address)
    where, body = _asked(note, service, address)
    options = {"transport": transport} if transport else {}
    try:
        with Client(Bounds(size=256 * 1024, total=_SECONDS), timeout=_SECONDS, **options) as client:
            answer = client.post(where, json=body)
            reply = answer.text
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise DeliveryError(
            "could not be reached" if isinstance(error, httpx.ConnectError) else "broke the connection",
            file=f"{service} ({host})",
            hint="run it again: nobody gets the day twice",
        ) from None  # its words may hold the address
    except BroadsheetError as error:
        raise DeliveryError(error.what, file=f"{service} ({host})", hint="check the address") from None
    if not answer.is_success or not _is_taken(service, answer):
        raise DeliveryError(
            f"does not take the message ({answer.status_code} {_shown(reply, address)})",
            file=f"{service} ({host})",
            hint=f"check what {SERVICES[service].variable} holds",
        )


def _asked(note: Note, service: str, address: str) -> tuple[str, dict[str, Any]]:
    """As many points as the service has room for."""
    row = SERVICES[service]
    while len(str(text := row.text(note)).encode()) > _LONGEST[service] and note.points:
        note = note.shortened()
    return row.asked(note, text, address)


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
        reply = answer.json()
    except ValueError:
        return True
    return SERVICES[service].is_taken(reply) if isinstance(reply, dict) else True


def _shown(reply: str, address: str) -> str:
    """What it answers, without what we must not show."""
    secret = [piece for piece in (urlsplit(address).path, urlsplit(address).query, address) if len(piece) > 1]
    for piece in secret:
        reply = reply.replace(piece, "…")
    return " ".join(reply.split())[:_LONGEST_REPLY]


def _slack_text(note: Note) -> str:
    lines = [f"*<{_slack(note.url)}|{_slack(note.title)}>*", _slack(note.summary), ""]
    for each in note.points:
        lines += [f"• {_slack(each.claim)}", f"<{_slack(each.url)}|{_slack(each.title)}>"]
        lines += [f"_{_slack(each.why)}_"] if each.why else []
    return "\n".join([*lines, "", _slack(note.stop)])


def _slack(text: str) -> str:
    return escape(text, quote=False)


def _telegram_text(note: Note) -> str:
    lines = [f'<b><a href="{escape(note.url)}">{escape(note.title)}</a></b>', escape(note.summary), ""]
    for each in note.points:
        lines += [f"• {escape(each.claim)}", f'<a href="{escape(each.url)}">{escape(each.title)}</a>']
        lines += [f"<i>{escape(each.why)}</i>"] if each.why else []
    return "\n".join([*lines, "", escape(note.stop)])


def _ntfy_text(note: Note) -> str:
    lines = [note.summary.translate(_MARKED), ""]
    for each in note.points:
        lines += [f"- {each.claim.translate(_MARKED)} [{each.title.translate(_MARKED)}]({each.url})"]
    return "\n".join([*lines, "", note.stop.translate(_MARKED)])


def _feishu_text(note: Note) -> list[list[dict[str, str]]]:
    """Lines of runs: nothing in them is markup."""
    lines = [[{"tag": "text", "text": note.summary}]]
    for each in note.points:
        lines.append([{"tag": "text", "text": f"• {each.claim}"}])
        lines.append([{"tag": "a", "text": each.title, "href": each.url}])
        lines += [[{"tag": "text", "text": each.why}]] if each.why else []
    lines.append([{"tag": "a", "text": note.stop, "href": note.url}])
    return lines


def _telegram(_note: Note, text: str, address: str) -> tuple[str, dict[str, Any]]:
    """Its address names the chat behind a question mark: `…/bot123:abc/sendMessage?chat_id=-100`."""
    parts = urlsplit(address)
    body = {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    return urlunsplit(parts._replace(query="")), {**dict(parse_qsl(parts.query)), **body}


def _ntfy(note: Note, text: str, address: str) -> tuple[str, dict[str, Any]]:
    """As JSON it is posted to the root, and the topic stands in it."""
    parts = urlsplit(address)
    root, _, topic = parts.path.rpartition("/")
    body = {"topic": topic, "title": note.title, "message": text, "markdown": True, "click": note.url}
    return urlunsplit(parts._replace(path=f"{root}/")), body


def _feishu(note: Note, text: Any, address: str) -> tuple[str, dict[str, Any]]:
    content = {"post": {"zh_cn": {"title": note.title, "content": text}}}
    return address, {"msg_type": "post", "content": content}


SERVICES = {
    "slack": Service("SLACK_WEBHOOK_URL", _slack_text, lambda _, text, url: (url, {"text": text})),
    "feishu": Service(
        "FEISHU_WEBHOOK_URL",
        _feishu_text,
        _feishu,
        lambda reply: not reply.get("code", reply.get("StatusCode")),
    ),
    "telegram": Service(
        "TELEGRAM_URL", _telegram_text, _telegram, lambda reply: reply.get("ok") is not False
    ),
    "ntfy": Service("NTFY_URL", _ntfy_text, _ntfy),
}
