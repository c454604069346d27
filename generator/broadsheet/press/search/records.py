"""A paper as a search finds and shows it: a short list of texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.model import Role
from broadsheet.press.papers import facts, told_in
from broadsheet.text import markdown, tex

if TYPE_CHECKING:
    from broadsheet.model import Digest, Entry

MOST_NAMES = 40
MOST_KEYWORDS = 12
LONGEST_TLDR = 400


@dataclass(frozen=True, slots=True)
class Record:
    facts: tuple[str, ...]  # what filters ask for: categories, interest, decision
    told_in: str  # the language of the TL;DR
    texts: tuple[str, ...]  # id, categories, title, title translated, names, keywords, TL;DR; best first

    @property
    def told(self) -> list[object]:
        """As layouts/search.js takes it apart."""
        return [self.facts, self.told_in, *self.texts]


def records(digest: Digest) -> tuple[Record, ...]:
    return tuple(_record(entry, digest.language) for entry in digest.entries)


def _record(entry: Entry, language: str) -> Record:
    paper = entry.paper
    return Record(
        facts=facts(entry),
        told_in=told_in(entry.summary, Role.TLDR, language),
        texts=(
            paper.id,
            " ".join(paper.categories),
            tex.plain(paper.title),
            _part(entry, Role.TITLE),
            ", ".join(tex.plain(author.name) for author in paper.authors[:MOST_NAMES]),
            " · ".join(tex.plain(keyword) for keyword in entry.keywords[:MOST_KEYWORDS]),
            _short(_part(entry, Role.TLDR)),
        ),
    )


def _part(entry: Entry, role: Role) -> str:
    part = entry.summary.part(role) if entry.summary else None
    return tex.plain(markdown.unescape(part.text)) if part else ""


def _short(text: str) -> str:
    if len(text) <= LONGEST_TLDR:
        return text
    cut = text[:LONGEST_TLDR]
    return f"{cut.rpartition(' ')[0] or cut}…"
