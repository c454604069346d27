"""Withdrawn papers: arXiv announces one as a replacement whose abstract says so, and has no other mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.model import Paper

_WITHDRAWN = re.compile(
    r"""
    \W*(?:this\ )?(?:arxiv\ )?(?:paper|article|submission|manuscript|work|preprint|document|version)
        \ (?:has\ been|is|was|have\ been)\ (?:\w+\ )?(?:withdrawn|retracted)\b
    | .{0,12}\b(?:paper|article)\b.{0,160}\b(?:has\ been|is|was)\ (?:withdrawn|removed\ by\ arxiv)\b
    | \W*(?:the\ )?authors?\ (?:have|has)\ (?:\w+\ )?withdrawn\b
    | \W*(?:withdrawn|retracted)\b
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def is_withdrawn(paper: Paper) -> bool:
    """Whether the abstract begins by saying that there is no paper any more."""
    return bool(_WITHDRAWN.match(paper.abstract))
