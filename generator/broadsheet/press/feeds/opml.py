"""All feeds as OPML 2.0, which feed readers import: each once, for the formats say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.press.channels import FOLDERS, Each, Format
from broadsheet.text.elements import DECLARATION, group, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.config import Site
    from broadsheet.press.channels import Channel
    from broadsheet.press.interests import Interests
    from broadsheet.words import Words


def document(channels: Sequence[Channel], site: Site, interests: Interests, words: Words) -> str:
    """All feeds, in a folder for each that one item may be of."""
    folders = [
        group(
            "outline",
            [_feed(channel, each, site, interests, words) for channel in channels],
            {"text": words.say(folder)},
        )
        for each, folder in FOLDERS.items()
    ]
    head = group("head", [tag("title", site.title), tag("ownerName", site.publisher)])
    return DECLARATION + group("opml", [head, group("body", folders)], {"version": "2.0"}) + "\n"


def _feed(channel: Channel, each: Each, site: Site, interests: Interests, words: Words) -> str:
    name = channel.name(each, site, interests, words)
    facts = {
        "type": "rss",  # which OPML says of every feed
        "text": name,
        "title": name,
        "xmlUrl": site.url_for(channel.file(each, Format.ATOM)),
        "htmlUrl": site.url_for(channel.path),
    }
    return tag("outline", attributes=facts)
