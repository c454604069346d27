"""Which terms are said more, or less, than before.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008), over
papers and not over words: a paper that says a term ten times says it once. The prior is what now and
before have in common, worth so many papers; it keeps rare terms from looking like news.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, log, sqrt
from typing import TYPE_CHECKING

from broadsheet.model import Rising
from broadsheet.text.terms import is_abbreviation, is_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from broadsheet.trends.vocabulary import Stems, Vocabulary

MOST = 8
_PRIOR = 20.0
_FALSE = 0.05  # of what is said to move, the share that may have moved by chance (Benjamini and Hochberg)
_CERTAIN = 2.0  # and no term moves by fewer standard deviations
_SHARE = 50  # a term of fewer than one paper in so many is no news
_FULL = 40  # papers, of which two say little by chance
OLDEST = 3  # days before which nothing can be called usual
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

    topics = [phrase for phrase in counts.now if is_name(phrase) and vocabulary.is_topic(phrase)]
    chosen = _apart(_surest(counts, topics, 1), is_alike)
    return tuple(counts.rising(phrase, vocabulary.spelled(phrase)) for phrase in chosen)


def moved(counts: Counts, spelled: Mapping[Stems, str]) -> tuple[tuple[Rising, ...], tuple[Rising, ...]]:
    """What is said more than usual and what less, of phrases that were counted elsewhere."""
    fewest = _fewest(counts.papers)
    up = _surest(counts, [phrase for phrase, now in counts.now.items() if now >= fewest], 1)
    down = _surest(counts, [phrase for phrase, before in counts.before.items() if before > 1], -1)

    def chosen(phrases: Iterable[Stems]) -> tuple[Rising, ...]:
        named = (each for each in phrases if len(each) > 1 or is_abbreviation(spelled[each]))
        apart = _apart(named, lambda *_: True)
        return tuple(counts.rising(phrase, spelled[phrase]) for phrase in apart)

    return chosen(up), chosen(down)


def _fewest(papers: int) -> int:
    return max(2 if papers < _FULL else 3, -(-papers // _SHARE))


def _surest(counts: Counts, candidates: Iterable[Stems], direction: int) -> list[Stems]:
    """Of those that moved by more than chance, the surest and longest first. Where thousands are looked at,
    many would seem to move: so many must be surer than each.
    """
    if counts.days_before < OLDEST:
        return []
    measured = []
    for phrase in candidates:
        if is_name(phrase):
            now, before = counts.now.get(phrase, 0), counts.before.get(phrase, 0)
            sure = direction * surprise(now, counts.papers, before, counts.papers_before)
            measured.append((sure, phrase))
    measured.sort(key=lambda each: (-each[0], each[1]))
    passed = 0
    for place, (sure, _) in enumerate(measured, 1):
        if erfc(sure / sqrt(2)) / 2 <= _FALSE * place / len(measured):
            passed = place
    found = [
        (sure * (1 + 0.15 * (len(phrase) - 1)), phrase)
        for sure, phrase in measured[:passed]
        if sure >= _CERTAIN
    ]
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
