"""Which papers say a term, in what and where, as the index has it (docs/search.md has the form).

What is done for each word of each paper is most of what an index costs, so that it is done in a few calls
that are made once a paper or once a term: a loop over postings in Python takes three times as long.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict, deque
from functools import partial
from operator import sub
from sys import byteorder
from typing import TYPE_CHECKING, NamedTuple, cast

from broadsheet.search.terms import COMMON, END, NEXT, fact, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.search.texts import Searched

MOST = 1 << 16  # papers, and places in a paper: each is told in two bytes
# What a term is said in stands behind it, lower than all that words are made of; nothing where it is none of
# these.
TITLE, GIST, NAMES = "\x01", "\x02", "\x03"
_BETWEEN, _NEXT = f" {END} ", f" {NEXT} "  # no phrase goes from one text into the next
_MOST_TIMES = 255


class Posting(NamedTuple):
    """A term, how many papers say it, which, and where they do."""

    term: str
    number: int
    papers: bytes
    places: bytes


class Postings:
    """Of papers that are added one after another."""

    def __init__(self) -> None:
        self._papers = 0
        self._said: dict[str, array[int]] = defaultdict(partial(array, "I"))
        for term in _NOWHERE:  # a third of a text
            self._said[term] = cast("array[int]", deque(maxlen=0))
        self._facts: dict[str, array[int]] = defaultdict(partial(array, "I"))

    def add(self, paper: Searched) -> None:
        """The next one."""
        start = self._papers << 16
        said = self._said
        rest, *others = _found(paper)
        for place, term in enumerate(rest, start):
            said[term].append(place)
        for what, found in zip((TITLE, GIST, NAMES), others, strict=True):
            for place, term in enumerate(found, start):
                said[term + what].append(place)
        for value in {*paper.facts}:
            self._facts[fact(value)].append(start)
        self._papers += 1

    def __iter__(self) -> Iterator[Posting]:
        """The terms in their order, each let go when it was given: of a year they are large."""
        said = self._said
        said.update(self._facts)
        for term in sorted(said.keys() - _NOWHERE):
            yield _posting(term, said.pop(term), has_places=term[0] != "=")


_LEAD_NOWHERE = {*COMMON, END, NEXT}
_NOWHERE = {term + what for term in _LEAD_NOWHERE for what in ("", TITLE, GIST, NAMES)}


def _found(paper: Searched) -> tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str]]:
    """The terms of a paper in their order: of all else, of titles, of what says it in short, of names."""
    # All in one, since cutting four texts costs much more than cutting one.
    found = terms(_NEXT.join(map(_BETWEEN.join, (paper.rest, paper.titles, paper.gist, paper.names))))
    a = found.index(NEXT)
    b = found.index(NEXT, a + 1)
    c = found.index(NEXT, b + 1)
    return found[: min(a, MOST)], found[a + 1 : b][:MOST], found[b + 1 : c][:MOST], found[c + 1 :][:MOST]


def _posting(term: str, said: array[int], *, has_places: bool) -> Posting:
    """Papers as the gaps between them, behind a byte that tells how wide they are, and how wide places are;
    places behind how many there are of each paper, where any has more than one.
    """
    if len(said) == 1:
        numbers, places = [said[0] >> 16], [said[0] & 0xFFFF]
    else:
        numbers, places = _halves(said)
    papers = list(dict.fromkeys(numbers))
    gaps = [papers[0], *map(sub, papers[1:], papers)] if len(papers) > 1 else papers
    wide, far = max(gaps) > 255, max(places) > 255  # a byte
    who = bytes([wide | far << 1]) + (_little(gaps) if wide else bytes(gaps))
    if not has_places:
        return Posting(term, len(papers), who, b"")
    times = []
    if len(papers) < len(numbers):
        times = list(map(Counter(numbers).__getitem__, papers))
        if max(times) > _MOST_TIMES:
            places, times = _fewer(places, times)
    return Posting(term, len(papers), who, bytes(times) + (_little(places) if far else bytes(places)))


def _halves(said: array[int]) -> tuple[list[int], list[int]]:
    """The papers and the places of a term."""
    halves = memoryview(said).cast("B").cast("H").tolist()
    return (halves[1::2], halves[0::2]) if byteorder == "little" else (halves[0::2], halves[1::2])


def _little(numbers: Sequence[int]) -> bytes:
    """Two bytes each, the lower one first."""
    found = array("H", numbers)
    if byteorder != "little":
        found.byteswap()
    return found.tobytes()


def _fewer(places: Sequence[int], times: Sequence[int]) -> tuple[list[int], list[int]]:
    """Of each paper no more than a byte can count."""
    found: list[int] = []
    at = 0
    for each in times:
        found += places[at : at + min(each, _MOST_TIMES)]
        at += each
    return found, [min(each, _MOST_TIMES) for each in times]
