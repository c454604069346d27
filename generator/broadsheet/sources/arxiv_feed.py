"""arXiv's announcement feeds → a batch: RSS 2.0, Atom, and the RDF of before 2024.

feedparser says which format it is and reads the channel's many kinds of dates, on the document's
shell alone: in items it is slow and takes RSS abstracts for HTML, so that `$a<b$` loses its half.
What an item says is read in `arxiv_item`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from broadsheet.batch import Announcement, Batch, Unreadable
from broadsheet.errors import SourceError
from broadsheet.model import CATEGORY
from broadsheet.sources import arxiv_item, markup
from broadsheet.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from time import struct_time

    from broadsheet.sources.markup import Element

_EASTERN = ZoneInfo("America/New_York")
_EVENING = 20  # o'clock, when arXiv announces what is dated the next day
_TITLE = re.compile(r"(.+) updates on arXiv\.org", re.DOTALL)
_ADDRESS = re.compile(r"https?://(?:\w+\.)*arxiv\.org/(?:rss|atom)/([^?#]+)")
_FAILURE = "Feed error for query"


class FeedRefusedError(SourceError):
    """Said by arXiv itself, in the form of a feed, when it cannot answer."""


@dataclass(frozen=True, slots=True)
class _Format:
    channel: str
    title: str
    reason: str
    read: Callable[[Element, Sequence[str]], Announcement]


_FORMATS = {
    "rss20": _Format("channel", "title", "description", arxiv_item.from_rss),
    "rss10": _Format("channel", "title", "description", arxiv_item.from_rdf),
    "atom10": _Format("", "atom:title", "atom:subtitle", arxiv_item.from_atom),
}


def read(data: bytes, *, name: str) -> Batch:
    """The batch that a feed's bytes hold, or a SourceError. An item that cannot be read is set aside
    in `unreadable` with its reason; a feed that is not arXiv's, or not whole, is refused altogether.
    """
    root = markup.read(data, name=name)
    items = _items(root)
    shell = _Shell(data, items)
    form = _FORMATS.get(shell.version)
    channel = next(root.children(form.channel), None) if form and form.channel else root
    if form is None or channel is None:
        raise SourceError(
            f"is XML, but no feed that arXiv publishes ({shell.version or f'its root is <{_local(root)}>'})",
            file=name,
            line=root.line,
            hint="give an RSS or Atom feed of rss.arxiv.org",
        )
    categories = _categories(channel, form, name=name)
    announcements, unreadable = _read_items(items, form, categories, name=name)
    return Batch(
        source=f"arxiv:{'+'.join(categories)}",
        categories=categories,
        declared=shell.declared or _published(items) or _eastern_day(shell.built),
        built=shell.built,
        items=announcements,
        unreadable=unreadable,
    )


def _items(root: Element) -> list[Element]:
    places = [root, *root.children("channel")]
    return [item for place in places for tag in ("item", "atom:entry") for item in place.children(tag)]


def _local(root: Element) -> str:
    return plain.line(root.tag.rpartition(" ")[2])


class _Shell:
    """What feedparser makes of the document without its items."""

    def __init__(self, data: bytes, items: Sequence[Element]) -> None:
        import feedparser  # noqa: PLC0415  # takes 80 ms, and most commands read no feed

        kept = zip(
            [0, *(item.end for item in items)], [*(item.begin for item in items), len(data)], strict=True
        )
        # As a stream, because feedparser opens a file or an address of a plain argument's name.
        parsed = feedparser.parse(BytesIO(b"".join(data[begin:end] for begin, end in kept)))
        self.version: str = parsed.version
        # dict.get: FeedParserDict answers an absent `updated` with `published`, and warns.
        updated, published = (dict.get(parsed.feed, f"{what}_parsed") for what in ("updated", "published"))
        self.built = _moment(updated)
        stamp = _moment(updated if self.version == "rss10" else published)
        self.declared = _announcement_day(stamp) if stamp else None


def _moment(parsed: struct_time | None) -> datetime | None:
    try:
        return _possible(datetime(*parsed[:6], tzinfo=UTC)) if parsed else None
    except ValueError:
        return None


def _possible(stamp: datetime) -> datetime | None:
    """Not one from before arXiv, nor at the end of the calendar, where the next day overflows."""
    return stamp if stamp.tzinfo and 1991 <= stamp.year < 9999 else None


def _announcement_day(stamp: datetime) -> date:
    """The day whose midnight or whose evening before a stamp is."""
    local = stamp.astimezone(_EASTERN)
    return local.date() + timedelta(days=local.hour >= _EVENING)


def _eastern_day(built: datetime | None) -> date | None:
    return built.astimezone(_EASTERN).date() if built else None


def _published(items: Sequence[Element]) -> date | None:
    """The day that the first entry declares: an Atom channel has no such date of its own."""
    stamp = items[0].child_text("atom:published") if items else ""
    try:
        moment = _possible(datetime.fromisoformat(stamp.strip()))
    except ValueError:
        return None
    return _announcement_day(moment) if moment else None


def _categories(channel: Element, form: _Format, *, name: str) -> tuple[str, ...]:
    """What was asked for, or the reason why this feed answers nothing."""
    title = plain.line(channel.child_text(form.title))
    if title.startswith(_FAILURE):
        raise FeedRefusedError(
            f"arXiv could not answer: {plain.line(channel.child_text(form.reason)) or title}",
            file=name,
            line=channel.line,
            hint="check the names of the categories; a saved feed has to be fetched again",
        )
    for pattern, text, separator in (
        (_TITLE, title, ","),
        (_ADDRESS, channel.child_text("link").strip(), "+"),
        (_ADDRESS, channel.child_text("atom:id").strip(), "+"),
    ):
        match = pattern.fullmatch(text)
        asked = tuple(dict.fromkeys(c.strip() for c in match[1].split(separator))) if match else ()
        if asked and all(CATEGORY.fullmatch(category) for category in asked):
            return asked
    raise SourceError(
        f"is not an announcement feed of arXiv's: its title is {title!r}",
        file=name,
        line=channel.line,
        hint="announcements are at https://rss.arxiv.org/rss/CATEGORY; the query API answers something else",
    )


def _read_items(
    items: Sequence[Element], form: _Format, asked: Sequence[str], *, name: str
) -> tuple[tuple[Announcement, ...], tuple[Unreadable, ...]]:
    announcements: dict[str, Announcement] = {}
    unreadable: list[Unreadable] = []
    for item in items:
        where = f"{name}:{item.line}"
        try:
            announcement = form.read(item, asked)
        except Exception as error:  # noqa: BLE001  # one item is no reason to lose the others
            unreadable.append(Unreadable.because(error, where))
            continue
        if announcements.setdefault(announcement.paper.id, announcement) is not announcement:
            unreadable.append(Unreadable(f"{announcement.paper.id} is named twice", where))
    return tuple(announcements.values()), tuple(unreadable)
