"""Feeds: one item a day or a paper, in Atom, RSS 2.0 and JSON Feed, which say the same.

Items are composed once and shared by formats and feeds; what stands in which document is planned in
`press.chains`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.press import chains, dates, reviews
from broadsheet.press.chains import DAYS_IN_FEED, Each, Format, path_of
from broadsheet.press.facts import followed
from broadsheet.press.feeds import atom, jsonfeed, opml, rss
from broadsheet.press.feeds.day import WRITERS, DayTold
from broadsheet.press.feeds.items import Head, Item
from broadsheet.press.feeds.names import name_of
from broadsheet.press.feeds.told import Level, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.press.chains import Channel, Feed, Issue
    from broadsheet.press.pages import Pages
    from broadsheet.press.spans import Review
    from broadsheet.press.words import Words

__all__ = ["STYLE", "Feeds"]

STYLE = "feeds.css"
_DOCUMENTS = {Format.ATOM: atom.document, Format.RSS: rss.document, Format.JSON: jsonfeed.document}


class Feeds:
    """Writes the feeds of one edition."""

    def __init__(self, site: Site, pages: Pages, words: Words) -> None:
        self._site = site
        self._words = words
        self._pages = pages
        self._followed = followed(site)
        self._day = lru_cache(maxsize=2 * DAYS_IN_FEED)(self._open)

    def write(self, feed: Feed) -> bytes:
        items = [item for issue in feed.issues for item in self._items(feed, issue)]
        return _DOCUMENTS[feed.format](self._head(feed), items).encode()

    def opml(self, channels: Sequence[Channel]) -> bytes:
        return opml.document(channels, self._site, self._words).encode()

    def _open(self, day: date) -> DayTold:
        return DayTold(self._pages.page(day).digest, self._site, self._words, self._followed)

    def _head(self, feed: Feed) -> Head:
        site = self._site
        home = feed.channel.path

        def address(archive: date | None) -> str:
            return site.url_for(path_of(home, feed.each, feed.format, archive))

        return Head(
            title=name_of(feed.channel, feed.each, site, self._words),
            description=site.description or site.motto or site.title,
            home=site.url_for(home),
            current=address(None),
            address=address(feed.archive),
            previous=address(feed.previous) if feed.previous else "",
            next=address(feed.next) if feed.next else "",
            language=site.language,
            publisher=site.publisher,
            updated=max((self._day(day).updated for day in _days(feed)), default=None),
            style=f"{site.base_path}{STYLE}",
        )

    def _items(self, feed: Feed, issue: Issue) -> Iterator[str]:
        told, words = self._day(issue.source.date), self._words
        shown = told.shown(feed.channel)
        room = chains.room(feed.each, issue.papers)
        if feed.each is Each.PAPER:
            yield from told.papers(shown, feed.format, room)
            return
        for review in issue.reviews:
            yield WRITERS[feed.format](self._look_back(review))
        url = self._site.url_for(dates.day_path(told.digest.date))
        home = feed.channel.path
        item = Item(
            id=self._site.url_for(f"{home}#{told.digest.date}") if home else url,
            permanent=not home,
            url=url,
            title=words.say(
                "%(day)s: %(papers)s", day=words.full(told.digest.date), papers=words.papers(len(shown))
            ),
            content=told.content(shown, room),
            published=told.published,
            updated=told.updated,
            authors=(self._site.publisher,),
            language=self._site.language,
            title_language=words.language,
        )
        yield WRITERS[feed.format](item)

    def _look_back(self, review: Review) -> Item:
        seen = reviews.reviewed(review, lambda day: self._pages.page(day).digest)
        url = self._site.url_for(review.span.path)
        published = dates.announced(review.days[-1].date)
        words = self._words
        count, days = words.papers(len(seen.day_of)), words.days(len(review.days))
        opening = words.say("%(papers)s on %(days)s. These stood out:", papers=count, days=days)
        said = [f"<p>{text(opening)}</p>\n"]
        for entry in seen.best:
            told = self._day(seen.day_of[entry.paper.id]).told(entry)
            said.append(told.in_day(Level.BRIEF))
        return Item(
            id=url,
            permanent=True,
            url=url,
            title=reviews.title(review.span, words),
            content="".join(said).rstrip(),
            published=published,
            updated=max(published, seen.digest.updated),
            authors=(self._site.publisher,),
            language=self._site.language,
            title_language=words.language,
        )


def _days(feed: Feed) -> Iterator[date]:
    """That the items of a document are of."""
    for issue in feed.issues:
        yield issue.source.date
        if feed.each is Each.DAY:
            yield from (review.days[-1].date for review in issue.reviews)
