"""Months as calendars, and days in a list: what archives are made of."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

from broadsheet.press import dates
from broadsheet.press.papers import day_view, paper_path
from broadsheet.press.views import CellView, DayLineView, LinkView, MonthGridView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet.press.facts import DayLine, Tally

_HEAVIEST = 4
_WEEKS = calendar.Calendar(calendar.MONDAY)


def papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"


def months(days: Iterable[Tally]) -> dict[tuple[int, int], list[Tally]]:
    found: dict[tuple[int, int], list[Tally]] = {}
    for day in days:
        found.setdefault((day.date.year, day.date.month), []).append(day)
    return found


def grid(year: int, month: int, days: Sequence[Tally | DayLine], *, largest: int) -> MonthGridView:
    """`largest` is the count that is shaded the darkest."""
    counts = {day.date.day: day.count for day in days}
    weeks = (
        tuple(_cell(year, month, number, counts.get(number), largest) for number in week)
        for week in _WEEKS.monthdayscalendar(year, month)
    )
    return MonthGridView(
        name=dates.month(year, month),
        path=dates.month_path(year, month),
        count=sum(counts.values()),
        days=len(counts),
        weeks=tuple(weeks),
    )


def largest(days: Iterable[Tally | DayLine]) -> int:
    return max((day.count for day in days), default=0)


def _cell(year: int, month: int, number: int, count: int | None, largest: int) -> CellView:
    if not number:
        return CellView("")
    if count is None:
        return CellView(str(number))
    day = date(year, month, number)
    return CellView(
        number=str(number),
        path=dates.day_path(day),
        count=count,
        label=f"{dates.full(day)}, {papers(count)}",
        weight=-(-count * _HEAVIEST // largest) if largest else 0,
    )


def lines(days: Sequence[DayLine]) -> tuple[DayLineView, ...]:
    most = largest(days)
    return tuple(
        DayLineView(
            date=day_view(day.date),
            path=dates.day_path(day.date),
            count=day.count,
            stories=tuple(LinkView(story.title, paper_path(day.date, story.id)) for story in day.stories),
            bar=round(100 * day.count / most) if most else 0,
        )
        for day in days
    )
