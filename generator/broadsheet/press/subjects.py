"""What is site-wide, each kind of file by what it shows and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from broadsheet.machines import Sitemap
from broadsheet.press.channels import Channel, Feed
from broadsheet.press.periods import DayLine, DayShares, Period, Review
from broadsheet.press.segments import Asked, Segment

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.free import Free
    from broadsheet.recordings import Recording
    from broadsheet.records import DayFacts, Story

PAPERS_OF_CHANNEL = 60  # on the page of a category or an interest
DAYS_AT_A_GLANCE = 7  # above those of an interest
WEEKS_IN_YEAR = timedelta(weeks=52)
WEEK = timedelta(weeks=1)


class Templated:
    """What a template shows."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class FrontPage(Templated):
    latest: DayFacts | None
    before: tuple[DayLine, ...]  # the days of the week up to it, or where it has none, the last ones
    review: Period | None = None

    @property
    def is_week(self) -> bool:
        """Whether the days before the newest are those of a week."""
        return bool(self.latest and self.before and self.latest.date - self.before[-1].date <= WEEK)


@dataclass(frozen=True, slots=True)
class MonthPage(Templated):
    year: int
    month: int
    days: tuple[DayLine, ...]
    previous: tuple[int, int] | None
    next: tuple[int, int] | None
    reviews: tuple[Period, ...] = ()
    made_of: tuple[DayShares, ...] = ()
    quarter: tuple[DayLine, ...] = ()  # the days up to its last one


@dataclass(frozen=True, slots=True)
class YearPage(Templated):
    year: int
    days: tuple[DayLine, ...]
    previous: int | None
    next: int | None


@dataclass(frozen=True, slots=True)
class ArchivePage(Templated):
    days: tuple[DayLine, ...]

    @property
    def of_a_year(self) -> tuple[DayLine, ...]:
        """Those of the weeks of a year that end with the newest."""
        return tuple(day for day in self.days if self.days[-1].date - day.date < WEEKS_IN_YEAR)


@dataclass(frozen=True, slots=True)
class LatestPage(Templated):
    """The latest papers of a category or an interest."""

    channel: Channel
    days: tuple[DayFacts, ...]  # newest first, as many as fill the page
    lost: tuple[tuple[str, str], ...] = ()  # the days and papers that they name and that are not there


class CategoryPage(LatestPage):
    __slots__ = ()


class InterestPage(LatestPage):
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ContentsPage(Templated):
    """All categories, or all interests: their names, paths and papers."""

    of: tuple[tuple[str, str, int], ...]


class CategoriesPage(ContentsPage):
    __slots__ = ()


class InterestsPage(ContentsPage):
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class FeedsPage(Templated):
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchPage(Templated):
    """The page that searches: what can be chosen on it, and what it can ask."""

    categories: tuple[str, ...]
    interests: tuple[str, ...]
    asked: tuple[Asked, ...]  # newest first


@dataclass(frozen=True, slots=True)
class SavedPage(Templated):
    """The reader's own list, which their browser keeps."""


@dataclass(frozen=True, slots=True)
class OfflinePage(Templated):
    """What a reader may keep on their device."""

    days: tuple[DayLine, ...]  # newest first


@dataclass(frozen=True, slots=True)
class MinePage(Templated):
    """The reader's own front page, which their browser makes of the newest days."""

    days: tuple[date, ...]  # newest first
    categories: tuple[str, ...]  # those with most of their papers


@dataclass(frozen=True, slots=True)
class OwnPage(Templated):
    """One that the editor wrote."""

    page: Free


@dataclass(frozen=True, slots=True)
class NotFoundPage(Templated):
    pass


@dataclass(frozen=True, slots=True)
class Opml:
    """All feeds as a list that feed readers read."""

    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class Podcast:
    """The recordings, newest first, each with the day's best stories."""

    episodes: tuple[tuple[Recording, tuple[Story, ...]], ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture of the podcast."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """By which a browser installs the site."""

    frame: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Icon:
    """The site's sign, for who has it installed."""

    sign: str
    frame: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WordsPart:
    """Of the words that a reader may ask for, those of one file."""

    number: int


@dataclass(frozen=True, slots=True)
class Robots:
    sitemaps: tuple[str, ...]  # their paths


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the layouts that is copied as it is."""

    name: str
    content: str


# Made without a template.
Plain = Feed | Opml | Podcast | Cover | Segment | Sitemap | WordsPart | Manifest | Icon | Robots | Asset
Subject = Templated | Review | Plain
