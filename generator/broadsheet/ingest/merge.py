"""A day's page that two machines wrote without knowing of each other: one page, with the papers of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.ingest import hands
from broadsheet.model import Ledger, Section, Usage, by_summarizer
from broadsheet.summarize.model.money import grown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from broadsheet.model import Digest, Entry
    from broadsheet.page import Page


def merged(kept: Page, other: Page, base: Page | None = None) -> Page:
    """The page that was there first, as it stands, and of the other one the papers that it lacks, each with
    all that is said of it; and a model's summaries of papers that wait for one there, but for what hands have
    written. What somebody took off the page that was there first stays off. `base` is what both were made of.
    """
    there = {entry.paper.id for entry in kept.digest.entries} | kept.removed
    late = {entry.paper.id: entry for entry in other.digest.entries if entry.paper.id not in there}
    told = _told(kept, other)
    usage = _usage(kept, other, base)
    if not late and not told and usage == kept.digest.usage:
        return kept
    return kept.update(replace(_grown(kept, other, late.values(), told), usage=usage))


def _told(kept: Page, other: Page) -> Mapping[str, Entry]:
    """The entries that only the other page has from a model, as they are to stand on this one."""
    by_model = {
        each.paper.id: each for each in other.digest.entries if each.summary and not each.is_upgradable
    }
    return {
        entry.paper.id: hands.kept(entry, replace(new, kind=entry.kind), hands.by_hand(kept, entry))
        for entry in kept.digest.entries
        if entry.is_upgradable and (new := by_model.get(entry.paper.id))
    }


def _usage(kept: Page, other: Page, base: Page | None) -> Usage | None:
    """What both have paid for."""
    pages = (base.digest if base else None, kept.digest, other.digest)
    begun, first, second = (page.usage or Usage() if page else Usage() for page in pages)
    both = grown(begun, first, second)
    return both if both != Usage() else kept.digest.usage


def _grown(kept: Page, other: Page, late: Collection[Entry], told: Mapping[str, Entry]) -> Digest:
    digest = kept.digest
    sections = _sections(digest.sections, other.digest.sections, late, told)
    entries = [entry for section in sections for entry in section.entries]
    account = kept.account()
    waiting = sum(entry.is_upgradable for entry in late) if other.account().pending else 0
    return replace(
        digest,
        updated=max(digest.updated, other.digest.updated),
        sources=tuple(dict.fromkeys([*digest.sources, *other.digest.sources])),
        sections=sections,
        ledger=Ledger.standing(
            Counter(account.announced) + Counter(str(entry.kind) for entry in late),
            account.excluded,
            by_summarizer(entries),
            added=len(kept.added),
            removed=len(kept.removed),
            pending=max(0, account.pending - len(told)) + waiting,
        ),
    )


def _sections(
    kept: tuple[Section, ...], other: tuple[Section, ...], late: Collection[Entry], told: Mapping[str, Entry]
) -> tuple[Section, ...]:
    """Late papers stand at the end of their sections."""
    new = {section.name: tuple(entry for entry in section.entries if entry in late) for section in other}
    grown_ = [
        replace(
            section,
            entries=tuple(told.get(entry.paper.id, entry) for entry in section.entries)
            + new.pop(section.name, ()),
        )
        for section in kept
    ]
    return (*grown_, *(Section(name, entries) for name, entries in new.items() if entries))
