"""The library as the press reads it: each page once a build, and not at all when it is as it was."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.errors import PageError, guarded
from broadsheet.press.cache import Known
from broadsheet.press.facts import broken, facts_of, fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from broadsheet.library import DayFile, Library
    from broadsheet.page import Page

# Pages read for their facts are mostly shown next; a whole archive would not fit into a small machine.
_KEPT = 64


class Pages:
    def __init__(self, library: Library) -> None:
        self._library = library
        self._files = {file.date: file for file in library.days()}
        self._parse = lru_cache(maxsize=_KEPT)(library.parse)
        self._surveyed: dict[date, str] = {}
        self.have_moved = False  # whether a page was shown that is not the one that was surveyed

    def page(self, day: date) -> Page:
        """The page as its file says it now; PageError when it says none."""
        file = self._files[day]
        text = self._library.read(file)
        self.have_moved |= self._surveyed.get(day) != fingerprint(text)
        return self._parse(text, file)

    def survey(self, known: Mapping[date, Known], asked: Collection[str]) -> dict[date, Known]:
        """The facts of every day, of which only those files are read that may have changed."""
        found = {day: self._look(file, known.get(day), asked) for day, file in self._files.items()}
        self._surveyed = {day: each.facts.content for day, each in found.items()}
        return found

    def _look(self, file: DayFile, known: Known | None, asked: Collection[str]) -> Known:
        if known and known.stamp.vouches_for(file.stamp) and known.facts.content:
            return known
        try:
            text = self._library.read(file)
        except PageError as error:
            # Not by its text: rights, which no stamp tells of, may come back.
            return Known(file.stamp, broken(error, file.date, content=""))
        content = fingerprint(text)
        if known and known.facts.content == content:
            return Known(file.stamp, known.facts)
        try:
            with guarded(file.name, of=PageError):
                return Known(file.stamp, facts_of(self._parse(text, file).digest, content, asked))
        except PageError as error:
            return Known(file.stamp, broken(error, file.date, content))
