"""What `ingest` and `backfill` have in common: the run with its sources, its newsroom and its memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from broadsheet import almanac, sources
from broadsheet.batch import Answer
from broadsheet.cli import clock
from broadsheet.errors import SourceError, guarded
from broadsheet.ingest import Newsroom, Report, Shelf, State, gaps
from broadsheet.ingest.shelf import RECENT, REPAIRED
from broadsheet.outcomes import Outcomes
from broadsheet.records.seen import Seen
from broadsheet.sources import archive
from broadsheet.sources.huggingface import DailyPapers
from broadsheet.summarize.extract import Extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date, datetime

    from broadsheet.batch import Batch, Unreadable
    from broadsheet.cli.digest import Digest
    from broadsheet.cli.say import Voice
    from broadsheet.config import ArxivSource, HuggingFaceSource
    from broadsheet.wire import Wire

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
        library = digest.library()
        newsroom = Newsroom(
            digest.site(),
            library,
            Extract(),
            seen=Seen(library, digest.state),
            today=almanac.today(now) if is_live else None,
            asked=outcomes.asked_on(almanac.today(now)),
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
        answer = None
        if arxiv := site.sources.arxiv:
            batch = self._fetched(sources.ArxivFeed(arxiv.base_url, arxiv.categories, self.get).fetch)
            if days := self.newsroom.due(batch, self.now):
                answer = self._answer(arxiv, days)
            batches += [batch] if batch else []
        if batches or answer:
            self._tell(self.newsroom.ingest(batches, day=day, answer=answer))
        self._note_asked(answer)
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
        shelf = Shelf.of(self.newsroom.seen, until, back=(until - since).days + RECENT)
        days = shelf.incomplete(since, until)
        if not days:
            self.voice.talk(f"{since} to {until}: every day has its page, compared with arXiv's archive")
        elif dry_run:
            missing = "has no page", "was not compared with arXiv's archive"
            self.voice.result("\n".join(f"{day}  {missing[day in shelf.pages]}" for day in days))
        else:
            for stretch in gaps.stretches(days):
                self._backfill(stretch)
            self.outcomes.save(self.today)
        return int(self.failed)

    def _backfill(self, days: Sequence[date]) -> None:
        site = self.newsroom.site
        if site.sources.arxiv and (answer := self._answer(site.sources.arxiv, days)):
            self._tell(self.newsroom.backfill(answer))
            self._note_asked(answer)
        if site.sources.huggingface:
            self._tell(self.newsroom.ingest(self._daily(site.sources.huggingface, days)))

    def _answer(self, arxiv: ArxivSource, days: Sequence[date]) -> Answer | None:
        """What the archive knows of these days. That it does not answer is an error only where a day without
        a page is asked about for the last time.
        """
        try:
            with guarded(of=SourceError):
                records = archive.records(arxiv, days[0], days[-1], get=self.get, set_aside=self._set_aside)
        except SourceError as error:
            if self.newsroom.is_last_chance(days):
                self.failed = True
                self.voice.error(error)
            else:
                later = f"it is asked again later whether {days[0]} is whole"
                self.voice.talk(f"{error.where}: {error.what}: {later}")
            return None
        return Answer(tuple(days), tuple(records), self.now)

    def _note_asked(self, answer: Answer | None) -> None:
        for day in answer.days if answer else ():
            self.outcomes.note_asked(day, self.today)

    def _set_aside(self, item: Unreadable) -> None:
        self.voice.warn(f"set aside, since it cannot be read: {item.where}: {item.what}", "set-aside")

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
    if report.state is State.WHOLE:
        return f"{report.day}  {report.name}: whole, as far as arXiv's archive knows"
    if report.state is State.UNCHANGED:
        return f"{report.day}  {report.name}: nothing new, {account.listed} listed" if report.name else ""
    return f"{report.day}  {report.state}, no page: {report.why}"
