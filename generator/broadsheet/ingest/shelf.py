"""What the pages themselves say of papers and days: the only memory that ingest trusts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from statistics import median
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.desk.dating import new_numbers
from broadsheet.errors import PageError
from broadsheet.model import Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container, Mapping

    from broadsheet.desk import Seen
    from broadsheet.desk.dating import Range
    from broadsheet.library import Library
    from broadsheet.model import Digest

RECENT = 14  # days; identifiers of papers announced now fall into no older page
_USUAL = 3  # new papers a day: a category with fewer may well have none


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where papers stand; of the recent pages the ranges of identifiers, and new papers by category."""

    seen: Seen
    pages: frozenset[dt.date]
    ranges: Mapping[dt.date, Range] = field(default_factory=dict)
    fresh: Mapping[dt.date, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library, today: dt.date | None, *, back: int = RECENT) -> Shelf:
        """With `today`, the days before and after it are read; pages that do not read have no range."""
        files = library.days()
        ranges: dict[dt.date, Range] = {}
        fresh: dict[dt.date, dict[str, int]] = {}
        for file in files:
            if today and abs((file.date - today).days) <= back:
                try:
                    digest = library.parse(library.read(file), file).digest
                except PageError:
                    continue
                fresh[file.date] = _fresh(digest)
                if numbers := new_numbers((entry.paper.id, entry.kind) for entry in digest.entries):
                    ranges[file.date] = numbers[0], numbers[-1]
        return cls(library.listed(), frozenset(file.date for file in files), ranges, fresh)

    def after(self, library: Library, day: dt.date) -> Shelf:
        """The same after the page of a day was written."""
        seen = {id_: dict(days) for id_, days in self.seen.items()}
        for id_, days in library.listed({day}).items():
            seen.setdefault(id_, {}).update(days)
        return replace(self, seen=seen)

    def gaps(self, since: dt.date, until: dt.date, *, quiet: Container[dt.date] = ()) -> list[dt.date]:
        """Days that lack their page, or on whose page a category has nothing that has papers every day."""
        missing = [day for day in almanac.days(since, until) if day not in self.pages and day not in quiet]
        thin = [
            day for day in self.fresh if since <= day <= until and day not in quiet and self._is_thin(day)
        ]
        return sorted({*missing, *thin})

    def _is_thin(self, day: dt.date) -> bool:
        if almanac.quiet(day):
            return False
        others = [counts for other, counts in self.fresh.items() if other != day]
        named = {category for counts in others for category in counts}
        return len(others) >= _USUAL and any(
            not self.fresh[day].get(name) and median(counts.get(name, 0) for counts in others) >= _USUAL
            for name in named
        )


def _fresh(digest: Digest) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for entry in digest.entries:
        if entry.kind is Kind.NEW:
            counts[entry.paper.primary] += 1
    return counts
