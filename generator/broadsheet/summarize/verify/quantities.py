"""The quantities in a text, as English and Chinese write them: value, unit, scale, comparator and sign.

1,000 = 1000 = 1k = 一千 = one thousand; 36M = 3600万; 12% = 百分之十二; twice = 2x = 两倍; hundreds = 数百.
What is written one way may mean more than one thing (300 K, 19.018): each of its readings is kept.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from broadsheet.summarize.verify import numerals, units, writing
from broadsheet.summarize.verify.units import COUNT, PERCENT, POINTS, TIMES
from broadsheet.summarize.verify.writing import Bound
from broadsheet.text import tex

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH_NAME = "month of a year"
_ORDER = "order of size"  # hundreds, dozens


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as it is written, and what it may mean: readings are (value in basic units, dimension)."""

    text: str
    start: int
    end: int
    number: Fraction
    readings: frozenset[tuple[Fraction, str]]
    bound: Bound = Bound.NONE
    is_word: bool = False

    @property
    def dimensions(self) -> set[str]:
        return {dimension for _, dimension in self.readings}

    @property
    def is_order(self) -> bool:
        return _ORDER in self.dimensions


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Two numbers that belong together: a range (3 to 5), or a change from one to the other."""

    low: Quantity
    high: Quantity
    is_change: bool


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SPACES = re.compile(r" {2,}")
_RAISED = re.compile(r"[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def plain(text: str) -> str:
    """The text with formulas as characters, and every width and style of digit as the usual one."""
    raised = _RAISED.sub(lambda m: "^" + m[0].translate(_SUPERSCRIPTS), tex.plain(text))
    usual = unicodedata.normalize("NFKC", raised).replace("−", "-").replace("∼", "~").replace("⩽", "≤")
    return _SPACES.sub(" ", usual)


def masked(text: str) -> str:
    """The text in which names with digits and the marks of lists are blank."""
    text = _without_marks(text)
    return writing.NAME.sub(lambda m: "\x00" * len(m[0]) if is_name(m[0]) else m[0], text)


def is_name(word: str) -> bool:
    has_letters = any(c.isalpha() for c in word)
    return has_letters and any(c.isdigit() for c in word) and not writing.PLAIN_NUMBER.fullmatch(word)


def _without_marks(text: str) -> str:
    """1) 2), (1) (2), 1. 2. where they count from one."""
    marks = [(m, int(value)) for m in writing.MARK.finditer(text) if (value := m[1] or m[2] or "").isdigit()]
    values = [value for _, value in marks]
    if values[:1] != [1] or len(values) < 2:
        return text
    letters = list(text)
    expected = 1
    for match, value in marks:
        if value in {expected, 1}:
            letters[match.start() : match.end()] = "\x00" * (match.end() - match.start())
            expected = value + 1
    return "".join(letters)


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a plain text, in order."""
    blank = masked(text)
    blank = writing.NOT_NUMBERS.sub(lambda m: "\x00" * len(m[0]), blank)
    found: list[Quantity] = []
    at = 0
    while match := writing.PATTERN.search(blank, at):
        quantity = _quantity(match, blank)
        at = max(match.end(), quantity.end if quantity else 0, match.start() + 1)
        if quantity:
            found.append(quantity)
    return _with_shared_units(found, blank)


def spans(found: list[Quantity], text: str) -> Iterator[NumberRange]:
    """The ranges and changes among the quantities of a text."""
    for one, other in pairwise(found):
        between = text[one.end : other.start].strip()
        if one.is_order or other.is_order or _MONTH_NAME in one.dimensions | other.dimensions:
            continue
        before = text[max(one.start - 40, 0) : one.start].rstrip().lower()
        starts = bool(
            re.search(
                r"(?:\bfrom|从|由|自)(?:约|大约| about| around| nearly)?(?:[\u4e00-\u9fff]{0,6}的)?\Z", before
            )
        )
        if between == "from" and re.search(r"\bto(?: about| nearly)?\Z", before):
            yield NumberRange(other, one, is_change=True)
        elif re.fullmatch(
            r"->|→|[\u4e00-\u9fff]{0,8}(?:升|增|降|减|提|改|缩|下|上|涨|跌|扩|变|优化)[\u4e00-\u9fff]{0,4}[到至为]了?",
            between,
        ) or (
            starts
            and re.fullmatch(
                r"to|to (?:about|only|nearly|over)|[\u4e00-\u9fff]{0,6}[到至](?:了|约)?", between
            )
        ):
            yield NumberRange(one, other, is_change=True)
        elif re.fullmatch(r"-|–|—|~|to|through|至|到|--", between) or (
            between in {"and", "和", "与", "到"} and re.search(r"(?:\bbetween|介于|在)\Z", before)
        ):
            yield NumberRange(one, other, is_change=False)


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    read = _number(match)
    if read is None:
        return None
    numbers, dimension, is_word = read
    start, end = match.start(), match.end()
    if match["order"] or match["han_order"]:
        readings = {(numbers[0], _ORDER)}
    elif dimension:
        readings = {(number, dimension) for number in numbers}
    else:
        end, readings = _measured(match, numbers, text)
    if not readings:
        return None
    bound, end = _bound(text, start, end)
    return Quantity(text[start:end].strip(), start, end, numbers[0], frozenset(readings), bound, is_word)


