"""Which terms are said more, or less, than before.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008), over
papers and not over words: a paper that says a term ten times says it once. The prior is what now and
before have in common, worth so many papers; it keeps rare terms from looking like news.
"""

from __future__ import annotations

from math import log, sqrt
from typing import TYPE_CHECKING

from broadsheet.model import Rising
from broadsheet.text.terms import is_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.trends.vocabulary import Stems, Vocabulary

MOST = 8
_PRIOR = 20.0
_CERTAIN = 1.64  # standard deviations: one term in twenty would get so far by chance
_SHARE = 50  # a term of fewer than one paper in so many is no news
_OLDEST = 3  # days before which nothing can be called usual
_SAME = 0.6


def surprise(now: int, of_now: int, before: int, of_before: int) -> float:
    """How many standard deviations the odds of a term now lie above those before."""
    prior = _PRIOR * (now + before + 0.5) / (of_now + of_before + 1)
    odds_now = log((now + prior) / (of_now + _PRIOR - now - prior))
    odds_before = log((before + prior) / (of_before + _PRIOR - before - prior))
    return (odds_now - odds_before) / sqrt(1 / (now + prior) + 1 / (before + prior))


def rising(vocabulary: Vocabulary, *, days: int = 1) -> tuple[Rising, ...]:
    """What is said more than usual; `days` is over how many the papers were announced."""
    fewest = max(2, -(-len(vocabulary.papers) // _SHARE))
    candidates = (
        phrase for phrase, where in vocabulary.where.items() if len(where) >= fewest and is_name(phrase)
    )
    return _moving(vocabulary, candidates, days, 1)


def falling(vocabulary: Vocabulary, *, days: int) -> tuple[Rising, ...]:
    """What is said less than usual, among what is still said at all."""
    candidates = (
        phrase for phrase in vocabulary.where if vocabulary.before.get(phrase, 0) > 1 and is_name(phrase)
    )
    return _moving(vocabulary, candidates, days, -1)


def _moving(
    vocabulary: Vocabulary, candidates: Iterable[Stems], days: int, direction: int
) -> tuple[Rising, ...]:
    archive = vocabulary.archive
    if archive.days < _OLDEST:
        return ()
    found = []
    for phrase in candidates:
        now, before = len(vocabulary.where[phrase]), vocabulary.before.get(phrase, 0)
        sure = direction * surprise(now, len(vocabulary.papers), before, len(archive))
        if sure >= _CERTAIN:
            found.append((sure * (1 + 0.15 * (len(phrase) - 1)), phrase))
    found.sort(key=lambda each: (-each[0], each[1]))
    return tuple(
        Rising(
            vocabulary.spelled(phrase),
            len(vocabulary.where[phrase]),
            round(vocabulary.before.get(phrase, 0) * days / archive.days, 1),
        )
        for phrase in _apart(vocabulary, [phrase for _, phrase in found])
    )


def _apart(vocabulary: Vocabulary, ordered: list[Stems]) -> Iterator[Stems]:
    """Of phrases that share words and papers only the first."""
    chosen: list[Stems] = []
    for phrase in ordered:
        where = set(vocabulary.where[phrase])
        if not any(
            set(phrase) & set(other)
            and len(where & set(vocabulary.where[other]))
            >= _SAME * min(len(where), len(vocabulary.where[other]))
            for other in chosen
        ):
            chosen.append(phrase)
            yield phrase
        if len(chosen) == MOST:
            return
