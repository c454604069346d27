"""The plan of what is site-wide: every file beside those of days, and all that each one is made from.

Pure, and made of facts alone. What a job's subject shows is in its key, so that none can be forgotten; and
no subject of an old page holds anything of the newest day, so that adding a day stays cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from broadsheet.press import channels, machines, paths
from broadsheet.press.channels import Channel, Feed
from broadsheet.press.machines import Sitemap
from broadsheet.press.search import Stretch, stretches
from broadsheet.press.spans import Review, Span, reviews_of
from broadsheet.records import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from broadsheet.press.free import Free
    from broadsheet.records import DayFacts

_Item = TypeVar("_Item")
DAYS_ON_FRONT = 7
PAPERS_IN_CATEGORY = 60
MONTHS_IN_ARCHIVE = 3


@dataclass(frozen=True, slots=True)
class Front:
    latest: DayFacts | None
    before: tuple[DayFacts, ...]
    review: Span | None = None

    @property
    def content(self) -> str:
        latest = self.latest.content if self.latest else ""
        return f"{latest} {_lines(self.before)} {self.review}"


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int
    days: tuple[DayFacts, ...]
    previous: tuple[int, int] | None
    next: tuple[int, int] | None
    reviews: tuple[Span, ...] = ()

    @property
    def content(self) -> str:
        return f"{_lines(self.days)} {self.previous} {self.next} {self.reviews}"


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    days: tuple[DayFacts, ...]
    previous: int | None
    next: int | None

    @property
    def content(self) -> str:
        return f"{_tallies(self.days)} {self.previous} {self.next}"


@dataclass(frozen=True, slots=True)
class Archive:
    days: tuple[DayFacts, ...]

    @property
    def content(self) -> str:
        return _tallies(self.days)


@dataclass(frozen=True, slots=True)
class Category:
    name: str
    days: tuple[DayFacts, ...]  # newest first, as many as fill the page

    @property
    def content(self) -> str:
        return " ".join(day.content for day in self.days)


@dataclass(frozen=True, slots=True)
class Interest:
    name: str
    path: str
    days: tuple[DayFacts, ...]  # newest first, as many as fill the page

    @property
    def content(self) -> str:
        return " ".join(day.content for day in self.days)


@dataclass(frozen=True, slots=True)
class Counts:
    """The page of all categories, or of all interests: their names, paths and papers."""

    of: tuple[tuple[str, str, int], ...]

    @property
    def content(self) -> str:
        return repr(self.of)


class Categories(Counts):
    __slots__ = ()


class Interests(Counts):
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class FeedsPage:
    categories: tuple[str, ...]

    @property
    def content(self) -> str:
        return repr(self.categories)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page that searches: what can be chosen on it, and what it can ask."""

    categories: tuple[str, ...]
    interests: tuple[str, ...]
    asked: tuple[str, ...]  # newest first

    @property
    def content(self) -> str:
        return repr(self)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The reader's own list, which their browser keeps."""

    content: str = ""


@dataclass(frozen=True, slots=True)
class Opml:
    """All feeds as a list that feed readers read."""

    channels: tuple[Channel, ...]

    @property
    def content(self) -> str:
        return repr(self.channels)


@dataclass(frozen=True, slots=True)
class FreePage:
    page: Free

    @property
    def content(self) -> str:
        return repr(self.page)


@dataclass(frozen=True, slots=True)
class NotFound:
    content: str = ""


