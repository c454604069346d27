"""RSS 2.0, with Atom's links and authors without mail as Dublin Core has them.

Its titles are plain text, and half of all readers take them for HTML. So nothing in one is a tag either way:
what stands in angle brackets stands in `‹›`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet import paths
from broadsheet.addresses import ATOM, DUBLIN_CORE
from broadsheet.press.channels import Format
from broadsheet.press.feeds import atom
from broadsheet.text.elements import DECLARATION, group, html, stylesheet, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.press.feeds.items import Head, Item

_ROOT = {
    "version": "2.0",
    "xmlns:atom": ATOM,
    "xmlns:dc": DUBLIN_CORE,
    "xmlns:fh": atom.HISTORY,
}
# HTML begins a tag, a comment or a declaration only so; `x < 5` is none.
_TAG = re.compile(r"<(?=[A-Za-z/!?])([^<>]*)>|<(?=[A-Za-z/!?])")


def document(head: Head, items: Sequence[str]) -> str:
    channel = group("channel", [*_head(head), *items])
    return DECLARATION + stylesheet(head.style) + group("rss", [channel], _ROOT) + "\n"


def _head(head: Head) -> Iterator[str]:
    yield _plain("title", head.title)
    yield tag("link", head.home)
    yield _plain("description", head.description)
    yield tag("language", head.language)
    if head.updated:
        yield tag("lastBuildDate", paths.mail(head.updated))
    yield from atom.links(head, "atom:link", Format.RSS)


def item(item: Item) -> str:
    return group("item", _item(item))


def _item(item: Item) -> Iterator[str]:
    yield _plain("title", item.title)
    yield tag("link", item.url)
    yield tag("guid", item.id, {"isPermaLink": str(item.permanent).lower()})
    yield tag("pubDate", paths.mail(item.published))
    for name in item.authors:
        yield _plain("dc:creator", name)
    for category in item.categories:
        yield tag("category", category)
    yield html("description", item.content)


def untagged(text: str) -> str:
    """Plain text in which HTML would find no tag."""
    return _TAG.sub(lambda found: f"‹{found[1]}›" if found[0][1:] else "‹", text)


def _plain(name: str, text: str) -> str:
    return tag(name, untagged(text))
