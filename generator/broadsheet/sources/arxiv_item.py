"""One item of an arXiv feed → an announcement. What cannot be one raises ValueError with the reason.

Texts are the elements' own characters: arXiv escapes once, so `&lt;think&gt;` is `<think>` as typed.
Links and addresses are built from the identifier, because those of old feeds point elsewhere.
"""

from __future__ import annotations

import html
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from broadsheet.batch import Announcement
from broadsheet.model import CATEGORY, PAPER_ID, Kind, Paper
from broadsheet.sources import authors, links
from broadsheet.text import plain, tex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.sources.markup import Element

_ID = re.compile(rf"(?:^|[:/])(?P<id>{PAPER_ID.pattern})(?:v(?P<version>[0-9]{{1,4}}))?$")
_PREFIX = re.compile(r"\s*(?P<id>arXiv:\S+)\s+Announce Type:\s*[a-z-]+\s*(?:Abstract:\s*)?")
_RDF_SUFFIX = re.compile(r"(?P<id>\S+)\s+\[(?P<primary>[^\]]+)\]\s*(?P<mark>UPDATED|CROSS LISTED)?\)")
_RDF_MARKS = {"UPDATED": "replace", "CROSS LISTED": "cross"}
_SHORTENED_LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"[^>]*>this https? URL</a>')
_LINK_TAG = re.compile(r"</?a\b[^>]*>")
_PARAGRAPH_TAG = re.compile(r"</?p\s*/?>")


@dataclass(frozen=True, slots=True)
class _Item:
    """What the three formats have in common, as they spell it."""

    names: tuple[str, ...]  # where the identifier may stand, the best place first
    title: str
    abstract: str
    creators: Sequence[str]
    categories: Sequence[str]
    kind: str
    doi: str = ""
    reference: str = ""


def from_rss(item: Element, asked: Sequence[str]) -> Announcement:
    """An item of RSS 2.0; ValueError says what it lacks."""
    described = item.child_text("description")
    return _announcement(
        _Item(
            names=(item.child_text("guid"), _named_in(described), item.child_text("link")),
            title=item.child_text("title"),
            abstract=_without_prefix(described),
            creators=[creator.text for creator in item.children("dc:creator")],
            categories=[category.text for category in item.children("category")],
            kind=item.child_text("arxiv:announce_type"),
            doi=item.child_text("arxiv:DOI"),
            reference=item.child_text("arxiv:journal_reference"),
        ),
        asked,
    )


def from_atom(entry: Element, asked: Sequence[str]) -> Announcement:
    """An entry of Atom; ValueError says what it lacks."""
    described = entry.child_text("atom:summary")
    return _announcement(
        _Item(
            names=(entry.child_text("atom:id"), _named_in(described)),
            title=entry.child_text("atom:title"),
            abstract=_without_prefix(described),
            creators=[creator.text for creator in entry.children("dc:creator")],
            categories=[category.attributes.get("term", "") for category in entry.children("atom:category")],
            kind=entry.child_text("arxiv:announce_type"),
            doi=entry.child_text("arxiv:DOI"),
            reference=entry.child_text("arxiv:journal_reference"),
        ),
        asked,
    )


def from_rdf(item: Element, asked: Sequence[str]) -> Announcement:
    """Identifier, version, primary category and type stand in the title; names and text are HTML."""
    whole = item.child_text("title").strip()
    title, _, suffix = whole.rpartition("(arXiv:")
    match = _RDF_SUFFIX.fullmatch(suffix)
    creators = [html.unescape(_LINK_TAG.sub("", creator.text)) for creator in item.children("dc:creator")]
    described = _LINK_TAG.sub("", _SHORTENED_LINK.sub(r"\1", item.child_text("description")))
    return _announcement(
        _Item(
            names=(match["id"] if match else "", item.child_text("link")),
            title=title.rstrip().removesuffix(".") if match else whole,
            abstract=html.unescape(_PARAGRAPH_TAG.sub("\n\n", described)),
            creators=creators,
            categories=[match["primary"]] if match else [],
            kind=_RDF_MARKS.get(match["mark"], "") if match else "",
        ),
        asked,
    )


def _announcement(item: _Item, asked: Sequence[str]) -> Announcement:
    id_, version = identity_of(item.names)
    title = plain.line(tex.unicode_text(item.title))
    if not title:
        raise ValueError(f"{id_} has no title")
    abstract = plain.block(tex.unicode_text(item.abstract))
    paper = Paper(
        id=id_,
        title=title,
        authors=authors.split(", ".join(item.creators)),
        abstract=abstract,
        categories=categories_of(item.categories),
        version=version,
        links=(*links.found(abstract), *links.published(item.doi, item.reference)),
    )
    return Announcement(paper, _kind(item.kind, paper, asked))


def categories_of(names: Sequence[str]) -> tuple[str, ...]:
    """Each once, in order; what is no category of arXiv's (an MSC class) is none."""
    stripped = (plain.line(category) for category in names)
    return tuple(dict.fromkeys(c for c in stripped if CATEGORY.fullmatch(c)))


def identity_of(names: Sequence[str]) -> tuple[str, int | None]:
    """The first identifier that carries a version, else the first at all."""
    found = [match for name in names if (match := _ID.search(name.strip()))]
    if not found:
        name = plain.line(next((name for name in names if name.strip()), ""))
        raise ValueError(f"{name!r} is not an arXiv identifier" if name else "has no identifier")
    best = found[0]
    version = next((m["version"] for m in found if m["id"] == best["id"] and m["version"]), None)
    return best["id"], int(version) if version else None


def mailed(text: str) -> datetime:
    """`Mon, 26 Jan 2026 12:00:00 GMT`, in UTC; ValueError when it is none, whatever stands there."""
    try:
        return in_utc(parsedate_to_datetime(text))
    except OverflowError as error:
        raise ValueError(f"{text:.80} is no moment") from error


def in_utc(moment: datetime) -> datetime:
    """What names no zone is Greenwich time; ValueError at the ends of the calendar."""
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{moment} is no moment") from error


def _kind(declared: str, paper: Paper, asked: Sequence[str]) -> Kind:
    """As announced; where a feed does not say, what its other facts amount to."""
    with suppress(ValueError):
        return Kind(declared.strip().lower())
    if paper.version and paper.version > 1:
        return Kind.REPLACE
    at_home = not paper.primary or any(_covers(wanted, paper.primary) for wanted in asked)
    return Kind.NEW if at_home else Kind.CROSS


def _covers(wanted: str, category: str) -> bool:
    """An archive (`math`) covers its categories (`math.PR`)."""
    wanted, category = wanted.lower(), category.lower()
    return category == wanted or category.startswith(f"{wanted}.")


def _named_in(description: str) -> str:
    match = _PREFIX.match(description)
    return match["id"] if match else ""


def _without_prefix(description: str) -> str:
    return _PREFIX.sub("", description, count=1) if _PREFIX.match(description) else description
