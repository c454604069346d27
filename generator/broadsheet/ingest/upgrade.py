"""Complete at once, better later: entries in the authors' own words are replaced by a model's summaries.

An answer is in the journal, on disk, before the next one is counted, and on its page within seconds. Who is
killed at any moment repeats at most the questions under way: a new run begins by printing what the journal
holds and its page does not.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from broadsheet.errors import EditedError, PageError, guarded
from broadsheet.ingest import hands
from broadsheet.ingest.beliefs import Beliefs
from broadsheet.model import Usage, reasoned
from broadsheet.page import has_none_pending
from broadsheet.summarize import Done
from broadsheet.summarize.model.money import added

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from broadsheet.errors import BroadsheetError
    from broadsheet.ingest.beliefs import Opinion
    from broadsheet.journal import Journal, PaidAnswer
    from broadsheet.library import DayFile, Library
    from broadsheet.model import Digest, Entry, Paper, Translation
    from broadsheet.page import Page
    from broadsheet.summarize import Budget, Outcome, Summarizer

_SAVED_EVERY = 3.0  # seconds
_MOST_TRIES = 2  # runs in which a model is paid for an answer that cannot be used


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
        opinion: Opinion | None = None,
    ) -> None:
        self._library = library
        self.journal = journal
        self._clock = clock
        self._beliefs = Beliefs(opinion)
        self.failed: dict[dt.date, BroadsheetError] = {}  # pages that took no answers, which stay paid for

    @property
    def doubted(self) -> int:
        """For how many papers the editor's own rating stands, because the model's is not believed."""
        return self._beliefs.doubted

    def recover(self) -> int:
        """Print what an earlier run had paid for and could not print any more; how many answers that were."""
        answers = self.journal.answers()
        self._print()
        return len(answers) - len(self.journal.answers())

    def wanted(self, *, again: Iterable[dt.date] = ()) -> list[Wanted]:
        """The papers that wait, best-rated first, newest day first: where the budget ends, the least
        interesting wait. Those of the days `again` are wanted whatever model told them, and in vain.
        """
        days = set(again)
        found = [
            Wanted(file.date, entry.paper, entry.rating.score if entry.rating else -1.0)
            for file, page in self._pages(days)
            for entry in page.digest.entries
            if entry.paper.abstract
            and (_may_be_replaced(entry) if file.date in days else _waits(page, entry))
        ]
        return sorted(found, key=lambda each: (-each.score, -each.day.toordinal()))

    def run(self, wanted: Sequence[Wanted], summarizer: Summarizer, *, budget: Budget) -> Iterator[Outcome]:
        """Ask for them, and yield each outcome when it is safe. Saves when it ends, however it ends."""
        days = {each.paper.id: each.day for each in wanted}
        saved = self._clock()
        try:
            for outcome in summarizer.summarize([each.paper for each in wanted], budget=budget):
                if outcome.usage:
                    self.journal.note(days[outcome.paper_id], outcome)
                yield outcome
                if self._clock() - saved >= _SAVED_EVERY:
                    self._print()
                    saved = self._clock()
        finally:
            self._print()

    def keep(self, batch: str, answers: Iterable[tuple[dt.date, Outcome]]) -> None:
        """Put the answers of a batch into the journal, together, then onto their pages. Those that stand
        there already were collected on another machine, which was stopped before it could say so.
        """
        paid = [(day, outcome) for day, outcome in answers if outcome.usage]
        there = {day: page for day in {day for day, _ in paid} if (page := self._library.load(day))}
        new = [each for each in paid if each[0] not in there or not _stands(there[each[0]], each[1])]
        self.journal.note_batch(batch, new)
        self._print()

    def _print(self) -> None:
        """Put the answers of the journal onto their pages, and cross them out."""
        by_day: dict[dt.date, list[PaidAnswer]] = {}
        for answer in self.journal.answers():
            if answer.day not in self.failed:
                by_day.setdefault(answer.day, []).append(answer)
        printed: list[PaidAnswer] = []
        for day, answers in by_day.items():
            try:
                with guarded(self._library.name_of(day), of=PageError):
                    self._library.change(day, partial(self._printed, answers=answers))
            except (PageError, EditedError) as error:
                self.failed[day] = error
            else:
                printed += answers
        if printed:
            self.journal.cross_out(printed)

    def _printed(self, page: Page | None, *, answers: Sequence[PaidAnswer]) -> str | None:
        """The page with the answers that are not on it yet. Answers to no page are spent money."""
        if page is None:
            return None
        left = [answer for answer in answers if not self._is_printed(answer, page)]
        if not left:
            return None
        outcomes = [answer.outcome for answer in left]
        new = self._beliefs.held(upgraded(page, outcomes), outcomes)
        text = str(page.update(new, in_vain=_in_vain(outcomes)))
        before, after = page.digest.usage or Usage(), new.usage or Usage()
        self.journal.note_printing(left, before=before, after=after)
        return text

    def _is_printed(self, answer: PaidAnswer, page: Page) -> bool:
        """A person who changed the page's account left only the entries to tell by."""
        is_printed = self.journal.is_printed(answer, page.digest.usage or Usage())
        return _stands(page, answer.outcome) if is_printed is None else is_printed

    def _pages(self, again: set[dt.date]) -> Iterator[tuple[DayFile, Page]]:
        """The pages that wait for a model; what does not read is named by `render`."""
        for file in self._library.days():
            try:
                text = self._library.read(file)
                if has_none_pending(text) and file.date not in again:
                    continue
                page = self._library.parse(text, file)
            except PageError:
                continue
            if page.digest.ledger.pending or file.date in again:
                yield file, page


