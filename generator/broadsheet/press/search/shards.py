"""Which files the index has, and what each is made from. Pure: a part of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.press import dates
from broadsheet.press.facts import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from broadsheet.press.facts import DayFacts, Source

PATH = "search/"
PAPERS_PER_PART = 64
MOST_PARTS = 64


@dataclass(frozen=True, slots=True)
class Month:
    """A month as it is indexed: its days, the state of their texts, and into how many parts."""

    year: int
    month: int
    days: tuple[int, ...]
    content: str
    parts: int

    @property
    def path(self) -> str:
        return f"{PATH}{dates.month_path(self.year, self.month)}"


@dataclass(frozen=True, slots=True)
class Records:
    """A day's papers, as a search shows them."""

    source: Source


@dataclass(frozen=True, slots=True)
class Signposts:
    """On which days of a month a word is said or a filter finds papers, for one part of all such terms."""

    month: Month
    part: int


Shard = Records | Signposts


def month_of(days: Sequence[DayFacts]) -> Month:
    first = days[0].date
    return Month(
        first.year,
        first.month,
        tuple(day.date.day for day in days),
        fingerprint("".join(day.content for day in days)),
        parts_for(sum(day.count for day in days)),
    )


def signposts(month: Month) -> Iterator[tuple[str, Signposts]]:
    for part in range(month.parts):
        yield f"{month.path}{part}-of-{month.parts}.json", Signposts(month, part)


def records(day: DayFacts) -> tuple[str, Records]:
    return records_path(day.date), Records(day.source)


def records_path(day: date) -> str:
    return f"{PATH}{dates.month_path(day.year, day.month)}{day.day}.json"


def parts_for(papers: int) -> int:
    """A power of two, so that it rarely changes: whoever has the search page open asks for the old ones."""
    return min(MOST_PARTS, 1 << max(0, (papers // PAPERS_PER_PART).bit_length() - 1))
