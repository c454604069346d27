"""Markdown that may hold formulas and comes from anybody: written, read back exactly, shown safely."""

from __future__ import annotations

from broadsheet.text import fragments, tex
from broadsheet.text.escapes import escape, unescape

__all__ = ["blocks_html", "escape", "html", "plain", "unescape"]


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
