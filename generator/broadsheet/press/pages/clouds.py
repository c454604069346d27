"""The words of a day: its page's terms as a cloud, and beside it the papers that say each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from broadsheet import paths, plots, trends
from broadsheet.templates.views import CloudView, LinkView, TermView

if TYPE_CHECKING:
    from broadsheet.model import Term
    from broadsheet.press.pages.context import Context
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord

ANCHOR = "said-"
_FEWEST = 8  # words
_PAPERS = 3  # of a word, by title
_LONGEST_TITLE = 30.0  # in shares of its size
_SEVERAL = 3  # papers
_MUCH = 2  # times as many as usual


def of_day(day: DayRecord, context: Context) -> CloudView | None:
    """Measured by the days before it, as the page has them; of its papers those that are there."""
    there = {paper.id: paper for paper in day.papers}
    best = {day.papers[place].id: at for at, place in enumerate(day.best)}
    shown = [(term, sorted(there.keys() & {*term.papers}, key=best.__getitem__)) for term in day.terms]
    measured = [(term, ids, _expected(term, day)) for term, ids in shown if ids]
    measured.sort(key=lambda each: (-trends.worth(len(each[1]), each[2]), each[0].term))
    if len(measured) < _FEWEST:
        return None
    svg = plots.cloud(
        [
            plots.Worded(
                term.term,
                trends.worth(len(ids), usual),
                "much" if _stands_out(len(ids), usual) else "",
            )
            for term, ids, usual in measured
        ],
        to=ANCHOR,
    )
    return CloudView(
        Markup(svg),  # noqa: S704  # all words in it are escaped
        is_measured=measured[0][2] is not None,
        terms=tuple(
            _term(term, [there[each] for each in ids], usual, context) for term, ids, usual in measured
        ),
    )


def _stands_out(papers: int, usual: float | None) -> bool:
    return usual is not None and papers >= max(_SEVERAL, _MUCH * usual)


def _expected(term: Term, day: DayRecord) -> float | None:
    if not day.usual:
        return None
    return trends.expected(term.usual, papers=len(day.papers), usually=day.usual.papers, days=day.usual.days)


def _term(term: Term, papers: list[PaperRecord], usual: float | None, context: Context) -> TermView:
    words = context.words
    count = words.papers(len(papers))
    facts = count
    if usual is not None:
        facts = words.say("%(papers)s, %(usual)s expected", papers=count, usual=words.number(usual, "0.0"))
    return TermView(term.term, facts, tuple(map(_link, papers[:_PAPERS])), _more(term, papers, context))


def _link(paper: PaperRecord) -> LinkView:
    title, language = paper.headline
    return LinkView(plots.cut(title.plain, _LONGEST_TITLE), f"#{paper.id}", language=language)


def _more(term: Term, papers: list[PaperRecord], context: Context) -> LinkView | None:
    """Where all of them are found, and those of other days."""
    if len(papers) <= _PAPERS:
        return None
    asked = quote(f'"{term.term}"')
    return LinkView(context.words.say("all, and earlier ones"), f"{paths.SEARCH}?q={asked}")
