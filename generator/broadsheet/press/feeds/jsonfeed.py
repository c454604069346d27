"""JSON Feed 1.1. An item stands on a line of its own: fast to write, and to compare."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from broadsheet import paths
from broadsheet.text.elements import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.press.feeds.items import Head, Item


def document(head: Head, items: Sequence[str]) -> str:
    """A feed of items that are written already."""
    members = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "description": head.description,
        "home_page_url": head.home,
        "feed_url": head.address,
        "next_url": head.previous,
        "language": head.language,
        "authors": [{"name": head.publisher}],
    }
    above = json.dumps({key: value for key, value in members.items() if value}, ensure_ascii=False, indent=1)
    open_ended = above.removesuffix("\n}")
    return open_ended + ',\n "items": [\n' + ",\n".join(items) + "\n]}\n"


def item(item: Item) -> str:
    """One item, without the members that it has nothing for."""
    members: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "external_url": item.source,
        "title": clean(item.title),
        "content_html": item.content,
        "date_published": paths.iso(item.published),
        "date_modified": paths.iso(item.updated),
        "authors": [{"name": name} for name in item.authors],
        "tags": item.categories,
        "language": item.language,
    }
    return json.dumps({key: value for key, value in members.items() if value}, ensure_ascii=False)
