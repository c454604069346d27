"""Hugging Face's daily papers → a batch: what readers there put on the list of a day.

Of its many fields every one but the identifier and the title may be absent. Who submitted a paper is
nobody's business, and its machine-written summaries and keywords are not used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from broadsheet.addresses import DAILY_PAPER
from broadsheet.batch import DAILY_LIST, Announcement, Batch, Unreadable
from broadsheet.errors import SourceError
from broadsheet.model import MOST_UPVOTES, WEB_ADDRESS, Author, Daily, Kind, Link, Paper
from broadsheet.sources import links
from broadsheet.sources.authors import clean
from broadsheet.text import plain, tex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.sources import Get

_MOST = 100  # a day has fifty at most; the default is to answer no more


@dataclass(frozen=True, slots=True)
class DailyPapers:
    """The list of one day; lists are made Monday to Friday, and dated in UTC."""

    base_url: str
    get: Get

    def fetch(self, day: date, *, read_on: date) -> Batch:
        """What is on the list of `day`; upvotes are counted still, so that a batch says when it was read."""
        url = f"{self.base_url.rstrip('/')}/api/daily_papers?{urlencode({'date': day, 'limit': _MOST})}"
        response = self.get(url)
        if response.status != 200:
            raise SourceError(
                f"answered with HTTP status {response.status}",
                file=url,
                hint="try again later; what is published stays as it is",
            )
        return read(response.body, name=url, day=day, read_on=read_on)


def read(data: bytes, *, name: str, day: date, read_on: date) -> Batch:
    """The batch in an answer's bytes. An item that is no paper is set aside with its reason."""
    try:
        listed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError("is not JSON", file=name, hint="an error page answered; try again later") from error
    if not isinstance(listed, list):
        raise SourceError("is no list of papers", file=name, hint="check the address; try again later")
    items: dict[str, Announcement] = {}
    unreadable: list[Unreadable] = []
    for place, item in enumerate(listed, 1):
        try:
            paper = _paper(item, read_on)
            items.setdefault(paper.id, Announcement(paper, Kind.DAILY))
        except Exception as error:  # noqa: BLE001  # one item is no reason to lose the others
            unreadable.append(Unreadable.because(error, f"{name} item {place}"))
    moments = [moment for item in listed if (moment := _put_on_list(item))]
    built = max(moments, default=None)
    return Batch(DAILY_LIST, (), day, built, tuple(items.values()), tuple(unreadable))


def _paper(item: Any, read_on: date) -> Paper:
    paper = item["paper"] if isinstance(item, dict) and isinstance(item.get("paper"), dict) else None
    if paper is None:
        raise ValueError("names no paper")
    id_ = _text(paper, "id")
    abstract = plain.block(tex.unicode_text(_text(paper, "summary") or _text(item, "summary")))
    return Paper(
        id=id_,
        title=plain.line(tex.unicode_text(_text(paper, "title") or _text(item, "title"))),
        authors=tuple(_authors(paper.get("authors"))),
        abstract=abstract,
        links=tuple(dict.fromkeys([*_links(paper, id_), *links.found(abstract)])),
        daily=Daily(_upvotes(paper), read_on, _organization(item, paper)),
    )


def _text(fields: dict[str, Any], key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _upvotes(paper: dict[str, Any]) -> int:
    return min(max(_count(paper.get("upvotes")) or 0, 0), MOST_UPVOTES)


def _authors(authors: Any) -> Iterator[Author]:
    for author in authors if isinstance(authors, list) else ():
        if isinstance(author, dict) and author.get("hidden") is not True:
            name = clean(_text(author, "name"))
            if any(c.isalpha() for c in name):
                yield Author(name)


def _links(paper: dict[str, Any], id_: str) -> Iterator[Link]:
    yield Link("Hugging Face", f"{DAILY_PAPER}{id_}")
    stars = _count(paper.get("githubStars"))
    code = "code" if stars is None else f"code · {stars:,} ★"
    for label, url in ((code, _text(paper, "githubRepo")), ("project", _text(paper, "projectPage"))):
        if WEB_ADDRESS.fullmatch(url):
            yield Link(label, url)


def _organization(item: dict[str, Any], paper: dict[str, Any]) -> str:
    """Under three names in three years."""
    for place in (paper.get("organization"), item.get("organization"), item.get("submitterOrganization")):
        if isinstance(place, dict) and (name := _text(place, "fullname") or _text(place, "name")):
            return plain.line(name.replace("·", " "))
    return ""


def _put_on_list(item: Any) -> datetime | None:
    paper = item.get("paper") if isinstance(item, dict) else None
    stamp = _text(paper, "submittedOnDailyAt") if isinstance(paper, dict) else ""
    try:
        return datetime.fromisoformat(stamp).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None
