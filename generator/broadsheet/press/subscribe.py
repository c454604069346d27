"""The feeds as pages offer them: in their heads, on the pages of categories and interests, on their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.press import categories, chains, paths
from broadsheet.press.chains import Channel, Each, Format
from broadsheet.press.feeds import atom, jsonfeed, rss
from broadsheet.press.feeds.names import FOLDERS, name_of
from broadsheet.press.views import ChannelView, FeedsView, FeedView, OfferView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from broadsheet.config import Site
    from broadsheet.press.words import Words

_MEDIA_TYPES = {
    Format.ATOM: atom.MEDIA_TYPE,
    Format.RSS: rss.MEDIA_TYPE,
    Format.JSON: jsonfeed.MEDIA_TYPE,
}


def alternates(channel: Channel, site: Site, words: Words) -> tuple[FeedView, ...]:
    """All feeds of a channel, each by its full name."""
    return tuple(
        _feed(channel, each, form, f"{name_of(channel, each, site, words)} ({form})")
        for each in Each
        for form in channel.formats
    )


def offers(channel: Channel, words: Words) -> tuple[OfferView, ...]:
    """The same, where it is plain what they are of."""
    return tuple(
        OfferView(
            words.say(FOLDERS[each]), tuple(_feed(channel, each, form, form) for form in channel.formats)
        )
        for each in Each
    )


def page(followed: Iterable[str], interests: Mapping[str, str], words: Words) -> FeedsView:
    by_category = ((f"{categories.name(name, words)} · {name}", paths.category(name)) for name in followed)
    return FeedsView(
        site=offers(Channel(), words),
        categories=tuple(_channel(name, path, words) for name, path in by_category),
        interests=tuple(_channel(name, path, words) for name, path in interests.items()),
        opml=FeedView("OPML", paths.OPML, "text/x-opml"),
    )


def _channel(name: str, path: str, words: Words) -> ChannelView:
    return ChannelView(name, path, offers(Channel(path), words))


def _feed(channel: Channel, each: Each, form: Format, title: str) -> FeedView:
    return FeedView(title, chains.path_of(channel.path, each, form), _MEDIA_TYPES[form])
