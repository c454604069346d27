"""The terms of a day: what it says beyond the usual month, and which papers say it.

How much a term matters is the log-likelihood ratio of its count beside the usual one (Dunning, "Accurate
Methods for the Statistics of Surprise and Coincidence", 1993), and not the count: what any day says is small.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from broadsheet.model import Term
from broadsheet.text.terms import is_name
from broadsheet.trends.moving import OLDEST

if TYPE_CHECKING:
    from broadsheet.trends.vocabulary import Stems, Vocabulary

MOST_TERMS = 36
_LONGEST = 28  # characters: longer ones leave no room beside them
_SMALL_DAY = 300  # papers, of which two make a term
_PRIOR = 0.5  # papers that may say anything
_SAME = 0.6  # of the papers of one term, in another that shares a word with it


def worth(papers: int, expected: float | None) -> float:
    """How surely so many papers are more than was expected, 0 for what is less; where nothing is known, how
    many there are.
    """
    if expected is None:
        return float(papers)
    usual = expected + _PRIOR
    return 2 * (papers * log(papers / usual) - papers + usual) if papers > usual else 0.0


def expected(usual: float, *, papers: int, usually: float, days: int) -> float | None:
    """In how many of a day's papers a term is expected that usually stands in so many of a usual day's; of
    a few days nobody knows.
    """
    return usual * papers / usually if days >= OLDEST and usually else None


def terms(vocabulary: Vocabulary) -> tuple[Term, ...]:
    """Those that matter most, the first of them first."""
    papers, past = vocabulary.papers, vocabulary.archive
    fewest = 2 if len(papers) < _SMALL_DAY else 3

    def usual(phrase: Stems) -> float:
        return vocabulary.before.get(phrase, 0) / past.days if past.days else 0.0

    def matters(phrase: Stems) -> float:
        size = len(past) / past.days if past.days else 0.0
        about = expected(usual(phrase), papers=len(papers), usually=size, days=past.days)
        found = worth(len(vocabulary.where[phrase]), about)
        return found if about is not None else found * vocabulary.rarity(phrase)

    candidates = [phrase for phrase, where in vocabulary.where.items() if len(where) >= fewest]
    ordered = sorted(
        ((found, phrase) for phrase in candidates if is_name(phrase) and (found := matters(phrase))),
        key=lambda each: (-each[0], each[1]),
    )
    chosen: list[tuple[Stems, set[int]]] = []
    for _, phrase in ordered:
        where = set(vocabulary.where[phrase])
        if any(set(phrase) & set(other) and _is_same(where, there) for other, there in chosen):
            continue
        if vocabulary.is_topic(phrase) and len(vocabulary.spelled(phrase)) <= _LONGEST:
            chosen.append((phrase, where))
        if len(chosen) == MOST_TERMS:
            break
    return tuple(
        Term(
            vocabulary.spelled(phrase),
            round(usual(phrase), 1),
            tuple(papers[place].id for place in sorted(where)),
        )
        for phrase, where in chosen
    )


def _is_same(where: set[int], there: set[int]) -> bool:
    return len(where & there) >= _SAME * min(len(where), len(there))
