"""A run: what the sources say, of which days arXiv's archive is asked, and what is remembered of days that
have no page after it.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from broadsheet import almanac, sources
from broadsheet.batch import ArchiveAnswer
from broadsheet.errors import SourceError, guarded
from broadsheet.ingest import gaps
from broadsheet.ingest.newsroom import Newsroom
from broadsheet.ingest.published import RECENT, REPAIRED, Published
from broadsheet.ingest.report import Report, State
from broadsheet.sources import archive
from broadsheet.sources.huggingface import DailyPapers

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from broadsheet.batch import Batch, Unreadable
    from broadsheet.config import ArxivSource, HuggingFaceSource, Site
    from broadsheet.library import Library
    from broadsheet.outcomes import Outcomes
    from broadsheet.records.seen import Seen
    from broadsheet.summarize import Summarizer

_SATURDAY = 5
_REMEMBERED = {State.QUIET, State.WAITING, State.STALE, State.FAILED}


class Run:
    """Brings a digest up to date, and reports as it goes. Where a source fails, the others are read."""

    def __init__(  # noqa: PLR0913  # all that the work rests on
        self,
        site: Site,
        library: Library,
        summarizer: Summarizer,
        *,
        seen: Seen,
        outcomes: Outcomes,
        now: datetime,
        get: sources.Get,
        is_live: bool = False,
    ) -> None:
        """`is_live` when what arXiv says now is to be believed of today."""
        self._site = site
        self._seen = seen
        self._outcomes = outcomes
        self._now = now
        self._today = almanac.today(now)
        self._get = get
        self._newsroom = Newsroom(
            site,
            library,
            summarizer,
            seen=seen,
            today=self._today if is_live else None,
            asked=outcomes.asked_on(self._today),
        )

    def saved(self, feeds: Iterable[str], day: date | None) -> Iterator[Report]:
        """Of feeds that were named: what they declare holds."""
        batches = yield from self._all_fetched(partial(sources.fetch, feed, get=self._get) for feed in feeds)
        yield from self._noted(self._newsroom.ingest(batches, day=day))

    def live(self, day: date | None) -> Iterator[Report]:
        """Of what is announced now, and of the recent days that were missed."""
        batches: list[Batch] = []
        if votes := self._site.sources.huggingface:
            utc = self._now.date()  # its lists are dated so
            days = [utc - timedelta(days=n) for n in reversed(range(REPAIRED.days))]
            batches = yield from self._daily(votes, days)
        answer = None
        if arxiv := self._site.sources.arxiv:
            feed = sources.ArxivFeed(arxiv.base_url, arxiv.categories, self._get)
            batch = yield from self._fetched(feed.fetch)
            if due := self._newsroom.due(batch, self._now):
                answer = yield from self._answer(arxiv, due)
            batches += [batch] if batch else []
        if batches or answer:
            yield from self._noted(self._newsroom.ingest(batches, day=day, answer=answer))
        self._note_asked(answer)
        self._outcomes.save(self._today)

    def incomplete(self, since: date, until: date) -> Mapping[date, bool]:
        """The days without a page, and those whose page was not compared with arXiv's archive; whether each
        has one.
        """
        published = Published.of(self._seen, until, back=(until - since).days + RECENT)
        return {day: day in published.pages for day in published.incomplete(since, until)}

    def backfill(self, days: Iterable[date]) -> Iterator[Report]:
        """Of days that are to be reconstructed or completed."""
        for stretch in gaps.stretches(list(days)):
            yield from self._backfill(stretch)
        self._outcomes.save(self._today)

    def _backfill(self, days: Sequence[date]) -> Iterator[Report]:
        arxiv, votes = self._site.sources.arxiv, self._site.sources.huggingface
        if arxiv and (answer := (yield from self._answer(arxiv, days))):
            yield from self._noted(self._newsroom.backfill(answer))
            self._note_asked(answer)
        if votes:
            lists = yield from self._daily(votes, days)
            yield from self._noted(self._newsroom.ingest(lists))

    def _daily(self, source: HuggingFaceSource, days: Iterable[date]) -> Generator[Report, None, list[Batch]]:
        """The lists of these days; there are none at weekends."""
        lists = DailyPapers(source.base_url, self._get)
        weekdays = [day for day in days if day.weekday() < _SATURDAY]
        fetches = (partial(lists.fetch, day, read_on=self._now.date()) for day in weekdays)
        return (yield from self._all_fetched(fetches))

    def _answer(
        self, arxiv: ArxivSource, days: Sequence[date]
    ) -> Generator[Report, None, ArchiveAnswer | None]:
        """What the archive knows of these days. That it does not answer is an error only where a day without
        a page is asked about for the last time.
        """
        aside: list[Unreadable] = []
        answer = failure = None
        try:
            with guarded(of=SourceError):
                records = archive.records(arxiv, days[0], days[-1], get=self._get, set_aside=aside.append)
            answer = ArchiveAnswer(tuple(days), tuple(records), self._now)
        except SourceError as error:
            failure = error
        if aside:
            yield Report(State.NOTED, unreadable=tuple(f"{item.where}: {item.what}" for item in aside))
        if failure and self._newsroom.is_last_chance(days):
            yield Report(State.FAILED, error=failure)
        elif failure:
            later = f"it is asked again later whether {days[0]} is whole"
            yield Report(State.POSTPONED, why=f"{failure.where}: {failure.what}: {later}")
        return answer

    def _note_asked(self, answer: ArchiveAnswer | None) -> None:
        for day in answer.days if answer else ():
            self._outcomes.note_asked(day, self._today)

    def _fetched(self, fetch: Callable[[], Batch]) -> Generator[Report, None, Batch | None]:
        try:
            with guarded(of=SourceError):
                return fetch()
        except SourceError as error:
            self._outcomes.note(self._today, state=State.FAILED, why=error.what)
            yield Report(State.FAILED, error=error)
            return None

    def _all_fetched(self, fetches: Iterable[Callable[[], Batch]]) -> Generator[Report, None, list[Batch]]:
        batches = []
        for fetch in fetches:
            batch = yield from self._fetched(fetch)
            batches += [batch] if batch else []
        return batches

    def _noted(self, reports: Iterable[Report]) -> Iterator[Report]:
        """What a later `status` is to know of days without a page."""
        for report in reports:
            if report.day and report.state in _REMEMBERED:
                why = report.error.what if report.error else report.why
                self._outcomes.note(report.day, state=report.state, why=why)
            yield report
