"""A week or a month in review: what the editor sees in a day, seen over many, beside the days before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from broadsheet import trends
from broadsheet.model import Digest, Section, Usual
from broadsheet.press import charts, dates
from broadsheet.press.lead import best_first
from broadsheet.press.spans import MONTH
from broadsheet.press.tracks import track
from broadsheet.press.views import LinkView, ReviewView

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from broadsheet.model import Entry, Rising
    from broadsheet.page import Page
    from broadsheet.press.spans import Review, Span
    from broadsheet.press.views import PaperView
    from broadsheet.press.words import Words

BEST = 8


@dataclass(frozen=True, slots=True)
class Reviewed:
    """All days of a span as one digest, with the day on which each paper stands."""

    digest: Digest
    day_of: dict[str, date]

    @property
    def best(self) -> list[Entry]:
        return list(islice(best_first(self.digest), BEST))


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of the terms; it takes all papers of the span and of the days before it to see."""

    digest: Digest
    falling: tuple[Rising, ...]


def reviewed(subject: Review, digest_of: Callable[[date], Digest]) -> Reviewed:
    digests = [digest_of(source.date) for source in subject.days]
    entries, day_of = _once_each(digests)
    together = replace(digests[-1], trends=(), rising=(), usual=None, sections=(Section("all", entries),))
    return Reviewed(together, day_of)


def moved(subject: Review, seen: Reviewed, digest_of: Callable[[date], Digest], language: str) -> Moved:
    past = [digest_of(source.date) for source in subject.before]
    entries, days = seen.digest.entries, len(subject.days)
    papers = [entry.paper for digest in past for entry in digest.entries]
    vocabulary = trends.Vocabulary([entry.paper for entry in entries], trends.Archive(papers, len(past)))
    scores = {entry.paper.id: entry.rating.score for entry in entries if entry.rating}
    digest = replace(
        seen.digest,
        trends=trends.tracks(vocabulary, scores=scores, language=language, days=days),
        rising=trends.rising(vocabulary, days=days),
        usual=_usual(past, days),
    )
    return Moved(digest, trends.falling(vocabulary, days=days))


def title(span: Span, words: Words) -> str:
    if span.kind == MONTH:
        return words.say("%(month)s in review", month=words.month(span.first))
    return words.say("The week of %(day)s", day=words.full(span.first))


def view(
    subject: Review,
    page_of: Callable[[date], Page],
    told: Callable[[Page, Entry], PaperView],
    language: str,
    words: Words,
) -> ReviewView:
    def digest_of(day: date) -> Digest:
        return page_of(day).digest

    def tell(id_: str) -> PaperView:
        return told(page_of(seen.day_of[id_]), entries[id_])

    seen = reviewed(subject, digest_of)
    change = moved(subject, seen, digest_of, language)
    entries = {entry.paper.id: entry for entry in seen.digest.entries}
    days = [source.date for source in subject.days]
    return ReviewView(
        title=title(subject.span, words),
        count=len(entries),
        days=tuple(
            LinkView(words.long(day), dates.day_path(day), note=words.papers(len(digest_of(day).entries)))
            for day in days
        ),
        papers=tuple(tell(entry.paper.id) for entry in seen.best),
        trends=tuple(track(trend, entries, tell, language) for trend in change.digest.trends),
        rising=charts.rising(change.digest.rising, words),
        falling=charts.rising(change.falling, words),
        chart=charts.by_category(change.digest, words, in_short=True),
        before=len(subject.before),
    )


def _once_each(digests: list[Digest]) -> tuple[tuple[Entry, ...], dict[str, date]]:
    """A paper that stood on several days stands where it stood first."""
    found: dict[str, Entry] = {}
    day_of: dict[str, date] = {}
    for digest in digests:
        for entry in digest.entries:
            if entry.paper.id not in found:
                found[entry.paper.id] = entry
                day_of[entry.paper.id] = digest.date
    return tuple(found.values()), day_of


def _usual(past: list[Digest], days: int) -> Usual | None:
    """Of as many days."""
    if not past:
        return None
    counts = Counter(
        entry.paper.primary for digest in past for entry in digest.entries if entry.paper.primary
    )
    share = days / len(past)
    return Usual(
        len(past),
        round(sum(len(digest.entries) for digest in past) * share, 1),
        {name: round(count * share, 1) for name, count in sorted(counts.items())},
    )
