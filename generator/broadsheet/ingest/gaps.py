"""Missed days, from what arXiv's archive knows of the papers that were submitted for them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from broadsheet.batch import Announcement, Batch
from broadsheet.desk import dating
from broadsheet.model import Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container, Iterable, Mapping

    from broadsheet.batch import Record
    from broadsheet.ingest.shelf import Shelf

SOURCE = "arxiv-archive"


def announced(records: Iterable[Record], shelf: Shelf, quiet: Container[dt.date]) -> dict[str, dt.date]:
    """On which day each of the papers was announced, as far as records and pages tell."""
    submitted = {r.paper.id: r.submitted for r in records if dating.number(r.paper.id)[0]}
    return dating.reckoned(submitted, shelf.ranges, quiet)


def batches(
    records: Iterable[Record],
    days: Mapping[str, dt.date],
    shelf: Shelf,
    asked: tuple[str, ...],
    built: dt.datetime,
) -> dict[dt.date, Batch]:
    """For each day what it announced that stands on no page, as far as the records tell: new papers, and
    those of other categories that were cross-listed at once. Replacements leave no such trace.
    """
    items: dict[dt.date, list[Announcement]] = defaultdict(list)
    for record in sorted(records, key=lambda record: dating.number(record.paper.id)):
        paper = record.paper
        if paper.id in days and paper.id not in shelf.seen:
            kind = Kind.NEW if _is_asked(paper.primary, asked) else Kind.CROSS
            items[days[paper.id]].append(Announcement(paper, kind))
    return {
        day: Batch(SOURCE, asked, day, built, tuple(sorted(found, key=lambda item: item.kind is Kind.CROSS)))
        for day, found in items.items()
    }


def _is_asked(category: str, asked: tuple[str, ...]) -> bool:
    return bool({category, category.partition(".")[0]} & set(asked))
