"""The numbers in a text, whatever way they are written: 1,000 = 1000 = 一千 = one thousand = 1k; 12% = 0.12.

Each is a Decimal; what a number may mean besides (a share for a percentage, thousands for a `k`) counts as
said too, so that a summary may put it another way.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from broadsheet.text import tex

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = re.compile(
    r"(?<![A-Za-z])(?<![A-Za-z]-)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?:\s?(?P<percent>%|percent\b|per\s?cent\b|percentage\b|pp\b)"
    r"|(?P<scale>[kKmMbB](?![A-Za-z])|\s?(?:thousand|million|billion|trillion)\b|[十百千万萬亿億]+))?"
)
_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "b": 1_000_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_BELOW_TWENTY = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
    """
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: value for value, word in enumerate(_BELOW_TWENTY.split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), 2)},
    "twice": 2,
    "double": 2,
    "doubles": 2,
    "doubled": 2,
    "doubling": 2,
    "thrice": 3,
    "triple": 3,
    "triples": 3,
    "tripled": 3,
    "dozen": 12,
}
_SHARES = {"half": "0.5", "halves": "0.5", "halved": "0.5", "quarter": "0.25", "一半": "0.5", "半数": "0.5"}
_MULTIPLES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = re.compile(r"[a-z]+")
_HAN_DIGITS = {c: v for v, c in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2, "〇": 0}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}
_HAN_GROUPS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
# Among Chinese words a lone numeral is mostly none (一种, 统一): it counts where it is multiplied or counted.
_HAN = re.compile(
    r"(?:百分之)?[零〇一二两兩三四五六七八九十百千万萬亿億]{2,}"
    r"|[二两兩三四五六七八九十](?=[倍个個种種项項次条條成])"
)


def plain(text: str) -> str:
    """The text with formulas as characters, and every width and style of digit as the usual one."""
    return unicodedata.normalize("NFKC", tex.plain(text)).replace("−", "-")


def numbers(text: str) -> set[Decimal]:
    """Every number said in a plain text, in each of its meanings."""
    return {meaning for said in mentions(text) for meaning in said}


def mentions(text: str) -> Iterator[frozenset[Decimal]]:
    """Each number in turn, as the set of what it may mean."""
    for match in _DIGITS.finditer(text):
        if (value := _decimal(match["number"].replace(",", ""))) is not None:
            yield frozenset(_meanings(value, match["percent"], (match["scale"] or "").strip()))
    yield from _spelled(text.lower())
    for match in _HAN.finditer(text):
        value = _han(match[0].removeprefix("百分之"))
        yield frozenset({value, value / 100} if match[0].startswith("百分之") else {value})


def _meanings(value: Decimal, percent: str | None, scale: str) -> Iterator[Decimal]:
    yield value.normalize()
    if percent:
        yield (value / 100).normalize()
    if scale in _SCALES or scale.lower() in _SCALES:
        yield (value * _SCALES[scale.lower()]).normalize()
    elif scale:
        yield (value * _han("一" + scale)).normalize()
    if not percent and 0 < value < 1:
        yield (value * 100).normalize()


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text).normalize()
    except InvalidOperation:
        return None


def _spelled(text: str) -> Iterator[frozenset[Decimal]]:
    """`forty-two`, `three hundred`, `two-fold`, `half`; but `one` and `once` mostly count nothing."""
    total = group = 0
    for match in _WORD.finditer(text):
        word = match[0].removesuffix("fold") or match[0]
        if word in _WORDS:
            group += _WORDS[word]
        elif word == "hundred":
            group *= 100
        elif word in _MULTIPLES:
            total, group = total + group * _MULTIPLES[word], 0
        else:
            total = group = 0
            if word in _SHARES:
                yield frozenset({Decimal(_SHARES[word]), Decimal(_SHARES[word]) * 100})
            continue
        if not _goes_on(text, match.end()):
            if total + group > 1:
                yield frozenset({Decimal(total + group).normalize()})
            total = group = 0
    for word in ("一半", "半数"):
        if word in text:
            yield frozenset({Decimal("0.5"), Decimal(50)})


def _goes_on(text: str, end: int) -> bool:
    """Whether the next word belongs to the same number."""
    following = _WORD.match(text, end + 1)
    return following is not None and following[0] in {*_WORDS, *_MULTIPLES} and text[end] in " -"


def _han(text: str) -> Decimal:
    """Chinese numerals: 一千二百 = 1200, 三万 = 30000; digits in a row (二〇二六) count as they stand."""
    if all(c in _HAN_DIGITS for c in text):
        return Decimal("".join(str(_HAN_DIGITS[c]) for c in text) or "0").normalize()
    total = section = digit = 0
    for c in text:
        if c in _HAN_DIGITS:
            digit = _HAN_DIGITS[c]
        elif c in _HAN_UNITS:
            section += (digit or 1) * _HAN_UNITS[c]
            digit = 0
        else:
            total = (total + section + digit or 1) * _HAN_GROUPS[c]
            section = digit = 0
    return Decimal(total + section + digit).normalize()
