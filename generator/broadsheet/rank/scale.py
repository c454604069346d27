"""From what a paper says of an interest to a score that means the same every day.

A score needs two things. The paper is rare: among all papers of the past 30 days and today, few match so
well; an 8 is what three in a hundred reach, and each point less doubles their number or nearly so. And it
says enough of what was asked: where nothing fits, the best of nothing is not a must. While the archive is
small, a usual distribution stands in for the papers that are not there yet.
"""

from __future__ import annotations

from bisect import bisect_left
from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_EIGHT = 0.03  # the share of papers that reach an 8
_STAND_INS = 150  # papers that the usual distribution counts for
_USUAL_AMOUNT = 0.25  # of what an interest asks, how much a paper of its field says (benchmarks/rank.py)
_ENOUGH = 0.55  # the amount at which two thirds of the scale are open
_TOP = 10.0


def strengths(amounts: Sequence[float], *, weight: float) -> list[float]:
    """How much a paper stands out for one interest: comparable with others, whatever they ask for."""
    share = _share(amounts, lambda amount: exp(-amount / _USUAL_AMOUNT))
    return [-log(share(amount)) * weight if amount > 0 else 0.0 for amount in amounts]


def combined(by_interest: Sequence[Sequence[float]]) -> list[tuple[int, float]]:
    """For each paper the interest it serves best, and by its rarity among all a score."""
    best = [
        max(range(len(by_interest)), key=lambda number: (by_interest[number][place], -number))
        for place in range(len(by_interest[0]))
    ]
    tops = [by_interest[number][place] for place, number in enumerate(best)]
    count = len(by_interest)
    share = _share(tops, lambda strength: 1 - (1 - exp(-strength)) ** count)
    return [
        (number, min(_TOP, 8 * log(share(top)) / log(_EIGHT))) for number, top in zip(best, tops, strict=True)
    ]


def enough(amount: float) -> float:
    """The highest score that a paper may have that says so much of what was asked."""
    return _TOP * (1 - exp(-max(amount, 0.0) / _ENOUGH))


def _share(values: Sequence[float], usual: Callable[[float], float]) -> Callable[[float], float]:
    """Of all papers the share that has at least this value."""
    ordered = sorted(values)
    total = len(ordered) + _STAND_INS

    def share(value: float) -> float:
        return (len(ordered) - bisect_left(ordered, value) + _STAND_INS * usual(value)) / total

    return share
