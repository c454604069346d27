"""Markdown that may hold formulas and comes from anybody: written, read back exactly, shown safely."""

from __future__ import annotations

from broadsheet.text import fragments, tex
from broadsheet.text.escapes import escape, unescape
from broadsheet.text.faces import Faces

__all__ = ["Faces", "blocks_html", "escape", "faces", "html", "plain", "unescape"]


def faces(fragment: str) -> Faces:
    """One paragraph's worth of Markdown (a summary's part, a reason): safe HTML without the paragraph, and
    what it says in characters alone.
    """
    return Faces(html(fragment), plain(fragment))


def html(fragment: str) -> str:
    """Safe HTML of one paragraph's worth of Markdown, without the paragraph."""
    text = unescape(fragment)
    return tex.html(text) if escape(text) == fragment else fragments.inline(fragment)


def blocks_html(source: str) -> str:
    """Safe HTML of a whole Markdown text."""
    return fragments.blocks(source)


def plain(fragment: str) -> str:
    """What a fragment says, in characters alone."""
    text = unescape(fragment)
    return tex.plain(text) if escape(text) == fragment else fragments.plain(fragment)