@dataclass(frozen=True, slots=True)
class Robots:
    content: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the layouts that is copied as it is."""

    name: str
    content: str


# Made without a template.
Plain = Feed | Opml | Stretch | Sitemap | Robots | Asset
Subject = (
    Review
    | Front
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
    | Plain
)
Shelves = dict[str, list[tuple["DayFacts", int]]]  # each category's days with its papers, newest first


@dataclass(frozen=True, slots=True)
class Job:
    unit: str  # the path of the first of its files
    subject: Subject
    key: str

    @property
    def files(self) -> list[str]:
        return self.subject.files if isinstance(self.subject, Stretch) else [self.unit]


def jobs(  # noqa: PLR0913  # all that a site is made from
    days: Sequence[DayFacts],
    free: Sequence[Free],
    assets: Mapping[str, str],
    *,
    ground: str,
    look: str,
    interests: Sequence[str] = (),
    looks_back: Collection[str] = (),
    papers: Mapping[date, Sequence[str]] | None = None,
) -> dict[str, Job]:
    """Every job by the name of its unit. `days` stand oldest first. `ground` names what every file is made
    with, program and configuration; `look` what every page of it is: templates, navigation. `papers` are
    those with pages of their own, by the day that these show.
    """
    ground, look = fingerprint(ground), fingerprint(f"{ground}\n{look}")
    made = {}
    for unit, subject in _subjects(days, free, assets, interests, looks_back, papers or {}):
        with_ = ground if isinstance(subject, Plain) else look
        made[unit] = Job(unit, subject, fingerprint(f"{with_}\n{subject.content}"))
    return made


def _subjects(  # noqa: PLR0913, PLR0917  # as jobs()
    days: Sequence[DayFacts],
    free: Sequence[Free],
    assets: Mapping[str, str],
    interests: Sequence[str],
    looks_back: Collection[str],
    papers: Mapping[date, Sequence[str]],
) -> Iterator[tuple[str, Subject]]:
    shelves = _shelves(days)
    desks = _desks(days, interests)
    reviews = reviews_of(days, looks_back)
    indexed = stretches(days)
    pages = dict(_pages(days, shelves, free, reviews)) | dict(_interest_pages(desks))
    pages[paths.SEARCH] = _search_page(shelves, days, interests, indexed)
    for path, subject in pages.items():
        yield paths.page_file(path), subject
    yield paths.NOT_FOUND, NotFound()
    yield paths.page_file(paths.SAVED), SavedPage()
    for stretch in indexed:
        yield stretch.files[0], stretch
    for sitemap in machines.sitemaps(days, papers, tuple(pages)):
        yield sitemap.path, sitemap
    yield from _feeds(days, shelves, desks, reviews)
    yield paths.ROBOTS, Robots()
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
    yield paths.ARCHIVE, Archive(tuple(days))
    counts = (
        (name, paths.category(name), sum(count for _, count in of_it)) for name, of_it in shelves.items()
    )
    yield paths.CATEGORIES, Categories(tuple(counts))
    yield paths.FEEDS, FeedsPage(tuple(shelves))
    for name, days_of_it in shelves.items():
        yield paths.category(name), Category(name, _filling(days_of_it))
    yield from _calendar(days, [review.span for review in reviews])


def _search_page(
    shelves: Shelves, days: Sequence[DayFacts], interests: Sequence[str], indexed: Sequence[Stretch]
) -> SearchPage:
    earlier = sorted({name for day in days for name, _ in day.fields} - set(interests))
    asked = tuple(stretch.asked for stretch in reversed(indexed))
    return SearchPage(tuple(shelves), (*interests, *earlier), asked)


Desks = dict[str, tuple[str, list[tuple["DayFacts", int]]]]  # each interest's path and days, newest first


def _desks(days: Sequence[DayFacts], interests: Sequence[str]) -> Desks:
    found: Desks = {name: (path, []) for name, path in paths.interests(interests).items()}
    for day in reversed(days):
        for name, count in day.fields:
            if name in found:
                found[name][1].append((day, count))
    return found


def _interest_pages(desks: Desks) -> Iterator[tuple[str, Subject]]:
    if desks:
        counts = ((name, path, sum(n for _, n in days)) for name, (path, days) in desks.items())
        yield paths.INTERESTS, Interests(tuple(counts))
    for name, (path, days) in desks.items():
        yield path, Interest(name, path, _filling(days))


def _front(days: Sequence[DayFacts], reviews: Sequence[Review]) -> Front:
    full: list[DayFacts] = []
    for day in reversed(days):
        if day.count and len(full) <= DAYS_ON_FRONT:
            full.append(day)
    newest = reviews[-1].span if reviews else None
    return Front(full[0] if full else None, tuple(full[1:]), newest)


def _shelves(days: Sequence[DayFacts]) -> Shelves:
    found: Shelves = {}
    for day in reversed(days):
        for name, count in day.categories:
            found.setdefault(name, []).append((day, count))
    return dict(sorted(found.items()))


def _filling(days: Sequence[tuple[DayFacts, int]]) -> tuple[DayFacts, ...]:
    """The newest days that fill a category's page."""
    found: list[DayFacts] = []
    papers = 0
    for day, count in days:
        if papers >= PAPERS_IN_CATEGORY:
            break
        found.append(day)
        papers += count
    return tuple(found)


def _calendar(days: Sequence[DayFacts], reviews: Sequence[Span]) -> Iterator[tuple[str, Subject]]:
    months: dict[tuple[int, int], list[DayFacts]] = {}
    years: dict[int, list[DayFacts]] = {}
    for day in days:
        months.setdefault((day.date.year, day.date.month), []).append(day)
        years.setdefault(day.date.year, []).append(day)
    ended: dict[tuple[int, int], list[Span]] = {}
    for span in reviews:
        ended.setdefault((span.last.year, span.last.month), []).append(span)
    for before, month, after in _neighbours(list(months)):
        lines, of_month = tuple(months[month]), tuple(ended.get(month, ()))
        yield paths.month(*month), Month(*month, lines, before, after, of_month)
    for before_, year, after_ in _neighbours(list(years)):
        yield paths.year(year), Year(year, tuple(years[year]), before_, after_)


def _neighbours(items: Sequence[_Item]) -> Iterator[tuple[_Item | None, _Item, _Item | None]]:
    yield from zip([None, *items], items, [*items[1:], None], strict=False)


def _feeds(
    days: Sequence[DayFacts], shelves: Shelves, desks: Desks, reviews: Sequence[Review]
) -> Iterator[tuple[str, Subject]]:
    full = [(day, day.count) for day in reversed(days) if day.count]
    feeds = [(Channel(), channels.issues(full, reviews))]
    feeds += [
        (Channel(paths.category(name), category=name), channels.issues(found[: channels.DAYS_IN_FEED]))
        for name, found in shelves.items()
    ]
    feeds += [
        (Channel(path, interest=name), channels.issues(found[: channels.DAYS_IN_FEED]))
        for name, (path, found) in desks.items()
    ]
    for document in channels.documents(feeds):
        yield document.path, document
    yield paths.OPML, Opml(tuple(channel for channel, _ in feeds))


def _lines(days: Iterable[DayFacts]) -> str:
    """What a list of days shows of them."""
    return " ".join(f"{day.date} {day.count} {day.stories}" for day in days)


def _tallies(days: Iterable[DayFacts]) -> str:
    """What a calendar shows of them."""
    return " ".join(f"{day.date} {day.count}" for day in days)
