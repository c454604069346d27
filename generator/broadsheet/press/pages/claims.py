"""What matters of a day, for who has two minutes: a few claims, best first, and where they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from broadsheet import paths
from broadsheet.model import Decision
from broadsheet.templates.views import ClaimView
from broadsheet.text import claims
from broadsheet.text.faces import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from broadsheet.press.pages.context import Context
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord
    from broadsheet.text.faces import Faces
    from broadsheet.words import Words

    Shown = Callable[[Faces], Markup]

MOST = 6
MORE = 9
FEW = 12  # a day of no more papers is read as it is


def of_day(day: DayRecord, context: Context) -> tuple[ClaimView, ...]:
    """Of a day that is long enough for a reader to ask what matters."""
    return of_front(day, context) if len(day.papers) > FEW else ()


def in_elements(text: Faces) -> Markup:
    """As pages show it, formulas as MathML."""
    return _safe(text.html)


def in_characters(text: Faces) -> Markup:
    """As it is shown where only characters arrive."""
    return escape(text.plain)


def of_front(day: DayRecord, context: Context, shows: Shown = in_elements) -> tuple[ClaimView, ...]:
    return tuple(of_paper(paper, day, context, shows) for paper in _chosen(day))


def further(day: DayRecord, context: Context, shows: Shown = in_elements) -> tuple[ClaimView, ...]:
    """The next best."""
    places = day.best[len(_chosen(day)) :][:MORE]
    return tuple(of_paper(day.papers[place], day, context, shows) for place in places)


def chosen_by(day: DayRecord, words: Words) -> str:
    """By what those were chosen, and how many papers are left: a must read among them is not kept quiet."""
    chosen = _chosen(day)
    left = len(day.papers) - len(chosen)
    if must_reads := _must_reads(day.papers) - _must_reads(chosen):
        return words.say_many(
            "That is what matters most by the ratings; %(num)s more paper, by subject, among them "
            "%(must_reads)s.",
            "That is what matters most by the ratings; %(num)s more papers, by subject, among them "
            "%(must_reads)s.",
            left,
            must_reads=words.say_many("%(num)s must read", "%(num)s must reads", must_reads),
        )
    if any(paper.rating for paper in day.papers):
        return words.say_many(
            "That is what matters most by the ratings; %(num)s more paper, by subject.",
            "That is what matters most by the ratings; %(num)s more papers, by subject.",
            left,
        )
    return words.say_many(
        "Chosen without interests: new papers before cross-lists, with code, figures and the month’s rising "
        "terms first; %(num)s more paper.",
        "Chosen without interests: new papers before cross-lists, with code, figures and the month’s rising "
        "terms first; %(num)s more papers.",
        left,
    )


def _chosen(day: DayRecord) -> list[PaperRecord]:
    """Of a day that was rated, none that can be skipped."""
    best = [day.papers[place] for place in day.best[:MOST]]
    wanted = [paper for paper in best if not paper.rating or paper.rating.decision != Decision.SKIP]
    return wanted or best[: MOST // 2]


def _must_reads(papers: Sequence[PaperRecord]) -> int:
    return sum(paper.rating is not None and paper.rating.decision == Decision.MUST_READ for paper in papers)


def of_paper(paper: PaperRecord, day: DayRecord, context: Context, shows: Shown = in_elements) -> ClaimView:
    """A paper by what it says; `shows` is how its formulas stand."""
    words, rating = context.words, paper.rating
    title, language = paper.headline
    first, *others = [author.name for author in paper.authors] or [""]
    field = context.interests.shown(paper.field, day.language)
    more = words.say("%(name)s and %(num)s more", name=first, num=words.number(len(others)))
    return ClaimView(
        score=words.number(rating.score, "0.0") if rating else "",
        claim=shows(paper.claim),
        told_in=paper.claimed_in,
        figure=_safe(claims.emphasised(paper.figure)),
        title=shows(title),
        path=paths.paper(day.date, paper.id),
        language=language,
        authors=more if len(others) > 1 else words.listing(first, *others) if first else "",
        field=field.label,
        reason=_why(paper, shows),
        field_in=field.language,
        reason_in=paper.reason_in or day.language,
        date=context.papers.day(day.date),
    )


def _why(paper: PaperRecord, shows: Shown) -> Markup:
    """The reason without the sentence that it quotes."""
    why, quoted, _ = paper.reason.plain.partition(" “")
    return _safe(escaped(why)) if quoted else shows(paper.reason)


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704  # the text room has made it safe
