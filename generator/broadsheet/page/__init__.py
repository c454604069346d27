"""The page: the only code that knows the page format.

Laws: parse(render(d)).digest == d; str(parse(t)) == t; parse(t).update(d).digest == d, where `update`
rewrites only the spans whose meaning changed. What an editor adds in between is never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.page import grammar, read, write
from broadsheet.page.read import Notes

if TYPE_CHECKING:
    from broadsheet.model import Digest

__all__ = ["Notes", "Page", "parse", "render"]


class Page:
    """A text and what it means. Two pages are equal when their texts are."""

    __slots__ = ("_outline", "_text", "digest", "name", "notes")

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._outline = grammar.outline(text, name)
        self.name = name
        self.digest: Digest = read.digest(text, self._outline, name)
        self.notes: Notes = read.notes(text, self._outline)

    def __str__(self) -> str:
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def update(self, digest: Digest) -> Page:
        """The page that means `digest`, differing from this one only where the meaning does."""
        return parse(write.update(self._text, self._outline, self.digest, digest), self.name)


def parse(text: str, name: str = "page") -> Page:
    """Read a page; PageError names `name` and the line where it does not read as one."""
    return Page(text, name)


def render(digest: Digest) -> str:
    """The text of a page that means `digest`."""
    return write.page(digest)
