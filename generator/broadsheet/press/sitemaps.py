"""Sitemaps (sitemaps.org, 0.9): an index of one file a year, which a new day of another year leaves alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.press import dates
from broadsheet.press.tags import DECLARATION, group, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.press.facts import DayFacts

INDEX = "sitemap.xml"
PAGES = "sitemap-pages.xml"
LARGEST = 45_000  # addresses in one file; the protocol allows 50,000
_ROOT = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A day, when it was updated, and the papers whose own pages tell them as of that day."""

    date: date
    updated: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DaysMap:
    days: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class PagesMap:
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapIndex:
    maps: tuple[tuple[str, str], ...]  # their files, and when what they list was last updated


Subject = DaysMap | PagesMap | MapIndex


def plan(
    days: Sequence[DayFacts], papers: Mapping[date, Sequence[str]], others: Sequence[str]
) -> Iterator[tuple[str, Subject]]:
    """`papers` are those with pages of their own, by the day that these show."""
    maps: list[tuple[str, str]] = []
    for name, listed in _files(
        [Listed(day.date, dates.iso(day.updated), tuple(papers.get(day.date, ()))) for day in days]
    ):
        maps.append((name, max(day.updated for day in listed)))
        yield name, DaysMap(tuple(listed))
    yield PAGES, PagesMap(tuple(others))
    maps.append((PAGES, max((updated for _, updated in maps), default="")))
    yield INDEX, MapIndex(tuple(maps))


def _files(days: Iterable[Listed]) -> Iterator[tuple[str, list[Listed]]]:
    """Each year's days, oldest first, in as many files as they need; only the last one ever grows."""
    files: dict[tuple[int, int], list[Listed]] = {}
    year = number = size = 0
    for day in days:
        if day.date.year != year:
            year, number, size = day.date.year, 1, 0
        elif size + 1 + len(day.papers) > LARGEST:
            number, size = number + 1, 0
        size += 1 + len(day.papers)
        files.setdefault((year, number), []).append(day)
    for (year, number), listed in files.items():
        yield f"sitemap-{year:04}{f'-{number}' if number > 1 else ''}.xml", listed


def write(subject: Subject, site: Site) -> bytes:
    match subject:
        case MapIndex():
            name, items = (
                "sitemapindex",
                [_item("sitemap", site.url_for(file), at) for file, at in subject.maps],
            )
        case PagesMap():
            name, items = "urlset", [_item("url", site.url_for(path), "") for path in subject.paths]
        case DaysMap():
            name = "urlset"
            items = [
                _item("url", site.url_for(path), day.updated) for day in subject.days for path in _paths(day)
            ]
    return (DECLARATION + group(name, items, _ROOT) + "\n").encode()


def _paths(day: Listed) -> Iterator[str]:
    yield dates.day_path(day.date)
    yield from map(dates.paper_page, day.papers)


def _item(name: str, address: str, updated: str) -> str:
    return group(name, [tag("loc", address), *([tag("lastmod", updated)] if updated else [])])
