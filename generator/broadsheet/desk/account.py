"""The account of a page: of a new one, and of one that papers are added to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from broadsheet.desk import Rule
from broadsheet.model import BY_HAND, REMOVED_BY_HAND, Kind, Ledger, by_summarizer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from broadsheet.batch import Announcement
    from broadsheet.desk import Verdict
    from broadsheet.model import Entry
    from broadsheet.page import Page

    Rows = Mapping[str, int]

_OF_A_LIST = frozenset({str(Kind.DAILY), str(Rule.LISTED)})


def opened(verdict: Verdict, entries: Sequence[Entry], *, waiting: int) -> Ledger:
    """The account of a new page, on which so many entries wait for a model."""
    return Ledger(verdict.announced, verdict.excluded, by_summarizer(entries), waiting)


def grown(  # noqa: PLR0913  # all that an account is made of
    page: Page,
    items: Sequence[Announcement],
    verdict: Verdict,
    late: Sequence[Entry],
    *,
    is_list: bool,
    waiting: int,
) -> Ledger:
    """The account of a page that gains `late` papers by the verdict on `items`, of which so many wait for a
    model.

    An announcement that names most of what stands there is the same one, grown: its account replaces the
    old one. Any other is added to it; but a list is always the same one, grown. Papers that hands added or
    removed are counted in rows of their own.
    """
    ours = [entry for entry in page.digest.entries if entry.paper.id not in page.added]
    known = {entry.paper.id for entry in ours} | page.removed
    named = {item.paper.id for item in items}
    unnamed = Counter(str(entry.kind) for entry in ours if entry.paper.id not in named)
    unnamed[str(Kind.NEW)] += len(page.removed - named)
    announced = Counter(verdict.announced)
    announced.subtract(_kinds(items, page.added))
    excluded = _without(verdict.excluded, {REMOVED_BY_HAND})
    if len(known & named) * 2 > len(known):
        announced.update(unnamed)
    else:
        old, lists = page.digest.ledger, _OF_A_LIST if is_list else frozenset()
        again = _kinds(items, known)
        announced.subtract({kind: count for kind, count in again.items() if kind not in lists})
        announced.update({kind: count for kind, count in unnamed.items() if kind in lists})
        announced.update(_without(old.announced, lists | {BY_HAND}))
        excluded = Counter(excluded) + Counter(_without(old.excluded, lists | {REMOVED_BY_HAND}))
    return Ledger.standing(
        {kind: count for kind, count in announced.items() if count or kind in verdict.announced},
        excluded,
        by_summarizer((*page.digest.entries, *late)),
        added=len(page.added),
        removed=len(page.removed),
        pending=page.account().pending + waiting,
    )


def _kinds(items: Iterable[Announcement], ids: Collection[str]) -> Counter[str]:
    return Counter(str(item.kind) for item in items if item.paper.id in ids)


def _without(rows: Rows, names: Collection[str]) -> dict[str, int]:
    return {name: count for name, count in rows.items() if name not in names}
