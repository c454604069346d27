"""Papers by their words: BM25 (Robertson and Zaragoza, 2009) with term weights learned over the archive.

By hand, because the libraries that rank (rank-bm25, scikit-learn) bring NumPy, whose sums may differ in
the last bit from machine to machine; ratings are written into pages and have to be the same everywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from broadsheet.rank import likeness
from broadsheet.text.terms import STOPPED, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.model import Paper
    from broadsheet.rank.likeness import Direction
    from broadsheet.rank.query import Query, Term

# Chosen on the tuned half of benchmarks/rank-interests.yaml, kept for the held half.
_SATURATION = 1.2
_LENGTH = 0.75
_TITLE = 2  # a word of the title counts so often
_BEST = 25  # papers from which an interest learns its neighbouring words
_LEARNED = 60  # such words
_TRUST = 0.5  # what they weigh together, beside what the interest itself says
_FEW = 20  # words of a paper that may be like anything
_RARELY = 2  # a word of fewer papers teaches nothing


class Index:
    def __init__(self, papers: Iterable[Paper], phrases: set[tuple[str, str]]) -> None:
        self._papers = list(papers)
        self._phrases = phrases
        counts = [self._count(paper) for paper in self._papers]
        usual = max(1.0, sum(length for _, length in counts) / max(1, len(counts)))
        self._counts = [terms for terms, _ in counts]
        self.trust = [length / (length + _FEW) for _, length in counts]  # in what so many words are like
        self._brakes = [_SATURATION * (1 - _LENGTH + _LENGTH * length / usual) for _, length in counts]
        self._places: dict[Term, list[int]] = {}
        for place, terms in enumerate(self._counts):
            for term in terms:
                if term in self._places:
                    self._places[term].append(place)
                else:
                    self._places[term] = [place]

    def _count(self, paper: Paper) -> tuple[Counter[Term], int]:
        terms: Counter[Term] = Counter()
        length = 0
        for text, times in ((paper.title, _TITLE), (paper.abstract, 1)):
            words = stems(text)
            length += len(words)
            terms.update(words * times)
            terms.update([pair for pair in pairwise(words) if pair in self._phrases] * times)
        return terms, length

    def directions(self) -> list[Direction]:
        """Where each paper lies among all that there could be."""
        return [likeness.table().direction(counts) for counts in self._counts]

    def rarity(self, term: Term) -> float:
        """How much a term weighs: the more, the fewer papers say it (BM25's inverse document frequency)."""
        there = len(self._places[term]) if term in self._places else 0
        return log(1 + (len(self._papers) - there + 0.5) / (there + 0.5))

    def weighted(self, query: Query) -> dict[Term, float]:
        """What each term of an interest weighs: as much as it is stressed, and as it is rare."""
        weights = {term: times * self.rarity(term) for term, times in query.terms.items()}
        for prefix, times in query.prefixes.items():
            for word in [term for term in self._places if isinstance(term, str) and term.startswith(prefix)]:
                weights[word] = weights.get(word, 0.0) + times * self.rarity(word)
        return weights

    def scores(self, weights: Mapping[Term, float]) -> list[float]:
        """For each paper, how much it says of the terms."""
        found = [0.0] * len(self._papers)
        for term, weight in weights.items():
            if term in self._places:
                for place in self._places[term]:
                    found[place] += weight * self._amount(term, place)
        return found

    def learned(self, weights: Mapping[Term, float], scores: Sequence[float]) -> dict[Term, float]:
        """The weights, and beside them those of words that the best papers say more than others do."""
        best = sorted(
            (place for place, score in enumerate(scores) if score > 0), key=lambda p: (-scores[p], p)
        )
        best = best[:_BEST]
        amounts: dict[str, float] = defaultdict(float)
        for place in best:
            share = scores[place] / scores[best[0]]
            for term in self._counts[place]:
                if isinstance(term, str) and term not in STOPPED and len(self._places[term]) >= _RARELY:
                    amounts[term] += share * self._amount(term, place) * self.rarity(term)
        chosen = sorted(amounts.items(), key=lambda item: (-item[1], item[0]))[:_LEARNED]
        total = sum(amount for _, amount in chosen)
        together: dict[Term, float] = dict(weights)
        for term, amount in chosen:
            more = _TRUST * sum(weights.values()) * amount / total
            together[term] = together.get(term, 0.0) + more
        return together

    def _amount(self, term: Term, place: int) -> float:
        count = self._counts[place][term]
        return count * (_SATURATION + 1) / (count + self._brakes[place])
