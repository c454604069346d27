"""From announcements to pages: date, decide, summarize, and write a day's page or add to it.

Never touches `site/`. The page's `updated` is when the source made its announcement, so that the
same announcement gives the same page whenever and wherever it is read.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.desk import dating
from broadsheet.errors import BroadsheetError, EditedError, PageError, SourceError, guarded
from broadsheet.ingest import gaps
from broadsheet.ingest.day import Day
from broadsheet.ingest.report import Report, State
from broadsheet.ingest.shelf import RECENT, Shelf
from broadsheet.records.seen import Seen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Container, Iterable, Iterator, Sequence

    from broadsheet.batch import Batch, Record
    from broadsheet.config import Site
    from broadsheet.library import Library
    from broadsheet.summarize import Summarizer

__all__ = ["Newsroom", "Report", "Shelf", "State"]
_TRIES = 3


class Newsroom:
    """Brings the pages of one digest up to date.

    `today` is given when announcements come from arXiv itself, and lets the evidence overrule the day that
    they declare (see `desk.dating`); `quiet` are days that were seen to have none.
    """

    def __init__(  # noqa: PLR0913  # all that the work rests on
        self,
        site: Site,
        library: Library,
        summarizer: Summarizer,
        *,
        seen: Seen | None = None,
        today: dt.date | None = None,
        quiet: Container[dt.date] = (),
    ) -> None:
        self.site = site
        self.library = library
        self.summarizer = summarizer
        self.today = today
        self.quiet = quiet
        self.seen = Seen(library) if seen is None else seen
        self.shelf = Shelf.of(self.seen, today)

    def ingest(
        self, batches: Iterable[Batch], *, day: dt.date | None = None, records: Iterable[Record] = ()
    ) -> Iterator[Report]:
        """Bring the pages of all announced days up to date. `day` overrules what batches declare; what the
        archive knows is evidence.
        """
        by_day: dict[dt.date, list[Batch]] = defaultdict(list)
        shelf = self.shelf
        announced = gaps.announced(records, shelf, self.quiet)
        evidence = dating.Evidence(shelf.seen, shelf.ranges, self.today, announced)
        for batch in batches:
            for note in batch.notes:
                yield Report(State.NOTED, why=note)
            try:
                dated = _dated(batch, day, evidence)
            except SourceError as error:
                yield Report(State.FAILED, error=error)
                continue
            for each in dated:
                by_day[each.day].append(replace(each.batch, declared=each.day))
                if each.note:
                    yield Report(State.NOTED, each.day, why=each.note)
        for each_day, together in sorted(by_day.items()):
            yield self._day(each_day, together)
        days = [each_day for each_day, together in by_day.items() if not all(b.is_list for b in together)]
        if days and self.today and self.today not in days:
            yield _not_yet(self.today, max(days))

    def backfill(
        self, records: Sequence[Record], days: Collection[dt.date], *, built: dt.datetime
    ) -> Iterator[Report]:
        """Reconstruct the pages of missed days, and add to thin ones, from what arXiv's archive knows."""
        around = Shelf.of(self.seen, max(days), back=(max(days) - min(days)).days + RECENT)
        asked = self.site.sources.arxiv.categories if self.site.sources.arxiv else ()
        announced = gaps.announced(records, around, self.quiet)
        batches = gaps.batches(records, announced, around, asked, built)
        for day in sorted(days):
            if day in batches:
                yield self._day(day, [batches[day]])
            elif day not in around.pages:
                why = "nothing was announced that does not stand on another page"
                yield Report(State.QUIET, day, why=why)

    def _day(self, day: dt.date, batches: list[Batch]) -> Report:
        work = Day(day, tuple(batches), self.site, self.library, self.summarizer)
        try:
            with guarded(self.library.name_of(day), of=PageError):
                report = self._done(work)
                self.seen.note(day)
        except BroadsheetError as error:
            return Report(State.FAILED, day, unreadable=work.unreadable, error=error)
        return replace(report, faults=tuple(work.faults))

    def _done(self, work: Day) -> Report:
        """The day's work, begun again when somebody saves its page meanwhile."""
        is_live = work.day == self.today
        for _ in range(_TRIES - 1):
            with suppress(EditedError):
                return work.done(self.seen, is_live=is_live)
        return work.done(self.seen, is_live=is_live)


def _dated(batch: Batch, day: dt.date | None, evidence: dating.Evidence) -> list[dating.Dated]:
    with guarded(batch.source, of=SourceError):
        dated = [dating.Dated(day, batch)] if day else dating.by_day(batch, evidence)
    if not dated:
        what = f"{batch.source} does not say of which day it is"
        raise SourceError(what, hint="name the day of the announcement with --date")
    return dated


def _not_yet(today: dt.date, latest: dt.date) -> Report:
    if why := almanac.quiet(today):
        return Report(State.QUIET, today, why=why)
    return Report(State.WAITING, today, why=f"the feed is still that of {latest}")
