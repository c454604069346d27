"""The pattern of a group in braces, as deep as anybody nests them; it never tries a character twice."""

from __future__ import annotations

_DEPTH = 6


def _nested(depth: int) -> str:
    inside = rf"|\{{{_nested(depth - 1)}\}}" if depth else ""
    return rf"(?:[^{{}}\\]++|\\[\s\S]{inside})*+"


NESTED = _nested(_DEPTH)  # what may stand between braces
GROUP = rf"\{{({NESTED})\}}"  # with its braces; the inside is captured
