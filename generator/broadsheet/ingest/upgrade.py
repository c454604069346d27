"""Complete at once, better later: entries in the authors' own words are replaced by a model's summaries.

An answer is in the journal, on disk, before the next one is counted, and on its page within seconds. Who is
killed at any moment repeats at most the questions under way: a new run begins by printing what the journal
holds.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet.errors import PageError
from broadsheet.ingest.day import OFFLINE
from broadsheet.model import NOBODY, Usage
from broadsheet.summarize import Done
from broadsheet.summarize.model.money import added

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from broadsheet.journal import Journal
    from broadsheet.library import DayFile, Library
    from broadsheet.model import Digest, Entry, Paper
    from broadsheet.summarize import Budget, Outcome, Summarizer

_SAVED_EVERY = 3.0  # seconds


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that waits for a model, and where it stands."""

    day: dt.date
    paper: Paper
    score: float


class Upgrade:
    """The upgrade of all pages of a library that wait for a model."""

    def __init__(
        self,
        library: Library,
        journal: Journal,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._library = library
        self._journal = journal
        self._clock = clock

    def recover(self) -> int:
        """Print what an earlier run had paid for and could not print any more; how many answers that were."""
        answers = list(self._journal.answers())
        self._print(answers)
        return len(answers)

    def wanted(self, *, again: Iterable[dt.date] = ()) -> list[Wanted]:
        """The papers that wait, best-rated first, newest day first: where the budget ends, the least
        interesting wait. Those of the days `again` are wanted whoever told them.
        """
        days = set(again)
        found = [
            Wanted(file.date, entry.paper, entry.rating.score if entry.rating else -1.0)
            for file, digest in self._pages(days)
            for entry in digest.entries
            if entry.paper.abstract and (file.date in days or _waits(entry))
        ]
        return sorted(found, key=lambda each: (-each.score, -each.day.toordinal()))

    def run(self, wanted: Sequence[Wanted], summarizer: Summarizer, *, budget: Budget) -> Iterator[Outcome]:
        """Ask for them, and yield each outcome when it is safe. Saves when it ends, however it ends."""
        days = {each.paper.id: each.day for each in wanted}
        unsaved: list[tuple[dt.date, Outcome]] = []
        saved = self._clock()
        try:
            for outcome in summarizer.summarize([each.paper for each in wanted], budget=budget):
                day = days[outcome.paper_id]
                if outcome.usage:
                    self._journal.note(day, outcome)
                    unsaved.append((day, outcome))
                yield outcome
                if unsaved and self._clock() - saved >= _SAVED_EVERY:
                    self._print(unsaved)
                    unsaved, saved = [], self._clock()
        finally:
            self._print(unsaved)

    def keep(self, answers: Iterable[tuple[dt.date, Outcome]]) -> None:
        """Put answers that came together into the journal, then onto their pages."""
        answers = [(day, outcome) for day, outcome in answers if outcome.usage]
        for day, outcome in answers:
            self._journal.note(day, outcome)
        self._print(answers)

    def _print(self, answers: Iterable[tuple[dt.date, Outcome]]) -> None:
        """Put answers onto their pages, and forget them."""
        by_day: dict[dt.date, list[Outcome]] = {}
        for day, outcome in answers:
            by_day.setdefault(day, []).append(outcome)
        for day, outcomes in by_day.items():
            page = self._library.load(day)
            if page:
                self._library.save(day, str(page.update(upgraded(page.digest, outcomes))))
        if by_day:
            self._journal.forget()

    def _pages(self, again: set[dt.date]) -> Iterator[tuple[DayFile, Digest]]:
        """The pages that wait for a model; what does not read is named by `render`."""
        for file in self._library.days():
            text = self._library.read(file)
            if "  pending: 0\n" in text and file.date not in again:
                continue
            try:
                digest = self._library.parse(text, file).digest
            except PageError:
                continue
            if digest.ledger.pending or file.date in again:
                yield file, digest


def _waits(entry: Entry) -> bool:
    return entry.told_by in {OFFLINE, NOBODY}


def _told(entry: Entry, done: Done) -> Entry:
    """What the model was not asked for stays as the editor found it."""
    return replace(
        entry,
        summary=done.summary,
        keywords=done.keywords or entry.keywords,
        rating=done.rating or entry.rating,
        reason=done.reason or ("" if done.rating else entry.reason),
    )


def upgraded(digest: Digest, outcomes: Iterable[Outcome]) -> Digest:
    """The digest with these outcomes: summaries where there are any, and the account of what they cost."""
    outcomes = list(outcomes)
    told = {each.paper_id: each for each in outcomes if isinstance(each, Done)}
    sections = tuple(
        replace(
            section,
            entries=tuple(
                _told(entry, told[entry.paper.id]) if entry.paper.id in told else entry
                for entry in section.entries
            ),
        )
        for section in digest.sections
    )
    entries = [entry for section in sections for entry in section.entries]
    done = sum(entry.paper.id in told and _waits(entry) for entry in digest.entries)
    usage = digest.usage or Usage()
    for outcome in outcomes:
        usage = added(usage, outcome.usage or Usage())
    ledger = replace(
        digest.ledger,
        summarized=dict(Counter(entry.told_by for entry in entries)),
        pending=max(min(digest.ledger.pending - done, sum(map(_waits, entries))), 0),
    )
    return replace(digest, sections=sections, ledger=ledger, usage=usage)
