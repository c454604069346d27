"""Which terms are said more, or less, than before.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008), over
papers and not over words: a paper that says a term ten times says it once. The prior is what now and
before have in common, worth so many papers; it keeps rare terms from looking like news.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

from broadsheet.model import Rising
from broadsheet.text.terms import is_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many papers phrases stand, now and before; and over how many days these were announced."""

    now: Mapping[Stems, int]
    papers: int
    days: int
    before: Mapping[Stems, int]
    papers_before: int
    days_before: int

    def rising(self, phrase: Stems, spelled: str) -> Rising:
        usual = self.before.get(phrase, 0) * self.days / self.days_before
        return Rising(spelled, self.now.get(phrase, 0), round(usual, 1))


def rising(vocabulary: Vocabulary, *, days: int = 1) -> tuple[Rising, ...]:
    """What is said more than usual; `days` is over how many the papers were announced."""
    fewest = _fewest(len(vocabulary.papers))
    counts = Counts(
        {phrase: len(where) for phrase, where in vocabulary.where.items() if len(where) >= fewest},
        len(vocabulary.papers),
        days,
        vocabulary.before,
        len(vocabulary.archive),
        vocabulary.archive.days,
    )

    def is_alike(phrase: Stems, other: Stems) -> bool:
        where, there = set(vocabulary.where[phrase]), set(vocabulary.where[other])
        return len(where & there) >= _SAME * min(len(where), len(there))

    chosen = _apart(_surest(counts, counts.now, 1), is_alike)
    return tuple(counts.rising(phrase, vocabulary.spelled(phrase)) for phrase in chosen)


def moved(counts: Counts, spelled: Mapping[Stems, str]) -> tuple[tuple[Rising, ...], tuple[Rising, ...]]:
    """What is said more than usual and what less, of phrases that were counted elsewhere."""
    fewest = _fewest(counts.papers)
    up = _surest(counts, [phrase for phrase, now in counts.now.items() if now >= fewest], 1)
    down = _surest(counts, [phrase for phrase, before in counts.before.items() if before > 1], -1)

    def chosen(phrases: Iterable[Stems]) -> tuple[Rising, ...]:
        apart = _apart(phrases, lambda *_: True)
        return tuple(counts.rising(phrase, spelled[phrase]) for phrase in apart)

    return chosen(up), chosen(down)


def _fewest(papers: int) -> int:
    return max(2, -(-papers // _SHARE))


def _surest(counts: Counts, candidates: Iterable[Stems], direction: int) -> list[Stems]:
    """Of those that moved by more than chance, the surest and longest first."""
    if counts.days_before < _OLDEST:
        return []
    found = []
    for phrase in candidates:
        if is_name(phrase):
            now, before = counts.now.get(phrase, 0), counts.before.get(phrase, 0)
            sure = direction * surprise(now, counts.papers, before, counts.papers_before)
            if sure >= _CERTAIN:
                found.append((sure * (1 + 0.15 * (len(phrase) - 1)), phrase))
    found.sort(key=lambda each: (-each[0], each[1]))
    return [phrase for _, phrase in found]


def _apart(ordered: Iterable[Stems], is_alike: Callable[[Stems, Stems], bool]) -> Iterator[Stems]:
    """Of phrases that share words and papers only the first."""
    chosen: list[Stems] = []
    for phrase in ordered:
        if not any(set(phrase) & set(other) and is_alike(phrase, other) for other in chosen):
            chosen.append(phrase)
            yield phrase
        if len(chosen) == MOST:
            return
