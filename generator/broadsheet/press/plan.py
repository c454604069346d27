"""The plan of an edition: every file of the site, and all that each one is made from.

Pure. A job's subject holds the facts that its file shows, so its key cannot forget one; and no
subject of an old page holds anything of the newest day, so that adding a day stays cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from broadsheet.press import chains, dates, sitemaps
from broadsheet.press.chains import Channel, Feed
from broadsheet.press.facts import DayFacts, DayLine, Source, Tally, fingerprint
from broadsheet.press.interests import paths
from broadsheet.press.search import shards
from broadsheet.press.spans import Review, Span, reviews_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from broadsheet.press.free import Free

_Item = TypeVar("_Item")
DAYS_ON_FRONT = 7
PAPERS_IN_CATEGORY = 60
MONTHS_IN_ARCHIVE = 3
CATEGORIES_IN_PICTURE = 5


class References(StrEnum):
    """The forms that reference managers read, by their files' names beside a day."""

    BIBTEX = "papers.bib"
    RIS = "papers.ris"
    CSL = "papers.csl.json"


INDEX = "index.json"
SAVED_PATH = "saved/"


@dataclass(frozen=True, slots=True)
class Front:
    latest: Source | None
    before: tuple[DayLine, ...]
    review: Span | None = None


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
    reviews: tuple[Span, ...] = ()


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
class Interest:
    name: str
    path: str
    days: tuple[Source, ...]  # newest first, as many as fill the page


@dataclass(frozen=True, slots=True)
class Interests:
    counts: tuple[tuple[str, str, int], ...]  # name, path, papers


@dataclass(frozen=True, slots=True)
class Categories:
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FeedsPage:
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page that searches: what can be chosen on it, and which months it can ask."""

    categories: tuple[str, ...]
    interests: tuple[str, ...]
    months: tuple[tuple[int, int, int], ...]  # year, month, parts of its signposts; newest first


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The reader's own list, which their browser keeps."""


@dataclass(frozen=True, slots=True)
class Opml:
    """All feeds as a list that feed readers read."""

    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class FreePage:
    page: Free


@dataclass(frozen=True, slots=True)
class NotFound:
    pass


@dataclass(frozen=True, slots=True)
class Index:
    """A day as JSON."""

    source: Source


@dataclass(frozen=True, slots=True)
class Bibliography:
    form: References
    """A day's papers as BibTeX."""

    source: Source


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown of a day where a link to it is shared."""

    day: DayLine
    categories: tuple[tuple[str, int], ...]  # the largest first


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper as it stands on the last of its days, and the days before on which it stood."""

    source: Source
    id: str
    before: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Robots:
    pass


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the layouts that is copied as it is."""

    name: str
    content: str


# Made without a template.
Plain = Feed | Opml | Index | Bibliography | shards.Shard | Picture | sitemaps.Subject | Robots | Asset
Subject = (
    Review
    | Front
    | Day
    | Month
    | Year
    | Archive
    | Category
    | Categories
    | Interest
    | Interests
    | FeedsPage
    | SavedPage
    | SearchPage
    | FreePage
    | NotFound
    | PaperPage
    | Plain
)
Shelves = dict[str, list[tuple[DayFacts, int]]]  # each category's days with its papers, newest first


@dataclass(frozen=True, slots=True)
class Job:
    path: str
    subject: Subject
    key: str


def jobs(  # noqa: PLR0913  # all that a site is made from
    days: Sequence[DayFacts],
    free: Sequence[Free],
    assets: Mapping[str, str],
    *,
    ground: str,
    look: str,
    interests: Sequence[str] = (),
    looks_back: Collection[str] = (),
    paper_pages: bool = False,
) -> dict[str, Job]:
    """Every file of the site by its path. `days` stand oldest first. `ground` names what every file
    is made with, program and configuration; `look` what every page of it is: templates, navigation.
    """
    papers = _last_days(days) if paper_pages else {}
    made = {
        path: Job(
            path, subject, fingerprint(f"{ground}\n{'' if isinstance(subject, Plain) else look}\n{subject!r}")
        )
        for path, subject in _subjects(days, free, assets, interests, looks_back, papers)
    }
    return made | {job.path: job for job in _paper_jobs(days, papers, f"{ground}\n{look}")}


def _last_days(days: Sequence[DayFacts]) -> dict[str, date]:
    """The day whose telling a paper's own page shows: the last, which has its newest version."""
    return {id_: day.date for day in days for id_ in day.papers}


