"""The words of a day as a cloud: no box touches another, and each stands as near the middle as it can. Where
that makes a column of them, as of long words that are all alike, they end or begin about the middle instead.

A row of the room is one integer whose bits are places that are taken, so that all places of a row are tried
at once: forty words are laid out in a few milliseconds, where trying place by place takes a second.
"""

from __future__ import annotations

from html import escape
from math import ceil, sqrt
from statistics import median
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from broadsheet.plots.svg import short, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ACROSS, DOWN = 480, 330
_UNIT = 4  # of a place
_LARGEST, _SMALLEST = 58.0, 15.0
_HIGH = 1.04  # a line of type, in shares of its size: from the tallest letter to the lowest
_BASE = 0.79  # of which so much is above the line it stands on
_FULL = 0.52  # of the room, at first
_APART = 4  # units of the drawing between two words
_SEVERAL, _BESIDE = 6, 0.44  # so many of the largest are narrow enough for two in the room
_ABOUT = 4  # places on both sides of the middle where a word may end or begin


class Worded(NamedTuple):
    """A word of a cloud, how much it matters, and how it stands out."""

    term: str
    worth: float
    kind: str = ""


class _Asked(NamedTuple):
    """A word that is to be placed: how wide it is at a size of one, its share of the largest's area, and
    where it wants to stand, as how many places from the middle, and how much of it before that.
    """

    term: str
    wide: float
    share: float
    aside: int = 0
    before: float = 0.5


class Placed(NamedTuple):
    """A word in its box, whose corner is the upper left one."""

    term: str
    x: float
    y: float
    across: float
    down: float
    size: float


def laid_out(terms: Sequence[tuple[str, float]]) -> list[Placed]:
    """Words and how much each matters; the area of a word goes with that. They are as large as lets all have
    room; what has none at the smallest is left out.
    """
    ordered = sorted(((term, worth) for term, worth in terms if term), key=lambda each: (-each[1], each[0]))
    if not ordered or ordered[0][1] <= 0:
        return []
    asked = [_Asked(term, width(term), max(0.0, worth) / ordered[0][1]) for term, worth in ordered]
    whole = sum(each.wide * each.share * _HIGH for each in asked)
    largest = min(_LARGEST, sqrt(_FULL * ACROSS * DOWN / whole))
    clouds = [_as_large_as_has_room(largest, asked)]
    if len(asked) >= _SEVERAL:
        beside = _BESIDE * ACROSS / median(each.wide for each in asked[:_SEVERAL])
        clouds.append(_as_large_as_has_room(min(largest, beside), list(map(_about_the_middle, asked))))
    return max(clouds, key=lambda placed: sum(each.across * each.down for each in placed))


def _about_the_middle(asked: _Asked) -> _Asked:
    """It ends or begins there, by its letters, so that a day's cloud is ever the same."""
    chance, before = divmod(crc32(asked.term.encode()), 2)
    return asked._replace(aside=chance % (2 * _ABOUT + 1) - _ABOUT, before=float(before))


def _as_large_as_has_room(largest: float, asked: Sequence[_Asked]) -> list[Placed]:
    while True:
        is_last = largest < _SMALLEST * 1.3
        found = _at(largest, asked, whole=not is_last)
        if len(found) == len(asked) or is_last:
            return found
        largest *= 0.9


def _at(largest: float, asked: Sequence[_Asked], *, whole: bool) -> list[Placed]:
    """The `whole` cloud, or else as much of it as has room."""
    taken = [0] * (DOWN // _UNIT)
    found = []
    for each in asked:
        size = min(largest * sqrt(each.share), ACROSS * 0.8 / each.wide)
        if placed := _place(each, round(max(size, _SMALLEST), 1), taken):
            found.append(placed)
        elif whole:
            return []
    return found


def _place(asked: _Asked, size: float, taken: list[int]) -> Placed | None:
    across, down = asked.wide * size, size * _HIGH
    columns, rows = ceil((across + _APART) / _UNIT), ceil((down + _APART * 0.5) / _UNIT)
    wanted = ACROSS / _UNIT / 2 + asked.aside - columns * asked.before
    if not (at := _nearest(taken, columns, rows, wanted)):
        return None
    column, row = at
    for each in range(row, row + rows):
        taken[each] |= ((1 << columns) - 1) << column
    return Placed(asked.term, column * _UNIT + _APART / 2, row * _UNIT + _APART / 4, across, down, size)


def _nearest(taken: Sequence[int], columns: int, rows: int, wanted: float) -> tuple[int, int] | None:
    """The free place nearest the wanted column of the middle row."""
    last_column, last_row = ACROSS // _UNIT - columns, len(taken) - rows
    if last_column < 0 or last_row < 0:
        return None
    every = (1 << (last_column + 1)) - 1
    middle_row = last_row / 2
    stretch = (ACROSS / DOWN) ** 2  # an ellipse as wide as the room
    best: tuple[float, int, int] | None = None
    for row in sorted(range(last_row + 1), key=lambda row: (abs(row - middle_row), row)):
        far = (row - middle_row) ** 2 * stretch
        if best and far >= best[0]:
            break
        full = 0
        for each in range(row, row + rows):
            full |= taken[each]
        if free := ~_spread_out(full, columns) & every:
            column = _nearest_bit(free, max(int(wanted), 0))
            distance = far + (column - wanted) ** 2
            if not best or distance < best[0]:
                best = (distance, column, row)
    return best[1:] if best else None


def _spread_out(full: int, columns: int) -> int:
    """The places at which so many columns would touch one that is taken."""
    done = 1
    while done < columns:
        move = min(done, columns - done)
        full |= full >> move
        done += move
    return full


def _nearest_bit(bits: int, to: int) -> int:
    above = bits >> to
    right = to + (above & -above).bit_length() - 1 if above else None
    below = bits & ((1 << to) - 1)
    left = below.bit_length() - 1 if below else None
    if right is None or left is None:
        return right if left is None and right is not None else left or 0
    return right if right - to <= to - left else left


def cloud(terms: Sequence[Worded], *, to: str) -> str:
    """Every word leads to `to` and its place among them, from 1. Who does not see it has the table."""
    places = {said.term: (at, said.kind) for at, said in enumerate(terms, 1)}
    placed = laid_out([(said.term, said.worth) for said in terms])
    if not placed:
        return ""
    left, top = min(each.x for each in placed) - 2, min(each.y for each in placed) - 2
    across = max(each.x + each.across for each in placed) + 2 - left
    down = max(each.y + each.down for each in placed) + 2 - top
    marks = "".join(_marks(placed, places, to))
    view = " ".join(map(short, (left, top, across, down)))
    return f'<svg viewBox="{view}" aria-hidden="true">{marks}</svg>'


def _marks(placed: Sequence[Placed], places: dict[str, tuple[int, str]], to: str) -> Iterator[str]:
    """The width is given, so that no type makes a word wider than its box."""
    for each in placed:
        at, kind = places[each.term]
        shown = f' class="{kind}"' if kind else ""
        x, y = short(each.x), short(each.y + each.size * _BASE)
        wide = short(each.across)
        size = short(each.size)
        yield (
            f'<a href="#{to}{at}" tabindex="-1"{shown}><text x="{x}" y="{y}" font-size="{size}" '
            f'textLength="{wide}" lengthAdjust="spacingAndGlyphs">{escape(each.term)}</text></a>'
        )
