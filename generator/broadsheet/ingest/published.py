"""What the pages themselves say of papers and days: the only memory that ingest trusts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from broadsheet import almanac

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from broadsheet.records.seen import PageFacts, Seen

RECENT = 14  # days; identifiers of papers announced now fall into no older page
REPAIRED = timedelta(days=7)  # so long a day is asked about


@dataclass(frozen=True, slots=True)
class Published:
    """Where papers stand, which days have a page, and what the recent ones tell."""

    seen: Seen
    recent: Mapping[dt.date, PageFacts] = field(default_factory=dict)

    @classmethod
    def of(cls, seen: Seen, today: dt.date | None, *, back: int = RECENT) -> Published:
        """With `today`, the days before and after it are asked for; pages that do not read tell nothing."""
        near = [day for day in sorted(seen.days) if today and abs((day - today).days) <= back]
        return cls(seen, {day: facts for day in near if (facts := seen.facts(day))})

    @property
    def pages(self) -> frozenset[dt.date]:
        """The days that have a page, whether or not it reads."""
        return self.seen.days

    def due(self, since: dt.date, until: dt.date) -> list[dt.date]:
        """The days of which the archive is to be asked whether they are whole: pages that were not compared
        with it on a later day, and days without a page of which it was not asked.
        """
        found = self.incomplete(since, until)
        return [day for day in found if day in self.pages or not self.settles(day)]

    def incomplete(self, since: dt.date, until: dt.date) -> list[dt.date]:
        """The same with all days that have no page; of those before arXiv began it knows nothing."""
        since = max(since, almanac.BEGUN)
        found = {day for day in almanac.days(since, until) if day not in self.pages}
        found |= {
            day for day, page in self.recent.items() if since <= day <= until and not is_settled(day, page)
        }
        return sorted(found)

    @property
    def quiet(self) -> frozenset[dt.date]:
        """Days without a page on which feed and archive had no announcement."""
        return frozenset(day for page in self.recent.values() for day in page.quiet) - self.pages

    def settles(self, day: dt.date) -> bool:
        """Whether a day without a page is known to have had no announcement."""
        return is_known_quiet(day, self.recent)


def is_known_quiet(day: dt.date, pages: Mapping[dt.date, PageFacts]) -> bool:
    """Whether the archive was asked of a day without a page when a page after it was compared."""
    return any(
        page.checked and other > day and is_settled(other, page) and day >= page.checked - REPAIRED
        for other, page in pages.items()
    )


def is_settled(day: dt.date, page: PageFacts) -> bool:
    """Compared on a later day: what the archive shows on the day itself may not be all."""
    return page.checked is not None and page.checked > day
