"""What the pages themselves say of papers and days: the only memory that ingest trusts."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.desk.dating import new_numbers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container, Mapping

    from broadsheet.desk.dating import Range
    from broadsheet.records.seen import Seen

RECENT = 14  # days; identifiers of papers announced now fall into no older page
_USUAL = 3  # new papers a day: a category with fewer may well have none


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where papers stand; of the recent pages the ranges of identifiers, and new papers by category."""

    seen: Seen
    ranges: Mapping[dt.date, Range] = field(default_factory=dict)
    fresh: Mapping[dt.date, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, seen: Seen, today: dt.date | None, *, back: int = RECENT) -> Shelf:
        """With `today`, the days before and after it are asked for; pages that do not read have no range."""
        ranges: dict[dt.date, Range] = {}
        fresh: dict[dt.date, Mapping[str, int]] = {}
        for day in sorted(seen.days):
            if today and abs((day - today).days) <= back and (facts := seen.facts(day)):
                fresh[day] = facts.fresh
                if numbers := new_numbers(facts.announced):
                    ranges[day] = numbers[0], numbers[-1]
        return cls(seen, ranges, fresh)

    @property
    def pages(self) -> frozenset[dt.date]:
        return self.seen.days

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
