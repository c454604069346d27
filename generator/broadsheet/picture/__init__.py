"""The picture of a day that is shown where a link to it is shared: the top of a front page, as PNG.

Drawn as SVG and set in types of our own (`types/`, STIX Two Text): no font of the machine is asked,
so that the same day gives the same bytes everywhere. What the types cannot say is left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, HEIGHT = 1200, 630
COVER = 1400
ICON = 512
_TYPES = Path(__file__).resolve().parent / "types"
_MARGIN = 64
_MEASURE = WIDTH - 2 * _MARGIN
_PAPER, _INK, _SOFT, _ACCENT = "#fbf9f4", "#1c1b19", "#5d584f", "#8c1d18"
_HEADLINES = ((70, 3), (52, 4))  # sizes, and how many lines of each there is room for
_LEADING = 1.14
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Poster:
    """What the picture says. Of several ways to say it, the first that the types can set is taken."""

    names: tuple[str, ...]
    dates: tuple[str, ...]
    counts: tuple[str, ...]
    headlines: tuple[str, ...]
    sections: tuple[str, ...]  # all that can be set, as far as there is room


def png(poster: Poster) -> bytes:
    """The picture of a day, for whoever shares a link to it; the same bytes everywhere."""
    return _drawn_by_resvg(svg(poster))


def _drawn_by_resvg(svg: str) -> bytes:
    import resvg_py  # noqa: PLC0415  # a build that draws nothing does without

    return resvg_py.svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=True,
        font_files=[str(_TYPES / "regular.ttf"), str(_TYPES / "bold.ttf")],
        font_family="STIX Two Text",
    )


def cover(names: Sequence[str]) -> bytes:
    """The square picture of a podcast, as large as Apple asks for; with the first name that can be set."""
    size, lines = 300, ["arXiv"]
    if name := _sayable(names):
        size, lines = next(
            ((size, lines) for size in (150, 120, 96, 76, 60) if len(lines := _lines(name, size)) <= 5),
            (60, [_cut(name, 60)]),
        )
    top = WIDTH / 2 - (len(lines) - 1) * size * _LEADING / 2 + size * 0.34
    drawn = [
        _line(line, WIDTH / 2, round(top + number * size * _LEADING, 1), size, anchor="middle")
        for number, line in enumerate(lines)
    ]
    rules = [_rule(152, 12), _rule(176, 3), _rule(1022, 3), _rule(1036, 12)]
    return _drawn_by_resvg(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{COVER}" height="{COVER}" '
        f'viewBox="0 0 {WIDTH} {WIDTH}" font-family="STIX Two Text">'
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>{"".join([*rules, *drawn])}</svg>'
    )


def icon(sign: str, paper: str) -> bytes:
    """A drawing on a square of its own, with room around it for whoever rounds the corners."""
    inner = sign[sign.find("<svg") :].replace(
        "<svg", f'<svg x="{ICON // 8}" y="{ICON // 8}" width="75%" height="75%"', 1
    )
    return _drawn_by_resvg(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ICON}" height="{ICON}">'
        f'<rect width="100%" height="100%" fill="{escape(paper or _PAPER)}"/>{inner}</svg>'
    )


def svg(poster: Poster) -> str:
    """The same before it is drawn."""
    drawn = "\n".join(_drawn(poster))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="STIX Two Text">\n<rect width="100%" height="100%" fill="{_PAPER}"/>\n{drawn}\n</svg>'
    )


def _drawn(poster: Poster) -> Iterator[str]:
    name, date, count = (_sayable(each) for each in (poster.names, poster.dates, poster.counts))
    size = _fitting(name, 88)
    yield _line(name, WIDTH / 2, 95 + size / 3, size, anchor="middle")
    yield _rule(152, 4)
    yield _rule(160, 1)
    yield _line(date, _MARGIN, 198, 27, bold=False)
    yield _rule(216, 1)
    if headline := _sayable(poster.headlines):
        yield _line(count, WIDTH - _MARGIN, 198, 27, bold=False, anchor="end")
        yield from _headline(headline)
    else:
        yield _line(count, WIDTH / 2, 430, _fitting(count, 150), anchor="middle")
    yield _rule(548, 1)
    yield _line(_row(poster.sections), _MARGIN, 592, 27, bold=False, colour=_ACCENT)


def _headline(text: str) -> Iterator[str]:
    size, room = next(
        ((size, room) for size, room in _HEADLINES if len(_lines(text, size)) <= room), _HEADLINES[-1]
    )
    lines = _lines(text, size)
    if len(lines) > room:
        lines = [*lines[: room - 1], _cut(" ".join(lines[room - 1 :]), size)]
    leading = size * _LEADING
    # The middle of the block stands in the middle of what is left between the rules.
    first = (216 + 548) / 2 - (len(lines) - 1) * leading / 2 + size * 0.34
    for number, line in enumerate(lines):
        yield _line(line, _MARGIN, round(first + number * leading, 1), size)


def _lines(text: str, size: int) -> list[str]:
    """Broken between words, and within one only if it is wider than the page."""
    lines: list[str] = []
    for word in text.split():
        *full, rest = _pieces(word, size)
        lines += full
        if lines and _width(f"{lines[-1]} {rest}", size) <= _MEASURE:
            lines[-1] = f"{lines[-1]} {rest}"
        else:
            lines.append(rest)
    return lines


def _pieces(word: str, size: int) -> list[str]:
    fits = next(n for n in range(len(word), 0, -1) if _width(word[:n], size) <= _MEASURE)
    return [word[:fits], *_pieces(word[fits:], size)] if fits < len(word) else [word]


def _cut(text: str, size: int) -> str:
    while _width(text + _ELLIPSIS, size) > _MEASURE:
        text = (text.rpartition(" ")[0] or text[:-1]).rstrip()
    return text + _ELLIPSIS


def _row(texts: Sequence[str]) -> str:
    """Facts side by side, as many as there is room for."""
    row = ""
    for text in filter(_can_be_set, texts):
        longer = f"{row}   ·   {text}" if row else text
        if _width(longer, 27, bold=False) > _MEASURE:
            break
        row = longer
    return row


def _line(  # noqa: PLR0913  # a line of type
    text: str, x: float, y: float, size: int, *, bold: bool = True, anchor: str = "start", colour: str = _INK
) -> str:
    weight = 700 if bold else 400
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" '
        f'fill="{colour}" xml:space="preserve">{escape(text)}</text>'
    )


def _rule(y: int, width: int) -> str:
    return f'<rect x="{_MARGIN}" y="{y}" width="{_MEASURE}" height="{width}" fill="{_INK}"/>'


def _fitting(text: str, size: int) -> int:
    """The size at which a line has room, no larger than this one."""
    width = _width(text, size)
    return size if width <= _MEASURE else max(1, int(size * _MEASURE / width))


def _sayable(texts: Sequence[str]) -> str:
    return next(filter(_can_be_set, texts), "")


def _can_be_set(text: str) -> bool:
    return bool(text) and all(measures.keys() >= set(text) for measures in _measures().values())


def _width(text: str, size: int, *, bold: bool = True) -> float:
    measures = _measures()["bold" if bold else "regular"]
    return sum(measures[character] for character in text) * size / 1000


@cache
def _measures() -> dict[str, dict[str, int]]:
    """How wide each character is, in thousandths of the size; tools/pressfont.py measures them."""
    measures: dict[str, dict[str, int]] = json.loads((_TYPES / "measures.json").read_text(encoding="utf-8"))
    return measures
