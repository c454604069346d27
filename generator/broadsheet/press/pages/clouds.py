"""The words of a day: its page's terms as a cloud, and beside it the papers that say each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from broadsheet import paths, plots, trends
from broadsheet.templates.views import CloudView, LinkView, TermView

if TYPE_CHECKING:
    from broadsheet.model import Term
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord
    from broadsheet.words import Words

ANCHOR = "said-"
_FEWEST = 8  # words
_PAPERS = 3  # of a word, by title
_LONGEST_TITLE = 30.0  # in shares of its size
_SEVERAL = 3  # papers
_MUCH = 2  # times as many as usual


def of_day(day: DayRecord, words: Words) -> CloudView | None:
    """Measured by the days before it, as the page has them; of its papers those that are there."""
    there = {paper.id: paper for paper in day.papers}
    best = {day.papers[place].id: at for at, place in enumerate(day.best)}
    shown = [(term, sorted(there.keys() & {*term.papers}, key=best.__getitem__)) for term in day.terms]
    measured = [(term, ids, _expected(term, day)) for term, ids in shown if ids]
    measured.sort(key=lambda each: (-trends.worth(len(each[1]), each[2]), each[0].term))
    if len(measured) < _FEWEST:
        return None
    as_written = {name: term for names in day.names.values() for term, name in names.items()}
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
            TermView(
                term.term,
                _facts(len(ids), usual, words),
                tuple(_link(there[each]) for each in ids[:_PAPERS]),
                _more(as_written.get(term.term, term.term), words) if len(ids) > _PAPERS else None,
            )
            for term, ids, usual in measured
        ),
    )


def _stands_out(papers: int, usual: float | None) -> bool:
    return usual is not None and papers >= max(_SEVERAL, _MUCH * usual)


def _expected(term: Term, day: DayRecord) -> float | None:
    if not day.usual:
        return None
    return trends.expected(term.usual, papers=len(day.papers), usually=day.usual.papers, days=day.usual.days)


def _facts(papers: int, usual: float | None, words: Words) -> str:
    count = words.papers(papers)
    if usual is None:
        return count
    return words.say("%(papers)s, %(usual)s expected", papers=count, usual=words.number(usual, "0.0"))


def _link(paper: PaperRecord) -> LinkView:
    title, language = paper.headline
    return LinkView(plots.cut(title.plain, _LONGEST_TITLE), f"#{paper.id}", language=language)


def _more(term: str, words: Words) -> LinkView:
    """Where all of them are found, and those of other days: by the term as authors write it, for what is not
    translated says it too.
    """
    asked = quote(f'"{term}"')
    return LinkView(words.say("all, and earlier ones"), f"{paths.SEARCH}?q={asked}")
