"""Which papers lead: by rating; among equals spread over the sections, the most fully told first."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from broadsheet.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.model import Digest, Entry
    from broadsheet.records.papers import PaperRecord

_FRESHNESS = {
    Kind.NEW: 0,
    Kind.CROSS: 1,
    Kind.REPLACE: 2,
    Kind.REPLACE_CROSS: 2,
    Kind.DAILY: 1,
    Kind.WITHDRAWN: 4,
}
Worth = tuple[int, int, int]


def best_first(digest: Digest) -> list[Entry]:
    """All entries of a day, the one that leads its front page first."""
    placed = [(_score(entry), place, entry) for place, s in enumerate(digest.sections) for entry in s.entries]
    placed.sort(key=lambda each: -each[0])
    return [
        entry
        for _, equals in groupby(placed, key=lambda each: each[0])
        for entry in _spread((place, entry) for _, place, entry in equals)
    ]


def worth(paper: PaperRecord) -> Worth:
    """The same of a record, to choose among papers of several days."""
    return _measured(is_told=paper.part(Role.TLDR) is not None, parts=len(paper.parts), kind=Kind(paper.kind))


def _score(entry: Entry) -> float:
    return entry.rating.score if entry.rating else 0.0


def _worth(entry: Entry) -> Worth:
    summary = entry.summary
    return _measured(
        is_told=bool(summary and summary.tldr), parts=len(summary.parts) if summary else 0, kind=entry.kind
    )


def _measured(*, is_told: bool, parts: int, kind: Kind) -> Worth:
    """Small is good, so that a stable sort keeps the page's order among equals."""
    return int(not is_told), -parts, _FRESHNESS[kind]


def _spread(placed: Iterable[tuple[int, Entry]]) -> Iterator[Entry]:
    """Round by round, the best that is left of every section."""
    queues: dict[int, list[tuple[Worth, Entry]]] = {}
    for place, entry in placed:
        queues.setdefault(place, []).append((_worth(entry), entry))
    rounds = [iter(sorted(queue, key=lambda each: each[0])) for queue in queues.values()]
    heads = [(next(queue), queue) for queue in rounds]
    while heads:
        heads.sort(key=lambda each: each[0][0])
        yield from [entry for (_, entry), _ in heads]
        heads = [(head, queue) for _, queue in heads if (head := next(queue, None))]
