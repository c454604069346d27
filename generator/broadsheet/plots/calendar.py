"""A year as a heat map: a column a week, a row a weekday, the fuller a day the darker."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from broadsheet.almanac import monday, moved
from broadsheet.plots.svg import Plot, drawn, label, path, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.words import Words

HEAVIEST = 4
_CELL, _PITCH = 11.2, 13.2
_LEFT, _TOP = 24, 14
_ROOM = timedelta(weeks=2)  # for the name of a month
_HALF = 26  # weeks: a beginning year is drawn at the scale of a whole one
_WEEKDAYS = 5  # arXiv announces on no other


def weight(count: int, most: int) -> int:
    """0…4, how full a day is beside the fullest."""
    return -(-count * HEAVIEST // most) if most else 0


def calendar(days: Sequence[tuple[date, int]], words: Words, *, title: str) -> Plot | None:
    """Of all weeks from the first day to the last, in two halves. Days stand oldest first; without a week
    between them there is nothing to be seen.
    """
    if not days or (days[-1][0] - days[0][0]).days < 7:
        return None
    # By their numbers: the last week of the calendar has no Sunday.
    first, last = (monday(day).toordinal() for day in (days[0][0], days[-1][0]))
    weeks = (last - first) // 7 + 1
    most = max(count for _, count in days)
    rows = max(_WEEKDAYS, 1 + max(day.weekday() for day, _ in days))
    halves = [first + 7 * at for at in range(0, weeks, max(13, -(-weeks // 2)))]
    ends = [*halves[1:], last + 7]
    widest = max((end - start) // 7 for start, end in zip(halves, ends, strict=True))
    across = _LEFT + max(widest, _HALF) * _PITCH
    note = _note(days, words)
    drawings = []
    for start, end in zip(halves, ends, strict=True):
        of_half = [(day, count) for day, count in days if start <= day.toordinal() < end]
        marks = _half(of_half, (start, end), rows=rows, most=most, words=words)
        drawings.append(drawn((across, _TOP + rows * _PITCH), marks, name=_name(of_half, words)))
    heads = (words.say("Month"), words.say("papers"), words.say("days"), words.say("fullest day"))
    return Plot("year", title, note, drawings, heads, list(_months(days, words)))


def _half(
    days: Sequence[tuple[date, int]], span: tuple[int, int], *, rows: int, most: int, words: Words
) -> Iterator[str]:
    start, end = span
    weeks = (end - start) // 7
    for row in range(0, rows, 2):
        yield label(words.weekday_in_short(date.min + timedelta(days=row)), 0, _TOP + row * _PITCH + 9)
    told = 0
    for week in range(weeks):
        day = moved(date.fromordinal(start), timedelta(weeks=week, days=6))
        behind = moved(day, _ROOM)
        is_free = behind.month == day.month or behind.toordinal() >= end - 1
        if day.month != told and is_free and week < weeks - 1:
            yield label(words.month_in_short(day), _LEFT + week * _PITCH, 9)
            told = day.month
    by_weight = defaultdict(list)
    full = {day.toordinal(): weight(count, most) for day, count in days}
    for week in range(weeks):
        for row in range(rows):
            x, y = _LEFT + week * _PITCH, _TOP + row * _PITCH
            cell = f"M{short(x)} {short(y)}h{_CELL}v{_CELL}h-{_CELL}z"
            by_weight[full.get(start + 7 * week + row, 0)].append(cell)
    for heavy in sorted(by_weight):
        yield path(f"day-{heavy}", "".join(by_weight[heavy]))


def _note(days: Sequence[tuple[date, int]], words: Words) -> str:
    fullest, count = max(days, key=lambda each: (each[1], each[0]))
    return words.say(
        "The darker a day, the more papers; the fullest was %(day)s with %(papers)s.",
        day=words.full(fullest),
        papers=words.papers(count),
    )


def _name(days: Sequence[tuple[date, int]], words: Words) -> str:
    total = words.papers(sum(count for _, count in days))
    facts = words.say("%(papers)s on %(days)s", papers=total, days=words.days(len(days)))
    if not days:
        return facts
    span = words.span(days[0][0], days[-1][0])
    return words.say("%(span)s: %(facts)s", span=span, facts=facts)


def _months(days: Sequence[tuple[date, int]], words: Words) -> Iterator[tuple[str, ...]]:
    months = defaultdict(list)
    for day, count in days:
        months[day.replace(day=1)].append((count, day))
    for month, of_it in months.items():
        count, fullest = max(of_it)
        yield (
            words.month(month),
            words.number(sum(each for each, _ in of_it)),
            words.number(len(of_it)),
            words.listing(words.short(fullest), words.number(count)),
        )
