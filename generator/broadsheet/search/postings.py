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

from broadsheet.search.numbers import coded
from broadsheet.search.terms import COMMON, END, NEXT, fact, terms
from broadsheet.search.tree import order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.search.texts import Searched

MOST = 1 << 16  # papers, and places in a paper: both of them are kept in four bytes
# What a term is said in stands behind it, lower than all that words are made of; nothing where it is none of
# these.
TITLE, GIST, NAMES = "\x01", "\x02", "\x03"
_BETWEEN, _NEXT = f" {END} ", f" {NEXT} "  # no phrase goes from one text into the next


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
        for term in sorted(said.keys() - _NOWHERE, key=order):
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
    """Papers as the gaps between them, each doubled, and one more where the paper says it more than once;
    places behind how often each of those papers does.
    """
    if len(said) == 1:
        paper, place = said[0] >> 16, said[0] & 0xFFFF
        return Posting(term, 1, coded([2 * paper]), coded([place]) if has_places else b"")
    numbers, places = _halves(said)
    papers = list(dict.fromkeys(numbers))
    gaps = [papers[0], *map(sub, papers[1:], papers)]
    if len(papers) == len(numbers):
        who, often = [2 * gap for gap in gaps], []
    else:
        times = list(map(Counter(numbers).__getitem__, papers))
        who = [2 * gap + (each > 1) for gap, each in zip(gaps, times, strict=True)]
        often = [each for each in times if each > 1]
    return Posting(term, len(papers), coded(who), coded(often) + coded(places) if has_places else b"")


def _halves(said: array[int]) -> tuple[list[int], list[int]]:
    """The papers and the places of a term."""
    halves = memoryview(said).cast("B").cast("H").tolist()
    return (halves[1::2], halves[0::2]) if byteorder == "little" else (halves[0::2], halves[1::2])
