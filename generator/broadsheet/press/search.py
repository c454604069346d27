"""The index that the search page reads: records of each day, and signposts to the days of each month.

By hand, because sharding is the point: adding a day makes its records and its week's signposts, and a
reader loads only what can hold an answer. docs/search.md tells how, and what it costs beside Pagefind.
The days of the newest month are signposted by weeks, so that a new day moves little; when the month is
over, all of it together, so that a search asks for few files.

A place is where in a month a term is said: `27.3` is the fourth paper of the 27th, `27` any of that day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from broadsheet.model import Role
from broadsheet.press import paths
from broadsheet.records.days import search_facts, search_texts
from broadsheet.records.papers import AUTHORS_LANGUAGE
from broadsheet.records.terms import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.records import DayFacts
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord

PAPERS_PER_PART = 128
MOST_PARTS = 64


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of a month that are signposted together: the state of their texts, and into how many parts."""

    year: int
    month: int
    week: int  # 0 for all of the month
    facts: tuple[DayFacts, ...]
    parts: int

    @property
    def path(self) -> str:
        """The folder of its month."""
        return f"{paths.SEARCH}{paths.month(self.year, self.month)}"

    @property
    def asked(self) -> str:
        """As the search page names it: where records stand, into how many parts, and their week."""
        week = f" w{self.week}-" if self.week else ""
        return f"{paths.month(self.year, self.month)} {self.parts}{week}"

    @property
    def files(self) -> list[str]:
        """The paths of its parts, whose number stands in their names."""
        week = f"w{self.week}-" if self.week else ""
        return [f"{self.path}{week}{part}-of-{self.parts}.json" for part in range(self.parts)]


def stretches(days: Sequence[DayFacts]) -> list[Stretch]:
    """Of all days, oldest first."""
    found: dict[tuple[int, int, int], list[DayFacts]] = {}
    newest = days[-1].date if days else None
    for day in days:
        is_new = newest is not None and (day.date.year, day.date.month) == (newest.year, newest.month)
        week = day.date.isocalendar().week if is_new else 0
        found.setdefault((day.date.year, day.date.month, week), []).append(day)
    return [
        Stretch(
            *key,
            facts=tuple(of_it),
            parts=parts_for(sum(day.count for day in of_it)),
        )
        for key, of_it in found.items()
    ]


def parts_for(papers: int) -> int:
    """A power of two, so that it rarely changes: whoever has the search page open asks for the old ones."""
    return min(MOST_PARTS, 1 << max(0, (papers // PAPERS_PER_PART).bit_length() - 1))


def signposts(stretch: Stretch, places: Sequence[Mapping[str, str]]) -> Iterator[bytes]:
    """Where the terms of each part are said: `{places: terms}`; `places` are those of the days."""
    places_of: dict[str, str] = defaultdict(str)  # of each term all places, each behind a comma
    for facts, by_places in zip(stretch.facts, places, strict=True):
        day = facts.date.day
        for where, terms in by_places.items():
            at = "".join([f",{day}.{number}" for number in where.split()]) or f",{day}"
            for term in terms.split():
                places_of[term] += at
    parts: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(stretch.parts)]
    for term in sorted(places_of):
        parts[part_of(term, stretch.parts)][places_of[term][1:]].append(term)
    for part in parts:
        yield orjson.dumps({at: " ".join(terms) for at, terms in sorted(part.items())})


def records_of(day: DayRecord, date: str) -> bytes:
    """What a search shows of a day's papers, as layouts/search.js takes it apart."""
    return orjson.dumps([paths.day(day.date), date, day.language, [_shown(paper) for paper in day.papers]])


def _shown(paper: PaperRecord) -> list[object]:
    tldr = paper.part(Role.TLDR)
    language = tldr.language if tldr else AUTHORS_LANGUAGE
    return [search_facts(paper), language, *search_texts(paper)]
