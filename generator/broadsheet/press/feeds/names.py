"""What feeds are called, in feed readers as on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.press import categories
from broadsheet.press.chains import Each
from broadsheet.press.words import mark

if TYPE_CHECKING:
    from broadsheet.config import Site
    from broadsheet.press.chains import Channel
    from broadsheet.press.words import Words

FOLDERS = {Each.DAY: mark("One item a day"), Each.PAPER: mark("One item a paper")}


def name_of(channel: Channel, each: Each, site: Site, words: Words) -> str:
    named = channel.interest or (categories.title(channel.category, words) if channel.category else "")
    name = f"{site.title}: {named}" if named else site.title
    return words.say("%(name)s, paper by paper", name=name) if each is Each.PAPER else name
