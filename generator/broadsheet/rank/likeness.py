"""How alike texts are beyond the words that they share: each as a direction, the sum of its words' own.

`vectors.bin` is made by `tools/likeness.py`, which asks of a title to lie near its abstract. Whole numbers
are added, so that a direction is the same on every machine.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from functools import cache
from itertools import islice, repeat
from math import sqrt
from operator import mul, sub
from pkgutil import get_data
from typing import TYPE_CHECKING, Any, NamedTuple

from broadsheet.text.terms import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FILE = "vectors.bin"
SIZE = 64  # of a direction
TITLE = 2  # a word of the title counts so often
ROW = SIZE // 2  # bytes of a word, a number in four bits
ZERO = 8  # what these count from
RARITY = 25.0  # parts of one of a logarithm, of how many papers there are to one that says a word
_OFTEN = (0, 16, 27, 34, 38, 42, 45, 47, 49)  # sixteen times 1 + log of how often a word is said
_LANES = struct.Struct(f"<{SIZE}I")
_DIGITS = bytes(int(chr(code), 16) if chr(code) in "0123456789abcdef" else 0 for code in range(128)) * 2
_AT_A_TIME = 4  # bytes of a lane
STAND_INS = 150  # papers that the usual middle counts for
Direction = tuple[float, ...]


class Table(NamedTuple):
    """Words in the order of how many papers say them; how rare each is; and its numbers."""

    places: Mapping[str, int]
    rarity: bytes
    numbers: bytes
    usual: Direction  # the middle of all papers that the table was learnt from

    def row(self, place: int) -> bytes:
        """The numbers of a word as they are kept."""
        return self.numbers[place * ROW : (place + 1) * ROW]

    def direction(self, counts: Mapping[Any, float]) -> Direction:
        """That of a text by how often it says each word, of length one; without a known word, of none."""
        lanes, total = 0, 0
        for word, times in counts.items():
            place = self.places.get(word)
            if place is not None:
                weight = self._weight(place, times)
                lanes += weight * _lanes(self.row(place))
                total += weight
        numbers = _LANES.unpack(lanes.to_bytes(_LANES.size, "little"))
        return unit([number - ZERO * total for number in numbers])

    def beginning(self, start: str, most: int) -> list[str]:
        """The commonest words that begin so."""
        return list(islice((word for word in self.places if word.startswith(start)), most))

    def _weight(self, place: int, times: float) -> int:
        return self.rarity[place] * _OFTEN[min(int(times), len(_OFTEN) - 1)]


@cache
def table() -> Table:
    """The one of the package, read once, when it is first needed."""
    return read(get_data(__name__, FILE) or b"")  # as much a part of the program as its code


def read(data: bytes) -> Table:
    """A table out of its file."""
    whole = zlib.decompress(data)
    middle, _, rest = whole.partition(b"\n\n")
    usual, *words = middle.decode().split("\n")
    count = len(words)
    places = {word: place for place, word in enumerate(words)}
    return Table(places, rest[:count], rest[count:], unit([float(number) for number in usual.split()]))


def written(words: Sequence[str], rarity: bytes, numbers: bytes, usual: Sequence[int]) -> bytes:
    """The file of a table."""
    head = "\n".join([" ".join(map(str, usual)), *words])
    return zlib.compress(head.encode() + b"\n\n" + rarity + numbers, 9)


@cache
def _lanes(row: bytes) -> int:
    """One integer of four bytes a number, so that a sum adds all of them at once."""
    spread = bytearray(_LANES.size)
    spread[::_AT_A_TIME] = row.hex().encode().translate(_DIGITS)
    return int.from_bytes(spread, "little")


def of_paper(title: str, abstract: str) -> Direction:
    """The direction of a paper."""
    return table().direction(Counter(stems(title) * TITLE + stems(abstract)))


class Middle(NamedTuple):
    """What all papers have in common, which says nothing of any of them."""

    direction: Sequence[float]

    @classmethod
    def of(cls, directions: Sequence[Direction]) -> Middle:
        """While they are few, those that the table was learnt from stand in."""
        count = len(directions) + STAND_INS
        sums = map(sum, zip(*directions, strict=True)) if directions else repeat(0.0, SIZE)
        usual = table().usual
        return cls([(own + STAND_INS * each) / count for own, each in zip(sums, usual, strict=True)])

    def likeness(self, asked: Direction, directions: Iterable[Direction]) -> list[float]:
        """Of each to what is asked, seen from the middle: 1 is the same direction, 0 nothing in common, as
        what has no direction has with anything.
        """
        if not any(asked):
            return [0.0 for _ in directions]
        towards = unit([*map(sub, asked, self.direction)])
        offset, square = _product(towards, self.direction), _product(self.direction, self.direction)
        return [
            (_product(towards, each) - offset) / sqrt(1 - 2 * _product(self.direction, each) + square)
            if any(each)
            else 0.0
            for each in directions
        ]


def unit(numbers: Sequence[float]) -> Direction:
    """The same direction at length one."""
    length = sqrt(sum(map(mul, numbers, numbers))) or 1.0
    return tuple([number / length for number in numbers])


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    product: float = sum(map(mul, one, other))
    return product
