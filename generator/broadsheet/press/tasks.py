"""What is to be made of days: decided from what is known of them, and said to the making."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from broadsheet import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from broadsheet.library import DayFile
    from broadsheet.outputs import Saved
    from broadsheet.recordings import Recording
    from broadsheet.records import DayFacts

PICTURES = 7  # days, the newest, that have a picture of their own: one takes as long as the rest of its day


class PapersByDay:
    """Which papers stand on which days, as far as that is known."""

    def __init__(self, days: Mapping[str, DayFacts | None]) -> None:
        """A day of which nothing is known yet is thought to have all that are looked for."""
        self._days = days
        self._papers: dict[str, frozenset[str]] = {}

    def lost(self, days: Sequence[DayFacts]) -> tuple[tuple[str, str], ...]:
        """The days and papers that these name, and that are not there."""
        named = [each for day in days for each in day.named]
        return tuple(sorted({(on, id_) for on, ids in named for id_ in self._missing(on, ids)}))

    def _missing(self, day: str, ids: Sequence[str]) -> Collection[str]:
        if day not in self._days:
            return ids
        facts = self._days[day]
        if facts is None:
            return ()
        if day not in self._papers:
            self._papers[day] = frozenset(facts.papers)
        return set(ids) - self._papers[day]


NOTHING = PapersByDay({})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a day stands among the others."""

    previous: date | None
    next: date | None
    is_recent: bool  # so that it has a picture of its own
    recording: Recording | None = None
    standing: PapersByDay = NOTHING  # on all days


class Piece(Enum):
    """What of a day is made by itself: each for its own reasons is not as it was."""

    PAGE = "page"  # which links to its neighbours; and where on it a search finds papers
    PICTURE = "picture"
    REST = "rest"


WHOLE = frozenset(Piece)


@dataclass(frozen=True, slots=True)
class DayTask:
    """A day to be looked at, and to be made if it is not as it was: all of it if it says something else, and
    whatever it says the pieces that are `stale`.
    """

    file: DayFile
    place: Place
    stale: Collection[Piece]
    names: Sequence[str]  # the files that every day has


@dataclass(frozen=True, slots=True)
class OnItsOwn:
    """A paper that has a page on the last of its days, and the days before on which it stood."""

    id: str
    before: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that are made together, of the records of several days."""

    name: str  # the path of the first of them
    key: str
    made_by: Callable[[Any], Saved]  # by a maker
    day: date | None = None  # whose papers it composes
    indexed: int = 0  # papers


def day_files(day: date, *, is_first: bool) -> list[str]:
    """Those that every day has. What is of no language only the first edition has, and its TL;DRs in it."""
    path = paths.day(day)
    own = [paths.page_file(path), paths.search_page(day)]
    shared = [f"{path}{name}" for name in (paths.INDEX, paths.DIRECTIONS, *paths.References)]
    return [*own, *shared, paths.picture(day)] if is_first else [*own, f"{path}{paths.TLDRS}"]


def places(days: Mapping[date, DayFacts | None], recordings: Mapping[date, Recording]) -> dict[date, Place]:
    """Of all days, oldest first, with what is known of them."""
    standing = PapersByDay({str(day): facts for day, facts in days.items()})
    dates = list(days)
    recent = set(dates[-PICTURES:])
    return {
        day: Place(before, after, day in recent, recordings.get(day), standing)
        for before, day, after in zip([None, *dates], dates, [*dates[1:], None], strict=False)
    }


def day_key(made_from: str, place: Place) -> str:
    """All that a day's files are made from, so that it can be seen what of it is not as it was."""
    return f"{made_from} {place.previous or ''}/{place.next or ''} {place.is_recent}"


def stale(key: str, was: str) -> Collection[Piece]:
    """What is to be made of a day whose files were made from something else."""
    (made_from, *of_place), (had, *of_old) = key.split(" "), was.split(" ")
    if made_from != had or len(of_old) != len(of_place):
        return WHOLE
    pieces = zip((Piece.PAGE, Piece.PICTURE), of_place, of_old, strict=True)
    return [piece for piece, now, before in pieces if now != before]


def on_their_own(days: Sequence[DayFacts]) -> dict[DayFacts, list[OnItsOwn]]:
    """The papers with pages of their own, by the day that these show: the last that thinks them worth one."""
    last = {id_: day for day in days for id_ in day.chosen}
    stood: dict[str, list[date]] = defaultdict(list)
    found: dict[DayFacts, list[OnItsOwn]] = {}
    for day in days:
        for id_ in day.papers:
            if last.get(id_) is day:
                found.setdefault(day, []).append(OnItsOwn(id_, tuple(stood[id_])))
            stood[id_].append(day.date)
    return found


def day_unit(day: date) -> str:
    """The unit of a day, by the first of its files."""
    return paths.page_file(paths.day(day))


def papers_unit(day: date) -> str:
    """That of the papers whose own pages show the day."""
    return f"{paths.PAPERS}{day}"
