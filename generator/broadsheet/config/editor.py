"""How a page is prepared, and what is looked back upon."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from broadsheet.config.about import setting


class SectionOrder(StrEnum):
    INTEREST = "interest"
    CATEGORY = "category"
    DECISION = "decision"


class Show(StrEnum):
    ALL = "all"
    CHOSEN = "chosen"


class Reviews(StrEnum):
    BOTH = "both"
    WEEK = "week"
    MONTH = "month"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorSettings:
    sections: SectionOrder = setting(
        SectionOrder.CATEGORY,
        doc="By what a new page is parted: `category`, `interest` or `decision`; in each part the best "
        "rated papers stand first.",
        example="interest",
    )
    must_read: float = setting(
        8.0, doc="The score from which a paper is a must read.", example=8, least=0.0, most=10.0
    )
    worth_a_look: float = setting(
        5.0, doc="The score from which a paper is worth a look.", example=5, least=0.0, most=10.0
    )
    show: Show = setting(
        Show.ALL,
        doc="What of a rated day is in view: `all` papers, or the `chosen`, which are must reads and worth a "
        "look; the others are then folded under a line with their number.",
        example="chosen",
    )
    reviews: Reviews = setting(
        Reviews.BOTH,
        doc="Which times are looked back upon, on pages and in the feeds: `both` week and month, one of "
        "them, or `none`.",
        example="week",
    )
