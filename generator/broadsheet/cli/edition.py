"""What `ingest` and `backfill` have in common: the run with its sources, its newsroom and its memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from broadsheet import almanac, sources
from broadsheet.cli import clock
from broadsheet.errors import SourceError, guarded
from broadsheet.ingest import Newsroom, Report, Shelf, State
from broadsheet.outcomes import Outcomes
from broadsheet.records.seen import Seen
from broadsheet.sources import archive
from broadsheet.sources.huggingface import DailyPapers
from broadsheet.status import DayState
from broadsheet.summarize.extract import Extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date, datetime

    from broadsheet.batch import Batch, Record, Unreadable
    from broadsheet.cli.digest import Digest
    from broadsheet.cli.say import Voice
    from broadsheet.config import ArxivSource, HuggingFaceSource
    from broadsheet.wire import Wire

REPAIRED = timedelta(days=7)
_SATURDAY = 5
_REMEMBERED = {State.QUIET, State.WAITING, State.STALE, State.FAILED}


@dataclass(slots=True)
class Run:
    digest: Digest
    voice: Voice
    newsroom: Newsroom
    outcomes: Outcomes
    now: datetime
    get: sources.Get
    failed: bool = False

    @classmethod
    def of(cls, digest: Digest, wire: Wire, *, is_live: bool = False) -> Run:
        """`is_live` when what arXiv says now is to be believed of today."""
        outcomes, now = Outcomes(digest.state), clock.now()
        quiet = {day for day, known in outcomes.days.items() if known.state == DayState.QUIET}
        library = digest.library()
        newsroom = Newsroom(
            digest.site(),
            library,
            Extract(),
            seen=Seen(library, digest.state),
            today=almanac.today(now) if is_live else None,
            quiet=quiet,
        )
        return cls(digest, digest.voice, newsroom, outcomes, now, wire.get)

    @property
    def today(self) -> date:
        return almanac.today(self.now)

    def saved(self, feeds: Sequence[str], day: date | None) -> int:
        """Feeds that were named: what they declare holds."""
        batches = [
            batch for feed in feeds if (batch := self._fetched(partial(sources.fetch, feed, get=self.get)))
        ]
        self._tell(self.newsroom.ingest(batches, day=day))
        return int(self.failed)

    def live(self, day: date | None) -> int:
        """What is announced now, and the recent days that were missed."""
        site = self.newsroom.site
        batches = []
        if site.sources.huggingface:
            utc = self.now.date()  # its lists are dated so
            voted = [utc - timedelta(days=n) for n in reversed(range(REPAIRED.days))]
            batches = list(self._daily(site.sources.huggingface, voted))
        gaps: list[date] = []
        records: list[Record] | None = None
        if arxiv := site.sources.arxiv:
            batch = self._fetched(sources.ArxivFeed(arxiv.base_url, arxiv.categories, self.get).fetch)
            gaps = self._gaps()
            if asked := gaps or self._doubtful(batch):
                records = self._records(arxiv, [*asked, self.today], is_needed=bool(gaps))
            batches += [batch] if batch else []
        if batches:
            self._tell(self.newsroom.ingest(batches, day=day, records=records or ()))
        if records is not None and gaps:
            self._reconstruct(records, gaps)
        self.outcomes.save(self.today)
        return int(self.failed)

    def _daily(self, source: HuggingFaceSource, days: Iterable[date]) -> Iterator[Batch]:
        """The lists of these days; there are none at weekends."""
        lists = DailyPapers(source.base_url, self.get)
        for day in days:
            if day.weekday() < _SATURDAY:
                fetch = partial(lists.fetch, day, read_on=self.now.date())
                if batch := self._fetched(fetch):
                    yield batch

    def backfill(self, since: date, until: date, *, dry_run: bool) -> int:
        shelf = Shelf.of(self.newsroom.seen, until, back=(until - since).days + 14)
        days = shelf.gaps(since, until)
        if not days:
            self.voice.talk(f"{since} to {until}: every day has its page")
        elif dry_run:
            self.voice.result("\n".join(map(str, days)))
        else:
            for stretch in _stretches(days):
                self._backfill(stretch)
            self.outcomes.save(self.today)
        return int(self.failed)

    def _backfill(self, days: Sequence[date]) -> None:
        site = self.newsroom.site
        if site.sources.arxiv and (records := self._records(site.sources.arxiv, days)) is not None:
            self._reconstruct(records, days)
        if site.sources.huggingface:
            self._tell(self.newsroom.ingest(self._daily(site.sources.huggingface, days)))

    def _doubtful(self, batch: Batch | None) -> list[date]:
        """The day that a feed declares, when that is an earlier one and has no page to compare it with."""
        shelf = self.newsroom.shelf
        if not batch or not batch.declared or not any(i.paper.id not in shelf.seen for i in batch.items):
            return []
        is_early = self.today - REPAIRED <= batch.declared < self.today and not almanac.quiet(self.today)
        return [batch.declared] if is_early and batch.declared not in shelf.ranges else []

    def _gaps(self) -> list[date]:
        """The recent days that lack something, of which the archive was not asked today."""
        shelf = self.newsroom.shelf
        if not shelf.pages:
            return []
        since = max(min(shelf.pages), self.today - REPAIRED)
        gaps = shelf.gaps(since, self.today - timedelta(days=1), quiet=self.newsroom.quiet)
        return [day for day in gaps if not self.outcomes.was_asked(day, self.today)]

    def _records(
        self, arxiv: ArxivSource, days: Sequence[date], *, is_needed: bool = True
    ) -> list[Record] | None:
        """What the archive knows of these days; evidence that is not needed may be wanting."""
        try:
            with guarded(of=SourceError):
                return archive.records(arxiv, days[0], days[-1], get=self.get, set_aside=self._set_aside)
        except SourceError as error:
            if is_needed:
                self.failed = True
                self.voice.error(error)
            return None

    def _set_aside(self, item: Unreadable) -> None:
        self.voice.warn(f"set aside, since it cannot be read: {item.where}: {item.what}", "set-aside")

    def _reconstruct(self, records: Sequence[Record], days: Sequence[date]) -> None:
        self._tell(self.newsroom.backfill(records, days, built=self.now))
        for day in days:
            self.outcomes.note_asked(day, self.today)

    def _fetched(self, fetch: Callable[[], Batch]) -> Batch | None:
        """What a source answers; one that fails does not keep the others from being read."""
        try:
            with guarded(of=SourceError):
                return fetch()
        except SourceError as error:
            self.failed = True
            self.voice.error(error)
            self.outcomes.note(self.today, state=State.FAILED, why=error.what)
            return None

    def _tell(self, reports: Iterable[Report]) -> None:
        for report in reports:
            self.failed |= report.state is State.FAILED or bool(report.faults)
            if report.day and report.state in _REMEMBERED:
                why = report.error.what if report.error else report.why
                self.outcomes.note(report.day, state=report.state, why=why)
            tell(report, self.voice)


def _stretches(days: Sequence[date]) -> list[list[date]]:
    """Days that follow each other closely enough to be asked for together."""
    found: list[list[date]] = []
    for day in days:
        if found and day - found[-1][-1] <= timedelta(days=4) and len(found[-1]) < 10:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def tell(report: Report, voice: Voice) -> None:
    for item in report.unreadable:
        voice.warn(f"set aside, since it cannot be read: {item}", "set-aside", day=report.day)
    if report.refreshed:
        voice.talk(f"{report.day}  {report.refreshed} entries of earlier pages brought up to date")
    for fault in report.faults:
        voice.error(fault)
    if report.error:
        voice.error(report.error)
    if report.state is State.NOTED:
        voice.warn(report.why)
    elif report.day:
        _tell_day(report, voice)


def _tell_day(report: Report, voice: Voice) -> None:
    facts = {
        "date": report.day,
        "state": report.state,
        "page": report.name,
        "added": report.added,
        "refreshed": report.refreshed,
        "listed": report.ledger.listed,
        "announced": sum(report.ledger.announced.values()),
        "why": report.why,
    }
    if text := _line(report):
        voice.talk(text, "day", **facts)
    else:
        voice.fact("day", **facts)


def _line(report: Report) -> str:
    """What people are told of a day; nothing when there is nothing to tell, or its error was."""
    account = report.ledger
    if report.error:
        return ""
    if report.state is State.PUBLISHED:
        return (
            f"{report.day}  {report.name}: {report.added} added, {account.listed} listed"
            f" of {sum(account.announced.values())} announced"
        )
    if report.state is State.UNCHANGED:
        return f"{report.day}  {report.name}: nothing new, {account.listed} listed" if report.name else ""
    return f"{report.day}  {report.state}, no page: {report.why}"
