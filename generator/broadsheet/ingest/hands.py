"""What a person wrote stays theirs: of an entry that is to be other than it was, the pieces that hands have
changed are left as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.model import Role, Summary, Translation
from broadsheet.page.grammar import REASON
from broadsheet.page.written import translated
from broadsheet.summarize import Done

if TYPE_CHECKING:
    from collections.abc import Collection

    from broadsheet.model import Digest, Entry, Paper, Part
    from broadsheet.page import Page


def by_hand(page: Page, entry: Entry) -> frozenset[str]:
    """The pieces of an entry that are a person's. On a page that does not know (from before there were
    checks, or without them by now) all that is told of a paper is, save what the embedded summarizer tells
    of it too: the page of an older program can still be told better.
    """
    known = page.by_hand(entry)
    if known is not None:
        return known
    pieces = {"Rating": entry.rating, "Reason": entry.reason, "Keywords": entry.keywords}
    extract = _extracted(entry.paper) if entry.summary else None
    parts = entry.summary.parts if entry.summary else ()
    return (
        frozenset(name for name, value in pieces.items() if value)
        | {part.role for part in parts if not _says(extract, part)}
        | {
            translated(each.language, piece)
            for each in entry.translations
            for piece in (*((REASON,) if each.reason else ()), *(part.role for part in each.parts))
        }
    )


def respected(page: Page, digest: Digest) -> Digest:
    """What is to become of the page, with what hands have changed on it, as far as it knows, as it is."""
    before = {entry.paper.id: entry for entry in page.digest.entries}

    def entry(new: Entry) -> Entry:
        old = before[new.paper.id]
        return kept(old, new, page.by_hand(old) or ()) if new != old else new

    sections = (replace(each, entries=tuple(map(entry, each.entries))) for each in digest.sections)
    return replace(digest, sections=tuple(sections))


def kept(old: Entry, new: Entry, hands: Collection[str]) -> Entry:
    """`new` with the pieces of `old` that `hands` have changed. What they took away stays away."""
    if not hands:
        return new
    paper = replace(
        new.paper,
        title=(old if "Title" in hands else new).paper.title,
        abstract=(old if "Abstract" in hands else new).paper.abstract,
        authors=(old if "Authors" in hands else new).paper.authors,
        categories=(old if "Categories" in hands else new).paper.categories,
        links=(old if "Links" in hands else new).paper.links,
    )
    return replace(
        new,
        paper=paper,
        rating=(old if "Rating" in hands else new).rating,
        reason=(old if "Reason" in hands else new).reason,
        keywords=(old if "Keywords" in hands else new).keywords,
        summary=_summary(old.summary, new.summary, hands),
        translations=tuple(
            found
            for language in sorted({each.language for each in (*old.translations, *new.translations)})
            if (found := _translated(language, old, new, hands))
        ),
    )


def _translated(language: str, old: Entry, new: Entry, hands: Collection[str]) -> Translation | None:
    def of(piece: str) -> Translation | None:
        return (old if translated(language, piece) in hands else new).translation(language)

    parts = tuple(part for role in Role if (said := of(role)) and (part := said.part(role)))
    reason = said.reason if (said := of(REASON)) else ""
    return Translation(language, parts, reason) if parts or reason else None


def _summary(old: Summary | None, new: Summary | None, hands: Collection[str]) -> Summary | None:
    if new is None:
        return old
    parts = ((old if role in hands else new, role) for role in Role)
    found = tuple(part for summary, role in parts if summary and (part := summary.part(role)))
    own, absent = (tuple(role for role in named if role not in hands) for named in (new.own, new.absent))
    return replace(new, parts=found, own=own, absent=absent)


def _extracted(paper: Paper) -> Summary | None:
    from broadsheet.summarize.extract import Extract  # noqa: PLC0415  # only for pages that do not know

    outcome = next(iter(Extract().summarize([paper])), None)
    return outcome.summary if isinstance(outcome, Done) else None


def _says(summary: Summary | None, part: Part) -> bool:
    known = summary.part(part.role) if summary else None
    return bool(known and known.text == part.text)
