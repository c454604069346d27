"""Earlier papers that a paper continues: by the same people, in words that nearly nobody else uses.

Two names in common may be two people; so the words have to agree too, and in the titles. None is named
rather than a wrong one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from broadsheet.text import plain
from broadsheet.text.terms import SAYS_LITTLE, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.model import Paper

MOST = 3
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+\b")
_SHARED_AUTHORS = 2
_MANY = 25  # authors: whom a report of a challenge or a collaboration names says nothing of its subject
_RARE = 0.02  # of all papers may say a word that is rare
_FEWEST = 3  # papers that may say it, however few there are
_SHARED = 4  # rare words that both abstracts say
_IN_TITLES = 1  # of these, as many stand in both titles


def earlier_papers(papers: Sequence[Paper], archive: Iterable[Paper]) -> list[tuple[Paper, ...]]:
    """For each paper those of the archive that it continues, the likeliest first. The cost grows with both,
    not with their product: only papers by the same people are compared.
    """
    today = {paper.id for paper in papers}
    past = [paper for paper in archive if paper.id not in today]
    by_author: dict[str, list[int]] = defaultdict(list)
    for place, paper in enumerate(past):
        for name in _names(paper):
            by_author[name].append(place)
    alike = [_by_same_people(paper, past, by_author) for paper in papers]
    if not any(alike):
        return [()] * len(papers)
    words = [_words(paper) for paper in (*past, *papers)]
    said = Counter(word for each in words for word in each)
    most = max(_FEWEST, int(_RARE * len(words)))
    rare = {word for word, count in said.items() if count <= most}
    found = []
    for paper, its_words, places in zip(papers, words[len(past) :], alike, strict=True):
        titled = {place: len(_titled(paper) & _titled(past[place]) & rare) for place in places}
        common = {place: len(its_words & words[place] & rare) for place in places}
        likely = [place for place in places if titled[place] >= _IN_TITLES and common[place] >= _SHARED]
        likely.sort(key=lambda place: (-titled[place], -common[place], -place))
        found.append(tuple(past[place] for place in likely[:MOST]))
    return found


def _by_same_people(paper: Paper, past: Sequence[Paper], by_author: Mapping[str, Sequence[int]]) -> list[int]:
    """The places of papers that share enough names: all, where one of them has a single author."""
    shared = Counter(place for name in _names(paper) for place in by_author.get(name, ()))
    return [
        place
        for place, count in sorted(shared.items())
        if count >= min(_SHARED_AUTHORS, len(paper.authors), len(past[place].authors))
    ]


def _names(paper: Paper) -> set[str]:
    return {plain.name(author.name) for author in paper.authors} if len(paper.authors) <= _MANY else set()


def _titled(paper: Paper) -> frozenset[str]:
    """Without what is all capitals: an instrument in common is no subject."""
    return frozenset(_telling(_CAPITALS.sub(" ", paper.title)))


def _words(paper: Paper) -> frozenset[str]:
    return frozenset(_telling(f"{paper.title}. {paper.abstract}"))


def _telling(text: str) -> Iterable[str]:
    return (word for word in stems(text) if word not in SAYS_LITTLE and len(word) > 2)
