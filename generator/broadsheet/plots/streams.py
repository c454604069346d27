"""What the days of a month were made of, as streams side by side whose width is the number of papers."""

from __future__ import annotations

from datetime import date
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from broadsheet.plots.svg import Plot, cut, drawn, label, path, short, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.words import Words

_WIDTH, _HEIGHT, _BOTTOM = 390.0, 190.0, 16.0
_MOST = 6  # streams; what more there is is the last
_FEWEST_DAYS = 4
_NAMED = 282.0  # where the names of streams begin
_ROOM = 9.4  # of a name, in shares of its size
_LINE = 13.0
Day = tuple[date, "Mapping[str, int]"]


def streams(days: Sequence[Day], words: Words, *, title: str, rest: str) -> Plot | None:
    """The largest stand in the middle. Days stand oldest first; `rest` is the name of what is left."""
    totals: dict[str, int] = {}
    for _, counts in days:
        for name, count in counts.items():
            totals[name] = totals.get(name, 0) + count
    names = sorted((name for name in totals if totals[name]), key=lambda name: (-totals[name], name))
    if len(days) < _FEWEST_DAYS or len(names) < 2:
        return None
    named = [name for name in names if name != rest]
    kept = named if len(named) <= _MOST else named[: _MOST - 1]
    has_rest = len(kept) < len(names)
    shown = [
        (day, {**{name: of.get(name, 0) for name in kept}, **_rest(of, kept, rest, wanted=has_rest)})
        for day, of in days
    ]
    order = [*kept, *([rest] if has_rest else [])]
    most = order[0]
    best_day, best = max(shown, key=lambda each: (each[1][most], each[0]))
    note = words.say(
        "The largest stream is %(name)s; it was widest on %(day)s, with %(papers)s.",
        name=most,
        day=words.short(best_day),
        papers=words.papers(best[most]),
    )
    name = words.say(
        "%(span)s: %(facts)s", span=words.span(days[0][0], days[-1][0]), facts=words.listed(order)
    )
    return Plot(
        "streams",
        title,
        note,
        [drawn((_WIDTH, _HEIGHT), _marks(shown, order, words), name=name)],
        (words.say("Day"), *order),
        [(words.short(day), *(words.number(of[each]) for each in order)) for day, of in shown],
    )


def _rest(of: Mapping[str, int], kept: Sequence[str], rest: str, *, wanted: bool) -> dict[str, int]:
    return {rest: sum(count for name, count in of.items() if name not in kept)} if wanted else {}


def _marks(days: Sequence[Day], order: Sequence[str], words: Words) -> Iterator[str]:
    """From the middle outwards: the first, then by turns below and above it."""
    stacked = [*reversed(order[1::2]), *order[::2]]
    most = max(1, *(sum(of.values()) for _, of in days))
    scale = (_HEIGHT - _BOTTOM - 4) / most
    across = _NAMED / (len(days) - 1)
    edges = []
    for at, (_, of) in enumerate(days):
        top = (_HEIGHT - _BOTTOM - sum(of.values()) * scale) / 2
        widths = [of[name] * scale for name in stacked]
        places = [*accumulate(widths, initial=top)]
        edges.append((at * across, places))
    for number, name in enumerate(stacked):
        upper = [(x, places[number]) for x, places in edges]
        lower = [(x, places[number + 1]) for x, places in edges]
        yield path(f"stream-{order.index(name)}", f"M{_curve(upper)}L{_curve(lower[::-1])}z")
    ends = edges[-1][1]
    middles = [(high + low) / 2 for high, low in pairwise(ends)]
    names = spread(middles, _LINE, _HEIGHT - _BOTTOM)
    for name, middle, y in zip(stacked, middles, names, strict=True):
        yield path("leader", f"M{short(_NAMED + 1)} {short(middle)}L{short(_NAMED + 8)} {short(y)}")
        yield label(cut(name, _ROOM), _NAMED + 11, y + 3.5, kind="name")
    every = max(1, -(-len(days) // 4))
    for at in range(0, len(days), every):
        yield label(words.short(days[at][0]), at * across, _HEIGHT - 3, at="middle" if at else "")


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """Level at each day; from place to place, which is a third of what the places themselves would be."""
    rounded = [(round(x, 1), round(y, 1)) for x, y in points]
    (x, y), *_ = rounded
    line = f"{short(x)} {short(y)}"
    for (x, y), (to_x, to_y) in pairwise(rounded):
        down = short(to_y - y)
        line += f"s{short((to_x - x) / 2)} {down} {short(to_x - x)} {down}"
    return line.replace(" -", "-")