def _paper_jobs(days: Sequence[DayFacts], papers: Mapping[str, date], made_with: str) -> Iterator[Job]:
    """By the thousand in every build: one key serves all papers of a day that stood on no other."""
    stood: dict[str, tuple[date, ...]] = {}
    for day in days if papers else ():
        key = fingerprint(f"{made_with}\n{day.source!r}")
        for id_ in day.papers:
            before = stood.get(id_, ())
            stood[id_] = (*before, day.date)
            if papers[id_] == day.date:
                own = fingerprint(f"{key}\n{before!r}") if before else key
                yield Job(page_file(dates.paper_page(id_)), PaperPage(day.source, id_, before), own)


def day_files(day: date) -> tuple[str, ...]:
    """A day for people, for programs, for bibliographies, for the search and for who shares a link."""
    path = dates.day_path(day)
    lists = (f"{path}{form}" for form in References)
    return page_file(path), f"{path}{INDEX}", *lists, shards.records_path(day), dates.picture_path(day)


def page_file(path: str) -> str:
    """The file that a web server shows at a path."""
    return f"{path}index.html"


def _subjects(  # noqa: PLR0913, PLR0917  # as jobs()
    days: Sequence[DayFacts],
    free: Sequence[Free],
    assets: Mapping[str, str],
    interests: Sequence[str],
    looks_back: Collection[str],
    papers: Mapping[str, date],
) -> Iterator[tuple[str, Subject]]:
    shelves = _shelves(days)
    desks = _desks(days, interests)
    reviews = reviews_of(days, looks_back)
    months = _months(days)
    indexed = {month: shards.month_of(of_month) for month, of_month in months.items()}
    pages = dict(_pages(days, shelves, free, reviews)) | dict(_interest_pages(desks))
    pages[shards.PATH] = _search_page(shelves, days, interests, indexed.values())
    for path, subject in pages.items():
        yield page_file(path), subject
    yield "404.html", NotFound()
    yield page_file(SAVED_PATH), SavedPage()
    yield "robots.txt", Robots()
    others = tuple(path for path, subject in pages.items() if not isinstance(subject, Day))
    shown: dict[date, list[str]] = {}
    for id_, last in papers.items():
        shown.setdefault(last, []).append(id_)
    yield from sitemaps.plan(days, shown, others)
    for month, of_month in months.items():
        for day in of_month:
            path = dates.day_path(day.date)
            yield f"{path}{INDEX}", Index(day.source)
            for form in References:
                yield f"{path}{form}", Bibliography(form, day.source)
            yield shards.records(day)
            yield dates.picture_path(day.date), Picture(day.line, day.largest[:CATEGORIES_IN_PICTURE])
        yield from shards.signposts(indexed[month])
    yield from _feeds(days, shelves, desks, reviews)
    # Last, for a publisher may have a robots.txt of their own.
    for name, content in assets.items():
        yield name, Asset(name, content)


