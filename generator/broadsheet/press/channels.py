"""Which feeds there are: what each is of and called, where it stands, and how pages offer it; and which
documents it has, what stands in which, and how they are chained.

Pure, and decided by counts of papers. A feed has one document that changes, with its newest days. The days
before them stand, for the site's own feeds and in Atom alone, in archives (RFC 5005 §4), one a day, that
stay as they are until they go.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from broadsheet import almanac, paths
from broadsheet.templates.views import ChannelView, FeedsView, FeedView, OfferView
from broadsheet.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.press.interests import Interests
    from broadsheet.press.periods import Review
    from broadsheet.records import DayFacts
    from broadsheet.records.days import DayCounts
    from broadsheet.words import Words

DAYS_IN_FEED = 15
KEPT = timedelta(days=21)
PAPERS_OF_PART = 50  # in the feeds of a category or an interest


class Each(StrEnum):
    """What one item of a feed is."""

    DAY = "day"
    PAPER = "paper"


class Format(StrEnum):
    ATOM = "Atom"
    RSS = "RSS"
    JSON = "JSON Feed"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.ATOM: "application/atom+xml",
    Format.RSS: "application/rss+xml",
    Format.JSON: "application/feed+json",
}
FOLDERS = {Each.DAY: mark("One item a day"), Each.PAPER: mark("One item a paper")}

# As many as take some 200 and 512 KB, by the mean over real papers; a newest day of more has them all.
PAPERS_IN_FEED = {Each.DAY: 240, Each.PAPER: 130}

_FILES = {
    (Each.DAY, Format.ATOM): "atom.xml",
    (Each.DAY, Format.RSS): "rss.xml",
    (Each.DAY, Format.JSON): "feed.json",
    (Each.PAPER, Format.ATOM): "papers.xml",
}


@dataclass(frozen=True, slots=True)
class Channel:
    """What feeds are of: the whole site, a category or an interest; and the path of its page."""

    path: str = ""
    category: str = ""
    interest: str = ""

    def formats(self, each: Each) -> tuple[Format, ...]:
        """Every reader of feeds takes Atom: the parts of a site, and papers one by one, come in it alone."""
        return (Format.ATOM,) if self.path or each is Each.PAPER else tuple(Format)

    def most(self, each: Each) -> int:
        """The papers of one document, beside those of its newest day."""
        return PAPERS_OF_PART if self.path else PAPERS_IN_FEED[each]

    def file(self, each: Each, form: Format, archive: date | None = None) -> str:
        """Where the document that changes stands, or the archive of a day."""
        return f"{self.path}{f'{paths.PAST}{archive}/' if archive else ''}{_FILES[each, form]}"

    def places(self, day: DayCounts) -> list[int]:
        """Those of its papers, as they stand on the day's page."""
        if self.interest:
            return [place for place, field in enumerate(day.fields) if field == self.interest]
        if self.category:
            return [place for place, under in enumerate(day.shown_under) if self.category in under.split(" ")]
        return list(range(len(day.shown_under)))

    def name(self, each: Each, site: Site, interests: Interests, words: Words) -> str:
        """What a feed is called, in feed readers as on pages."""
        named = words.category_in_full(self.category) if self.category else ""
        if self.interest:
            named = interests[self.interest].label
        name = f"{site.title}: {named}" if named else site.title
        return words.say("%(name)s, paper by paper", name=name) if each is Each.PAPER else name

    def alternates(self, site: Site, interests: Interests, words: Words) -> tuple[FeedView, ...]:
        """All its feeds, each by its full name."""
        return tuple(
            self._feed(each, form, f"{self.name(each, site, interests, words)} ({form})")
            for each in Each
            for form in self.formats(each)
        )

    def offers(self, words: Words) -> tuple[OfferView, ...]:
        """The same, where it is plain what they are of."""
        return tuple(
            OfferView(
                words.say(FOLDERS[each]), tuple(self._feed(each, form, form) for form in self.formats(each))
            )
            for each in Each
        )

    def _feed(self, each: Each, form: Format, title: str) -> FeedView:
        return FeedView(title, self.file(each, form), form.media_type)


@dataclass(frozen=True, slots=True)
class Issue:
    """A day in a channel: how many of its papers belong there, and the reviews that came with it."""

    day: DayFacts
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
    previous: date | None = None  # the archive before

    @property
    def path(self) -> str:
        """Where it stands on the site."""
        return self.channel.file(self.each, self.format, self.archive)


def page(followed: Iterable[str], interests: Interests, words: Words) -> FeedsView:
    """All that is offered, by categories and by interests."""
    by_category = ((f"{words.category(code)} · {code}", paths.category(code)) for code in followed)
    return FeedsView(
        site=Channel().offers(words),
        categories=tuple(ChannelView(name, path, Channel(path).offers(words)) for name, path in by_category),
        interests=tuple(
            ChannelView(each.label, each.path, Channel(each.path).offers(words), each.language)
            for each in map(interests.__getitem__, interests)
        ),
        opml=FeedView("OPML", paths.OPML, "text/x-opml"),
    )


def issues(days: Sequence[tuple[DayFacts, int]], reviews: Sequence[Review] = ()) -> list[Issue]:
    """Of days with their papers, newest first."""
    came = {day: tuple(of_it)[::-1] for day, of_it in groupby(reviews, key=lambda review: review.closed)}
    return [Issue(day, papers, came.get(day.date, ())) for day, papers in days]


def documents(channels: Sequence[tuple[Channel, Sequence[Issue]]]) -> Iterator[Feed]:
    """All files of these feeds: of each format the current one, and for Atom the chain of its archives."""
    for channel, all_issues in channels:
        for each in Each:
            current, past = _split(channel, each, all_issues)
            days = [issue.day.date for issue in past]
            for form in channel.formats(each):
                is_chained = form is Format.ATOM and bool(days)
                yield Feed(channel, each, form, current, previous=days[0] if is_chained else None)
            for issue, before in zip(past, [*days[1:], None], strict=False):
                yield Feed(channel, each, Format.ATOM, (issue,), issue.day.date, before)


def _split(
    channel: Channel, each: Each, all_issues: Sequence[Issue]
) -> tuple[tuple[Issue, ...], list[Issue]]:
    """The days that stand in the document that changes, and those of the weeks before that are kept.

    Archives go by whole weeks, so that the end of the chain moves but once a week.
    """
    shown = papers = 0
    for issue in all_issues[:DAYS_IN_FEED]:
        papers += issue.papers
        if shown and papers > channel.most(each):
            break
        shown += 1
    if not shown or channel.path:
        return tuple(all_issues[:shown]), []
    oldest = almanac.monday(almanac.moved(all_issues[0].day.date, -KEPT))
    past = []
    for issue in all_issues[shown:]:
        if issue.day.date < oldest:
            break
        past.append(issue)
    return tuple(all_issues[:shown]), past
