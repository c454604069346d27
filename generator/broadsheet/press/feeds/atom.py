"""Atom: RFC 4287, with the archives of RFC 5005."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet import paths
from broadsheet.addresses import ARXIV_ATOM, ATOM
from broadsheet.press.channels import Format
from broadsheet.text.elements import DECLARATION, group, html, stylesheet, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.press.feeds.items import Head, Item

HISTORY = "http://purl.org/syndication/history/1.0"
_TAXONOMY = ARXIV_ATOM  # as arXiv's own Atom feeds have it
_NEVER = "1970-01-01T00:00:00Z"  # a feed must have a date, one with nothing in it too


def document(head: Head, items: Sequence[str]) -> str:
    root = {"xmlns": ATOM, "xmlns:fh": HISTORY, "xml:lang": head.language}
    return DECLARATION + stylesheet(head.style) + group("feed", [*_head(head), *items], root) + "\n"


def _head(head: Head) -> Iterator[str]:
    yield tag("id", head.current)
    yield tag("title", head.title)
    yield tag("subtitle", head.description)
    yield tag("updated", paths.iso(head.updated) if head.updated else _NEVER)
    yield group("author", [tag("name", head.publisher)])
    yield tag("link", attributes={"rel": "alternate", "type": "text/html", "href": head.home})
    yield from links(head, "link", Format.ATOM)


def links(head: Head, name: str, form: Format) -> Iterator[str]:
    """A document and its neighbours, in RSS as in Atom."""
    others = {"self": head.address, "prev-archive": head.previous}
    if head.is_archive:
        yield tag("fh:archive")
        others["current"] = head.current
    for rel, address in others.items():
        if address:
            yield tag(name, attributes={"rel": rel, "type": form.media_type, "href": address})


def item(item: Item) -> str:
    return group("entry", _entry(item), {"xml:lang": item.language})


def _entry(item: Item) -> Iterator[str]:
    spoken = {"xml:lang": item.title_language} if item.title_language != item.language else {}
    yield tag("id", item.id)
    yield tag("title", item.title, spoken)
    for name in item.authors:
        yield group("author", [tag("name", name)])
    yield tag("link", attributes={"rel": "alternate", "type": "text/html", "href": item.url})
    if item.source:
        yield tag("link", attributes={"rel": "related", "type": "text/html", "href": item.source})
    for category in item.categories:
        yield tag("category", attributes={"term": category, "scheme": _TAXONOMY})
    yield tag("published", paths.iso(item.published))
    yield tag("updated", paths.iso(item.updated))
    yield html("content", item.content, {"type": "html"})
