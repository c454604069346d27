"""Months as calendars, and days in a list: what archives are made of."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

from broadsheet import paths, plots
from broadsheet.templates.views import CellView, DateView, DayLineView, LinkView, MonthGridView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet.press.periods import DayLine
    from broadsheet.words import Words

_A_WEEK = tuple(date(2001, 1, day) for day in range(1, 8))  # from a Monday on
_WEEKS = calendar.Calendar(calendar.MONDAY)


def grid(year: int, month: int, days: Sequence[DayLine], *, largest: int, words: Words) -> MonthGridView:
    """`largest` is the count that is shaded the darkest."""
    counts = {day.date.day: day.count for day in days}

    def cell(number: int) -> CellView:
        if number in counts:
            return _day(date(year, month, number), counts[number], largest, words)
        return CellView(str(number or ""))

    weeks = (tuple(map(cell, week)) for week in _WEEKS.monthdayscalendar(year, month))
    return MonthGridView(
        name=words.month(date(year, month, 1)),
        path=paths.month(year, month),
        count=sum(counts.values()),
        days=len(counts),
        weekdays=tuple((words.weekday(day), words.weekday_in_short(day)) for day in _A_WEEK),
        weeks=tuple(weeks),
    )


def largest(days: Iterable[DayLine]) -> int:
    return max((day.count for day in days), default=0)


def _day(day: date, count: int, largest: int, words: Words) -> CellView:
    return CellView(
        number=str(day.day),
        path=paths.day(day),
        count=count,
        label=words.listing(words.full(day), words.papers(count)),
        weight=plots.weight(count, largest),
    )


def counted(days: Iterable[DayLine]) -> list[tuple[date, int]]:
    """What a picture draws of them."""
    return [(day.date, day.count) for day in days]


def lines(days: Sequence[DayLine], words: Words) -> tuple[DayLineView, ...]:
    """Days in a list, each with its size beside the largest of them."""
    most = largest(days)
    return tuple(
        DayLineView(
            date=DateView(day.date.isoformat(), words.long(day.date), words.short(day.date)),
            path=paths.day(day.date),
            count=day.count,
            stories=tuple(
                LinkView(story.title, paths.paper(day.date, story.id), language=story.language)
                for story in day.stories
            ),
            bar=round(100 * day.count / most) if most else 0,
        )
        for day in days
    )
