"""Facts of a day, small enough to keep for every day there ever was: lists and calendars are made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.errors import BroadsheetError, PageError
from broadsheet.languages import is_spoken

if TYPE_CHECKING:
    from datetime import date, datetime


class Story(NamedTuple):
    id: str
    title: str  # plain text
    language: str = "en"  # of the title, where it was translated
    original: str = ""  # the authors' own
    titles: tuple[tuple[str, str], ...] = ()  # in further languages

    def told_in(self, language: str) -> Story:
        """The same as an edition in this language shows it."""
        if title := next((title for tag, title in self.titles if is_spoken(tag, language)), ""):
            return self._replace(title=title, language=language)
        if self.language == "en" or is_spoken(self.language, language):
            return self
        return self._replace(title=self.original, language="en")


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
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()  # the earlier papers linked to, by their days

    def told_in(self, language: str) -> DayFacts:
        """The same as an edition in this language shows it; as the page has it where none is wanted."""
        stories = tuple(story.told_in(language) for story in self.stories)
        return replace(self, stories=stories) if language and stories != self.stories else self

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
