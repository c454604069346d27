"""What each sentence does in its abstract, and how sure that is.

Two chains read the features: one knows five roles (computer science, CSAbstruct), one eight finer moves
(SAMD). Each gives posteriors; a second, small step looks at both chains' posteriors of a sentence and its
neighbours and decides. It gains 1.5 points over the better chain alone.
"""

from __future__ import annotations

from itertools import chain
from math import exp, log
from operator import add, mul, sub
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.summarize.extract.features import features
from broadsheet.summarize.extract.weights import MOVES, ROLES, Chain, Weights, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIVE = len(ROLES)
_EIGHT = len(MOVES)
_FLOOR = 1e-3
_LOWEST = log(_FLOOR)
_ENOUGH = 5.0  # sentences of one label on one side; more say nothing more


class Reading(NamedTuple):
    """A sentence's probabilities by role and by move, and how much its words sound like a TL;DR."""

    roles: Sequence[float]
    moves: Sequence[float]
    appeal: float

    @property
    def label(self) -> str:
        return ROLES[self.roles.index(max(self.roles))]


def read(sentences: Sequence[str], weights: Weights | None = None) -> list[Reading]:
    """What each sentence of an abstract is likely to do, judged among its neighbours."""
    weights = weights or shipped()
    if not sentences:
        return []
    scores = [weights.scores(names) for names in features(sentences)]
    roles = posteriors([row[:_FIVE] for row in scores], weights.roles)
    moves = posteriors([row[_FIVE : _FIVE + _EIGHT] for row in scores], weights.moves)
    around = context(roles, moves)
    return [
        Reading(_mixed(seen, weights.role_mix), _mixed(seen, weights.move_mix), row[-1])
        for seen, row in zip(around, scores, strict=True)
    ]


def posteriors(scores: Sequence[Sequence[float]], chain: Chain) -> list[list[float]]:
    """Each label's probability at each place, over all labellings of the whole (forward-backward)."""
    last = len(scores) - 1
    emits = []
    for row in scores:
        top = max(row)
        emits.append([exp(score - top) for score in row])
    follows = [[exp(score) for score in row] for row in chain.follows]
    leads = list(zip(*follows, strict=True))
    ahead = [_unit([e * exp(s) for e, s in zip(emits[0], chain.opens, strict=True)])]
    for emit in emits[1:]:
        before = ahead[-1]
        ahead.append(_unit([e * sum(map(mul, before, lead)) for e, lead in zip(emit, leads, strict=True)]))
    behind = [_unit([exp(score) for score in chain.closes])]
    for place in range(last, 0, -1):
        after = list(map(mul, emits[place], behind[-1]))
        behind.append(_unit([sum(map(mul, after, follow)) for follow in follows]))
    return [_unit(list(map(mul, a, b))) for a, b in zip(ahead, reversed(behind), strict=True)]


def context(roles: Sequence[Sequence[float]], moves: Sequence[Sequence[float]]) -> list[list[float]]:
    """What the second step sees of each sentence: both chains' posteriors of it and of its neighbours,
    and how much of each label the abstract holds before and after it.
    """
    none_role, none_move = [0.0] * _FIVE, [0.0] * _EIGHT
    wide_roles = [none_role, none_role, *roles, none_role, none_role]
    wide_moves = [none_move, *moves, none_move]
    seen = []
    for i in range(len(roles)):
        row = [1.0]
        for neighbour in wide_roles[i : i + 5]:
            row += neighbour
        for neighbour in wide_moves[i : i + 3]:
            row += neighbour
        row += [log(p) if p > _FLOOR else _LOWEST for p in chain(roles[i], moves[i])]
        seen.append(row)
    for posterior in (roles, moves):
        after = [sum(column) for column in zip(*posterior, strict=True)]
        before = [0.0] * len(after)
        for row, here in zip(seen, posterior, strict=True):
            after = list(map(sub, after, here))
            row += [held if held < _ENOUGH else _ENOUGH for held in chain(before, after)]  # noqa: FURB136  # twice as fast as a call
            before = list(map(add, before, here))
    return seen


def _mixed(seen: Sequence[float], mix: Sequence[Sequence[float]]) -> list[float]:
    scores = [sum(map(mul, seen, column)) for column in mix]
    top = max(scores)
    return _unit([exp(score - top) for score in scores])


def _unit(row: list[float]) -> list[float]:
    total = sum(row)
    return [value / total for value in row]
