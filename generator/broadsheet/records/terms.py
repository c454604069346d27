"""The terms of a text, as searched for: folded words, and the signs of Chinese and Japanese in pairs.

layouts/search.js does the same to what a reader asks; the two are one piece of knowledge in two places.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST = 24  # signs of a term by which it is found; what stands after them is read in the record
_SIGNS = "々-〇ぁ-ゖァ-ヺー-ヿ㐀-鿿𠀀-𿿿"  # what is written without spaces between words
_RUN = re.compile(rf"[{_SIGNS}]+|[^\W_{_SIGNS}]+")
_SIGN = re.compile(f"[{_SIGNS}]")
_ACCENT = re.compile("[\u0300-\u036f]")
# Letters that are of one piece, and are typed in plain ones all the same.
_PLAIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}


def fold(text: str) -> str:
    """Without accents and capitals: `Fernández` and `fernandez` are one."""
    if text.isascii():
        return text.lower()
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    folded = unicodedata.normalize("NFC", bare).lower()
    for letter, plain in _PLAIN.items():  # a tenth of what `str.translate` costs where signs are Chinese
        if letter in folded:
            folded = folded.replace(letter, plain)
    return folded


def runs(text: str) -> list[str]:
    """Its words, folded; signs that stand together are one run."""
    return _RUN.findall(fold(text))


def is_signs(run: str) -> bool:
    return bool(_SIGN.match(run))


def terms(text: str) -> Collection[str]:
    """What a search for any word of the text, or for its beginning, can look up; each once."""
    found: list[str] = []
    for run in dict.fromkeys(runs(text)):
        if run.isascii() or not is_signs(run):
            found += (run[0], run[:LONGEST])
        else:
            found += run
            found += map(add, run, run[1:])
    return dict.fromkeys(found).keys()


def fact(value: str) -> str:
    """The term of what a filter asks for, exactly; no word has a `=`."""
    return "=" + value.replace(" ", "_")


def part_of(term: str, parts: int) -> int:
    """By its first two signs, so that a word stands with all that begin with it; as a script counts signs."""
    return _part_of(term[:2], parts)


@lru_cache(maxsize=1 << 16)
def _part_of(signs: str, parts: int) -> int:
    units = signs.encode("utf-16-le")
    first, second = int.from_bytes(units[:2], "little"), int.from_bytes(units[2:4], "little")
    return (first * 31 + second) % parts