def _stands(page: Page, outcome: Outcome) -> bool:
    """Whether a page tells a paper just as this answer does."""
    return isinstance(outcome, Done) and any(
        entry.paper.id == outcome.paper_id and _upgraded(page, entry, outcome).summary == entry.summary
        for entry in page.digest.entries
    )


def _waits(page: Page, entry: Entry, in_vain: Collection[str] = ()) -> bool:
    """Whether a model is to be asked for it, which it may be `in_vain` just now."""
    return entry.is_upgradable and page.tried(entry) + (entry.paper.id in in_vain) < _MOST_TRIES


def _may_be_replaced(entry: Entry) -> bool:
    """Whoever told it, unless that was a person: what a model tells names its prompt."""
    return entry.is_upgradable or (entry.summary is not None and entry.summary.prompt is not None)


def _in_vain(outcomes: Iterable[Outcome]) -> frozenset[str]:
    """The papers for which somebody answered, and was paid, and nothing of it can be used."""
    return frozenset(
        each.paper_id
        for each in outcomes
        if not isinstance(each, Done) and each.usage is not None and each.usage.requests
    )


def _upgraded(page: Page, entry: Entry, done: Done) -> Entry:
    """What the model was not asked for stays as the editor found it, and what a person wrote as they did."""
    new = replace(
        entry,
        summary=done.summary,
        keywords=done.keywords or entry.keywords,
        rating=done.rating or entry.rating,
        reason=done.reason or ("" if done.rating else entry.reason),
        translations=_translated(entry, done),
    )
    return hands.kept(entry, new, hands.by_hand(page, entry))


def _translated(entry: Entry, done: Done) -> tuple[Translation, ...]:
    """In each language that was answered that answer, in others what stands; reasons go with the rating."""
    parts = {each.language: each for each in (*entry.translations, *done.translations)}
    reasons = {each.language: each.reason for each in done.translations if each.reason}
    return reasoned(parts.values(), reasons if done.rating else entry.reasons | reasons)


def upgraded(page: Page, outcomes: Iterable[Outcome]) -> Digest:
    """The page's digest with these outcomes: summaries where there are any, and what they cost."""
    outcomes = list(outcomes)
    answers = {each.paper_id: each for each in outcomes if isinstance(each, Done)}
    sections = tuple(
        replace(
            section,
            entries=tuple(
                _upgraded(page, entry, answers[entry.paper.id]) if entry.paper.id in answers else entry
                for entry in section.entries
            ),
        )
        for section in page.digest.sections
    )
    entries = [entry for section in sections for entry in section.entries]
    done = sum(entry.paper.id in answers and entry.is_upgradable for entry in page.digest.entries)
    usage = page.digest.usage or Usage()
    for outcome in outcomes:
        usage = added(usage, outcome.usage or Usage())
    ledger = page.account(entries)
    in_vain = _in_vain(outcomes)
    waiting = sum(_waits(page, entry, in_vain) for entry in entries)
    pending = max(min(ledger.pending - done, waiting), 0)
    return replace(page.digest, sections=sections, ledger=replace(ledger, pending=pending), usage=usage)