def _number(match: re.Match[str]) -> tuple[list[Fraction], str, bool] | None:  # noqa: C901, PLR0912  # one case a kind of writing
    """What number a match may be, and its dimension where the writing says it."""
    groups = match.groupdict()
    if groups["digits"]:
        return _of_digits(groups), COUNT, False
    if groups["han_percent"]:
        digits = groups["han_percent_digits"]
        value = Fraction(digits) if digits else numerals.han(groups["han_percent_words"])
        return ([value], PERCENT, False) if value is not None else None
    if groups["han_part"]:
        below, above = (
            Fraction(g) if g.isdigit() else numerals.han(g) for g in (groups["below"], groups["above"])
        )
        return ([above / below], COUNT, False) if below and above is not None else None
    if groups["han_order"]:
        suffix = groups["han_order_of"] or groups["han_order_by"] or groups["han_order_level"]
        return [numerals.han("一" + suffix) or Fraction(1)], COUNT, True
    if groups["han_half"] or groups["half"]:
        scale = groups["half_scale"]
        return [Fraction(1, 2) * (numerals.SCALES[scale.split()[-1].lower()] if scale else 1)], COUNT, False
    if groups["han_double"]:
        return [Fraction(2)], TIMES, False
    if groups["order"]:
        return [numerals.order(groups["order"].lower())], COUNT, True
    if groups["magnitude"]:
        return [Fraction(1)], COUNT, True
    if groups["parts"]:
        count = numerals.SPELLED.get(groups["numerator"].lower(), 1)
        return [Fraction(count, numerals.PARTS[groups["denominator"].lower()])], COUNT, False
    if groups["fold"]:
        return (
            [
                Fraction(
                    next(n for word, n in numerals.FOLDS.items() if groups["fold"].lower().startswith(word))
                )
            ],
            TIMES,
            False,
        )
    if groups["dozen"]:
        return [Fraction(12)], COUNT, True
    if groups["month"]:
        return [Fraction(numerals.MONTHS.index(groups["month"][:3].lower()) + 1)], _MONTH_NAME, True
    if groups["spelled"]:
        return [Fraction(numerals.spelled(groups["spelled"].lower()))], COUNT, True
    value = numerals.han(groups["han"])
    return ([value], COUNT, True) if value is not None else None


def _of_digits(groups: dict[str, str]) -> list[Fraction]:
    written = groups["digits"].replace(",", "")
    value = Fraction(written)
    exponent = groups["exponent"] or groups["e"]
    if exponent and abs(int(exponent)) <= 400:
        value = (
            Fraction(10) ** int(exponent)
            if written in {"10", "-10"} and groups["power"].startswith("^")
            else (value * Fraction(10) ** int(exponent))
        )
    if groups["divisor"] and int(groups["divisor"]):
        value /= int(groups["divisor"])
    values = [value]
    if groups["glued"]:
        values = [value * numerals.SCALES[groups["glued"].lower()]]
        if groups["glued"] in "mKT":  # metres, kelvins, teslas: what `_measured` adds
            values.append(value)
    elif groups["scale"]:
        for word in re.split(r"[\s-]", groups["scale"].lower()):
            value *= numerals.SCALES[word]
        values = [value]
    elif groups["han_scale"]:
        values = [value * (numerals.han("一" + groups["han_scale"]) or 1)]
    elif re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", written):
        values.append(Fraction(written.replace(".", "")))  # 19.018, as many countries write 19,018
    return values


