"""Announced days to pages: date, decide, summarize, and write a day's page or add to it.

The page's `updated` is when the source made its announcement, so that the
same announcement gives the same page whenever and wherever it is read.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.desk import dating
from broadsheet.desk.evidence import with_filed
from broadsheet.desk.quiet import quiet_days
from broadsheet.errors import BroadsheetError, EditedError, PageError, SourceError, guarded
from broadsheet.ingest import gaps
from broadsheet.ingest.day import Day
from broadsheet.ingest.published import RECENT, Published
from broadsheet.ingest.report import Report, State
from broadsheet.records.seen import Seen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Container, Iterable, Iterator

    from broadsheet.batch import ArchiveAnswer, Batch
    from broadsheet.config import Site
    from broadsheet.desk.evidence import Evidence
    from broadsheet.library import Library
    from broadsheet.model import Digest
    from broadsheet.page import Page
    from broadsheet.summarize import Summarizer

_TRIES = 3
_LATEST = timedelta(days=2)  # after which the archive knows what was announced, however far it lags


class Newsroom:
    """Brings the pages of one digest up to date.

    `today` is given when announcements come from arXiv itself, and lets the evidence overrule the day that
    they declare (see `desk.dating`). `asked` are the days of which the archive was asked today.
    """

    def __init__(  # noqa: PLR0913  # all that the work rests on
        self,
        site: Site,
        library: Library,
        summarizer: Summarizer,
        *,
        seen: Seen | None = None,
        today: dt.date | None = None,
        asked: Container[dt.date] = (),
    ) -> None:
        self.site = site
        self.library = library
        self.summarizer = summarizer
        self.today = today
        self.asked = asked
        self.seen = Seen(library) if seen is None else seen
        self.published = Published.of(self.seen, today)

    def due(self, batch: Batch | None, now: dt.datetime) -> list[dt.date]:
        """The days of which the archive is to be asked, beside today's feed."""
        return gaps.due(batch, self.published, now, self.asked)

    def is_last_chance(self, days: Iterable[dt.date]) -> bool:
        """Whether one of these is lost unless the archive answers now, or `backfill` is called later."""
        return self.today is None or gaps.is_last_chance(days, self.published, self.today)

    def ingest(
        self, batches: Iterable[Batch], *, day: dt.date | None = None, answer: ArchiveAnswer | None = None
    ) -> Iterator[Report]:
        """Bring the pages of all announced days up to date. `day` overrules what batches declare; what the
        archive answers is evidence, and completes the days that it was asked of.
        """
        batches = list(batches)
        known = self._evidence(batches, answer)
        by_day: dict[dt.date, list[Batch]] = defaultdict(list)
        for batch in batches:
            for note in batch.notes:
                yield Report(State.NOTED, why=note)
            try:
                dated = _dated(batch, day, known)
            except SourceError as error:
                yield Report(State.FAILED, error=error)
                continue
            for each in dated:
                by_day[each.day].append(each.batch)
                if each.note:
                    yield Report(State.NOTED, each.day, why=each.note)
        yield from self._days(by_day, known, answer)
        days = [each_day for each_day, together in by_day.items() if not all(b.is_list for b in together)]
        if days and self.today and self.today not in days and self.today not in self.published.pages:
            is_stale = any(batch.declared == self.today and not batch.is_list for batch in batches)
            yield _not_yet(self.today, max(days), is_stale=is_stale)

    def backfill(self, answer: ArchiveAnswer) -> Iterator[Report]:
        """Reconstruct the pages of missed days, and complete those that were not compared before."""
        first, last = min(answer.days), max(answer.days)
        self.published = Published.of(self.seen, last, back=(last - first).days + RECENT)
        yield from self._days(defaultdict(list), self._evidence([], answer), answer)

    def _evidence(self, batches: Iterable[Batch], answer: ArchiveAnswer | None) -> Evidence:
        """With the days that the batches themselves show to have had no announcement."""
        today = almanac.today(answer.read) if answer else self.today
        batches = list(batches)
        known = gaps.evidence(self.published, self.site, today=today, batches=batches, answer=answer)
        return replace(known, quiet=quiet_days(batches, known))

    def _days(
        self, filed: dict[dt.date, list[Batch]], known: Evidence, answer: ArchiveAnswer | None
    ) -> Iterator[Report]:
        """A report of each day: of its batches, and of what the archive adds to them."""
        whole: list[dt.date] = []
        if answer and known.today:
            before = self.published
            whole = list(gaps.compared(answer, before, filed, known.today))
            more = with_filed(known, filed)
            for each_day, batch in gaps.lacking(answer, more, before, self.site, filed).items():
                filed[each_day].append(batch)
        for each_day, together in sorted(filed.items()):
            is_empty = not any(batch.items for batch in together)
            report = self._day(each_day, together)
            if is_empty and each_day == self.today:
                report = self._confirmed(report, each_day, is_whole=each_day in whole)
            yield report
        for each_day in whole:
            if each_day in self.published.pages or each_day in filed:
                yield from self._marked(each_day, known.today)
            elif known.today and each_day < known.today:
                if known.today - each_day >= _LATEST:
                    self._note_quiet(each_day)
                yield Report(State.QUIET, each_day, why="arXiv's archive knows of no announcement")

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

    def _confirmed(self, report: Report, day: dt.date, *, is_whole: bool) -> Report:
        """An empty feed alone does not make a quiet weekday: the archive is to say so too."""
        if report.state is not State.QUIET or almanac.quiet(day):
            return report
        if not is_whole:
            why = f"{report.why}; arXiv's archive has not said whether that is so"
            return replace(report, state=State.WAITING, why=why)
        self._note_quiet(day)
        return report

    def _note_quiet(self, day: dt.date) -> None:
        """On the page before it, since the day itself has none."""
        if before := max((page for page in self.published.recent if page < day), default=None):
            self._change(before, lambda digest: replace(digest, quiet=_with(digest.quiet, day)))

    def _marked(self, day: dt.date, checked: dt.date | None) -> Iterator[Report]:
        """Write on a page that it was compared, unless that stands there."""
        name = self.library.name_of(day)
        try:
            with guarded(name, of=PageError):
                is_new = checked and self._change(
                    day, lambda digest: digest if _is_settled(digest) else replace(digest, checked=checked)
                )
        except BroadsheetError as error:
            yield Report(State.FAILED, day, error=error)
        else:
            if is_new:
                yield Report(State.WHOLE, day, name)

    def _change(self, day: dt.date, change: Callable[[Digest], Digest]) -> bool:
        """Whether there was anything to change in what a page means."""

        def changed(page: Page | None) -> str | None:
            return str(page.update(change(page.digest))) if page else None

        is_changed = self.library.change(day, changed)
        self.seen.note(day)
        return is_changed


def _with(days: tuple[dt.date, ...], day: dt.date) -> tuple[dt.date, ...]:
    return tuple(sorted({*days, day}))


def _is_settled(digest: Digest) -> bool:
    return digest.checked is not None and digest.checked > digest.date


def _dated(batch: Batch, day: dt.date | None, evidence: Evidence) -> list[dating.Dated]:
    with guarded(batch.source, of=SourceError):
        dated = [dating.Dated(day, batch)] if day else dating.by_day(batch, evidence)
    if not dated:
        what = f"{batch.source} does not say of which day it is"
        raise SourceError(what, hint="name the day of the announcement with --date")
    return dated


def _not_yet(today: dt.date, latest: dt.date, *, is_stale: bool) -> Report:
    if why := almanac.quiet(today):
        return Report(State.QUIET, today, why=why)
    if is_stale:
        return Report(State.STALE, today, why=f"its feed holds the papers of {latest} and no other")
    return Report(State.WAITING, today, why=f"the feed is still that of {latest}")