def _pages(
    days: Sequence[DayFacts], shelves: Shelves, free: Sequence[Free], reviews: Sequence[Review]
) -> Iterator[tuple[str, Subject]]:
    yield "", _front(days, reviews)
    for review in reviews:
        yield review.span.path, review
    for page in free:
        yield page.path, FreePage(page)
    yield "archive/", Archive(tuple(day.tally for day in days))
    counts = ((name, sum(count for _, count in days_of_it)) for name, days_of_it in shelves.items())
    yield "category/", Categories(tuple(counts))
    yield "feeds/", FeedsPage(tuple(shelves))
    for name, days_of_it in shelves.items():
        yield category_path(name), Category(name, _filling(days_of_it))
    yield from _calendar(days, [review.span for review in reviews])
    sources = {day.date: day.source for day in days}
    for before, day, after in _neighbours([day.date for day in days]):
        yield dates.day_path(day), Day(sources[day], before, after)


def _search_page(
    shelves: Shelves, days: Sequence[DayFacts], interests: Sequence[str], months: Collection[shards.Month]
) -> SearchPage:
    earlier = sorted({name for day in days for name, _ in day.fields} - set(interests))
    newest_first = tuple((month.year, month.month, month.parts) for month in reversed([*months]))
    return SearchPage(tuple(shelves), (*interests, *earlier), newest_first)


def category_path(name: str) -> str:
    return f"category/{name}/"


Desks = dict[str, tuple[str, list[tuple[DayFacts, int]]]]  # each interest's path and days, newest first


def _desks(days: Sequence[DayFacts], interests: Sequence[str]) -> Desks:
    found: Desks = {name: (path, []) for name, path in paths(interests).items()}
    for day in reversed(days):
        for name, count in day.fields:
            if name in found:
                found[name][1].append((day, count))
    return found


def _interest_pages(desks: Desks) -> Iterator[tuple[str, Subject]]:
    if desks:
        counts = ((name, path, sum(n for _, n in days)) for name, (path, days) in desks.items())
        yield "interest/", Interests(tuple(counts))
    for name, (path, days) in desks.items():
        yield path, Interest(name, path, _filling(days))


def _front(days: Sequence[DayFacts], reviews: Sequence[Review]) -> Front:
    full = [day for day in days if day.count]
    before = tuple(day.line for day in reversed(full[-1 - DAYS_ON_FRONT : -1]))
    newest = reviews[-1].span if reviews else None
    return Front(full[-1].source if full else None, before, newest)


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


def _calendar(days: Sequence[DayFacts], reviews: Sequence[Span]) -> Iterator[tuple[str, Subject]]:
    months = _months(days)
    years: dict[int, list[DayFacts]] = {}
    for day in days:
        years.setdefault(day.date.year, []).append(day)
    for before, month, after in _neighbours(list(months)):
        lines = tuple(day.line for day in months[month])
        of_month = tuple(span for span in reviews if (span.last.year, span.last.month) == month)
        yield dates.month_path(*month), Month(*month, lines, before, after, of_month)
    for before_, year, after_ in _neighbours(list(years)):
        yield dates.year_path(year), Year(year, tuple(day.tally for day in years[year]), before_, after_)


def _months(days: Sequence[DayFacts]) -> dict[tuple[int, int], list[DayFacts]]:
    found: dict[tuple[int, int], list[DayFacts]] = {}
    for day in days:
        found.setdefault((day.date.year, day.date.month), []).append(day)
    return found


def _neighbours(items: Sequence[_Item]) -> Iterator[tuple[_Item | None, _Item, _Item | None]]:
    yield from zip([None, *items], items, [*items[1:], None], strict=False)


def _feeds(
    days: Sequence[DayFacts], shelves: Shelves, desks: Desks, reviews: Sequence[Review]
) -> Iterator[tuple[str, Subject]]:
    full = [(day, day.count) for day in reversed(days) if day.count]
    channels = [(Channel(), chains.issues(full, reviews))]
    channels += [
        (Channel(category_path(name), category=name), chains.issues(found)) for name, found in shelves.items()
    ]
    channels += [
        (Channel(path, interest=name), chains.issues(found)) for name, (path, found) in desks.items()
    ]
    for document in chains.documents(channels):
        yield document.path, document
    yield chains.OPML, Opml(tuple(channel for channel, _ in channels))
