"""Weeks and months: what is looked back upon, and where it stands on the site."""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from broadsheet import almanac, paths

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from broadsheet.records import DayFacts, Story

WEEK, MONTH = "week", "month"
_Dated = TypeVar("_Dated", bound="DayFacts | DayLine")
DAYS_BEFORE = 30
_BEFORE, _SUNDAY = timedelta(days=DAYS_BEFORE), timedelta(days=6)
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Period:
    kind: str  # WEEK or MONTH
    first: date
    last: date
    path: str

    @property
    def last_weekday(self) -> date:
        """The last day of it on which arXiv may announce."""
        return self.last - timedelta(days=max(0, self.last.weekday() - _FRIDAY))


def _periods_of(day: date) -> Iterator[Period]:
    """The week and the month that a day is in."""
    monday = almanac.monday(day)
    yield Period(WEEK, monday, almanac.moved(monday, _SUNDAY), paths.week_review(monday))
    last = calendar.monthrange(day.year, day.month)[1]
    yield Period(MONTH, day.replace(day=1), day.replace(day=last), paths.month_review(day))


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day as lists show it, and, without its stories, calendars."""

    date: date
    count: int
    stories: tuple[Story, ...] = ()


@dataclass(frozen=True, slots=True)
class DayShares:
    """A day as streams show it: how many papers stand under each category, and serve each interest."""

    date: date
    count: int
    categories: tuple[tuple[str, int], ...]
    fields: tuple[tuple[str, int], ...]

    @property
    def unfiled(self) -> int:
        """Papers that serve no interest."""
        return self.count - sum(papers for _, papers in self.fields)


def by_month(days: Iterable[_Dated]) -> dict[tuple[int, int], list[_Dated]]:
    """Days that stand in their order, by year and month."""
    return {key: list(each) for key, each in groupby(days, lambda day: (day.date.year, day.date.month))}


@dataclass(frozen=True, slots=True)
class Review:
    """A week or a month that is over, and the days before it by which it is measured."""

    period: Period
    days: tuple[DayFacts, ...]
    before: tuple[DayFacts, ...]
    closed: date  # the day by which it was over


def reviews_of(days: Sequence[DayFacts], kinds: Collection[str]) -> list[Review]:
    """Of every week and month that is over and had two days or more; oldest first."""
    full = [day for day in days if day.count]
    dates = [day.date for day in full]
    periods = {each for day in dates for each in _periods_of(day) if each.kind in kinds} if kinds else set()
    found = []
    for period in sorted(periods, key=lambda period: (period.last, period.first)):
        first, end = bisect_left(dates, period.first), bisect_right(dates, period.last)
        is_over = dates[end - 1] >= period.last_weekday
        closed = dates[end - 1] if is_over else next(iter(dates[end : end + 1]), None)
        if closed and end - first > 1:
            earliest = bisect_left(dates, almanac.moved(period.first, -_BEFORE))
            found.append(Review(period, tuple(full[first:end]), tuple(full[earliest:first]), closed))
    return found
