"""How much of each paper of a day is in view at once: what matters has room, the rest are lines that open."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from broadsheet.model import Decision

if TYPE_CHECKING:
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord

BRIEFS = 24  # of a day that nobody rated: the best by what else is known


class Density(StrEnum):
    HEADLINE = "headline"
    BRIEF = "brief"
    FULL = "full"


_BY_DECISION = {
    Decision.MUST_READ.value: Density.FULL,
    Decision.WORTH_A_LOOK.value: Density.BRIEF,
    Decision.SKIP.value: Density.HEADLINE,
}


def of_day(day: DayRecord) -> list[Density]:
    """In the order of its papers."""
    return [of_paper(paper, place, day) for place, paper in enumerate(day.papers)]


def of_paper(paper: PaperRecord, place: int, day: DayRecord) -> Density:
    """`day` may be without its papers."""
    if paper.rating:
        density = _BY_DECISION[paper.rating.decision]
    else:
        density = Density.BRIEF if place in day.best[:BRIEFS] else Density.HEADLINE
    # Who follows a name wants to see it, and who wrote about a paper wants that to be seen.
    is_followed = paper.following or any(author.is_followed for author in paper.authors)
    is_wanted = density is Density.HEADLINE and (paper.notes or is_followed)
    return Density.BRIEF if is_wanted else density
