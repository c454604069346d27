"""The plan of an edition: every file of the site, and all that each one is made from.

Pure. A job's subject holds the facts that its file shows, so its key cannot forget one; and no
subject of an old page holds anything of the newest day, so that adding a day stays cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from broadsheet.press import dates
from broadsheet.press.facts import DayFacts, DayLine, Source, Tally, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from broadsheet.press.free import Free

_Item = TypeVar("_Item")
DAYS_ON_FRONT = 7
DAYS_IN_FEED = 15
PAPERS_IN_CATEGORY = 60
MONTHS_IN_ARCHIVE = 3


class Format(StrEnum):
    """The feeds' formats, by the name of their file."""

    ATOM = "atom.xml"
    RSS = "rss.xml"
    JSON = "feed.json"


@dataclass(frozen=True, slots=True)
class Front:
    latest: Source | None
    before: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True)
class Day:
    source: Source
    previous: date | None
    next: date | None


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int
    days: tuple[DayLine, ...]
    previous: tuple[int, int] | None
    next: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    days: tuple[Tally, ...]
    previous: int | None
    next: int | None


@dataclass(frozen=True, slots=True)
class Archive:
    days: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Category:
    name: str
    days: tuple[Source, ...]  # newest first, as many as fill the page


@dataclass(frozen=True, slots=True)
class Categories:
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FeedsPage:
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FreePage:
    page: Free


@dataclass(frozen=True, slots=True)
class NotFound:
    pass


@dataclass(frozen=True, slots=True)
class Feed:
    format: Format
    category: str  # "" for the whole site
    days: tuple[Source, ...]  # newest first


@dataclass(frozen=True, slots=True)
class Sitemap:
    days: tuple[tuple[date, str], ...]  # and when each was updated
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Robots:
    pass


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the layouts that is copied as it is."""

    name: str
    content: str


Plain = Feed | Sitemap | Robots | Asset  # made without a template
Subject = (
    Front | Day | Month | Year | Archive | Category | Categories | FeedsPage | FreePage | NotFound | Plain
)
Shelves = dict[str, list[tuple[DayFacts, int]]]  # each category's days with its papers, newest first


@dataclass(frozen=True, slots=True)
class Job:
    path: str
    subject: Subject
    key: str


def jobs(
    days: Sequence[DayFacts], free: Sequence[Free], assets: Mapping[str, str], *, ground: str, look: str
) -> dict[str, Job]:
    """Every file of the site by its path. `days` stand oldest first. `ground` names what every file
    is made with, program and configuration; `look` what every page of it is: templates, navigation.
    """
    return {
        path: Job(
            path, subject, fingerprint(f"{ground}\n{'' if isinstance(subject, Plain) else look}\n{subject!r}")
        )
        for path, subject in _subjects(days, free, assets)
    }


def page_file(path: str) -> str:
    """The file that a web server shows at a path."""
    return f"{path}index.html"


def _subjects(
    days: Sequence[DayFacts], free: Sequence[Free], assets: Mapping[str, str]
) -> Iterator[tuple[str, Subject]]:
    shelves = _shelves(days)
    pages = dict(_pages(days, shelves, free))
    for path, subject in pages.items():
        yield page_file(path), subject
    yield "404.html", NotFound()
    yield "robots.txt", Robots()
    others = tuple(path for path, subject in pages.items() if not isinstance(subject, Day))
    yield "sitemap.xml", Sitemap(tuple((day.date, dates.iso(day.updated)) for day in days), others)
    yield from _feeds(days, shelves)
    # Last, for a publisher may have a robots.txt of their own.
    for name, content in assets.items():
        yield name, Asset(name, content)


def _pages(days: Sequence[DayFacts], shelves: Shelves, free: Sequence[Free]) -> Iterator[tuple[str, Subject]]:
    yield "", _front(days)
    for page in free:
        yield page.path, FreePage(page)
    yield "archive/", Archive(tuple(day.tally for day in days))
    counts = ((name, sum(count for _, count in days_of_it)) for name, days_of_it in shelves.items())
    yield "category/", Categories(tuple(counts))
    yield "feeds/", FeedsPage(tuple(shelves))
    for name, days_of_it in shelves.items():
        yield category_path(name), Category(name, _filling(days_of_it))
    yield from _calendar(days)
    sources = {day.date: day.source for day in days}
    for before, day, after in _neighbours([day.date for day in days]):
        yield dates.day_path(day), Day(sources[day], before, after)


def category_path(name: str) -> str:
    return f"category/{name}/"


def _front(days: Sequence[DayFacts]) -> Front:
    full = [day for day in days if day.count]
    before = tuple(day.line for day in reversed(full[-1 - DAYS_ON_FRONT : -1]))
    return Front(full[-1].source if full else None, before)


def _shelves(days: Sequence[DayFacts]) -> Shelves:
    found: Shelves = {}
    for day in reversed(days):
        for name, count in day.categories:
            found.setdefault(name, []).append((day, count))
    return dict(sorted(found.items()))


def _filling(days: Sequence[tuple[DayFacts, int]]) -> tuple[Source, ...]:
    """The newest days that fill a category's page."""
    found: list[Source] = []
    papers = 0
    for day, count in days:
        if papers >= PAPERS_IN_CATEGORY:
            break
        found.append(day.source)
        papers += count
    return tuple(found)


def _calendar(days: Sequence[DayFacts]) -> Iterator[tuple[str, Subject]]:
    months: dict[tuple[int, int], list[DayFacts]] = {}
    years: dict[int, list[DayFacts]] = {}
    for day in days:
        months.setdefault((day.date.year, day.date.month), []).append(day)
        years.setdefault(day.date.year, []).append(day)
    for before, month, after in _neighbours(list(months)):
        yield dates.month_path(*month), Month(*month, tuple(day.line for day in months[month]), before, after)
    for before_, year, after_ in _neighbours(list(years)):
        yield dates.year_path(year), Year(year, tuple(day.tally for day in years[year]), before_, after_)


def _neighbours(items: Sequence[_Item]) -> Iterator[tuple[_Item | None, _Item, _Item | None]]:
    yield from zip([None, *items], items, [*items[1:], None], strict=False)


def _feeds(days: Sequence[DayFacts], shelves: Shelves) -> Iterator[tuple[str, Subject]]:
    full = tuple(day.source for day in reversed(days) if day.count)
    for form in Format:
        yield form.value, Feed(form, "", full[:DAYS_IN_FEED])
    for name, days_of_it in shelves.items():
        newest = tuple(day.source for day, _ in days_of_it[:DAYS_IN_FEED])
        for form in Format:
            yield f"{category_path(name)}{form}", Feed(form, name, newest)
