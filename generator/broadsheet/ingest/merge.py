"""A day's page that two machines wrote without knowing of each other: one page, with the papers of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.model import Ledger, Section, by_summarizer

if TYPE_CHECKING:
    from collections.abc import Collection

    from broadsheet.model import Digest, Entry
    from broadsheet.page import Page


def merged(kept: Page, other: Page) -> Page:
    """The page that was there first, as it stands, and of the other one the papers that it lacks, each with
    all that is said of it. What somebody took off the page that was there first stays off.
    """
    there = {entry.paper.id for entry in kept.digest.entries} | kept.removed
    late = {entry.paper.id: entry for entry in other.digest.entries if entry.paper.id not in there}
    return kept.update(_grown(kept, other, late.values())) if late else kept


def _grown(kept: Page, other: Page, late: Collection[Entry]) -> Digest:
    digest = kept.digest
    sections = _sections(digest.sections, other.digest.sections, late)
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
            pending=account.pending + waiting,
        ),
    )


def _sections(
    kept: tuple[Section, ...], other: tuple[Section, ...], late: Collection[Entry]
) -> tuple[Section, ...]:
    """Late papers stand at the end of their sections."""
    new = {section.name: tuple(entry for entry in section.entries if entry in late) for section in other}
    grown = [replace(section, entries=section.entries + new.pop(section.name, ())) for section in kept]
    return (*grown, *(Section(name, entries) for name, entries in new.items() if entries))
