"""Markdown that may hold formulas and comes from anybody: written, read back exactly, shown safely."""

from __future__ import annotations

from broadsheet.text import escapes, fragments, tex
from broadsheet.text.escapes import escape, unescape
from broadsheet.text.faces import Faces, words

__all__ = ["Faces", "blocks_html", "escape", "faces", "html", "plain", "unescape"]


def faces(fragment: str) -> Faces:
    """One paragraph's worth of Markdown (a summary's part, a reason): safe HTML without the paragraph, and
    what it says in characters alone.
    """
    if tex.is_words(fragment) and not escapes.has_marks(fragment):
        if not escapes.begins_block(fragment):
            return tex.faces(fragment)
        if fragment.isprintable():
            return words(" ".join(fragment.split()))
    text = unescape(fragment)
    return tex.faces(text) if escape(text) == fragment else fragments.faces(fragment)


def html(fragment: str) -> str:
    """The one face of a fragment."""
    return faces(fragment).html


def plain(fragment: str) -> str:
    """The other."""
    return faces(fragment).plain


def blocks_html(source: str) -> str:
    """Safe HTML of a whole Markdown text."""
    return fragments.blocks(source) if source.strip() else ""
