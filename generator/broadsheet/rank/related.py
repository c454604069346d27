"""Earlier papers that are about what a paper is about, whoever wrote them: those that share words with it
which nearly nobody else says, by what they are like beyond these. None is named rather than one that is far.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from broadsheet.rank import likeness
from broadsheet.rank.likeness import Middle
from broadsheet.text.terms import SAYS_LITTLE, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.model import Paper

MOST = 2
BESIDE = 3000  # of the past, the newest papers, among which these are looked for
_RARE = 0.02  # of all papers may say a word that is rare
_FEWEST = 3  # papers that may say it, however few there are
_SHARED = 3  # rare words in common
_ALIKE = 0.64  # read by title on real days: below it every third is on another subject


def related_papers(papers: Sequence[Paper], archive: Sequence[Paper]) -> list[tuple[Paper, ...]]:
    """For each paper those of the archive, which stands oldest first, that are most like it. Only papers that
    share rare words are compared, so that the cost does not grow with the product of both.
    """
    today = {paper.id for paper in papers}
    newest = {paper.id: paper for paper in archive if paper.id not in today}
    past = list(newest.values())[-BESIDE:]
    words = [_words(paper) for paper in (*past, *papers)]
    said = Counter(word for each in words for word in each)
    most = max(_FEWEST, int(_RARE * len(words)))
    saying: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(words[: len(past)]):
        for word in each:
            if said[word] <= most:
                saying[word].append(place)
    shared = [_sharing(each, saying) for each in words[len(past) :]]
    return _nearest(papers, past, shared)


def _sharing(words: Iterable[str], saying: Mapping[str, Sequence[int]]) -> list[int]:
    """The places of papers that say enough of the same rare words."""
    counts = Counter(place for word in words for place in saying.get(word, ()))
    return sorted(place for place, count in counts.items() if count >= _SHARED)


def _nearest(
    papers: Sequence[Paper], past: Sequence[Paper], shared: Sequence[Sequence[int]]
) -> list[tuple[Paper, ...]]:
    places = sorted({place for each in shared for place in each})
    lie = {place: likeness.of_paper(past[place].title, past[place].abstract) for place in places}
    own = [likeness.of_paper(paper.title, paper.abstract) for paper in papers]
    middle = Middle.of([*lie.values(), *own])
    found = []
    for direction, near in zip(own, shared, strict=True):
        alike = middle.likeness(direction, [lie[place] for place in near])
        best = sorted(zip(alike, near, strict=True), reverse=True)[:MOST]
        found.append(tuple(past[place] for like, place in best if like >= _ALIKE))
    return found


def _words(paper: Paper) -> frozenset[str]:
    every = stems(f"{paper.title}. {paper.abstract}")
    return frozenset([word for word in every if len(word) > 2 and word not in SAYS_LITTLE])
