"""Weeks and months: what is looked back upon, and where it stands on the site."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from broadsheet.press import dates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from broadsheet.press.facts import DayFacts, Source

WEEK, MONTH = "week", "month"
DAYS_BEFORE = 30
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


@dataclass(frozen=True, slots=True)
class Review:
    """A week or a month that is over, and the days before it by which it is measured."""

    span: Span
    days: tuple[Source, ...]
    before: tuple[Source, ...]
    told: date  # the day by which it was over


def reviews_of(days: Sequence[DayFacts], kinds: Collection[str]) -> list[Review]:
    """Of every week and month that is over and had two days or more; oldest first."""
    full = [day for day in days if day.count]
    spans = {span for day in full for span in spans_of(day.date) if span.kind in kinds}
    found = []
    for span in sorted(spans, key=lambda span: (span.last, span.first)):
        inside = [day for day in full if span.first <= day.date <= span.last]
        ends = inside[-1].date >= span.last_weekday
        told = inside[-1].date if ends else next((day.date for day in full if day.date > span.last), None)
        if told and len(inside) > 1:
            before = [day for day in full if 0 < (span.first - day.date).days <= DAYS_BEFORE]
            found.append(Review(span, _sources(inside), _sources(before), told))
    return found


def _sources(days: Sequence[DayFacts]) -> tuple[Source, ...]:
    return tuple(day.source for day in days)
