"""RSS 2.0, with Atom's links and authors without mail as Dublin Core has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.press import paths
from broadsheet.press.feeds import atom
from broadsheet.press.tags import DECLARATION, group, html, stylesheet, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.press.feeds.items import Head, Item

MEDIA_TYPE = "application/rss+xml"
_ROOT = {
    "version": "2.0",
    "xmlns:atom": atom.NAMESPACE,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:fh": atom.HISTORY,
}


def document(head: Head, items: Sequence[str]) -> str:
    channel = group("channel", [*_head(head), *items])
    return DECLARATION + stylesheet(head.style) + group("rss", [channel], _ROOT) + "\n"


def _head(head: Head) -> Iterator[str]:
    yield tag("title", head.title)
    yield tag("link", head.home)
    yield tag("description", head.description)
    yield tag("language", head.language)
    if head.updated:
        yield tag("lastBuildDate", paths.mail(head.updated))
    yield from atom.links(head, "atom:link", MEDIA_TYPE)


def item(item: Item) -> str:
    return group("item", _item(item))


def _item(item: Item) -> Iterator[str]:
    yield tag("title", item.title)
    yield tag("link", item.url)
    yield tag("guid", item.id, {"isPermaLink": str(item.permanent).lower()})
    yield tag("pubDate", paths.mail(item.published))
    for name in item.authors:
        yield tag("dc:creator", name)
    for category in item.categories:
        yield tag("category", category)
    yield html("description", item.content)
