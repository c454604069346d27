"""What all pictures have in common: the drawing as such, numbers that are short, how wide words are."""

from __future__ import annotations

import unicodedata
from functools import cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NARROW, _SLIM, _BROAD, _BROADEST = "ijl.,:;'|!’·", "frtI()[]-/ ", "ABCDGHKNOQRUVXYZmw&", "MW@%—"
_STEPS = (1, 2, 2.5, 5, 10)


class Plot(NamedTuple):
    """A picture, in as many drawings as stand side by side where there is room, and what it is drawn from."""

    name: str  # an anchor
    title: str
    note: str  # what is to be seen, in a sentence
    drawings: Sequence[str]  # SVG
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()  # each with what it is about first


def drawn(size: tuple[float, float], marks: Iterable[str], *, name: str) -> str:
    """A picture that is one thing to who hears it."""
    across, down = size
    return (
        f'<svg viewBox="0 0 {short(across)} {short(down)}" role="img" aria-label="{escape(name)}">'
        f"{''.join(marks)}</svg>"
    )


def label(text: str, x: float, y: float, *, at: str = "", kind: str = "") -> str:
    """Words; `at` is "middle" or "end" where they do not begin at the place."""
    anchor = f' text-anchor="{at}"' if at else ""
    shown = f' class="{kind}"' if kind else ""
    return f'<text x="{short(x)}" y="{short(y)}"{anchor}{shown}>{escape(text)}</text>'


def path(kind: str, line: str) -> str:
    return f'<path class="{kind}" d="{line}"/>'


def short(number: float) -> str:
    """To a tenth of a unit, as no eye sees more."""
    return f"{number:.1f}".removesuffix(".0")


def width(text: str) -> float:
    """How wide a text is about, in shares of its size: of serif types, the broader ones."""
    return sum(map(_width, text))


@cache
def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if character in _NARROW:
        return 0.3
    if character in _SLIM:
        return 0.39
    if character in _BROADEST:
        return 0.95
    return 0.74 if character in _BROAD else 0.55


def cut(text: str, most: float) -> str:
    """As much of it as is so wide."""
    wide, fits = 0.0, 0
    for character in text:
        wide += _width(character)
        fits += wide <= most - 1
        if wide > most:
            return f"{text[:fits].rstrip()}…"
    return text


def spread(places: Sequence[float], line: float, last: float) -> list[float]:
    """Where names stand, a line apart each and near their places, from the top down."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + line) if found else place)
    for number in range(len(found) - 1, -1, -1):
        found[number] = min(found[number], last)
        last = found[number] - line
    return found


def step(most: float, lines: int = 3) -> float:
    """Between round numbers, of which a few reach what is most."""
    size = 1.0
    while size * _STEPS[-1] * lines < most:
        size *= 10
    return max(1.0, next(size * each for each in _STEPS if size * each * lines >= most))
