"""Which papers lead: by rating; among equals spread over the sections, the most fully told first."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from broadsheet.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.model import Digest, Entry

_FRESHNESS = {
    Kind.NEW: 0,
    Kind.CROSS: 1,
    Kind.REPLACE: 2,
    Kind.REPLACE_CROSS: 2,
    Kind.DAILY: 1,
    Kind.WITHDRAWN: 4,
}


def best_first(digest: Digest) -> list[Entry]:
    """All entries of a day, the one that leads its front page first."""
    placed = [(_score(entry), place, entry) for place, s in enumerate(digest.sections) for entry in s.entries]
    placed.sort(key=lambda each: -each[0])
    return [
        entry
        for _, equals in groupby(placed, key=lambda each: each[0])
        for entry in _spread((place, entry) for _, place, entry in equals)
    ]


def _score(entry: Entry) -> float:
    return entry.rating.score if entry.rating else 0.0


def _worth(entry: Entry) -> tuple[bool, int, int]:
    """Small is good, so that a stable sort keeps the page's order among equals."""
    parts = entry.summary.parts if entry.summary else ()
    told = bool(entry.summary and entry.summary.tldr)
    return not told, -len(parts), _FRESHNESS[entry.kind]


def _spread(placed: Iterable[tuple[int, Entry]]) -> Iterator[Entry]:
    """Round by round, the best that is left of every section."""
    queues: dict[int, list[Entry]] = {}
    for place, entry in placed:
        queues.setdefault(place, []).append(entry)
    rounds = [sorted(queue, key=_worth) for queue in queues.values()]
    while rounds:
        rounds.sort(key=lambda queue: _worth(queue[0]))
        yield from [queue.pop(0) for queue in rounds]
        rounds = [queue for queue in rounds if queue]
