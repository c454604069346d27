"""Whether the quantities of a summary are those of its abstract, and its ranges go their way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from broadsheet.summarize.verify.likeness import is_han, stems_of
from broadsheet.summarize.verify.quantities import (
    NumberRange,
    Quantity,
    are_the_same,
    is_the_same,
    masked,
    quantities,
    spans,
)
from broadsheet.summarize.verify.units import COUNT, PERCENT, TIMES
from broadsheet.summarize.verify.writing import Bound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEW = 6  # parts and things that a summary may count itself, in words
DOWN = re.compile(
    r"\b(?:decreas|reduc|lower|declin|drop|fall|fell|fewer|less|small|short|below|loss|negativ|minus|cut|worse|under"
    r"|sav|offset)|降低|减少|下降|降至|减小|低于|更低|下滑|缩|损失|负|少|弱|差",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figures:
    """A text with its quantities, and those digits that are part of its names."""

    text: str

    @cached_property
    def found(self) -> list[Quantity]:
        return quantities(self.text)

    @cached_property
    def spans(self) -> list[NumberRange]:
        return list(spans(self.found, masked(self.text)))

    @cached_property
    def loose(self) -> set[str]:
        """Digits within names and marks: `level-2`, `top-5`, `Table 3`."""
        return set(re.findall(r"\d+(?:\.\d+)?", self.text))

    def where(self, quantity: Quantity) -> list[Quantity]:
        orders = [each for each in self.found if each.is_order] if quantity.is_order else []
        return [each for each in orders or self.found if is_the_same(quantity, each)]

    def around(self, quantity: Quantity) -> str:
        """The clause that a quantity stands in."""
        begin = max(self.text.rfind(c, 0, quantity.start) for c in ".;,，。；、:：(")
        ends = [at for c in ";,，。；：" if (at := self.text.find(c, quantity.end)) >= 0]
        return self.text[begin + 1 : min(ends, default=len(self.text))]


def wrong(part: Figures, source: Figures) -> Iterator[str]:
    """What a part says of quantities that its source, the title and the abstract, does not."""
    for quantity in part.found:
        if _is_free(quantity, part, source):
            continue
        same = source.where(quantity) or _rounded(quantity, source) or _turned(quantity, part, source)
        if not same or _has_a_new_point(quantity, same):
            yield f"says {quantity.text}, which the abstract does not"
        elif (bounds := {each.bound for each in same}) and not any(_fits(quantity, each) for each in same):
            yield f"says {_told(quantity)}, where the abstract says {_told(same[0], bounds)}"
    for span in part.spans:
        yield from _wrong_span(span, part, source)
    yield from _lost_ends(part, source)


def _told(quantity: Quantity, _: object = None) -> str:
    return f"{quantity.bound} {quantity.text}".strip()


def _is_free(quantity: Quantity, part: Figures, source: Figures) -> bool:
    """What a summary may count or say itself: one, a few things that the abstract lists, digits of a name,
    and a century, unless the abstract speaks of others.
    """
    if quantity.text.endswith("世纪"):
        named = _CENTURY.findall(source.text)
        return not named or any(_is_the_century(quantity.text, each) for each in named)
    if quantity.dimensions != {COUNT}:
        return (
            quantity.number == 1
            and quantity.is_word
            and TIMES not in quantity.dimensions
            and quantity.dimensions == {"orders"}
            and not (source.where(quantity))
            and "order" in source.text
        )
    number = quantity.number
    if quantity.is_word and number <= 1:
        return True
    if quantity.is_word and number <= _FEW and number.denominator == 1 and not source.where(quantity):
        return not _counts_otherwise(quantity, part, source)
    if number.denominator == 1 and not source.where(quantity):
        return str(number) in source.loose and quantity.text == str(number)
    return False


_CENTURY = re.compile(r"\b(\d{1,2}(?=[a-z]{2})|[a-z]+(?:-first)?)[a-z]{0,2}[ -]centur", re.IGNORECASE)
_CENTURIES = ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twentie", "twenty-first"]


def _is_the_century(mine: str, its: str) -> bool:
    number = int("".join(filter(str.isdigit, mine)) or 0)
    word = _CENTURIES[number - 15] if 15 <= number <= 21 else str(number)
    return its == str(number) or its.lower().startswith(word)


_NOUN = re.compile(r"[\s-]*(?:(?:[a-z]+[\s-])?)([a-z]{4,})", re.IGNORECASE)


def _counts_otherwise(quantity: Quantity, part: Figures, source: Figures) -> bool:
    """Whether the abstract counts the same things, and finds another number."""
    if source.where(quantity):
        return False
    mine = stems_of(part.text[quantity.end : quantity.end + 24], first=True)
    if not mine:
        return False
    for other in source.found:
        if (
            COUNT in other.dimensions
            and other.number.denominator == 1
            and other.number > 1
            and not other.is_order
        ):
            behind = source.text[other.end : other.end + 30].lower()
            words = re.findall(r"[a-z]+", behind)[:2]
            if any(word.startswith(tuple(mine)) for word in words):
                return True
    return False


_POINT = re.compile(r"\d\.0+(?!\d)")


def _has_a_new_point(quantity: Quantity, same: Sequence[Quantity]) -> bool:
    """2.0 where the abstract counts 2: a point that was lost or found elsewhere."""
    return bool(_POINT.search(quantity.text)) and not any("." in each.text for each in same)


_SCALED = re.compile(r"(\d+)\.(\d+)\s?(?:[万亿kKMB]|thousand|million|billion)")


def _is_coarser(quantity: Quantity, other: Quantity) -> bool:
    """Whether it is the other number, rounded to the decimals that a scale leaves of it."""
    written = _SCALED.match(quantity.text)
    if not written or not quantity.dimensions & other.dimensions or not quantity.number:
        return False
    digits = int(written[1] + written[2])
    return bool(digits) and abs(quantity.number - other.number) <= quantity.number / digits / 2


def _rounded(quantity: Quantity, source: Figures) -> list[Quantity]:
    """About 98% for 98.4%, over 98% for 98.4%, 30.6万 for 306,230."""
    if coarse := [each for each in source.found if _is_coarser(quantity, each)]:
        return coarse
    if quantity.bound not in {Bound.ABOUT, Bound.OVER, Bound.UNDER}:
        return []
    found = []
    for other in source.found:
        for value, dimension in quantity.readings:
            for its, its_dimension in other.readings:
                near = dimension == its_dimension and its and abs(value - its) <= abs(its) / 20
                right = (quantity.bound is not Bound.OVER or its >= value) and (
                    quantity.bound is not Bound.UNDER or its <= value
                )
                if near and right and dimension != "order of size":
                    found.append(other)
    return found


def _turned(quantity: Quantity, part: Figures, source: Figures) -> list[Quantity]:
    """A fall of 3 dB for -3 dB, a ninth for a ninefold reduction, half for a halving."""
    found = []
    falls = bool(DOWN.search(part.around(quantity)))
    for other in source.found:
        for value, dimension in quantity.readings:
            for its, its_dimension in other.readings:
                if dimension == its_dimension and value == -its and its != 0:
                    lowers = DOWN.search(source.around(other))
                    if (its < 0 and falls) or (value < 0 and lowers and not falls):
                        found.append(other)
                elif its_dimension == TIMES and dimension == COUNT and value == 1 / its if its else False:
                    if DOWN.search(source.around(other)):
                        found.append(other)
                elif (
                    dimension == TIMES and its_dimension == COUNT and its < 1 and value == 1 / its
                    if its
                    else False
                ) or ({dimension, its_dimension} == {PERCENT, COUNT} and its < 1 and value == its * 100):
                    found.append(other)
    return found


_COMPATIBLE = {
    Bound.NONE: {Bound.NONE, Bound.ABOUT, Bound.OVER, Bound.UNDER},
    Bound.ABOUT: set(Bound),
    Bound.OVER: {Bound.OVER, Bound.NONE, Bound.ABOUT},
    Bound.UNDER: {Bound.UNDER, Bound.AT_MOST, Bound.UP_TO, Bound.NONE, Bound.ABOUT},
    Bound.AT_MOST: {Bound.AT_MOST, Bound.UP_TO, Bound.UNDER, Bound.NONE, Bound.ABOUT},
    Bound.UP_TO: {Bound.UP_TO, Bound.AT_MOST, Bound.UNDER, Bound.NONE, Bound.ABOUT, Bound.OVER},
}


def _fits(mine: Quantity, its: Quantity) -> bool:
    """That things are up to four may be said as four; that a gain is up to 4% may not."""
    if its.bound is Bound.UP_TO and mine.bound is Bound.NONE and mine.dimensions == {COUNT}:
        return True
    return its.bound in _COMPATIBLE[mine.bound]


def _wrong_span(span: NumberRange, part: Figures, source: Figures) -> Iterator[str]:
    """A range or a change turned round, or one that goes against its own verb."""
    straight = any(
        are_the_same(span.low, its.low) and are_the_same(span.high, its.high) for its in source.spans
    )
    turned = any(
        are_the_same(span.low, its.high) and are_the_same(span.high, its.low) for its in source.spans
    )
    if turned and not straight:
        yield f"turns {span.low.text} and {span.high.text} round"
    elif span.is_change and _goes_against(span, part):
        yield f"says that {span.low.text} becomes {span.high.text} the wrong way"
    elif not straight and not span.is_change and span.low.number >= span.high.number:
        yield f"says {span.low.text} to {span.high.text}, which is no range"


_RISES = re.compile(r"\b(?:increas|rais|ris(?:e|ing)|rose|grow|grew|climb)|升|增|涨|提高", re.IGNORECASE)
_FALLS = re.compile(r"\b(?:decreas|reduc|lower|drop|fall|fell|declin|cut)|降|减|缩|跌", re.IGNORECASE)


def _goes_against(span: NumberRange, part: Figures) -> bool:
    """Whether its own verb says that a change goes the other way: `decreases from 3 to 5`."""
    one, other = sorted((span.low, span.high), key=lambda each: each.start)
    verb = part.text[one.end : other.start]
    if not is_han(verb):
        verb = part.around(one)[: max(one.start - part.text.rfind(part.around(one), 0, one.end), 0)]
    rises, falls = bool(_RISES.search(verb)), bool(_FALLS.search(verb))
    if rises == falls or span.low.number == span.high.number:
        return False
    return rises == (span.low.number > span.high.number)


def _lost_ends(part: Figures, source: Figures) -> Iterator[str]:
    """One end of a range alone, where the abstract gives both."""
    in_spans = {id(q) for span in part.spans for q in (span.low, span.high)}
    ends = [(span, end) for span in source.spans if not span.is_change for end in (span.low, span.high)]
    for quantity in part.found:
        if id(quantity) in in_spans or quantity.bound is not Bound.NONE or quantity.dimensions == {COUNT}:
            continue
        same = source.where(quantity)
        of = [
            span
            for span, end in ends
            if same and all(any(end is q for _, end in ends) for q in same) and end in same
        ]
        if of and not any(
            _mentions(part, end) for span in of for end in (span.low, span.high) if end not in same
        ):
            yield f"says {quantity.text}, where the abstract says {of[0].low.text} to {of[0].high.text}"


def _mentions(part: Figures, end: Quantity) -> bool:
    return any(are_the_same(quantity, end) for quantity in part.found)
