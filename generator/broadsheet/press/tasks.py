"""What is to be made, as the build says it to the making."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.press import paths

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.library import DayFile


@dataclass(frozen=True, slots=True)
class Place:
    """Where a day stands among the others."""

    previous: date | None
    next: date | None
    is_recent: bool  # so that it has a picture of its own


@dataclass(frozen=True, slots=True)
class OnItsOwn:
    """A paper that has a page on the last of its days, and the days before on which it stood."""

    id: str
    before: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class DayTask:
    """A day to be looked at, and to be made if it is not as it was: if it says something else, or if it
    `is_stale` whatever it says.
    """

    file: DayFile
    place: Place
    is_stale: bool

    @property
    def names(self) -> list[str]:
        """The files that a day has."""
        day = self.file.date
        path = paths.day(day)
        beside = [f"{path}{name}" for name in (paths.INDEX, *paths.References)]
        drawn = [paths.picture(day)] if self.place.is_recent else []
        return [paths.page_file(path), *beside, paths.search_day(day), *drawn]
