"""Which papers lead: by rating; among equals new ones before cross-lists, those with more votes first, then
from every section in turn, and of each section those with code, with figures and on what is said more than
usual first.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from broadsheet.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
_CODE = "code"
_DIGIT = re.compile(r"[0-9]")
Worth = tuple[int, int, int, int]


def best_first(digest: Digest) -> list[Entry]:
    """All entries of a day, the one that leads its front page first."""
    placed = [(_score(entry), place, entry) for place, s in enumerate(digest.sections) for entry in s.entries]
    placed.sort(key=_order)
    rising = tuple(each.term.casefold() for each in digest.rising)
    return [
        entry
        for _, equals in groupby(placed, key=_order)
        for entry in _spread(((place, entry) for _, place, entry in equals), rising)
    ]


def worth(paper: PaperRecord) -> Worth:
    """The same of a record, to choose among papers of several days."""
    return _measured({part.role: part.text.plain for part in paper.parts}, paper.links, kind=Kind(paper.kind))


def _order(placed: tuple[float, int, Entry]) -> tuple[float, bool, int, int]:
    score, _, entry = placed
    is_untold = not (entry.summary and entry.summary.tldr)
    votes = entry.paper.daily.upvotes if entry.paper.daily else 0
    return -score, is_untold, _FRESHNESS[entry.kind], -votes


def _score(entry: Entry) -> float:
    return entry.rating.score if entry.rating else 0.0


def _worth(entry: Entry, rising: Sequence[str]) -> Worth:
    summary = entry.summary
    told = {part.role.value: part.text for part in summary.parts} if summary else {}
    said = "\n".join([entry.paper.title, *entry.keywords]).casefold()
    timely = any(term in said for term in rising)
    return _measured(
        told, [(link.label, link.url) for link in entry.paper.links], kind=entry.kind, timely=timely
    )


def _measured(
    told: Mapping[str, str], links: Iterable[tuple[str, str]], *, kind: Kind, timely: bool = False
) -> Worth:
    """Small is good, so that a stable sort keeps the page's order among equals."""
    has_code = any(label.startswith(_CODE) for label, _ in links)
    has_figure = bool(_DIGIT.search(told.get(Role.RESULT.value, "")))
    return int(Role.TLDR.value not in told), _FRESHNESS[kind], -has_code - has_figure - timely, -len(told)


def _spread(placed: Iterable[tuple[int, Entry]], rising: Sequence[str]) -> Iterator[Entry]:
    """Round by round, the best that is left of every section."""
    queues: dict[int, list[tuple[Worth, Entry]]] = {}
    for place, entry in placed:
        queues.setdefault(place, []).append((_worth(entry, rising), entry))
    rounds = [iter(sorted(queue, key=lambda each: each[0])) for queue in queues.values()]
    heads = [(next(queue), queue) for queue in rounds]
    while heads:
        heads.sort(key=lambda each: each[0][0])
        yield from [entry for (_, entry), _ in heads]
        heads = [(head, queue) for _, queue in heads if (head := next(queue, None))]
