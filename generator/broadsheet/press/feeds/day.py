"""A day as feeds show it: its papers composed and written once, whichever feeds they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet import paths
from broadsheet.press.channels import Format
from broadsheet.press.feeds import atom, jsonfeed, rss
from broadsheet.press.feeds.items import Item
from broadsheet.press.pages import densities
from broadsheet.press.pages.densities import Density

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from broadsheet.press.channels import Channel
    from broadsheet.press.feeds.telling import Teller, Telling
    from broadsheet.records.stored import StoredDay

WRITERS: dict[Format, Callable[[Item], str]] = {
    Format.ATOM: atom.item,
    Format.RSS: rss.item,
    Format.JSON: jsonfeed.item,
}


class FeedDay:
    def __init__(self, day: StoredDay, teller: Teller) -> None:
        self.head = day.head
        self.published = paths.announced(self.head.date)
        self.updated = max(self.head.updated, self.published)
        self._day = day
        self._teller = teller
        self._told: dict[int, Telling] = {}
        self._written: dict[int, str] = {}

    def telling(self, place: int) -> Telling:
        """A paper as feeds tell it, made once a day and for all feeds."""
        if place not in self._told:
            self._told[place] = self._teller.tell(self._day.paper(place), self.head)
        return self._told[place]

    def shown(self, channel: Channel) -> list[int]:
        """The places of the papers that this channel is of."""
        return channel.places(self._day.counts)

    def papers(self, shown: Sequence[int]) -> list[str]:
        """Each as an item of its own, written for Atom, in which alone they come."""
        return [self._paper(place) for place in shown]

    def content(self, shown: Sequence[int]) -> str:
        """All of them as one text."""
        of_channel = frozenset(shown)
        pieces = []
        end = 0
        for section in self.head.sections:
            start, end = end, end + section.size
            places = [place for place in range(start, end) if place in of_channel]
            if places:
                pieces.append(self._teller.head(section.name, self.head))
                pieces += [self._in_day(place) for place in places]
        return "".join(pieces).rstrip()

    def _in_day(self, place: int) -> str:
        is_line = densities.of_paper(self._day.paper(place), place, self.head) is Density.HEADLINE
        return self.telling(place).in_day(is_whole=not is_line)

    def _paper(self, place: int) -> str:
        if place not in self._written:
            telling = self.telling(place)
            item = Item(
                id=telling.id,
                permanent=True,
                url=telling.url,
                title=telling.title,
                content=telling.alone().rstrip(),
                published=self.published,
                updated=self.updated,
                authors=telling.authors,
                language=telling.language,
                title_language=telling.titled_in,
                source=telling.source,
                categories=telling.categories,
            )
            self._written[place] = atom.item(item)
        return self._written[place]
