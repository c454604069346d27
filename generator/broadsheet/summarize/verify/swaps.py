"""Whether two quantities of a summary have changed places against its abstract."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from broadsheet.summarize.verify.likeness import Concept, are_alike, concepts, is_han
from broadsheet.summarize.verify.quantities import Quantity, are_the_same
from broadsheet.summarize.verify.units import COUNT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.summarize.verify.figures import Figures

_BESIDE = 3  # words
_CLEARLY = 4.0
_TELLING = 3.0


def swapped(part: Figures, evidence: Sequence[Figures], others: Sequence[Figures] = ()) -> Iterator[str]:
    """Two numbers that change places against their evidence, while what stands beside them does not. In other
    sentences that have both, their order alone says nothing: they may list them.
    """
    for source in [*evidence, *others]:
        for mine, its in _pairs(part, source):
            if _is_crossed(part, mine, source, its, by_order=source in evidence):
                yield f"gives {mine[0].text} and {mine[1].text} to each other’s subjects"
                return


Pair = tuple[Quantity, Quantity]


def _pairs(part: Figures, source: Figures) -> Iterator[tuple[Pair, Pair]]:
    """Two numbers of one kind, each of which the source has once."""
    mine = [q for q in part.found if q.number > 1 or q.number.denominator > 1 or q.number < 0]
    if len(mine) < 2:
        return
    placed = [(q, [each for each in source.found if are_the_same(q, each)]) for q in mine]
    single = [(q, its[0]) for q, its in placed if len(its) == 1]
    for (one, its_one), (other, its_other) in combinations(single, 2):
        is_apart = its_one is not its_other and one.end <= other.start
        if is_apart and one.dimensions & other.dimensions and not _is_one_span(one, other, part):
            yield (one, other), (its_one, its_other)


def _is_one_span(one: Quantity, other: Quantity, part: Figures) -> bool:
    return any(span.low in {one, other} and span.high in {one, other} for span in part.spans)


def _is_crossed(part: Figures, mine: Pair, source: Figures, its: Pair, *, by_order: bool) -> bool:
    """Whether the words beside one number are in the source those beside the other, or all that is named in
    both stands in the same order, and only the numbers do not.
    """
    if is_han(part.text) != is_han(source.text):
        if _are_exchanged(part, mine, source, its):
            return True
        if not by_order or mine[0].dimensions == {COUNT} == mine[1].dimensions:
            return False
    is_inverted = its[0].start > its[1].start
    if is_inverted and _keeps_order(_sentence(part.text, *mine), _sentence(source.text, *its)):
        return True
    if is_han(part.text) and not is_han(source.text):
        return False
    here = [_beside(part.text, one, other) for one, other in (mine, mine[::-1])]
    there = [_beside(source.text, one, other) for one, other in (its, its[::-1])]
    straight = _in_common(here[0], there[0]) + _in_common(here[1], there[1])
    crossed = _in_common(here[0], there[1]) + _in_common(here[1], there[0])
    return crossed > straight + (0 if is_inverted else _CLEARLY)


def _are_exchanged(part: Figures, mine: Pair, source: Figures, its: Pair) -> bool:
    """Whether each number has beside it, before or behind, what the other one has in the source, and nothing
    that it has there itself. Both sides are tried in both texts: the wrong one never fits both numbers.
    """
    sides = [_behind] if mine[0].dimensions == {COUNT} == mine[1].dimensions else [_before, _behind]
    return any(
        _fits_crosswise([side(part, q) for q in mine], [other(source, q) for q in its])
        for side in sides
        for other in sides
    )


def _fits_crosswise(here: Sequence[Sequence[Concept]], there: Sequence[Sequence[Concept]]) -> bool:
    """What stands beside both numbers tells neither from the other."""
    own = [[a for a in there[n] if not any(are_alike(a, b) for b in there[1 - n])] for n in (0, 1)]
    return all(
        any(are_alike(a, b) for a in here[n] for b in own[1 - n])
        and not any(are_alike(a, b) for a in here[n] for b in own[n])
        for n in (0, 1)
    )


_STOPS = re.compile(r"[;:。；：（）()\n]|[.,，](?!\d)")


def _before(text: Figures, quantity: Quantity) -> list[Concept]:
    """The nearest words before a number, as far as the next number."""
    begin = max((each.end for each in text.found if each.end <= quantity.start), default=0)
    before = text.text[begin : quantity.start]
    ends = [stop.end() for stop in _STOPS.finditer(before) if before[stop.end() :].strip()]
    return list(concepts(before[ends[-1] if ends else 0 :]))[-_BESIDE:]


def _behind(text: Figures, quantity: Quantity) -> list[Concept]:
    end = min((each.start for each in text.found if each.start >= quantity.end), default=len(text.text))
    behind = text.text[quantity.end : end]
    stop = _STOPS.search(behind) or re.search(r"的", behind)
    return list(concepts(behind[: stop.start()] if stop else behind))[:_BESIDE]


def _sentence(text: str, one: Quantity, other: Quantity) -> str:
    begin = max(text.rfind(c, 0, min(one.start, other.start)) for c in "。;；\n")
    ends = [at for c in "。;；\n" if (at := text.find(c, max(one.end, other.end))) >= 0]
    return text[begin + 1 : min(ends, default=len(text))]


def _keeps_order(mine: str, its: str) -> bool:
    """Whether two or more things are named once in both, and in the same order."""
    theirs = concepts(its)
    places = []
    for each in concepts(mine):
        same = [at for at, other in enumerate(theirs) if are_alike(each, other)]
        if each.weight >= _TELLING and len(same) == 1:
            places.append(same[0])
    return len(places) > 1 and places == sorted(places)


def _beside(text: str, quantity: Quantity, other: Quantity) -> list[Concept]:
    """The nearest words before and behind a number, as far as the other one."""
    begin = other.end if other.end <= quantity.start else 0
    end = other.start if other.start >= quantity.end else len(text)
    found = [each for each in concepts(text) if begin <= each.start and each.end <= end]
    before = [each for each in found if each.end <= quantity.start][-_BESIDE:]
    return before + [each for each in found if each.start >= quantity.end][:_BESIDE]


def _in_common(one: Sequence[Concept], other: Sequence[Concept]) -> float:
    return sum(max(each.weight, 1.0) for each in one if any(are_alike(each, its) for its in other))
