"""Texts by short names, by which it is seen whether one is as it was."""

from __future__ import annotations

from hashlib import sha256


def fingerprint(text: str | bytes) -> str:
    """A name for a text, which no other text has."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()[:32]
