"""What a source said: announcements, and what it said that could not be read.

Every source answers with a batch; the desk decides what becomes of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.errors import unexpected
from broadsheet.text import plain

if TYPE_CHECKING:
    from datetime import date, datetime

    from broadsheet.model import Kind, Paper


DAILY_LIST = "huggingface:daily"


@dataclass(frozen=True, slots=True)
class Announcement:
    paper: Paper
    kind: Kind


@dataclass(frozen=True, slots=True)
class Record:
    """A paper as arXiv's archive knows it: when it was submitted, not when it was announced."""

    paper: Paper
    submitted: datetime


@dataclass(frozen=True, slots=True)
class ArchiveAnswer:
    """What the archive knows of the papers that may have been announced on some days."""

    days: tuple[date, ...]
    records: tuple[Record, ...]
    read: datetime


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An item that was announced but cannot be listed: why, and at which file:line it stands."""

    what: str
    where: str

    @classmethod
    def because(cls, error: Exception, where: str) -> Unreadable:
        """With the reason that a ValueError gives; anything else is one that nobody foresaw."""
        return cls(plain.line(str(error) if isinstance(error, ValueError) else unexpected(error).what), where)


@dataclass(frozen=True, slots=True)
class Batch:
    """One answer of one source.

    `declared` is the announcement day (US Eastern) that the answer claims, which is a promise about
    the source's clock and not about its items; `built` is when it was made, in UTC.
    """

    source: str
    categories: tuple[str, ...]
    declared: date | None
    built: datetime | None
    items: tuple[Announcement, ...]
    unreadable: tuple[Unreadable, ...] = ()
    notes: tuple[str, ...] = ()  # what the publisher should know of this answer

    @property
    def is_list(self) -> bool:
        """Whether it is a list that readers make, and grows through its day, and not an announcement."""
        return self.source == DAILY_LIST

    @property
    def sources(self) -> tuple[str, ...]:
        """The source once per category, as a page lists it: `arxiv:cs.CL`, `arxiv:cs.CV`."""
        kind, _, _ = self.source.partition(":")
        return tuple(f"{kind}:{category}" for category in self.categories) or (self.source,)
