"""What rose and what fell: of each term a line from what was usual to what is now."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from broadsheet.plots.svg import Plot, cut, drawn, label, path, short, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.model import Rising
    from broadsheet.words import Words

_WIDTH, _TOP, _LINE = 340.0, 20.0, 15.0
_FROM, _TO = 34.0, 150.0
_ROOM = 14.5  # of the names, in shares of their size


def slopes(rose: Sequence[Rising], fell: Sequence[Rising], words: Words) -> Plot | None:
    """On a scale of roots, on which what is small is seen too. Its tables stand beside it."""
    terms = sorted(
        [(each, "rose") for each in rose] + [(each, "fell") for each in fell],
        key=lambda each: (-each[0].papers, -each[0].usual, each[0].term),
    )
    if len(terms) < 3:
        return None
    title = words.say("What rose and what fell")
    most = max(max(float(each.papers), each.usual) for each, _ in terms)
    down = _LINE * max(len(terms), 10)
    height = _TOP + down + 8

    def place(value: float) -> float:
        return _TOP + 4 + down * (1 - sqrt(value / most)) if most else _TOP

    marks = _marks(terms, [(place(each.usual), place(each.papers)) for each, _ in terms], height, words)
    return Plot(
        "slopes",
        title,
        words.say("From what was usual, left, to what is now; in papers."),
        [drawn((_WIDTH, height), marks, name=_name(rose, fell, words))],
    )


def _name(rose: Sequence[Rising], fell: Sequence[Rising], words: Words) -> str:
    said = []
    if rose:
        said.append(words.say("Rose: %(terms)s.", terms=words.listed([each.term for each in rose])))
    if fell:
        said.append(words.say("Fell: %(terms)s.", terms=words.listed([each.term for each in fell])))
    return words.paragraph(said)


def _marks(
    terms: Sequence[tuple[Rising, str]],
    ends: Sequence[tuple[float, float]],
    height: float,
    words: Words,
) -> Iterator[str]:
    yield label(words.say("usual"), _FROM, 10, at="middle")
    yield label(words.say("now"), _TO, 10, at="middle")
    yield path(
        "line", f"M{short(_FROM)} {_TOP:g}V{short(height - 4)}M{short(_TO)} {_TOP:g}V{short(height - 4)}"
    )
    names = spread([end for _, end in ends], _LINE, height - 6)
    starts = _spread_left([start for start, _ in ends])
    for (term, way), (start, end), at in zip(terms, ends, names, strict=True):
        yield path(way, f"M{short(_FROM)} {short(start)}L{short(_TO)} {short(end)}")
        yield path("leader", f"M{short(_TO + 2)} {short(end)}L{short(_TO + 12)} {short(at)}")
        yield label(
            f"{words.number(term.papers)}  {cut(term.term, _ROOM)}", _TO + 15, at + 3.5, kind=f"of-{way}"
        )
    for (term, _), (start, _) in zip(terms, ends, strict=True):
        if start in starts:
            starts.discard(start)
            yield label(words.number(term.usual, "0.0"), _FROM - 5, start + 3.5, at="end")


def _spread_left(places: Sequence[float]) -> set[float]:
    """Those numbers on the left that stand clear of others."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] >= _LINE * 0.85:
            kept.append(place)
    return set(kept)
