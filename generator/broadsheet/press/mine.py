"""What the reader's own front page reads: where the papers of a day lie among all that there could be,
where words do, for what a reader asks for, and what a further language tells of papers.
docs/your-front-page.md has the forms. The browser does the rest.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import orjson

from broadsheet.rank import likeness

if TYPE_CHECKING:
    from broadsheet.rank.likeness import Direction
    from broadsheet.records.days import DayRecord

PARTS = 16  # files of words, of which a reader loads those that hold what they ask for
SCALE = 256  # a number of a direction is seldom more than half
_MOST = 127


def directions_of(day: DayRecord) -> bytes:
    """The identifiers of its papers; then what is usual, and each paper, a signed byte a number."""
    papers = [likeness.of_paper(paper.title.plain, "\n".join(paper.paragraphs)) for paper in day.papers]
    rows = map(_row, (likeness.table().usual, *papers))
    return b"".join([" ".join([paper.id for paper in day.papers]).encode(), b"\n", *rows])


def _row(direction: Direction) -> bytes:
    return bytes([max(-_MOST, min(_MOST, round(number * SCALE))) & 255 for number in direction])


def tldrs_of(day: DayRecord) -> bytes:
    """What an edition in a further language tells of the papers of a day, by the language that each is in:
    what a language lacks is told in the authors' own.
    """
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for paper in day.papers:
        if text := paper.tldr.plain:
            told[paper.claimed_in][paper.id] = text
    return orjson.dumps(told)


def part_of(word: str) -> int:
    """The file that has a word: by the sum of its letters' codes."""
    return sum(map(ord, word)) % PARTS


@cache
def words_of(part: int) -> bytes:
    """The words of a part; then of each how rare it is, and its numbers as the table keeps them: ever the
    same, so that a preview makes them once.
    """
    table, words = likeness.table(), _parts()[part]
    places = [table.places[word] for word in words]
    rows = [table.rarity[place : place + 1] + table.row(place) for place in places]
    return b"".join(["\n".join(words).encode(), b"\n\n", *rows])


@cache
def _parts() -> tuple[list[str], ...]:
    """The words of each file, in the table's order."""
    parts: tuple[list[str], ...] = tuple([] for _ in range(PARTS))
    for word in likeness.table().places:
        parts[part_of(word)].append(word)
    return parts
