"""A week or a month in review: what its days' records say, added up, beside the days before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from typing import TYPE_CHECKING

from broadsheet import paths, plots, trends
from broadsheet.model import Rising, Usual
from broadsheet.press.pages import charts, claims
from broadsheet.press.periods import MONTH
from broadsheet.records.days import Track
from broadsheet.templates.views import LinkView, ReviewView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from broadsheet.press.pages.context import Context
    from broadsheet.press.periods import Period, Review
    from broadsheet.records import DayFacts
    from broadsheet.records.days import Ranked
    from broadsheet.records.papers import PaperRecord
    from broadsheet.records.stored import StoredDay
    from broadsheet.words import Words

BEST = 8
_TRACKS = 5
_FEWEST = 2  # papers of a track
_ENOUGH = 0.5  # past days beside those looked back upon, from which there is a usual


@dataclass(frozen=True)
class Reviewed:
    """The days of a week or a month, opened."""

    review: Review
    open: Callable[[DayFacts], StoredDay]

    @cached_property
    def day_of(self) -> dict[str, DayFacts]:
        """A paper that stood on several days stands where it stood first."""
        return {id_: day for day in reversed(self.review.days) for id_ in day.papers}

    @cached_property
    def dates(self) -> dict[str, date]:
        return {id_: day.date for id_, day in self.day_of.items()}

    @cached_property
    def best(self) -> list[tuple[DayFacts, PaperRecord]]:
        ranked: list[tuple[float, Sequence[int], int, Ranked]] = []
        for number, day in enumerate(self.review.days):
            ranked += [
                (-each.score, each.place, number, each)
                for each in self.open(day).counts.best
                if self.day_of[each.id] is day
            ]
        return [
            (self.day_of[each.id], self.paper(each.id))
            for _, _, _, each in nsmallest(BEST, ranked, key=lambda each: each[:3])
        ]

    def paper(self, id_: str) -> PaperRecord:
        day = self.day_of[id_]
        return self.open(day).paper(day.papers.index(id_))


def title(period: Period, words: Words) -> str:
    if period.kind == MONTH:
        return words.say("%(month)s in review", month=words.month(period.first))
    return words.say("The week of %(day)s", day=words.full(period.first))


def link(period: Period, words: Words) -> LinkView:
    """To the page that looks back upon it."""
    return LinkView(title(period, words), period.path)


def view(seen: Reviewed, context: Context) -> ReviewView:
    """What led, rose and fell."""
    words, review = context.words, seen.review
    up, down = _moved(seen)
    return ReviewView(
        title=title(review.period, words),
        count=len(seen.day_of),
        days=tuple(
            LinkView(words.long(day.date), paths.day(day.date), note=words.papers(day.count))
            for day in review.days
        ),
        papers=tuple(claims.of_paper(paper, seen.open(day).head, context) for day, paper in seen.best),
        trends=tuple(
            context.papers.track(track, seen.dates, seen.paper, context.written_in)
            for track in _tracks(seen, words)
        ),
        rising=charts.rising(up, words),
        falling=charts.rising(down, words),
        chart=charts.by_category(_primaries(seen), _usual(seen), words, in_short=True),
        before=len(review.before),
        plots=charts.shown(plots.slopes(up, down, words)),
    )


def _tracks(seen: Reviewed, words: Words) -> list[Track]:
    """Those of the days, put together by their names; the largest first."""
    papers: dict[str, dict[str, None]] = {}
    named: dict[str, list[str]] = {}
    for day in seen.review.days:
        for track in seen.open(day).counts.tracks:
            name = track.title.casefold()
            papers.setdefault(name, {}).update(dict.fromkeys(track.papers))
            named.setdefault(name, []).append(track.title)
    large = [name for name, ids in papers.items() if len(ids) >= _FEWEST]
    large.sort(key=lambda name: -len(papers[name]))

    def note(name: str) -> str:
        count, days = words.papers(len(papers[name])), words.days(len(named[name]))
        return words.say("%(papers)s on %(days)s", papers=count, days=days)

    return [Track(named[name][0], note(name), list(papers[name])) for name in large[:_TRACKS]]


def _moved(seen: Reviewed) -> tuple[tuple[Rising, ...], tuple[Rising, ...]]:
    """By the papers' keywords."""
    review = seen.review
    now, spelled = _keywords(seen, review.days)
    before, spelled_before = _keywords(seen, review.before)
    counts = trends.Counts(
        now,
        len(seen.day_of),
        len(review.days),
        before,
        sum(day.count for day in review.before),
        len(review.before),
    )
    return trends.moved(counts, spelled_before | spelled)


def _keywords(
    seen: Reviewed, days: Iterable[DayFacts]
) -> tuple[Counter[tuple[str, ...]], dict[tuple[str, ...], str]]:
    counts: Counter[tuple[str, ...]] = Counter()
    spelled: dict[tuple[str, ...], str] = {}
    for day in days:
        for phrase_text, (papers, form) in seen.open(day).counts.keywords.items():
            phrase = tuple(phrase_text.split(" "))
            counts[phrase] += papers
            spelled[phrase] = form
    return counts, spelled


def _primaries(seen: Reviewed) -> list[str]:
    """Of the papers, each once."""
    return [
        primary
        for day in seen.review.days
        for id_, primary in zip(day.papers, seen.open(day).counts.primaries, strict=True)
        if seen.day_of[id_] is day
    ]


def _usual(seen: Reviewed) -> Usual | None:
    """Of as many days; no week is told from one day, nor a month from a few."""
    past = seen.review.before
    if len(past) < _ENOUGH * len(seen.review.days):
        return None
    counts = Counter(primary for day in past for primary in seen.open(day).counts.primaries if primary)
    return Usual.mean(counts, sum(day.count for day in past), len(past), over=len(seen.review.days))
