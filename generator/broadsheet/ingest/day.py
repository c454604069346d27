"""One day: from its batches to its page, new or grown, and to the pages of papers that it brings news of."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from broadsheet import almanac, desk, page, phrases
from broadsheet.config import Replacements
from broadsheet.desk import account, with_daily
from broadsheet.desk.withdrawn import is_withdrawn
from broadsheet.editor import DAYS, Editor
from broadsheet.errors import BroadsheetError, PageError, SourceError, UnexpectedError
from broadsheet.ingest import hands
from broadsheet.ingest.report import Report, State
from broadsheet.model import EXTRACT, Digest, Entry, Kind, Ledger, Part, Section, Summary
from broadsheet.summarize import Done

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.batch import Announcement, Batch
    from broadsheet.config import Site
    from broadsheet.desk import Verdict
    from broadsheet.library import Library
    from broadsheet.model import Paper
    from broadsheet.page import Page
    from broadsheet.records.seen import Seen
    from broadsheet.summarize import Summarizer


@dataclass(frozen=True, slots=True)
class Day:
    day: dt.date
    batches: tuple[Batch, ...]
    site: Site
    library: Library
    summarizer: Summarizer
    faults: list[BroadsheetError] = field(default_factory=list)  # at single papers

    @property
    def unreadable(self) -> tuple[str, ...]:
        """What the sources sent of this day that cannot be listed, and where it stands."""
        return tuple(f"{item.where}: {item.what}" for batch in self.batches for item in batch.unreadable)

    def done(self, seen: Seen, *, is_live: bool = False) -> Report:
        """Write what is new, and report."""
        if not any(batch.items or batch.unreadable for batch in self.batches):
            if self._says_nothing:
                return Report(State.UNCHANGED, self.day)
            why = almanac.quiet(self.day) or "the announcement is empty"
            return Report(State.QUIET, self.day, why=why)
        if not any(batch.items for batch in self.batches):
            raise SourceError(
                f"nothing in {self.batches[0].source} can be read", hint="see what was set aside, above"
            )
        voted = [item for item in desk.once_each(self.batches) if item.paper.daily]
        refreshed = self._refresh(self.day, voted) if voted else 0
        try:
            old = self.library.load(self.day)
        except PageError:
            self._bring_news(self._verdict(seen), seen)  # today's page does not read; others do
            raise
        shown = {entry.paper.id for entry in old.digest.entries} if old else set()
        verdict = self._verdict(seen, set(seen.on(self.day)) - shown)
        refreshed += self._bring_news(verdict, seen)
        fresh = [item for item in verdict.listed if item.paper.id not in shown]
        if not fresh:
            return self._nothing_new(old, verdict, refreshed, is_live=is_live)
        digest = self._digest(old, fresh, verdict)
        self.library.save_over(old, self.day, str(old.update(digest)) if old else page.render(digest))
        return Report(
            State.PUBLISHED,
            self.day,
            self._name,
            digest.ledger,
            len(fresh),
            refreshed,
            unreadable=self.unreadable,
        )

    def _verdict(self, seen: Seen, removed: Iterable[str] = ()) -> Verdict:
        removed = {*removed, *self._removed_elsewhere(seen)}
        return desk.decide(self.batches, seen=seen, removed=removed, site=self.site, day=self.day)

    def _bring_news(self, verdict: Verdict, seen: Seen) -> int:
        """Bring the entries of other pages up to date; how many there were."""
        elsewhere: dict[dt.date, list[Announcement]] = defaultdict(list)
        for item in verdict.refreshed:
            elsewhere[max(seen[item.paper.id])].append(item)
        return sum(self._refresh(where, items) for where, items in elsewhere.items())

    def _removed_elsewhere(self, seen: Seen) -> set[str]:
        """New versions, where they are of interest, of papers that were taken off an earlier page."""
        if self.site.policy.replacements is Replacements.IGNORE:
            return set()
        ids = [i.paper.id for batch in self.batches for i in batch.items if i.kind.is_replacement]
        last = {id_: max(seen[id_]) for id_ in ids if id_ in seen}
        removed: set[str] = set()
        for day in set(last.values()):
            with suppress(PageError):
                there = self.library.load(day)
                removed |= there.removed if there else set()
        return removed & last.keys()

    @property
    def _says_nothing(self) -> bool:
        """Whether this is but a list, from which nothing follows of the day's announcement."""
        return all(batch.is_list for batch in self.batches) and self.site.sources.arxiv is not None

    @property
    def _name(self) -> str:
        return self.library.name_of(self.day)

    def _nothing_new(self, old: Page | None, verdict: Verdict, refreshed: int, *, is_live: bool) -> Report:
        if old:
            ledger = old.account()
            state, name, why = State.UNCHANGED, self._name, ""
        else:
            ledger, name = Ledger(), ""
            repeats = verdict.excluded.get(desk.Rule.REPEAT, 0)
            if self._says_nothing:
                state, why = State.UNCHANGED, ""
            elif is_live and repeats:
                state, why = State.STALE, f"its feed holds {repeats} papers of earlier pages and no other"
            else:
                state, why = State.QUIET, "nothing of it is to be listed"
        return Report(state, self.day, name, ledger, refreshed=refreshed, why=why, unreadable=self.unreadable)

    def _digest(self, old: Page | None, fresh: Sequence[Announcement], verdict: Verdict) -> Digest:
        editor = Editor(self.site, self.library.before(self.day, DAYS))
        entries = editor.judged(self._summarized(fresh), beside=old.digest.entries if old else ())
        sections = self._sections(old, editor.with_earlier(entries), editor)
        overview = editor.overview(
            [entry for section in sections for entry in section.entries], old.digest if old else None
        )
        return replace(
            old.digest if old else self._blank,
            updated=self._updated,
            sources=self._sources(old),
            ledger=self._ledger(old, entries, verdict),
            trends=overview.trends,
            rising=overview.rising,
            terms=overview.terms,
            usual=overview.usual,
            sections=sections,
        )

    @property
    def _blank(self) -> Digest:
        language = self.site.language
        return Digest(
            self.day,
            phrases.of(language).title(self.day),
            updated=self._updated,
            sample=self.library.samples,
            language=language,
        )

    def _summarized(self, items: Sequence[Announcement]) -> list[Entry]:
        summaries: dict[str, Summary] = {}
        for outcome in self.summarizer.summarize([item.paper for item in items]):
            if isinstance(outcome, Done):
                summaries[outcome.paper_id] = outcome.summary
            else:
                what = f"{outcome.paper_id} stands there without a summary: {outcome.why}"
                self.faults.append(UnexpectedError(what, file=self._name))
        return [Entry(item.paper, item.kind, summary=summaries.get(item.paper.id)) for item in items]

    def _sections(self, old: Page | None, entries: list[Entry], editor: Editor) -> tuple[Section, ...]:
        """Late papers stand at the end of their sections; nothing that stands on the old page is moved."""
        if not old:
            return editor.sections(entries, self._categories)
        late = {section.name: section.entries for section in editor.sections(entries)}
        kept = [replace(s, entries=s.entries + late.pop(s.name, ())) for s in old.digest.sections]
        return (*kept, *(Section(name, each) for name, each in late.items()))

    @property
    def _categories(self) -> list[str]:
        """In the order of the publisher, then of the sources."""
        asked = self.site.sources.arxiv.categories if self.site.sources.arxiv else ()
        return [*asked, *(category for batch in self.batches for category in batch.categories)]

    def _ledger(self, old: Page | None, entries: list[Entry], verdict: Verdict) -> Ledger:
        waiting = self._wanted(entries)
        if not old:
            return account.opened(verdict, entries, waiting=waiting)
        items = list(desk.once_each(self.batches))
        is_list = any(batch.is_list for batch in self.batches)
        return account.grown(old, items, verdict, entries, is_list=is_list, waiting=waiting)

    def _wanted(self, entries: Iterable[Entry]) -> int:
        """How many of these papers wait for a model: those of which it could tell anything."""
        return sum(bool(entry.paper.abstract) for entry in entries) if self.site.summaries else 0

    @property
    def _updated(self) -> dt.datetime:
        return max(
            (batch.built for batch in self.batches if batch.built), default=almanac.expected(self.day)
        ).replace(microsecond=0)

    def _sources(self, old: Page | None) -> tuple[str, ...]:
        before = old.digest.sources if old else ()
        return tuple(
            dict.fromkeys([*before, *(source for batch in self.batches for source in batch.sources)])
        )

    def _refresh(self, where: dt.date, items: Sequence[Announcement]) -> int:
        """Bring the entries on a page up to date, all at once; how many there were to bring."""
        count = 0

        def with_news(there: Page | None) -> str | None:
            nonlocal count
            news = self._news(there, items) if there else {}
            count = len(news)
            return str(there.update(_renewed(there, news))) if there and news else None

        try:
            self.library.change(where, with_news)
        except PageError as error:  # another page is no reason to be without this one
            if error not in self.faults:
                self.faults.append(error)
            return 0
        return count

    def _news(self, there: Page, items: Sequence[Announcement]) -> dict[str, Entry]:
        """The entries that are to be other than they were, by their identifiers."""
        by_id = {item.paper.id: item for item in items}
        found = {}
        for old in there.digest.entries:
            if item := by_id.get(old.paper.id):
                new = hands.kept(old, self._refreshed(old, item), hands.by_hand(there, old))
                if new != old:
                    found[old.paper.id] = new
        return found

    def _refreshed(self, old: Entry, item: Announcement) -> Entry:
        if item.paper.daily:
            return replace(old, paper=_counted(with_daily(old.paper, item.paper), old.paper))
        if is_withdrawn(item.paper):
            return replace(old, kind=Kind.WITHDRAWN)
        links = tuple(dict.fromkeys([*item.paper.links, *old.paper.links]))
        new = replace(old, paper=replace(item.paper, links=links, daily=old.paper.daily))
        if item.paper.abstract == old.paper.abstract or not old.summary:
            return new
        if old.summary.summarizer == EXTRACT:
            return replace(new, summary=self._summarized([item])[0].summary)
        # Its numbers count the sentences of an abstract that is no longer there.
        parts = tuple(Part(part.role, part.text) for part in old.summary.parts)
        return replace(new, summary=replace(old.summary, parts=parts))


def _renewed(there: Page, news: Mapping[str, Entry]) -> Digest:
    sections = tuple(
        replace(s, entries=tuple(news.get(entry.paper.id, entry) for entry in s.entries))
        for s in there.digest.sections
    )
    ledger = there.account(entry for section in sections for entry in section.entries)
    return replace(there.digest, sections=sections, ledger=ledger)


def _counted(paper: Paper, old: Paper) -> Paper:
    """The same count read on a later day is no news. The organization is named once, and a person may mend
    its name.
    """
    if not paper.daily or not old.daily:
        return paper
    daily = replace(paper.daily, organization=old.daily.organization or paper.daily.organization)
    return replace(paper, daily=old.daily if replace(daily, read=old.daily.read) == old.daily else daily)
