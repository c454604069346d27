"""From batches to pages: one day at a time, decide, summarize, and write the page or add to it.

Never touches `site/`. The page's `updated` is when the source made its announcement, so that the
same announcement gives the same page whenever and wherever it is read.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from broadsheet import almanac, desk, page
from broadsheet.errors import BroadsheetError, SourceError
from broadsheet.model import Digest, Entry, Ledger, Section, Summary
from broadsheet.summarize import Done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from broadsheet.batch import Announcement, Batch
    from broadsheet.config import Site
    from broadsheet.desk import Verdict
    from broadsheet.library import Library
    from broadsheet.page import Page
    from broadsheet.summarize import Summarizer

_EASTERN = ZoneInfo("America/New_York")


class State(StrEnum):
    """What became of a day."""

    PUBLISHED = "published"
    UNCHANGED = "nothing new"
    QUIET = "quiet"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """One day's outcome: what stands on its page now, how much of it is new, and why not more."""

    state: State
    day: dt.date | None = None
    name: str = ""  # of the page
    ledger: Ledger = field(default_factory=Ledger)
    added: int = 0
    why: str = ""
    unreadable: tuple[str, ...] = ()
    error: BroadsheetError | None = None


def ingest(
    batches: Iterable[Batch],
    *,
    site: Site,
    library: Library,
    summarizer: Summarizer,
    day: dt.date | None = None,
) -> Iterator[Report]:
    """Bring the pages of all announced days up to date; `day` overrules the day that batches declare."""
    by_day: dict[dt.date | None, list[Batch]] = defaultdict(list)
    for batch in batches:
        by_day[day or batch.declared].append(batch)
    for announced, together in sorted(by_day.items(), key=lambda item: str(item[0])):
        if announced is None:
            yield Report(State.FAILED, error=_undated(together[0]))
            continue
        try:
            yield _ingest_day(announced, together, site=site, library=library, summarizer=summarizer)
        except BroadsheetError as error:
            yield Report(State.FAILED, announced, unreadable=_unreadable(together), error=error)


def _undated(batch: Batch) -> SourceError:
    return SourceError(
        f"{batch.source} does not say of which day it is", hint="name the day of the announcement with --date"
    )


def _ingest_day(
    day: dt.date, batches: list[Batch], *, site: Site, library: Library, summarizer: Summarizer
) -> Report:
    unreadable = _unreadable(batches)
    if not any(batch.items or batch.unreadable for batch in batches):
        why = almanac.quiet(day) or "the announcement is empty"
        return Report(State.QUIET, day, why=why)
    if not any(batch.items for batch in batches):
        raise SourceError(f"nothing in {batches[0].source} can be read", hint="see what was set aside, above")
    seen = library.listed()
    old = library.load(day)
    shown = {entry.paper.id for entry in old.digest.entries} if old else set()
    hidden = {id_ for id_, where in seen.items() if where == day and id_ not in shown}
    verdict = desk.decide(batches, seen=seen, hidden=hidden, policy=site.policy, day=day)
    fresh = [item for item in verdict.listed if item.paper.id not in shown]
    name = library.path_of(day).relative_to(library.root).as_posix()
    if not fresh:
        state, why = (State.UNCHANGED, "") if old else (State.QUIET, "nothing of it is to be listed")
        ledger = old.digest.ledger if old else Ledger()
        return Report(state, day, name if old else "", ledger, why=why, unreadable=unreadable)
    added = _told(fresh, summarizer)
    digest = _added(old, added, verdict) if old else _new(added, verdict, batches, site)
    digest = replace(digest, updated=_updated(batches, day), sources=_sources(old, batches))
    library.save(day, str(old.update(digest)) if old else page.render(digest))
    return Report(State.PUBLISHED, day, name, digest.ledger, len(fresh), unreadable=unreadable)


def _unreadable(batches: Iterable[Batch]) -> tuple[str, ...]:
    return tuple(f"{item.where}: {item.what}" for batch in batches for item in batch.unreadable)


def _told(items: Sequence[Announcement], summarizer: Summarizer) -> list[Entry]:
    summaries: dict[str, Summary] = {
        outcome.paper_id: outcome.summary
        for outcome in summarizer.summarize([item.paper for item in items])
        if isinstance(outcome, Done)
    }
    return [Entry(item.paper, item.kind, summary=summaries.get(item.paper.id)) for item in items]


def _new(entries: list[Entry], verdict: Verdict, batches: list[Batch], site: Site) -> Digest:
    order = [category for batch in batches for category in batch.categories]
    if site.sources.arxiv:
        order = [*site.sources.arxiv.categories, *order]
    sections = _sections(entries, order)
    return Digest(
        date=verdict.day,
        title=f"Research digest, {verdict.day.day} {verdict.day:%B %Y}",
        updated=_updated(batches, verdict.day),
        language=site.language,
        ledger=_ledger(verdict, entries),
        sections=sections,
    )


def _added(old: Page, entries: list[Entry], verdict: Verdict) -> Digest:
    """The old digest with late papers at the end of their sections; nothing that stands is moved."""
    digest = old.digest
    late = {section.name: section.entries for section in _sections(entries, [])}
    sections = [replace(s, entries=s.entries + late.pop(s.name, ())) for s in digest.sections]
    sections += [Section(name, entries) for name, entries in late.items()]
    together = [entry for section in sections for entry in section.entries]
    return replace(digest, sections=tuple(sections), ledger=_ledger(verdict, together))


def _sections(entries: Iterable[Entry], order: Sequence[str]) -> tuple[Section, ...]:
    """Every paper under its primary category: first those asked for, in the order asked, then the others."""
    by_category: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_category[entry.paper.primary or "Uncategorised"].append(entry)
    places = {name: place for place, name in reversed(list(enumerate(order)))}
    names = sorted(by_category, key=lambda name: (places.get(name, len(order)), name))
    return tuple(Section(name, tuple(by_category[name])) for name in names)


def _ledger(verdict: Verdict, entries: Sequence[Entry]) -> Ledger:
    """The account of the whole page: what this announcement says, and what stood there before it."""
    now = {item.paper.id for item in verdict.listed}
    before = Counter(str(entry.kind) for entry in entries if entry.paper.id not in now)
    return Ledger(
        announced=_sum(verdict.announced, before),
        excluded=dict(verdict.excluded),
        summarized=dict(Counter(entry.told_by for entry in entries)),
    )


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {
        name: one.get(name, 0) + other.get(name, 0) for name in [*one, *(n for n in other if n not in one)]
    }


def _updated(batches: Iterable[Batch], day: dt.date) -> dt.datetime:
    built = [batch.built for batch in batches if batch.built]
    midnight = dt.datetime.combine(day, dt.time(), _EASTERN).astimezone(dt.UTC)
    return max(built, default=midnight)


def _sources(old: Page | None, batches: Iterable[Batch]) -> tuple[str, ...]:
    before = old.digest.sources if old else ()
    return tuple(dict.fromkeys([*before, *(source for batch in batches for source in batch.sources)]))
