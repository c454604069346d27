"""A day as feeds show it: its papers composed and written once, whichever feeds they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.press import paths
from broadsheet.press.channels import Format
from broadsheet.press.feeds import atom, jsonfeed, rss
from broadsheet.press.feeds.items import Item
from broadsheet.press.feeds.telling import Level, text
from broadsheet.records.papers import AUTHORS_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from broadsheet.press.channels import Channel
    from broadsheet.press.feeds.telling import Teller, Telling
    from broadsheet.records.stored import StoredDay
    from broadsheet.words import Words

WRITERS: dict[Format, Callable[[Item], str]] = {
    Format.ATOM: atom.item,
    Format.RSS: rss.item,
    Format.JSON: jsonfeed.item,
}
_AROUND = 250  # bytes of an item beside its content, names and title, in the longest format
_EACH_NAME = 48


class FeedDay:
    def __init__(self, day: StoredDay, teller: Teller, words: Words) -> None:
        self.head = day.head
        self.published = paths.announced(self.head.date)
        self.updated = max(self.head.updated, self.published)
        self._day = day
        self._teller = teller
        self._words = words
        self._told: dict[int, Telling] = {}
        self._written: dict[tuple[int, Level], str] = {}

    def telling(self, place: int) -> Telling:
        """A paper as feeds tell it, made once a day and for all feeds."""
        if place not in self._told:
            self._told[place] = self._teller.tell(self._day.paper(place), self.head)
        return self._told[place]

    def shown(self, channel: Channel) -> list[int]:
        """The places of the papers that this channel is of."""
        return channel.places(self._day.counts)

    def papers(self, shown: Sequence[int], room: int) -> list[str]:
        """Each as an item of its own, written for Atom, in which alone they come."""
        levels = self._levels(shown, self._weight, room)
        return [self._paper(place, levels[place]) for place in shown]

    def content(self, shown: Sequence[int], room: int) -> str:
        """All of them as one text."""
        levels = self._levels(shown, self._weight_in_day, room)
        pieces = []
        end = 0
        for section in self.head.sections:
            start, end = end, end + section.size
            places = [place for place in range(start, end) if place in levels]
            if places:
                pieces.append(f"<h2>{text(self._words.category_in_full(section.name))}</h2>\n")
                pieces += [self.telling(place).in_day(levels[place]) for place in places]
        return "".join(pieces).rstrip()

    def _paper(self, place: int, level: Level) -> str:
        key = (place, level)
        if key not in self._written:
            telling = self.telling(place)
            item = Item(
                id=telling.id,
                permanent=True,
                url=telling.url,
                title=telling.title,
                content=telling.alone(level).rstrip(),
                published=self.published,
                updated=self.updated,
                authors=telling.authors if level else telling.authors[:1],
                language=telling.language,
                title_language=AUTHORS_LANGUAGE,
                source=telling.source,
                categories=telling.categories,
            )
            self._written[key] = atom.item(item)
        return self._written[key]

    def _levels(
        self, shown: Sequence[int], weigh: Callable[[Telling, Level], int], room: int
    ) -> dict[int, Level]:
        """As much of each as there is room for, the best first; the same in all formats."""
        tellings = {place: self.telling(place) for place in shown}
        total, least = 0, Level.TITLE
        for level in reversed(Level):
            total, least = sum([weigh(each, level) for each in tellings.values()]), level
            if total <= room:
                break
        levels = dict.fromkeys(shown, least)
        if least is Level.FULL:
            return levels
        left, more = room - total, Level(least + 1)
        for place in self.head.best:
            if place in levels:
                cost = weigh(tellings[place], more) - weigh(tellings[place], least)
                if cost <= left:
                    levels[place] = more
                    left -= cost
        return levels

    def _weight(self, telling: Telling, level: Level) -> int:
        """No less than any format takes."""
        names = telling.authors if level else telling.authors[:1]
        around = _AROUND + sum([len(name.encode()) + _EACH_NAME for name in names])
        around += 6 * len(telling.title.encode()) + 2 * sum(
            map(len, (telling.id, telling.url, telling.source))
        )
        around += sum([len(category) + 80 for category in telling.categories])
        return around + _as_json(telling.alone(level))

    def _weight_in_day(self, telling: Telling, level: Level) -> int:
        return _as_json(telling.in_day(level))


def _as_json(html: str) -> int:
    """The bytes that JSON makes of it, which are the most."""
    return len(html.encode()) + html.count('"') + html.count("\n") + html.count("\\")
