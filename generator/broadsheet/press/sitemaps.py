"""Sitemaps (sitemaps.org, 0.9): an index of one file a year, which a new day of another year leaves alone."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from broadsheet.press import paths
from broadsheet.press.tags import DECLARATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.records import DayFacts

LARGEST = 45_000  # addresses in one file; the protocol allows 50,000
_ROOT = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One file: what it lists, with the moment of the last change where that is known."""

    path: str
    items: tuple[tuple[str, str], ...]
    is_index: bool = False

    @property
    def content(self) -> str:
        return repr(self.items)


def plan(
    days: Sequence[DayFacts], papers: Mapping[date, Sequence[str]], others: Sequence[str]
) -> Iterator[Sitemap]:
    """`papers` are those with pages of their own, by the day that these show."""
    maps: list[tuple[str, str]] = []
    for name, listed in _files(days, papers):
        items = []
        for day in listed:
            updated = paths.iso(day.updated)
            items.append((paths.day(day.date), updated))
            items += [(paths.paper_page(id_), updated) for id_ in papers.get(day.date, ())]
        maps.append((name, max(updated for _, updated in items)))
        yield Sitemap(name, tuple(items))
    yield Sitemap(paths.SITEMAP_OF_PAGES, tuple((path, "") for path in others))
    maps.append((paths.SITEMAP_OF_PAGES, max((updated for _, updated in maps), default="")))
    yield Sitemap(paths.SITEMAP, tuple(maps), is_index=True)


def _files(
    days: Iterable[DayFacts], papers: Mapping[date, Sequence[str]]
) -> Iterator[tuple[str, list[DayFacts]]]:
    """Each year's days, oldest first, in as many files as they need; only the last one ever grows."""
    files: dict[tuple[int, int], list[DayFacts]] = {}
    year = number = size = 0
    for day in days:
        more = 1 + len(papers.get(day.date, ()))
        if day.date.year != year:
            year, number, size = day.date.year, 1, 0
        elif size + more > LARGEST:
            number, size = number + 1, 0
        size += more
        files.setdefault((year, number), []).append(day)
    for (year, number), listed in files.items():
        yield paths.sitemap(year, number), listed


def write(subject: Sitemap, site: Site) -> bytes:
    name, item = ("sitemapindex", "sitemap") if subject.is_index else ("urlset", "url")
    lines = [
        f"<{item}>\n<loc>{escape(site.url_for(path))}</loc>\n"
        f"{f'<lastmod>{updated}</lastmod>{chr(10)}' if updated else ''}</{item}>\n"
        for path, updated in subject.items
    ]
    return f"{DECLARATION}<{name} {_ROOT}>\n{''.join(lines)}</{name}>\n".encode()
