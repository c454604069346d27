"""What was learnt, as one file: `weights.bin`, made by `tools/weights.py`.

The file is a compressed head (JSON), the names of the features, and a row of small integers for each, so
that adding up the features of a sentence is exact, and the same everywhere.
"""

from __future__ import annotations

import json
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FILE = Path(__file__).with_name("weights.bin")

ROLES = ("background", "objective", "method", "result", "other")
MOVES = ("background", "gap", "purpose", "method", "result", "conclusion", "contribution", "implication")
LANES = len(ROLES) + len(MOVES) + 1  # the last one is the ranker's

_ZERO = 128  # what a row's bytes count from
_WIDE = 4 * (LANES + 1)
_LANES = struct.Struct(f"<{LANES + 1}I")


class Chain(NamedTuple):
    """How likely one label follows another, and opens or closes an abstract."""

    follows: Sequence[Sequence[float]]
    opens: Sequence[float]
    closes: Sequence[float]


class Weights(NamedTuple):
    rows: Mapping[str, int]  # a row is one integer of four bytes a lane, so that a sum adds all lanes at once
    scales: Sequence[float]
    roles: Chain
    moves: Chain
    role_mix: Sequence[Sequence[float]]
    move_mix: Sequence[Sequence[float]]
    words: Sequence[float]
    rank: Sequence[float]

    def scores(self, names: Iterable[str]) -> list[float]:
        """The scores of a sentence with these features, a lane each."""
        total = sum(filter(None, map(self.rows.get, names)))
        *lanes, count = _LANES.unpack(total.to_bytes(_WIDE, "little"))
        zero = _ZERO * count
        return [(lane - zero) * scale for lane, scale in zip(lanes, self.scales, strict=True)]


@cache
def shipped() -> Weights:
    """The weights of the package, read once, when they are first needed."""
    return read(FILE.read_bytes())


def read(packed: bytes) -> Weights:
    """Weights as `tools/weights.py` packed them."""
    head, names, rows = zlib.decompress(packed).split(b"\0", 2)
    facts = json.loads(head)
    keys = names.decode().split("\n")
    return Weights(
        rows=dict(zip(keys, _integers(rows), strict=True)),
        roles=Chain(**facts.pop("roles")),
        moves=Chain(**facts.pop("moves")),
        **facts,
    )


def _integers(rows: bytes) -> Iterator[int]:
    """Each row spread to four bytes a lane. A last lane counts how many are added up."""
    count = len(rows) // LANES
    wide = bytearray(_WIDE * count)
    for lane in range(LANES):
        wide[4 * lane :: _WIDE] = rows[lane::LANES]
    wide[4 * LANES :: _WIDE] = b"\1" * count
    return (int.from_bytes(row, "little") for (row,) in struct.iter_unpack(f"{_WIDE}s", wide))


def write(rows: Mapping[str, Sequence[int]], facts: Mapping[str, object]) -> bytes:
    """The file's bytes. A row holds a number from −128 to 127 for each lane."""
    keys = sorted(rows)
    head = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    body = bytes(number + _ZERO for key in keys for number in rows[key])
    return zlib.compress(b"\0".join((head.encode(), "\n".join(keys).encode(), body)), 9)
