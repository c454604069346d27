"""Papers a day over thirteen weeks, so that the rhythm of the week is seen."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from statistics import mean
from typing import TYPE_CHECKING

from broadsheet.almanac import monday, moved
from broadsheet.plots.svg import Plot, drawn, label, path, short, step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.words import Words

QUARTER = timedelta(weeks=13)
_WIDTH, _HEIGHT = 390.0, 118.0
_LEFT, _BOTTOM, _TOP = 28.0, 14.0, 8.0
_ROOM = timedelta(weeks=1)  # for the name of a month
_FEWEST = 8  # days: before these there is no rhythm
_OFTEN = 3  # times a weekday came, before its mean says something


def quarter(days: Sequence[tuple[date, int]], words: Words) -> Plot | None:
    """The days stand oldest first; only those of the thirteen weeks that end with the last are shown."""
    if not days:
        return None
    last = days[-1][0]
    start = moved(monday(last), timedelta(weeks=1) - QUARTER)
    shown = [(day, count) for day, count in days if day >= start]
    if len(shown) < _FEWEST:
        return None
    start = max(start, monday(shown[0][0]))
    by_weekday = defaultdict(list)
    for day, count in shown:
        by_weekday[day.weekday()].append(count)
    means = {each: mean(counts) for each, counts in sorted(by_weekday.items())}
    often = {each: means[each] for each in means if len(by_weekday[each]) >= _OFTEN}
    fullest = max(often, key=lambda each: often[each]) if len(often) > 1 else None
    name = words.say(
        "%(span)s: %(facts)s",
        span=words.span(shown[0][0], last),
        facts=words.say(
            "from %(fewest)s to %(most)s papers a day",
            fewest=words.number(min(count for _, count in shown)),
            most=words.number(max(count for _, count in shown)),
        ),
    )
    marks = _marks(shown, start, fullest, words)
    return Plot(
        "quarter",
        words.say("Papers a day"),
        _note(often, start, words),
        [drawn((_WIDTH, _HEIGHT), marks, name=name)],
        (words.say("Week of"), *(words.weekday_in_short(_of(start, each)) for each in means)),
        list(_rows(shown, means, words)),
    )


def _marks(days: Sequence[tuple[date, int]], start: date, fullest: int | None, words: Words) -> Iterator[str]:
    last = days[-1][0]
    weeks = (last - start).days // 7 + 1
    slots = max(5, 1 + max(day.weekday() for day, _ in days))
    week = (_WIDTH - _LEFT) / weeks
    slot = week / (slots + 0.8)
    base, most = _HEIGHT - _BOTTOM, max(1, *(count for _, count in days))
    scale = (base - _TOP) / most
    lines = step(most)
    for number in range(int(most // lines) + 1):
        y = base - number * lines * scale
        if number:
            yield path("line", f"M{short(_LEFT)} {short(y)}H{short(_WIDTH)}")
        yield label(words.number(round(number * lines, 1)), _LEFT - 4, y + 3, at="end")
    bars: dict[bool, list[str]] = {False: [], True: []}
    for day, count in days:
        x = _LEFT + (day - start).days // 7 * week + day.weekday() * slot + slot * 0.4
        high = count * scale
        bars[day.weekday() == fullest].append(
            f"M{short(x)} {short(base)}v-{short(high)}h{short(slot * 0.82)}v{short(high)}z"
        )
    yield path("bar-usual", "".join(bars[False]))
    if bars[True]:
        yield path("bar-most", "".join(bars[True]))
    yield path("axis", f"M{short(_LEFT)} {short(base)}H{short(_WIDTH)}")
    told = 0
    for number in range(weeks):
        day = start + timedelta(weeks=number, days=4)
        if day.month != told and moved(day, _ROOM).month == day.month and number < weeks - 1:
            yield label(words.month_in_short(day), _LEFT + number * week + slot * 0.4, _HEIGHT - 2)
            told = day.month


def _note(often: Mapping[int, float], start: date, words: Words) -> str:
    if len(often) < 2:
        return words.say("Each bar is a day.")
    most = max(often, key=lambda each: often[each])
    fewest = min(often, key=lambda each: often[each])
    return words.say(
        "%(most)s is the fullest day of the week, with %(many)s papers in the mean; %(fewest)s has %(few)s.",
        most=words.weekday(_of(start, most)),
        many=words.number(round(often[most])),
        fewest=words.weekday(_of(start, fewest)),
        few=words.number(round(often[fewest])),
    )


def _rows(
    days: Sequence[tuple[date, int]], means: Mapping[int, float], words: Words
) -> Iterator[tuple[str, ...]]:
    by_week: dict[date, dict[int, int]] = {}
    for day, count in days:
        by_week.setdefault(monday(day), {})[day.weekday()] = count
    for week, counts in by_week.items():
        yield (
            words.short(week),
            *(words.number(counts[each]) if each in counts else "" for each in means),
        )
    yield words.say("Mean"), *(words.number(round(means[each])) for each in means)


def _of(start: date, weekday: int) -> date:
    return start + timedelta(days=weekday - start.weekday())
