"""A text as it is shown: its HTML and its plain characters, both from one reading."""

from __future__ import annotations

from typing import NamedTuple


class Faces(NamedTuple):
    """The two faces of a text. Every output shows one of them, and none converts for itself."""

    html: str  # safe as it stands, between tags
    plain: str  # characters alone, not escaped
