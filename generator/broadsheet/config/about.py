"""What a key of the configuration carries with it: its description, example and check. All that is known of a
key, as its line in the reference and in the JSON Schema, is made from this.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import MISSING, dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Form:
    """How a text looks, by a pattern that JavaScript reads as Python does, since editors match it too."""

    pattern: str
    expected: str
    kept: Callable[[str], str] = str  # what is kept of a text that looks so

    def __call__(self, text: str) -> str:
        """The text; a ValueError says what was expected."""
        if not self.fits(text):
            raise ValueError(f"expected {self.expected}")
        return self.kept(text)

    def fits(self, text: str) -> bool:
        """Whether a text looks so."""
        return re.fullmatch(self.pattern, text) is not None


@dataclass(frozen=True, slots=True)
class About:
    """What a key means, how it may look, and how its text is read (a ValueError says what was expected)."""

    doc: str
    example: Any = None
    read: Callable[[str], str] = str
    words: tuple[str, ...] = ()
    secret: bool = False  # what is mistakenly written there is not to be repeated
    alone: bool = False  # a list of one may be written without brackets, and this text without the key
    is_key: bool = False  # of an item: what it stands under, in the place of a list
    least: float = 0.0  # of a number
    most: float = 0.0

    @property
    def pattern(self) -> str:
        """That the text has to match; nothing where no pattern says it."""
        return self.read.pattern if isinstance(self.read, Form) else ""

    @property
    def shown(self) -> str:
        """The example as it would stand in the file."""
        if isinstance(self.example, list):
            return f"[{', '.join(self.example)}]"
        return str(self.example).lower() if isinstance(self.example, bool) else str(self.example)


def setting(default: Any = MISSING, /, **about: Any) -> Any:
    """A key of a section, as a field of its dataclass: what holds where it is absent, and all about it."""
    return dataclasses.field(default=default, metadata={"about": About(**about)})


def nearest(word: str, words: Iterable[str]) -> str:
    """`did you mean …?` when a known word is near, else nothing."""
    import difflib  # noqa: PLC0415  # only mistakes need it

    word = word.casefold()
    by_folded = {known.casefold(): known for known in words}
    close = set(difflib.get_close_matches(word, by_folded, n=len(by_folded) or 1))
    near = [known for known in by_folded if known in close]  # in their own order, which settles ties
    if not near:
        return ""

    def likeness(known: str) -> tuple[float, int]:
        beginning = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, known, strict=False)))
        return difflib.SequenceMatcher(None, known, word).ratio(), beginning

    return f"did you mean {by_folded[max(near, key=likeness)]}?"
