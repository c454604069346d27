"""Works that lie in one direction: average linkage (Sokal and Michener, 1958), cut at a likeness.

How many clusters there are is the works' doing: two become one as long as the works of both are alike enough
on average. There is no chance in it.
"""

from __future__ import annotations

from math import isqrt
from operator import add, mul
from typing import TYPE_CHECKING

from broadsheet.rank.likeness import SIZE, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet.rank.likeness import Direction

# Chosen on libraries made of real papers of known subjects (benchmarks/learn.py), half of which were only
# measured.
FLOOR = 0.02  # works that are less alike on average are of two subjects
_NEAR = 0.15  # of a work to the middle of a cluster that is not its own
_MOST = 8
_LEAST = 2  # works of a subject, and of a library that is no longer small:
_LEAST_OF_MANY, _MANY = 3, 12
_ENOUGH = 300  # works: more than so many join what these have made
_ROUNDS = 3


def clustered(directions: Sequence[Direction], floor: float = FLOOR) -> list[list[int]]:
    """The places of the works of each cluster, the largest first, the work in its midst first; what is like
    nothing else stands in none, unless all are: then they are one.
    """
    places = [place for place, direction in enumerate(directions) if any(direction)]
    seeds = places[:: -(-len(places) // _ENOUGH) or 1]
    found = _linked([directions[place] for place in seeds], floor)
    least = _least(len(seeds))
    middles = [
        _middle(directions[seeds[each]] for each in group) for group in found[:_MOST] if len(group) >= least
    ]
    clusters: list[list[int]] = []
    for _ in range(_ROUNDS):
        clusters = _joined(directions, places, middles)
        middles = [_middle(directions[place] for place in cluster) for cluster in clusters]
    if not clusters and len(places) >= _LEAST:
        clusters, middles = [places], [_middle(directions[place] for place in places)]
    ordered = [
        sorted(cluster, key=lambda place: (-product(directions[place], middle), place))
        for cluster, middle in zip(clusters, middles, strict=True)
    ]
    return sorted(ordered, key=lambda cluster: (-len(cluster), min(cluster)))


def product(one: Direction, other: Direction) -> float:
    """How much two directions are one: 1 is the same."""
    found: float = sum(map(mul, one, other))
    return found


def _middle(directions: Iterable[Direction]) -> Direction:
    total: Sequence[float] = (0.0,) * SIZE
    for direction in directions:
        total = [*map(add, total, direction)]
    return unit(total)


def _joined(
    directions: Sequence[Direction], places: Sequence[int], middles: Sequence[Direction]
) -> list[list[int]]:
    """Each work at the middle that it is nearest to, if it is near any; middles that few join fall away."""
    clusters: list[list[int]] = [[] for _ in middles]
    for place in places:
        near = [product(directions[place], middle) for middle in middles]
        best = max(range(len(near)), key=lambda number: (near[number], -number), default=None)
        if best is not None and near[best] >= _NEAR:
            clusters[best].append(place)
    least = _least(len(places))
    return [cluster for cluster in clusters if len(cluster) >= least]


def _least(works: int) -> int:
    return max(_LEAST_OF_MANY if works >= _MANY else _LEAST, isqrt(min(works, _ENOUGH)) // 2)


def _linked(directions: Sequence[Direction], floor: float) -> list[list[int]]:
    """The two clusters that are most alike on average become one until none are alike enough."""
    groups = {place: [place] for place in range(len(directions))}
    alike = [[product(one, other) for other in directions] for one in directions]
    best = {one: _nearest(alike[one], one, groups) for one in groups}
    while len(groups) > 1:
        one = min(groups, key=lambda each: (-best[each][0], each))
        likeness, other = best[one]
        if likeness < floor:
            break
        _merge(alike, groups, one, other)
        del best[other]
        for each in groups:
            if each == one or best[each][1] in (one, other):
                best[each] = _nearest(alike[each], each, groups)
            elif (alike[each][one], -one) > (best[each][0], -best[each][1]):
                best[each] = alike[each][one], one
    return sorted(groups.values(), key=lambda group: (-len(group), group))


def _nearest(row: Sequence[float], own: int, groups: Iterable[int]) -> tuple[float, int]:
    return max(
        ((row[each], each) for each in groups if each != own),
        key=lambda n: (n[0], -n[1]),
        default=(-2.0, own),
    )


def _merge(alike: list[list[float]], groups: dict[int, list[int]], one: int, other: int) -> None:
    sizes = len(groups[one]), len(groups[other])
    groups[one] = sorted(groups[one] + groups.pop(other))
    for third in groups:
        if third != one:
            mean = (sizes[0] * alike[one][third] + sizes[1] * alike[other][third]) / sum(sizes)
            alike[one][third] = alike[third][one] = mean
