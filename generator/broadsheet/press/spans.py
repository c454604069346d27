"""Weeks and months: what is looked back upon, and where it stands on the site."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from broadsheet.press import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEK, MONTH = "week", "month"
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Span:
    kind: str  # WEEK or MONTH
    first: date
    last: date
    path: str

    @property
    def last_weekday(self) -> date:
        return self.last - timedelta(days=max(0, self.last.weekday() - _FRIDAY))


def spans_of(day: date) -> Iterator[Span]:
    """The week and the month that a day is in."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    yield Span(WEEK, monday, monday + timedelta(days=6), f"{year:04}/week-{week:02}/")
    last = calendar.monthrange(day.year, day.month)[1]
    path = f"{dates.month_path(day.year, day.month)}review/"
    yield Span(MONTH, day.replace(day=1), day.replace(day=last), path)
