"""Facts of a day, small enough to keep for every day there ever was: lists and calendars are made of them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.errors import BroadsheetError, PageError

if TYPE_CHECKING:
    from datetime import date, datetime


class Story(NamedTuple):
    id: str
    title: str  # plain text
    language: str = "en"  # of the title, where it was translated


@dataclass(frozen=True, slots=True, repr=False)
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
    chosen: tuple[str, ...] = ()  # of these, those that a reader should see
    named: tuple[str, ...] = ()  # the earlier days on which papers stand that these follow

    def __repr__(self) -> str:
        """What it is told from all others by: the rest follows from its page."""
        return f"<{self.date} {self.content}>"


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
        """The error as it was when the page was read."""
        return PageError(self.what, file=self.file, line=self.line, hint=self.hint)


def broken(error: BroadsheetError, day: date, content: str) -> BrokenDay:
    """What is known of a page that does not read."""
    return BrokenDay(day, content, error.what, error.file, error.line, error.hint)


def fingerprint(text: str | bytes) -> str:
    """A name for a text, which no other text has."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()[:32]
