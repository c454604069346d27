"""What the press remembers of a page, small enough to keep for every day there ever was.

Lists, calendars, feeds and the plan are made from facts; a page is read again only to be shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError, PageError
from broadsheet.press.lead import best_first
from broadsheet.text import tex

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from broadsheet.config import Site
    from broadsheet.model import Digest, Paper

STORIES = 3


@dataclass(frozen=True, slots=True)
class Story:
    id: str
    title: str  # plain text


@dataclass(frozen=True, slots=True)
class Tally:
    """A day in a calendar."""

    date: date
    count: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day in a list of days."""

    date: date
    count: int
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A day whose papers are shown: which, and in which state of its text."""

    date: date
    content: str


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A page that reads as one."""

    date: date
    content: str  # the fingerprint of its text
    updated: datetime
    count: int
    categories: tuple[tuple[str, int], ...]  # how many papers stand under each category
    stories: tuple[Story, ...]
    fields: tuple[tuple[str, int], ...] = ()  # how many papers serve each interest
    papers: tuple[str, ...] = ()  # the identifiers, in the order of the page

    @property
    def tally(self) -> Tally:
        return Tally(self.date, self.count)

    @property
    def line(self) -> DayLine:
        return DayLine(self.date, self.count, self.stories)

    @property
    def largest(self) -> tuple[tuple[str, int], ...]:
        """The categories, those with most papers first."""
        return tuple(sorted(self.categories, key=lambda each: -each[1]))

    @property
    def source(self) -> Source:
        return Source(self.date, self.content)


@dataclass(frozen=True, slots=True)
class BrokenDay:
    """A page that does not read as one, and what is said about it."""

    date: date
    content: str
    what: str
    file: str
    line: int
    hint: str

    @property
    def error(self) -> PageError:
        return PageError(self.what, file=self.file, line=self.line, hint=self.hint)


def broken(error: BroadsheetError, day: date, content: str) -> BrokenDay:
    return BrokenDay(day, content, error.what, error.file, error.line, error.hint)


def fingerprint(text: str | bytes) -> str:
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()[:32]


def facts_of(digest: Digest, content: str, asked: Collection[str]) -> DayFacts:
    counts = Counter(shelf for entry in digest.entries for shelf in shelves(entry.paper, asked))
    fields = Counter(entry.rating.field for entry in digest.entries if entry.rating and entry.rating.field)
    best = (entry.paper for entry in best_first(digest)[:STORIES])
    return DayFacts(
        date=digest.date,
        content=content,
        updated=digest.updated,
        count=len(digest.entries),
        categories=tuple(sorted(counts.items())),
        stories=tuple(Story(paper.id, tex.plain(paper.title)) for paper in best),
        fields=tuple(sorted(fields.items())),
        papers=tuple(entry.paper.id for entry in digest.entries),
    )


def followed(site: Site) -> frozenset[str]:
    """The categories that the publisher asks for."""
    return frozenset(site.sources.arxiv.categories if site.sources.arxiv else ())


def shelves(paper: Paper, asked: Collection[str]) -> tuple[str, ...]:
    """The categories under which a paper stands on the site: those that the publisher follows,
    `math` being all of `math.*`; a paper of none of them stands under its primary one.
    """
    followed = tuple(c for c in paper.categories if c in asked or c.partition(".")[0] in asked)
    return followed or paper.categories[:1]
