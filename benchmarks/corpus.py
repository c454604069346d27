"""A content folder of any size, the same bytes every time: the sample's papers, dealt anew for each day."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.ingest import Newsroom
from broadsheet.library import Library
from broadsheet.sources import read_feed
from broadsheet.summarize.extract import Extract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.batch import Batch
    from broadsheet.config import Site

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "generator" / "broadsheet" / "sample" / "announcement.xml"
LAST = dt.date(2026, 1, 27)


def weekdays(count: int) -> Iterator[dt.date]:
    day = LAST
    while count:
        if day.weekday() < 5:
            yield day
            count -= 1
        day -= dt.timedelta(days=1)


def day_of(batch: Batch, day: dt.date, papers: int) -> Batch:
    """The sample's papers again and again, in another order and under other numbers."""
    deal = random.Random(day.toordinal())  # a fixed deal, nothing secret
    fresh = [item for item in batch.items if not item.kind.is_replacement]
    items = tuple(
        replace(item, paper=replace(item.paper, id=f"{day:%y%m}.{day.day:02}{number:03}", version=1))
        for number, item in enumerate(deal.choices(fresh, k=papers))
    )
    return replace(batch, declared=day, built=None, items=items)


def write(folder: Path, *, site: Site, days: int, papers: int) -> Library:
    batch = read_feed(SAMPLE.read_bytes(), name=SAMPLE.name)
    library = Library(folder)
    batches = (day_of(batch, day, papers) for day in weekdays(days))
    for report in Newsroom(site, library, Extract()).ingest(batches):
        if report.error:
            raise report.error
    return library
