"""Missed days, from what arXiv's archive knows of the papers that were submitted for them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from broadsheet.batch import Announcement, Batch
from broadsheet.desk import dating
from broadsheet.model import Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from broadsheet.batch import Record
    from broadsheet.ingest.shelf import Shelf

SOURCE = "arxiv-archive"


def records_as_batches(
    records: Iterable[Record], days: set[dt.date], shelf: Shelf, asked: tuple[str, ...], built: dt.datetime
) -> dict[dt.date, Batch]:
    """For each of the days what it announced that stands on no page, as far as the records tell: new papers,
    and those of other categories that were cross-listed at once. Replacements leave no such trace.
    """
    by_id = {record.paper.id: record for record in records if dating.number(record.paper.id)[0]}
    reckoned = dating.reckoned({id_: record.submitted for id_, record in by_id.items()}, shelf.ranges)
    items: dict[dt.date, list[Announcement]] = defaultdict(list)
    for id_, day in reckoned.items():
        if day in days and id_ not in shelf.seen:
            paper = by_id[id_].paper
            items[day].append(
                Announcement(paper, Kind.NEW if _is_asked(paper.primary, asked) else Kind.CROSS)
            )
    return {
        day: Batch(SOURCE, asked, day, built, tuple(sorted(found, key=lambda item: item.kind is Kind.CROSS)))
        for day, found in items.items()
    }


def _is_asked(category: str, asked: tuple[str, ...]) -> bool:
    return bool({category, category.partition(".")[0]} & set(asked))
