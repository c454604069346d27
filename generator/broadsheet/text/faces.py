"""A text as it is shown: its HTML and its plain characters, both from one reading."""

from __future__ import annotations

from html import escape
from typing import NamedTuple


class Faces(NamedTuple):
    """The two faces of a text. Every output shows one of them, and none converts for itself."""

    html: str  # safe as it stands, between tags
    plain: str  # characters alone, not escaped


def words(text: str) -> Faces:
    """Of a text that shows itself: where nothing is to be escaped, both are the same string."""
    return Faces(escaped(text), text)


def escaped(text: str) -> str:
    """Between tags."""
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
