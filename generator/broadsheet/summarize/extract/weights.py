"""What was learnt, as one file: `weights.bin`, made by `tools/weights.py`.

The file is a compressed head (JSON), the names of the features, and a row of small integers for each, so
that adding up the features of a sentence is exact, and the same everywhere.
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FILE = Path(__file__).with_name("weights.bin")

ROLES = ("background", "objective", "method", "result", "other")
MOVES = ("background", "gap", "purpose", "method", "result", "conclusion", "contribution", "implication")
LANES = len(ROLES) + len(MOVES) + 1  # the last one is the ranker's

_ZERO = 128  # what a row's bytes count from


@dataclass(frozen=True, slots=True)
class Chain:
    """How likely one label follows another, and opens or closes an abstract."""

    follows: Sequence[Sequence[float]]
    opens: Sequence[float]
    closes: Sequence[float]


@dataclass(frozen=True, slots=True)
class Weights:
    table: Mapping[str, bytes]
    scales: Sequence[float]
    roles: Chain
    moves: Chain
    role_mix: Sequence[Sequence[float]]
    move_mix: Sequence[Sequence[float]]
    words: Sequence[float]
    rank: Sequence[float]

    def scores(self, names: Iterable[str]) -> list[float]:
        """The scores of a sentence with these features, a lane each."""
        rows = list(filter(None, map(self.table.get, names)))
        if not rows:
            return [0.0] * LANES
        zero = _ZERO * len(rows)
        return [
            (sum(lane) - zero) * scale
            for lane, scale in zip(zip(*rows, strict=True), self.scales, strict=True)
        ]


@cache
def shipped() -> Weights:
    """The weights of the package, read once, when they are first needed."""
    return read(FILE.read_bytes())


def read(packed: bytes) -> Weights:
    head, names, rows = zlib.decompress(packed).split(b"\0", 2)
    facts = json.loads(head)
    keys = names.decode().split("\n")
    return Weights(
        table=dict(zip(keys, (row for (row,) in struct.iter_unpack(f"{LANES}s", rows)), strict=True)),
        roles=Chain(**facts.pop("roles")),
        moves=Chain(**facts.pop("moves")),
        **facts,
    )


def write(rows: Mapping[str, Sequence[int]], facts: Mapping[str, object]) -> bytes:
    """The file's bytes. A row holds a number from −128 to 127 for each lane."""
    keys = sorted(rows)
    head = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    body = bytes(number + _ZERO for key in keys for number in rows[key])
    return zlib.compress(b"\0".join((head.encode(), "\n".join(keys).encode(), body)), 9)
