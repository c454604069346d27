"""All papers of some pages as BibTeX, each once: as it stands on the newest page that lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet import references
from broadsheet.records.days import day_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.page import Page


def bibliography(pages: Iterable[Page]) -> Iterator[str]:
    """An entry for each paper; `pages` newest first."""
    seen: set[str] = set()
    for page in pages:
        record = day_record(page, "", asked=(), interests=())
        fresh = [paper for paper in record.papers if paper.id not in seen]
        seen.update(paper.id for paper in fresh)
        if fresh:
            yield references.entries(fresh, record.date)
