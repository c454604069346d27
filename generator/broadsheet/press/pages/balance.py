"""How many days have room beside the claims of the front page, so that both columns end together at 1280
pixels; where it is narrow they stand one under the other, and it does not matter.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.templates.views import ClaimView, LinkView

# Pixels, as Chromium sets the page: a line of a claim and of the first one, and the letters in them; a line
# of what it is of; the space around a claim; a section, and a line more of one; all headings beside; a day.
_LINE, _LEAD, _IN_LINE, _IN_LEAD = 24, 33, 98, 60
_OF, _AROUND = 21, 15
_SECTION, _IN_SECTION, _MORE = 37, 28, 22
_HEADS, _DAY = 105, 86
_FEWEST = 2


def days_beside(claims: Sequence[ClaimView], sections: Sequence[LinkView]) -> int:
    """The days that end where the claims do; two at least."""
    room = sum(_height(each, is_lead=place == 0) for place, each in enumerate(claims)) - _HEADS
    room -= sum(_SECTION + _MORE * (_width(each.label) > _IN_SECTION) for each in sections)
    return max(_FEWEST, round(room / _DAY))


def _height(claim: ClaimView, *, is_lead: bool) -> int:
    said = _width(f"{claim.claim.striptags()} {claim.figure.striptags()}")
    lines, line = (-(-said // _IN_LEAD), _LEAD) if is_lead else (-(-said // _IN_LINE), _LINE)
    return lines * line + _OF * (2 if claim.field or claim.reason else 1) + _AROUND


def _width(text: str) -> int:
    """In letters; a sign of Chinese is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
