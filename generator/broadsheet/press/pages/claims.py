"""What matters of a day, for who has two minutes: a few claims, best first, and where they end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.model import Decision, Role
from broadsheet.press import paths
from broadsheet.press.views import ClaimView
from broadsheet.records.papers import AUTHORS_LANGUAGE

if TYPE_CHECKING:
    from broadsheet.press.pages.context import Context
    from broadsheet.press.words import Words
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord

MOST = 6
FEW = 12  # a day of no more papers is read as it is
LONGEST_FIGURE = 130
_NUMBER = re.compile(r"[0-9]")


def of_day(day: DayRecord, context: Context) -> tuple[ClaimView, ...]:
    if len(day.papers) <= FEW:
        return ()
    return tuple(_claim(paper, day, context) for paper in _chosen(day))


def chosen_by(day: DayRecord, words: Words) -> str:
    """By what those were chosen, and how many papers are left."""
    left = len(day.papers) - len(_chosen(day))
    if any(paper.rating for paper in day.papers):
        return words.say_many(
            "That is what matters most by the ratings; %(num)s more paper, by subject.",
            "That is what matters most by the ratings; %(num)s more papers, by subject.",
            left,
        )
    return words.say_many(
        "Chosen without interests, new before cross-listed, code and figures first; %(num)s more paper.",
        "Chosen without interests, new before cross-listed, code and figures first; %(num)s more papers.",
        left,
    )


def _chosen(day: DayRecord) -> list[PaperRecord]:
    """Of a day that was rated, none that can be skipped."""
    best = [day.papers[place] for place in day.best[:MOST]]
    wanted = [paper for paper in best if not paper.rating or paper.rating.decision != Decision.SKIP]
    return wanted or best[: MOST // 2]


def _claim(paper: PaperRecord, day: DayRecord, context: Context) -> ClaimView:
    words, rating, tldr = context.words, paper.rating, paper.part(Role.TLDR)
    first, *others = [author.name for author in paper.authors] or [""]
    more = words.say("%(name)s and %(num)s more", name=first, num=words.number(len(others)))
    return ClaimView(
        score=words.number(rating.score, "0.0") if rating else "",
        claim=_safe(tldr.text.html if tldr else ""),
        told_in=tldr.language if tldr else AUTHORS_LANGUAGE,
        figure=_figure(paper),
        title=_safe(paper.title.html),
        path=paths.paper(day.date, paper.id),
        language=AUTHORS_LANGUAGE,
        authors=more if len(others) > 1 else words.listing(first, *others) if first else "",
        field=paper.field,
    )


def _figure(paper: PaperRecord) -> Markup:
    result, tldr = paper.part(Role.RESULT), paper.tldr.plain
    if not result or len(result.text.plain) > LONGEST_FIGURE or not _NUMBER.search(result.text.plain):
        return Markup()
    return Markup() if result.text.plain == tldr else _safe(result.text.html)


def _safe(html: str) -> Markup:
    """What the text room has made safe is marked so."""
    return Markup(html)  # noqa: S704