def _measured(
    match: re.Match[str], numbers: list[Fraction], text: str
) -> tuple[int, set[tuple[Fraction, str]]]:
    """The end of the unit behind a number, and what they mean together."""
    end = match.end()
    glued = match["glued"] if match["digits"] else None
    if glued and len(numbers) > 1:
        dimension, worth = units.read({"m": "m", "K": "K", "T": "T"}[glued])
        return end, {(numbers[0], COUNT), (numbers[1] * worth, dimension)}
    year = re.compile(r"年").match(text, end) if match["digits"] else None
    if year and re.fullmatch(r"(?:1[5-9]|20)\d\d", match["digits"]):
        return end, {(numbers[0], COUNT)}
    if match["digits"] and (month := re.compile(r"月").match(text, end)) and numbers[0] <= 12:
        return month.end(), {(numbers[0], _MONTH_NAME)}
    unit = writing.UNIT.match(text, end)
    if unit and not _is_a_product(unit, text):
        dimension, worth = units.read(unit["unit"])
        readings = {(number * worth, dimension) for number in numbers}
        return unit.end(), readings
    if match["digits"] and (tenths := re.compile(r"成(?![员为分功本果像立熟就])").match(text, end)):
        return tenths.end(), {(numbers[0] * 10, PERCENT)}
    if match["han"] and (tenths := re.compile(r"成(?![员为分功本果像立熟就])").match(text, end)):
        return tenths.end(), {(numbers[0] * 10, PERCENT)}
    dimension = _money_before(text, match.start())
    if dimension:
        return end, {(number, dimension) for number in numbers}
    if re.search(
        r"\bfactors? of(?: about| roughly| nearly| up to)?\s\Z", text[: match.start()], re.IGNORECASE
    ):
        return end, {(number, TIMES) for number in numbers} | {(number, COUNT) for number in numbers}
    return end, {(number, COUNT) for number in numbers}


def _is_a_product(unit: re.Match[str], text: str) -> bool:
    """224 x 224, and a hyphen that is a minus or a range."""
    return unit["unit"] in {"x", "X", "×"} and bool(re.match(r"\s?\d", text[unit.end() :]))


def _money_before(text: str, start: int) -> str:
    sign = text[max(start - 2, 0) : start].strip()[-1:]
    return {"$": "dollars", "€": "euros", "¥": "yuan", "£": "pounds"}.get(sign, "")


def _bound(text: str, start: int, end: int) -> tuple[Bound, int]:
    before = text[max(start - 34, 0) : start]
    bound = next((bound for bound, pattern in writing.COMPARATORS if pattern.search(before)), Bound.NONE)
    for other, pattern in writing.BEHIND:
        if match := pattern.match(text, end):
            return (bound if bound is not Bound.NONE else other), match.end() if match[0][
                -1
            ] in "多余+" else end
    return bound, end


def _with_shared_units(found: list[Quantity], text: str) -> list[Quantity]:
    """In `12, 15 and 20%` or `from 3 to 5 ms` each number may have the last one's unit."""
    shared = list(found)
    for n in range(len(shared) - 2, -1, -1):
        one, other = shared[n], shared[n + 1]
        if one.dimensions != {COUNT} or other.dimensions == {COUNT} or other.is_order:
            continue
        if not writing.SHARING.fullmatch(text[one.end : other.start]):
            continue
        more = {
            (one.number * value / other.number, dimension)
            for value, dimension in other.readings
            if other.number and dimension not in {COUNT, _MONTH_NAME}
        }
        shared[n] = replace(one, readings=one.readings | more)
    return shared


def is_the_same(one: Quantity, other: Quantity) -> bool:
    """Whether a summary's quantity can be what its source says: they have a reading in common."""
    has_one = any(_equal(mine, its) for mine in one.readings for its in other.readings)
    return has_one or _is_bare(one, other) or _is_score(one, other)


def are_the_same(one: Quantity, other: Quantity) -> bool:
    """Whether either can be what the other says."""
    return is_the_same(one, other) or is_the_same(other, one)


def _equal(mine: tuple[Fraction, str], its: tuple[Fraction, str]) -> bool:
    value, dimension = mine
    other, its_dimension = its
    if dimension == its_dimension:
        return value == other
    pair = {dimension, its_dimension}
    if pair == {PERCENT, COUNT}:
        share, percent = (value, other) if dimension == COUNT else (other, value)
        return 0 < abs(share) <= 1 and share * 100 == percent
    if pair == {POINTS, PERCENT}:
        return dimension == POINTS and value == other  # a difference of percentages is in points
    if pair == {_ORDER, COUNT}:
        size, count = (value, other) if dimension == _ORDER else (other, value)
        return dimension == _ORDER and size <= abs(count) < size * 10
    if pair == {"kelvin", "celsius"}:
        return value == other  # differences are the same
    return False


def _is_score(one: Quantity, other: Quantity) -> bool:
    """79.4% for an F1 of 79.4: scores are often written bare, with their decimals."""
    is_bare_score = other.dimensions == {COUNT} and other.number.denominator > 1 and 10 <= other.number < 100
    return one.dimensions == {PERCENT} and is_bare_score and one.number == other.number


def _is_bare(one: Quantity, other: Quantity) -> bool:
    """A number without its unit still is that number."""
    return one.dimensions == {COUNT} and not other.is_order and one.number == other.number
