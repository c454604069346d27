"""One string of names, as arXiv's feeds give them, → authors with their affiliations.

Affiliations stand in brackets and hold commas, TeX accents stand in braces: a comma separates
authors only outside both. A bracket without its partner is an ordinary character.
"""

from __future__ import annotations

import re
from collections import Counter

from broadsheet.model import Author
from broadsheet.text import plain, tex

_OPENERS = {")": "(", "}": "{"}
_NOTE = re.compile(r"\(([0-9]{1,3}|[a-z*†‡])\)\s*")
_MARKS = re.compile(r"\s*(?:,|;|\band\b|&)\s*")


def split(raw: str) -> tuple[Author, ...]:
    """Every author named, in order. Pieces without a letter (arXiv writes `Team, :, Ada Example`)
    are punctuation, not people.
    """
    named = [_parts(piece) for piece in _pieces(raw) if any(c.isalpha() for c in piece)]
    notes = _notes(named[-1][1]) if named else {}
    return tuple(
        Author(clean(name), clean("; ".join(_affiliations(groups, notes))))
        for name, groups in named
        if clean(name)
    )


def clean(raw: str) -> str:
    """A name as people write it: what parts it from the next one is left over in some."""
    return plain.line(tex.unicode_text(raw)).strip(",; ")


def _partners(raw: str) -> dict[int, int]:
    """Where each bracket closes that has a partner."""
    waiting: list[int] = []
    unclosed: Counter[str] = Counter()
    partners: dict[int, int] = {}
    for place, character in enumerate(raw):
        if character in "({":
            waiting.append(place)
            unclosed[character] += 1
        elif unclosed[_OPENERS.get(character, "")]:
            opened = waiting.pop()
            while raw[opened] != _OPENERS[character]:
                unclosed[raw[opened]] -= 1
                opened = waiting.pop()
            unclosed[raw[opened]] -= 1
            partners[opened] = place
    return partners


def _pieces(raw: str) -> list[str]:
    pieces: list[str] = []
    partners = _partners(raw)
    begin = place = 0
    while place < len(raw):
        if place in partners:
            place = partners[place]
        elif raw[place] == "," and (place + 1 == len(raw) or raw[place + 1].isspace()):
            pieces.append(raw[begin:place])
            begin = place + 1
        place += 1
    return [*pieces, raw[begin:]]


def _parts(piece: str) -> tuple[str, list[str]]:
    """A name and the bracketed groups behind it, the brackets taken off."""
    name = piece.strip()
    opens = {closed: opened for opened, closed in _partners(name).items()}
    groups: list[str] = []
    while name.endswith(")"):
        opened = opens.get(len(name) - 1, 0)
        if not opened or not name[opened - 1].isspace():
            break
        groups.append(name[opened + 1 : -1].strip())
        name = name[:opened].rstrip()
    return name, groups[::-1]


def _notes(groups: list[str]) -> dict[str, str]:
    """The legend behind the last author: `((1) Example Lab, (2) University of Nowhere)`."""
    if not groups or not _NOTE.match(groups[-1]):
        return {}
    marks = list(_NOTE.finditer(groups[-1]))
    ends = [mark.start() for mark in marks[1:]] + [len(groups[-1])]
    return {
        mark[1]: groups[-1][mark.end() : end].strip().rstrip(",;").strip()
        for mark, end in zip(marks, ends, strict=True)
    }


def _affiliations(groups: list[str], notes: dict[str, str]) -> list[str]:
    found: list[str] = []
    for group in groups:
        marks = _MARKS.split(group)
        if notes and _NOTE.match(group):
            continue
        found += [notes[mark] for mark in marks] if all(mark in notes for mark in marks) else [group]
    return [affiliation for affiliation in found if affiliation]
