"""An interest as a query: its words and pairs of words, with how much each counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from broadsheet.rank import likeness
from broadsheet.text.terms import STOPPED, stems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.config import Interest
    from broadsheet.rank.likeness import Direction

Term = str | tuple[str, str]
_PAIR = 0.5  # of a pair of words beside its words themselves (benchmarks/rank.py)
_COUNTED_WHOLE = 6  # terms: a paper that says so many of an interest's best is all about it
_FORMS = 2  # of a word that may end in any way, those that tell its direction
ANY_ENDING = "*"


@dataclass(frozen=True, slots=True)
class Query:
    terms: Mapping[Term, float]
    prefixes: Mapping[str, float]  # of words that may end in any way: `transformer*`

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """Its terms of two words."""
        return {term for term in self.terms if isinstance(term, tuple)}

    def prefix_of(self, word: str) -> str:
        """The beginning that was asked for, where the word has one."""
        return next((prefix for prefix in self.prefixes if word.startswith(prefix)), "")

    @property
    def direction(self) -> Direction:
        """Where papers would lie that say this and nothing else."""
        table = likeness.table()
        begun: dict[Term, float] = {
            word: times for start, times in self.prefixes.items() for word in table.beginning(start, _FORMS)
        }
        return table.direction({**begun, **self.terms})

    @staticmethod
    def whole(weights: Mapping[Term, float]) -> float:
        """What a paper would score that says the best terms once each, none of them in its title."""
        return sum(sorted(weights.values(), reverse=True)[:_COUNTED_WHOLE])


def query(interest: Interest) -> Query:
    """Words count as often as the interest says them: that is what it stresses."""
    terms: dict[Term, float] = defaultdict(float)
    prefixes: dict[str, float] = defaultdict(float)
    for word in stems(f"{interest.name}. {interest.about}"):
        if word not in STOPPED:
            terms[word] += 1.0
    for keyword in interest.keywords:
        phrase = " ".join(keyword.split()).rstrip(ANY_ENDING)
        words = stems(phrase)
        if len(words) == 1 and keyword.endswith(ANY_ENDING):
            prefixes[words[0]] += 1.0
            continue
        for word in words:
            if word not in STOPPED:
                terms[word] += 1.0
        for pair in pairwise(words):
            terms[pair] += _PAIR
    return Query(dict(terms), dict(prefixes))
