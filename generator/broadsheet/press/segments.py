"""Which files the search's index has. The days of a year are one segment; of the newest year those of a
month; of the newest month this week's are apart: a day added touches its week's, once a week its month's, and
what is old stays as it is. A question asks each segment, so that they are few.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet import paths
from broadsheet.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from broadsheet.records import DayFacts

PAPERS_PER_FILE = 128
_FORMAT = 3  # of the files: one of an older form, kept by a browser, cannot be read any more
MOST_PAPERS = 20_000  # of a segment, for what they cost in memory while it is made


@dataclass(frozen=True, slots=True)
class Asked:
    """A segment as the search page knows it."""

    path: str  # below that of the search
    mark: str  # of its state, for who asks a week later to have no other's pieces
    first: date  # of its days
    last: date

    @property
    def is_year(self) -> bool:
        return self.path == paths.year(self.first.year)


@dataclass(frozen=True, slots=True)
class Segment:
    """Days that are indexed together, by the state of their texts."""

    path: str  # the folder of its files
    facts: tuple[DayFacts, ...]

    @property
    def papers(self) -> int:
        return sum(day.count for day in self.facts)

    @property
    def head(self) -> str:
        return f"{self.path}head.json"

    @property
    def files(self) -> list[str]:
        """The paths of its files: the head, and what it leads into."""
        parts = max(1, -(-self.papers // PAPERS_PER_FILE))
        return [self.head, *(f"{self.path}{part}.bin" for part in range(parts))]

    @property
    def asked(self) -> Asked:
        mark = fingerprint(f"{_FORMAT} {self.facts}")[:8]
        first, last = self.facts[0].date, self.facts[-1].date
        return Asked(self.path.removeprefix(paths.SEARCH), mark, first, last)


def segments(days: Sequence[DayFacts]) -> list[Segment]:
    """Of all days, oldest first."""
    papers: dict[int, int] = defaultdict(int)
    for day in days:
        papers[day.date.year] += day.count
    found: dict[str, list[DayFacts]] = {}
    for day in days:
        found.setdefault(_path(day.date, days[-1].date, papers[day.date.year]), []).append(day)
    return [Segment(path, tuple(of_it)) for path, of_it in found.items()]


def _path(day: date, newest: date, papers: int) -> str:
    """Where a day is indexed, whose year has so many papers."""
    if day.year < newest.year:
        year = f"{paths.SEARCH}{paths.year(day.year)}"
        if papers <= MOST_PAPERS:
            return year
        for parts in (2, 4):
            if papers <= parts * MOST_PAPERS:
                return f"{year}{1 + (day.month - 1) * parts // 12}-of-{parts}/"
    month = f"{paths.SEARCH}{paths.month(day.year, day.month)}"
    week, is_newest = day.isocalendar().week, (day.year, day.month) == (newest.year, newest.month)
    return f"{month}w{week}/" if is_newest and week == newest.isocalendar().week else month
