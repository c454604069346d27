"""Feeds: one item a day or a paper, in Atom, RSS 2.0 and JSON Feed, which say the same.

Items are composed once and shared by formats and feeds; what stands in which document is planned in
`press.channels`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet import paths
from broadsheet.press.channels import DAYS_IN_FEED, Each, Format
from broadsheet.press.feeds import atom, jsonfeed, opml, rss
from broadsheet.press.feeds.day import WRITERS, FeedDay
from broadsheet.press.feeds.items import Head, Item
from broadsheet.press.feeds.telling import Teller, text
from broadsheet.press.pages import reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from broadsheet.press.channels import Channel, Feed, Issue
    from broadsheet.press.pages.context import Context
    from broadsheet.press.periods import Review
    from broadsheet.records import DayFacts
    from broadsheet.records.stored import StoredDay

__all__ = ["STYLE", "Feeds"]

STYLE = "feeds.css"
_DOCUMENTS = {Format.ATOM: atom.document, Format.RSS: rss.document, Format.JSON: jsonfeed.document}


class Feeds:
    """Writes the feeds of one edition."""

    def __init__(self, context: Context, opened: Callable[[DayFacts], StoredDay]) -> None:
        self._site = context.site
        self._root = context.edition.whole.base_path
        self._words = context.words
        self._interests = context.interests
        self._open = opened
        teller = Teller(context)
        self._teller = teller
        self._day = lru_cache(maxsize=DAYS_IN_FEED)(lambda facts: FeedDay(opened(facts), teller))

    def write(self, feed: Feed) -> bytes:
        """The bytes of one file."""
        items = [item for issue in feed.issues for item in self._items(feed, issue)]
        return _DOCUMENTS[feed.format](self._head(feed), items).encode()

    def opml(self, channels: Sequence[Channel]) -> bytes:
        """The list of all feeds, for feed readers to take in at once."""
        return opml.document(channels, self._site, self._interests, self._words).encode()

    def _head(self, feed: Feed) -> Head:
        site = self._site

        def address(archive: date | None) -> str:
            return site.url_for(feed.channel.file(feed.each, feed.format, archive))

        return Head(
            title=feed.channel.name(feed.each, site, self._interests, self._words),
            description=site.description or site.motto or site.title,
            home=site.url_for(feed.channel.path),
            current=address(None),
            address=address(feed.archive),
            previous=address(feed.previous) if feed.previous else "",
            language=site.language,
            publisher=site.publisher,
            updated=max(map(_updated, _days(feed)), default=None),
            style=f"{self._root}{STYLE}",
        )

    def _items(self, feed: Feed, issue: Issue) -> Iterator[str]:
        day, words = self._day(issue.day), self._words
        shown = day.shown(feed.channel)
        if feed.each is Each.PAPER:
            yield from day.papers(shown)
            return
        for review in issue.reviews:
            yield WRITERS[feed.format](self._look_back(review))
        url = self._site.url_for(paths.day(issue.day.date))
        home = feed.channel.path
        item = Item(
            id=self._site.url_for(f"{home}#{issue.day.date}") if home else url,
            permanent=not home,
            url=url,
            title=words.say(
                "%(day)s: %(papers)s", day=words.full(issue.day.date), papers=words.papers(len(shown))
            ),
            content=day.content(shown),
            published=day.published,
            updated=day.updated,
            authors=(self._site.publisher,),
            language=self._site.language,
            title_language=words.language,
        )
        yield WRITERS[feed.format](item)

    def _look_back(self, review: Review) -> Item:
        seen = reviews.Reviewed(review, self._open)
        url = self._site.url_for(review.period.path)
        published = paths.announced(review.days[-1].date)
        words = self._words
        count, days = words.papers(len(seen.day_of)), words.days(len(review.days))
        opening = words.say("%(papers)s on %(days)s. These stood out:", papers=count, days=days)
        pieces = [f"<p>{text(opening)}</p>\n"]
        for facts, paper in seen.best:
            pieces.append(self._teller.tell(paper, self._open(facts).head).in_day(is_whole=False))
        return Item(
            id=url,
            permanent=True,
            url=url,
            title=reviews.title(review.period, words),
            content="".join(pieces).rstrip(),
            published=published,
            updated=max(published, review.days[-1].updated),
            authors=(self._site.publisher,),
            language=self._site.language,
            title_language=words.language,
        )


def _days(feed: Feed) -> Iterator[DayFacts]:
    """That the items of a document are of."""
    for issue in feed.issues:
        yield issue.day
        if feed.each is Each.DAY:
            yield from (review.days[-1] for review in issue.reviews)


def _updated(day: DayFacts) -> datetime:
    return max(day.updated, paths.announced(day.date))
