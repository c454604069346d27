"""The page: the only code that knows the page format.

Laws: parse(render(d)).digest == d; str(parse(t)) == t; parse(t).update(d).digest == d, where `update`
rewrites only the spans whose meaning changed. What an editor adds in between is never touched.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from broadsheet.errors import PageError, guarded
from broadsheet.model import by_summarizer
from broadsheet.page import front, grammar, migrations, read, regular, write, written
from broadsheet.page.folds import by_language
from broadsheet.page.grammar import Outline, identifiers
from broadsheet.page.read import Notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet.model import Digest, Entry, Ledger
    from broadsheet.page.written import Written

__all__ = [
    "Notes",
    "Page",
    "by_language",
    "has_none_pending",
    "identifiers",
    "is_sample",
    "migrated",
    "parse",
    "render",
]

_FRONT = re.compile(rf"{grammar.BOM}?---\s*?\n(.*?)\n---\s*?(?:\n|\Z)", re.DOTALL)


class Page:
    """A text and what it means. Two pages are equal when their texts are."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self.name = name
        self.digest: Digest
        self.notes: Notes
        self._written_blocks: Sequence[str]  # comments of the program's own
        self.digest, self.notes, self._written_blocks = regular.read(text) or _read(text, name)

    def __str__(self) -> str:
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def update(self, digest: Digest, *, in_vain: Iterable[str] = ()) -> Page:
        """The page that means `digest`, differing from this one only where the meaning does. For the papers
        `in_vain` a model was paid and told nothing: the page remembers how often.
        """
        if digest == self.digest:
            return self
        text = write.update(self._text, self._outline, self.digest, digest)
        there = (id_ for id_, _ in identifiers(self._text))
        now = self._written.after(self.digest.entries, digest.entries, there, in_vain=in_vain)
        return parse(write.with_written(text, self._written_blocks, str(now)), self.name)

    @property
    def removed(self) -> frozenset[str]:
        """The papers that the program wrote and somebody took off, or put into a comment."""
        return frozenset(self._written.ids - self._standing)

    @property
    def added(self) -> frozenset[str]:
        """The papers that somebody added. Who added to a page without a record of what was written is not
        known.
        """
        return frozenset(self._standing - self._written.ids) if self._written.lines else frozenset()

    def account(self, entries: Iterable[Entry] | None = None) -> Ledger:
        """The account of the page as it stands, or with these entries in the place of its own: whatever hands
        have added and removed since it was written is in it.
        """
        summarized = by_summarizer(self.digest.entries if entries is None else entries)
        return self.digest.ledger.as_it_stands(summarized, added=len(self.added), removed=len(self.removed))

    def by_hand(self, entry: Entry) -> frozenset[str] | None:
        """The pieces of an entry (see `written.PIECES`) that are not as the program last wrote them, absent
        ones included; None on a page that does not know.
        """
        return self._written.by_hand(entry)

    def tried(self, entry: Entry) -> int:
        """In how many runs a model was paid for an answer on this entry that could not be used."""
        return self._written.tried.get(entry.paper.id, 0)

    @property
    def _standing(self) -> set[str]:
        return {entry.paper.id for entry in self.digest.entries}

    @cached_property
    def _written(self) -> Written:
        return written.Written.read(self._written_blocks)

    @cached_property
    def _outline(self) -> Outline:
        return grammar.outline(self._text, self.name)


def _read(text: str, name: str) -> regular.Reading:
    outline = grammar.outline(text, name)
    written = [text[start:end] for start, end in outline.written]
    return read.digest(text, outline, name), read.notes(text, outline), written


def parse(text: str, name: str = "page") -> Page:
    """Read a page; PageError names `name` and the line where it does not read as one."""
    return Page(text, name)


def has_none_pending(text: str) -> bool:
    """Whether a text says, at a glance and unread, that none of its papers waits for a model."""
    return "  pending: 0\n" in text


def is_sample(text: str) -> bool | None:
    """Whether a page, of whose text the front matter is enough, says that its papers are invented; None when
    it does not read.
    """
    match = _FRONT.match(text)
    return front.is_sample(match[1]) if match else None


def migrated(text: str, name: str = "page") -> tuple[int, str]:
    """Of which format a page is, and its text as one of the present format, byte for byte the same where it
    is that already; PageError where it cannot be made one.
    """
    if not (match := _FRONT.match(text)):
        return migrations.FORMAT, str(parse(text, name))  # which says what is wrong
    number = front.format_of(match[1], name, 2)
    if number == migrations.FORMAT:
        return number, text
    with guarded(name, of=PageError):
        return number, str(parse(migrations.migrated(text, number), name))


def render(digest: Digest) -> str:
    """The text of a page that means `digest`."""
    return write.page(digest)
