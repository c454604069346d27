"""The values of number words: `forty-two`, `two million`, 三万五千, 三点五, hundreds."""

from __future__ import annotations

import re
from fractions import Fraction

SCALES = {
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
    "t": 10**12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_BELOW_TWENTY = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
    """
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SPELLED = {word: n for n, word in enumerate(_BELOW_TWENTY.split())} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), 2)
}
FOLDS = {"twice": 2, "thrice": 3, "doubl": 2, "tripl": 3, "quadrupl": 4}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
_HAN_DIGITS = {c: v for v, c in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2, "〇": 0}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}
_HAN_GROUPS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

HAN = "零〇一二两兩三四五六七八九十百千万萬亿億"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def order(text: str) -> Fraction:
    """`hundreds`, `tens of thousands`, `a few dozen`: the least of what they mean."""
    value = 1
    words = {"ten": 10, "dozen": 10, **SCALES}
    for word in re.findall(r"tens|dozen|hundred|thousand|million|billion|trillion", text):
        value *= words[word.rstrip("s")]
    return Fraction(value)


def spelled(text: str) -> int:
    """`forty-two`, `three hundred`, `two million`."""
    total = group = 0
    for word in re.split(r"[\s-]+", text):
        if word in SPELLED:
            group += SPELLED[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in SCALES:
            total, group = total + (group or 1) * SCALES[word], 0
    return total + group


def han(text: str) -> Fraction | None:
    """Chinese numerals: 一千二百 = 1200, 三万 = 30000, 三点五 = 3.5; digits in a row as they stand."""
    whole, point, rest = text.partition("点")
    if point:
        if not rest or any(c not in _HAN_DIGITS for c in rest) or not whole:
            return None
        digits = "".join(str(_HAN_DIGITS[c]) for c in rest)
        return (han(whole) or 0) + Fraction(int(digits), 10 ** len(digits))
    if all(c in _HAN_DIGITS for c in text):
        return Fraction("".join(str(_HAN_DIGITS[c]) for c in text) or "0")
    return Fraction(_grouped(text))


def _grouped(text: str) -> int:
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
    return total + section + digit
