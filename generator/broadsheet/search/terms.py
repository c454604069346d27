"""The words of a text, as searched for: folded, in their order; the signs of Chinese and Japanese in pairs.

layouts/search.js does the same to what a reader asks; the two are one piece of knowledge in two places.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Said in nearly every English abstract: they keep their places in phrases, and lead nowhere.
COMMON = frozenset(
    """a an and are as at be been but by can for from has have in into is it its not of on or our such than
    that the their these this to was we were which while with""".split()  # noqa: SIM905  # a text, not a list
)
END, NEXT = "\x01", "\x02"  # between texts that stand in one: words that are none
_SIGNS = "々-〇ぁ-ゖァ-ヺー-ヿ㐀-鿿𠀀-𿿿"  # what is written without spaces between words
_SIGN_RUN = re.compile(f"[{_SIGNS}]+")
_MARKS = "+#*"  # what tells C++, C# and A* from C and A belongs to the word, where nothing goes on behind it
_MARK_RUN = re.compile(f"[{_MARKS}]+")
_ACCENT = re.compile("[\u0300-\u036f]")
# Letters that are of one piece, and are typed in plain ones all the same; and a letter with two faces.
_PLAIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ"}
_ODD = re.compile("[^\x00-\x7f]+")
# Of ASCII, letters and digits are words, and all else is space between them: a fifth of what a pattern costs.
# What is not ASCII has been looked at one run at a time.
_SPACED = bytes(
    byte if byte > 127 or chr(byte).isalnum() or chr(byte) in f"{_MARKS}{END}{NEXT}" else 32
    for byte in range(256)
)


def fold(text: str) -> str:
    """Without accents and capitals: `Fernández` and `fernandez` are one; and beyond ASCII letters alone."""
    return _folded(text, _plain)


def _folded(text: str, beyond: Callable[[str], str]) -> str:
    """With what becomes of each run of signs beyond ASCII."""
    return (text if text.isascii() else _ODD.sub(lambda run: beyond(run[0]), text)).lower()


@lru_cache(maxsize=1 << 11)
def _plain(run: str) -> str:
    """A text has few, and mostly the same."""
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", run))
    folded = unicodedata.normalize("NFC", bare).lower()
    plain = "".join([_PLAIN.get(letter, letter if letter.isalnum() else " ") for letter in folded])
    return _SIGN_RUN.sub(r" \g<0> ", plain)


@lru_cache(maxsize=1 << 11)
def _in_pairs(run: str) -> str:
    """The same, with at the place of each sign that sign and the next."""
    return _SIGN_RUN.sub(_pairs, _plain(run))


def _pairs(run: re.Match[str]) -> str:
    signs = run[0]
    return f"{' '.join(map(add, signs, signs[1:]))} {signs[-1]}"


def runs(text: str) -> list[str]:
    """Its words, folded; signs that stand together are one run."""
    return _words(fold(text))


def _words(folded: str) -> list[str]:
    if "+" in folded or "*" in folded or "#" in folded:
        folded = _without_loose_marks(folded)
    return folded.encode().translate(_SPACED).decode().split()


def _without_loose_marks(text: str) -> str:
    """Without those that stand before a letter or behind none."""
    at = 0
    found: list[str] = []
    for mark in _MARK_RUN.finditer(text):
        first, last = mark.span()
        if not text[first - 1 : first].isalnum() or text[last : last + 1].isalnum():
            found += (text[at:first], " ")
            at = last
    return "".join([*found, text[at:]])


def is_signs(run: str) -> bool:
    return bool(_SIGN_RUN.match(run))


def terms(text: str) -> list[str]:
    """What can be looked up of a text, in its order: words, and at the place of each sign that sign with the
    next, so that any run of signs is found by the pairs in it.
    """
    return _words(_folded(text, _in_pairs))


def fact(value: str) -> str:
    """The term of what a filter asks for, exactly; no word has a `=`."""
    return "=" + fold(value).replace(" ", "_")
