"""Feeds: one item a day, in Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, which say the same.

Item texts are plain: feed readers drop MathML and styles, so formulas come as Unicode.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from broadsheet.model import Decision
from broadsheet.press import categories, dates, plan, reviews
from broadsheet.press.facts import followed, shelves
from broadsheet.press.papers import DECISIONS, byline, paper_path
from broadsheet.press.tags import DECLARATION, clean, group, tag
from broadsheet.text import markdown, tex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from broadsheet.config import Site
    from broadsheet.model import Digest, Entry
    from broadsheet.press.pages import Pages
    from broadsheet.press.words import Words

LARGEST = 500_000  # characters of content in one feed
_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"  # an Atom feed must have a date, one with nothing in it too


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    permanent: bool  # whether the id is the address
    url: str
    title: str
    content: str  # HTML
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class Channel:
    title: str
    description: str
    home: str
    address: str  # the feed's own
    language: str
    publisher: str
    items: tuple[Item, ...]  # newest first


class Feeds:
    """Writes the feeds of one edition; the formats of a feed share its items, and feeds their papers."""

    def __init__(self, site: Site, pages: Pages, words: Words) -> None:
        self._site = site
        self._pages = pages
        self._words = words
        self._followed = followed(site)
        self._item = lru_cache(maxsize=plan.DAYS_IN_FEED)(self._compose)
        self._told = lru_cache(maxsize=4096)(self._tell)

    def write(self, subject: plan.Feed) -> bytes:
        formats = {plan.Format.ATOM: _atom, plan.Format.RSS: _rss, plan.Format.JSON: _json}
        return formats[subject.format](self._channel(subject)).encode()

    def _channel(self, subject: plan.Feed) -> Channel:
        site = self._site
        home = subject.path or (plan.category_path(subject.category) if subject.category else "")
        name = subject.interest or (
            categories.title(subject.category, self._words) if subject.category else ""
        )
        return Channel(
            title=f"{site.title}: {name}" if name else site.title,
            description=site.description or site.motto or site.title,
            home=site.url_for(home),
            address=site.url_for(f"{home}{subject.format}"),
            language=site.language,
            publisher=site.publisher,
            items=tuple(_bounded(self._items(subject, home))),
        )

    def _items(self, subject: plan.Feed, home: str) -> list[Item]:
        """Newest first; of one moment, the review of what ended with a day stands before the day."""
        days = [self._item(subject.category, source.date, subject.interest, home) for source in subject.days]
        items = [*map(self._look_back, subject.reviews), *days]
        return sorted(items, key=lambda item: item.published, reverse=True)

    def _look_back(self, subject: plan.Review) -> Item:
        seen = reviews.reviewed(subject, lambda day: self._pages.page(day).digest)
        url = self._site.url_for(subject.span.path)
        published = dates.announced(subject.days[-1].date)
        words = self._words
        count, days = words.papers(len(seen.day_of)), words.days(len(subject.days))
        opening = words.say("%(papers)s on %(days)s. These stood out:", papers=count, days=days)
        said = [f"<p>{_text(opening)}</p>"]
        said += [self._told(entry, seen.day_of[entry.paper.id]) for entry in seen.best]
        return Item(
            id=url,
            permanent=True,
            url=url,
            title=reviews.title(subject.span, words),
            content="\n".join(said),
            published=published,
            updated=max(published, seen.digest.updated),
        )

    def _compose(self, category: str, day: date, interest: str, home: str) -> Item:
        digest = self._pages.page(day).digest
        shown = [e for e in digest.entries if not category or category in shelves(e.paper, self._followed)]
        if interest:
            shown = [e for e in shown if e.rating and e.rating.field == interest]
        url = self._site.url_for(dates.day_path(day))
        published = dates.announced(day)
        return Item(
            id=self._site.url_for(f"{home}#{day}") if home else url,
            permanent=not home,
            url=url,
            title=self._words.say(
                "%(day)s: %(papers)s", day=self._words.full(day), papers=self._words.papers(len(shown))
            ),
            content=self._content(digest, shown),
            published=published,
            updated=max(digest.updated, published),
        )

    def _content(self, digest: Digest, shown: Sequence[Entry]) -> str:
        chosen = {entry.paper.id for entry in shown}
        said = []
        for section in digest.sections:
            entries = [entry for entry in section.entries if entry.paper.id in chosen]
            if entries:
                said.append(f"<h2>{_text(categories.title(section.name, self._words))}</h2>")
                said += [self._told(entry, digest.date) for entry in entries]
        return "\n".join(said)

    def _tell(self, entry: Entry, day: date) -> str:
        paper = entry.paper
        first, more = byline(paper.authors)
        names = ", ".join(tex.plain(a.name) for a in first)
        if more:
            names = self._words.say(
                "%(names)s and %(num)s more", names=names, num=self._words.number(len(more))
            )
        here = self._site.url_for(paper_path(day, paper.id))
        there = f'<a href="{_text(paper.url)}">arXiv:{_text(paper.id)}</a>'
        lines = [
            f'<h3><a href="{_text(here)}">{_text(tex.plain(paper.title))}</a></h3>',
            f"<p>{' · '.join(filter(None, [_text(names), there]))}</p>",
        ]
        if entry.rating and entry.rating.decision is not Decision.SKIP:
            rating = " · ".join(
                filter(
                    None,
                    [
                        self._words.number(entry.rating.score, "0.0"),
                        self._words.say(DECISIONS[entry.rating.decision]),
                        entry.rating.field,
                    ],
                )
            )
            lines.append(f"<p>{_text(rating)}. {_text(markdown.plain(entry.reason))}</p>")
        if entry.summary and entry.summary.tldr:
            lines.append(f"<p>{_text(markdown.plain(entry.summary.tldr))}</p>")
        return "\n".join(lines)


def _bounded(items: Iterable[Item]) -> Iterator[Item]:
    """The newest, at least one, as long as the feed stays quick to fetch."""
    size = 0
    for item in items:
        size += len(item.content)
        if size > LARGEST and size > len(item.content):
            return
        yield item


def _text(value: str) -> str:
    return escape(clean(value))


def _atom(channel: Channel) -> str:
    updated = max((dates.iso(item.updated) for item in channel.items), default=_NEVER)
    head = [
        tag("id", channel.address),
        tag("title", channel.title),
        tag("subtitle", channel.description),
        tag("updated", updated),
        group("author", [tag("name", channel.publisher)]),
        tag("link", attributes={"rel": "self", "type": "application/atom+xml", "href": channel.address}),
        tag("link", attributes={"rel": "alternate", "type": "text/html", "href": channel.home}),
    ]
    root = {"xmlns": _ATOM, "xml:lang": channel.language}
    return DECLARATION + group("feed", [*head, *map(_atom_entry, channel.items)], root) + "\n"


def _atom_entry(item: Item) -> str:
    return group(
        "entry",
        [
            tag("id", item.id),
            tag("title", item.title),
            tag("link", attributes={"rel": "alternate", "type": "text/html", "href": item.url}),
            tag("published", dates.iso(item.published)),
            tag("updated", dates.iso(item.updated)),
            tag("content", item.content, {"type": "html"}),
        ],
    )


def _rss(channel: Channel) -> str:
    head = [
        tag("title", channel.title),
        tag("link", channel.home),
        tag("description", channel.description),
        tag("language", channel.language),
        tag(
            "atom:link",
            attributes={"rel": "self", "type": "application/rss+xml", "href": channel.address},
        ),
    ]
    if channel.items:
        head.append(tag("lastBuildDate", dates.mail(max(item.updated for item in channel.items))))
    root = {
        "version": "2.0",
        "xmlns:atom": _ATOM,
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    }
    items = [_rss_item(item, channel.publisher) for item in channel.items]
    return DECLARATION + group("rss", [group("channel", [*head, *items])], root) + "\n"


def _rss_item(item: Item, publisher: str) -> str:
    return group(
        "item",
        [
            tag("title", item.title),
            tag("link", item.url),
            tag("guid", item.id, {"isPermaLink": str(item.permanent).lower()}),
            tag("pubDate", dates.mail(item.published)),
            tag("dc:creator", publisher),
            tag("description", item.content),
        ],
    )


def _json(channel: Channel) -> str:
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.home,
        "feed_url": channel.address,
        "language": channel.language,
        "authors": [{"name": channel.publisher}],
        "items": [
            {
                "id": item.id,
                "url": item.url,
                "title": item.title,
                "content_html": item.content,
                "date_published": dates.iso(item.published),
                "date_modified": dates.iso(item.updated),
            }
            for item in channel.items
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
