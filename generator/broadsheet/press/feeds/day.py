"""A day as feeds tell it: its papers composed and written once, whichever feeds they stand in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from broadsheet.press import categories, dates
from broadsheet.press.chains import Format
from broadsheet.press.facts import shelves
from broadsheet.press.feeds import atom, jsonfeed, rss
from broadsheet.press.feeds.items import Item
from broadsheet.press.feeds.told import Level, Told, tell, text
from broadsheet.press.lead import best_first
from broadsheet.press.papers import AUTHORS_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from broadsheet.config import Site
    from broadsheet.model import Digest, Entry
    from broadsheet.press.chains import Channel
    from broadsheet.press.words import Words

WRITERS: dict[Format, Callable[[Item], str]] = {
    Format.ATOM: atom.item,
    Format.RSS: rss.item,
    Format.JSON: jsonfeed.item,
}


class DayTold:
    def __init__(self, digest: Digest, site: Site, words: Words, followed: Collection[str]) -> None:
        self.digest = digest
        self.published = dates.announced(digest.date)
        self.updated = max(digest.updated, self.published)
        self._site = site
        self._words = words
        self._followed = followed
        self._told: dict[str, Told] = {}
        self._written: dict[tuple[Format, str, Level], str] = {}

    def told(self, entry: Entry) -> Told:
        id_ = entry.paper.id
        if id_ not in self._told:
            self._told[id_] = tell(entry, self.digest, self._site, self._words)
        return self._told[id_]

    def shown(self, channel: Channel) -> list[Entry]:
        """The papers of a channel, as they stand on the page."""
        if channel.interest:
            return [e for e in self.digest.entries if e.rating and e.rating.field == channel.interest]
        if channel.category:
            return [e for e in self.digest.entries if channel.category in shelves(e.paper, self._followed)]
        return list(self.digest.entries)

    def papers(self, shown: Sequence[Entry], form: Format, room: int) -> list[str]:
        """Each as an item of its own, written."""
        levels = self._levels(shown, self._weight, room)
        return [self._paper(entry, levels[entry.paper.id], form) for entry in shown]

    def content(self, shown: Sequence[Entry], room: int) -> str:
        """All of them as one text."""
        levels = self._levels(shown, self._weight_in_day, room)
        said = []
        for section in self.digest.sections:
            entries = [entry for entry in section.entries if entry.paper.id in levels]
            if entries:
                said.append(f"<h2>{text(categories.title(section.name, self._words))}</h2>\n")
                said += [self.told(entry).in_day(levels[entry.paper.id]) for entry in entries]
        return "".join(said).rstrip()

    def _paper(self, entry: Entry, level: Level, form: Format) -> str:
        key = (form, entry.paper.id, level)
        if key not in self._written:
            told = self.told(entry)
            item = Item(
                id=told.url,
                permanent=True,
                url=told.url,
                title=told.title,
                content=told.alone(level).rstrip(),
                published=self.published,
                updated=self.updated,
                authors=told.authors if level else told.authors[:1],
                language=told.language,
                title_language=AUTHORS_LANGUAGE,
                source=told.source,
                categories=told.categories,
            )
            self._written[key] = WRITERS[form](item)
        return self._written[key]

    def _levels(
        self, shown: Sequence[Entry], weigh: Callable[[Entry, Level], int], room: int
    ) -> dict[str, Level]:
        """As much of each as there is room for, the best first; the same in all formats."""
        totals = {level: sum(weigh(entry, level) for entry in shown) for level in reversed(Level)}
        least = next((level for level, total in totals.items() if total <= room), Level.TITLE)
        levels = {entry.paper.id: least for entry in shown}
        if least is Level.FULL:
            return levels
        left = room - totals[least]
        more = Level(least + 1)
        for entry in best_first(self.digest):
            if entry.paper.id in levels:
                cost = weigh(entry, more) - weigh(entry, least)
                if cost <= left:
                    levels[entry.paper.id] = more
                    left -= cost
        return levels

    def _weight(self, entry: Entry, level: Level) -> int:
        return max(len(self._paper(entry, level, form).encode()) for form in Format)

    def _weight_in_day(self, entry: Entry, level: Level) -> int:
        """As JSON writes it, which is the longest."""
        return len(json.dumps(self.told(entry).in_day(level), ensure_ascii=False).encode())
