"""The plan of the feeds: which documents each has, what stands in which, and how they are chained.

Pure, and decided by counts of papers. A feed has one document that changes, with its newest days; the
days before them stand in archives (RFC 5005 §4), one a day, that stay as they are until they go. What a
day's papers take is bounded by their number (`room`), and with it every document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from broadsheet.press.facts import DayFacts, Source
    from broadsheet.press.spans import Review

OPML = "feeds.opml"
DAYS_IN_FEED = 15
KEPT = timedelta(days=31)
LARGEST = 960_000  # bytes of items in one document, which leaves room for its head below 1 MB
_EACH_DAY = 20_000


class Each(StrEnum):
    """What one item of a feed is."""

    DAY = "day"
    PAPER = "paper"


class Format(StrEnum):
    ATOM = "Atom"
    RSS = "RSS"
    JSON = "JSON Feed"


# As many as take some 512 KB, by the mean over real announcements.
PAPERS_IN_FEED = {Each.DAY: 240, Each.PAPER: 130}

_FILES = {
    (Each.DAY, Format.ATOM): "atom.xml",
    (Each.DAY, Format.RSS): "rss.xml",
    (Each.DAY, Format.JSON): "feed.json",
    (Each.PAPER, Format.ATOM): "papers.xml",
    (Each.PAPER, Format.RSS): "papers-rss.xml",
    (Each.PAPER, Format.JSON): "papers.json",
}


@dataclass(frozen=True, slots=True)
class Channel:
    """What feeds are of: the whole site, a category or an interest; and the path of its page."""

    path: str = ""
    category: str = ""
    interest: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A day in a channel: how many of its papers belong there, and the reviews that came with it."""

    source: Source
    papers: int
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """One document of a feed."""

    channel: Channel
    each: Each
    format: Format
    issues: tuple[Issue, ...]  # newest first
    archive: date | None = None  # whose day it keeps; None is the document that changes
    previous: date | None = None  # the archives before and after
    next: date | None = None

    @property
    def path(self) -> str:
        return path_of(self.channel.path, self.each, self.format, self.archive)


def path_of(home: str, each: Each, form: Format, archive: date | None = None) -> str:
    return f"{home}{f'past/{archive}/' if archive else ''}{_FILES[each, form]}"


def room(each: Each, papers: int) -> int:
    """The bytes that a day's papers may take, so that all days which stand together fit."""
    most = PAPERS_IN_FEED[each]
    if papers > most:
        return LARGEST
    return _EACH_DAY + papers * (LARGEST - DAYS_IN_FEED * _EACH_DAY) // most


def issues(days: Sequence[tuple[DayFacts, int]], reviews: Sequence[Review] = ()) -> list[Issue]:
    """Of days with their papers, newest first."""
    return [
        Issue(day.source, papers, tuple(review for review in reversed(reviews) if review.told == day.date))
        for day, papers in days
    ]


def documents(channels: Sequence[tuple[Channel, Sequence[Issue]]]) -> Iterator[Feed]:
    """Those that change first, then the archives day by day, so that a day's papers are told together."""
    archives: list[Feed] = []
    for channel, all_issues in channels:
        for each in Each:
            current, past = _split(each, all_issues)
            days = [issue.source.date for issue in past]
            for form in Format:
                yield Feed(channel, each, form, tuple(current), previous=days[0] if days else None)
                for issue, before, after in zip(past, [*days[1:], None], [None, *days], strict=False):
                    archives.append(Feed(channel, each, form, (issue,), issue.source.date, before, after))
    yield from sorted(archives, key=lambda feed: feed.issues[0].source.date, reverse=True)


def _split(each: Each, all_issues: Sequence[Issue]) -> tuple[Sequence[Issue], list[Issue]]:
    """The days that stand in the document that changes, and those of a month before that are kept.

    Archives go by whole weeks, so that the end of the chain moves but once a week.
    """
    shown = papers = 0
    for issue in all_issues[:DAYS_IN_FEED]:
        papers += issue.papers
        if shown and papers > PAPERS_IN_FEED[each]:
            break
        shown += 1
    if not shown:
        return (), []
    oldest = all_issues[0].source.date - KEPT
    oldest -= timedelta(days=oldest.weekday())
    return all_issues[:shown], [issue for issue in all_issues[shown:] if issue.source.date >= oldest]
