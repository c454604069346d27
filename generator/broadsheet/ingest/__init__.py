"""From announcements to pages: date, decide, summarize, and write a day's page or add to it.

Never touches `site/`. The page's `updated` is when the source made its announcement, so that the
same announcement gives the same page whenever and wherever it is read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.desk import dating
from broadsheet.errors import BroadsheetError, SourceError
from broadsheet.ingest.day import Day
from broadsheet.ingest.gaps import records_as_batches
from broadsheet.ingest.report import Report, State
from broadsheet.ingest.shelf import Shelf

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from broadsheet.batch import Batch, Record
    from broadsheet.config import Site
    from broadsheet.library import Library
    from broadsheet.summarize import Summarizer

__all__ = ["Newsroom", "Report", "Shelf", "State"]


class Newsroom:
    """Brings the pages of one digest up to date."""

    def __init__(self, site: Site, library: Library, summarizer: Summarizer) -> None:
        self.site = site
        self.library = library
        self.summarizer = summarizer

    def ingest(
        self,
        batches: Iterable[Batch],
        *,
        day: dt.date | None = None,
        today: dt.date | None = None,
        submitted: Mapping[str, dt.datetime] | None = None,
    ) -> Iterator[Report]:
        """Bring the pages of all announced days up to date. `day` overrules what batches declare; `today`
        is given when they were announced now, and lets the evidence overrule it; see `desk.dating`.
        """
        by_day: dict[dt.date, list[Batch]] = defaultdict(list)
        shelf = Shelf.of(self.library, today)
        evidence = dating.Evidence(shelf.seen, shelf.ranges, today, submitted)
        told = set()
        for batch in batches:
            for note in batch.notes:
                yield Report(State.NOTED, why=note)
            dated = [dating.Dated(day, batch)] if day else dating.by_day(batch, evidence)
            if not dated:
                yield Report(State.FAILED, error=_undated(batch))
            for each in dated:
                by_day[each.day].append(replace(each.batch, declared=each.day))
                if each.note:
                    yield Report(State.NOTED, each.day, why=each.note)
        for announced, together in sorted(by_day.items()):
            told.add(announced)
            yield self._day(announced, together, shelf, is_live=announced == today)
            shelf = shelf.after(self.library, announced)
        if by_day and today and today not in told:
            yield _not_yet(today, max(by_day))

    def backfill(
        self, records: Iterable[Record], days: Collection[dt.date], built: dt.datetime
    ) -> Iterator[Report]:
        """Reconstruct the pages of missed days, and add to thin ones, from what arXiv's archive knows."""
        if not days:
            return
        shelf = Shelf.of(self.library, max(days), back=(max(days) - min(days)).days + 14)
        asked = self.site.sources.arxiv.categories if self.site.sources.arxiv else ()
        batches = records_as_batches(records, set(days), shelf, asked, built)
        for day in sorted(days):
            if day in batches:
                yield self._day(day, [batches[day]], shelf)
                shelf = shelf.after(self.library, day)
            else:
                yield Report(
                    State.QUIET, day, why="nothing was announced that does not stand on another page"
                )

    def _day(self, day: dt.date, batches: list[Batch], shelf: Shelf, *, is_live: bool = False) -> Report:
        work = Day(day, tuple(batches), self.site, self.library, self.summarizer)
        try:
            return work.done(shelf.seen, is_live=is_live)
        except BroadsheetError as error:
            return Report(State.FAILED, day, unreadable=work.unreadable, error=error)


def _undated(batch: Batch) -> SourceError:
    return SourceError(
        f"{batch.source} does not say of which day it is", hint="name the day of the announcement with --date"
    )


def _not_yet(today: dt.date, latest: dt.date) -> Report:
    if why := almanac.quiet(today):
        return Report(State.QUIET, today, why=why)
    return Report(State.WAITING, today, why=f"the feed is still that of {latest}")
