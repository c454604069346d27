"""The plan of what is site-wide: every file beside those of days, and all that each one is made from.

Pure, and made of facts alone. A subject holds just what its file shows, and all of it is in the key, so that
none can be forgotten; no subject of an old page holds anything of the newest day, so that adding a day stays
cheap.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, TypeVar

from broadsheet import machines, paths, plots
from broadsheet.press import channels, mine
from broadsheet.press.channels import Channel, Feed
from broadsheet.press.periods import DayLine, DayShares, Period, Review, by_month, reviews_of
from broadsheet.press.segments import Segment, segments
from broadsheet.press.subjects import (
    DAYS_AT_A_GLANCE,
    PAPERS_OF_CHANNEL,
    WEEK,
    ArchivePage,
    Asset,
    CategoriesPage,
    CategoryPage,
    Cover,
    FeedsPage,
    FrontPage,
    Icon,
    InterestPage,
    InterestsPage,
    Manifest,
    MinePage,
    MonthPage,
    NotFoundPage,
    OfflinePage,
    Opml,
    OwnPage,
    Plain,
    Podcast,
    Robots,
    SavedPage,
    SearchPage,
    Subject,
    WordsPart,
    YearPage,
)
from broadsheet.press.tasks import PapersByDay
from broadsheet.templates import layouts
from broadsheet.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from broadsheet.free import Free
    from broadsheet.recordings import Recording
    from broadsheet.records import DayFacts

_Item = TypeVar("_Item")
DAYS_ON_FRONT = 7
LAST_ON_FRONT = 2  # days, where the week before has none
DAYS_OFFLINE = 7
EPISODES = 90
DAYS_OF_READER = 7  # on their own front page
CATEGORIES_TO_CHOOSE = 12


@dataclass(frozen=True, slots=True)
class Job:
    unit: str  # the path of the first of its files
    subject: Subject
    key: str

    @property
    def files(self) -> list[str]:
        """The paths that it makes."""
        return self.subject.files if isinstance(self.subject, Segment) else [self.unit]

    @property
    def day(self) -> date | None:
        """The newest whose papers a feed composes, as others do."""
        issues = self.subject.issues if isinstance(self.subject, Feed) else ()
        return issues[0].day.date if issues else None

    @property
    def indexed(self) -> int:
        """How many papers it indexes for the search."""
        return self.subject.papers if isinstance(self.subject, Segment) else 0


def jobs(subjects: Mapping[str, Subject], *, ground: str, look: str) -> dict[str, Job]:
    """Every job by the name of its unit. `ground` names what every file is made with, program and
    configuration; `look` what every page of it is: templates, navigation.
    """
    look = f"{ground}\n{look}"
    made = {}
    for unit, subject in subjects.items():
        made_with = ground if isinstance(subject, Plain) else look
        made[unit] = Job(unit, subject, fingerprint(f"{made_with}\n{subject!r}"))
    return made


def subjects(  # noqa: PLR0913  # all that a site is made from
    days: Sequence[DayFacts],
    free: Sequence[Free],
    assets: Mapping[str, str],
    *,
    interests: Sequence[str] = (),
    looks_back: Collection[str] = (),
    papers: Mapping[date, Sequence[str]] | None = None,
    recordings: Mapping[date, Recording] | None = None,
    prefixes: Sequence[str] = ("",),
    languages: int = 1,
    frame: tuple[tuple[str, str], ...] | None = None,
) -> dict[str, Subject]:
    """All that there is, by the names of units. `days` stand oldest first; `papers` are those with pages of
    their own, by the day that these show. `prefixes` are those of all editions, the first of which has what
    they share; nothing for another. `languages` is how many the site has. `frame` are the colours of the
    paper, where readers may keep the site.
    """
    by_category, by_interest = _categories(days), _interests(days, interests)
    reviews = reviews_of(days, looks_back)
    indexed = segments(days)
    pages = dict(_pages(days, by_category, by_interest, free, reviews))
    pages[paths.SEARCH] = _search_page(by_category, days, interests, indexed)
    found = {paths.page_file(path): subject for path, subject in pages.items()}
    found[paths.page_file(paths.SAVED)] = SavedPage()
    found[paths.page_file(paths.MINE)] = _mine_page(days, by_category)
    found |= {segment.head: segment for segment in indexed}
    found |= {
        each.path: each for each in machines.sitemaps(days, papers or {}, tuple(pages), languages=languages)
    }
    found |= _feeds(days, [*by_category, *by_interest], reviews)
    found |= _podcast(days, recordings or {})
    if frame is not None:
        found[paths.page_file(paths.OFFLINE)] = OfflinePage(_kept(days))
    if not prefixes:
        return found
    found[paths.NOT_FOUND] = NotFoundPage()
    found |= {paths.words(part): WordsPart(part) for part in range(mine.PARTS)}
    found[paths.ROBOTS] = Robots(tuple(f"{prefix}{paths.SITEMAP}" for prefix in prefixes))
    if frame is not None:
        found |= {paths.MANIFEST: Manifest(frame), paths.ICON: Icon(assets.get(layouts.ICON, ""), frame)}
    # Last, for a publisher may have a robots.txt of their own.
    return found | {name: Asset(name, content) for name, content in assets.items()}


@dataclass(frozen=True, slots=True)
class _Part:
    """Of the site, a category or an interest: its days with their papers, newest first."""

    name: str
    channel: Channel
    days: list[tuple[DayFacts, int]]

    @property
    def tally(self) -> tuple[str, str, int]:
        return self.name, self.channel.path, sum(count for _, count in self.days)

    @property
    def newest(self) -> tuple[DayFacts, ...]:
        """The days that fill its page."""
        found: list[DayFacts] = []
        papers = 0
        for day, count in self.days:
            if papers >= PAPERS_OF_CHANNEL and (self.channel.category or len(found) >= DAYS_AT_A_GLANCE):
                break
            found.append(day)
            papers += count
        return tuple(found)


def _categories(days: Sequence[DayFacts]) -> list[_Part]:
    found: dict[str, list[tuple[DayFacts, int]]] = {}
    for day in reversed(days):
        for name, count in day.categories:
            found.setdefault(name, []).append((day, count))
    return [
        _Part(name, Channel(paths.category(name), category=name), of_it)
        for name, of_it in sorted(found.items())
    ]


def _interests(days: Sequence[DayFacts], interests: Sequence[str]) -> list[_Part]:
    """Those that the publisher has, with papers or without."""
    found: dict[str, list[tuple[DayFacts, int]]] = {name: [] for name in interests}
    for day in reversed(days):
        for name, count in day.fields:
            if name in found:
                found[name].append((day, count))
    where = paths.interests(interests)
    return [_Part(name, Channel(where[name], interest=name), of_it) for name, of_it in found.items()]


def _pages(
    days: Sequence[DayFacts],
    by_category: Sequence[_Part],
    by_interest: Sequence[_Part],
    free: Sequence[Free],
    reviews: Sequence[Review],
) -> Iterator[tuple[str, Subject]]:
    standing = PapersByDay({str(day.date): day for day in days})
    yield "", _front(days, reviews)
    for review in reviews:
        yield review.period.path, review
    for page in free:
        yield page.path, OwnPage(page)
    yield paths.ARCHIVE, ArchivePage(_calendar(days))
    yield paths.CATEGORIES, CategoriesPage(tuple(part.tally for part in by_category))
    yield paths.FEEDS, FeedsPage(tuple(part.name for part in by_category))
    for part in by_category:
        yield part.channel.path, CategoryPage(part.channel, part.newest, standing.lost(part.newest))
    yield from _months(days, reviews)
    yield from _years(days)
    if by_interest:
        yield paths.INTERESTS, InterestsPage(tuple(part.tally for part in by_interest))
    for part in by_interest:
        yield part.channel.path, InterestPage(part.channel, part.newest, standing.lost(part.newest))


def _search_page(
    by_category: Sequence[_Part],
    days: Sequence[DayFacts],
    interests: Sequence[str],
    indexed: Sequence[Segment],
) -> SearchPage:
    earlier = sorted({name for day in days for name, _ in day.fields} - set(interests))
    asked = tuple(segment.asked for segment in reversed(indexed))
    return SearchPage(tuple(part.name for part in by_category), (*interests, *earlier), asked)


def _mine_page(days: Sequence[DayFacts], by_category: Sequence[_Part]) -> MinePage:
    newest = [day for day in reversed(days) if day.count][:DAYS_OF_READER]
    counts = Counter(dict.fromkeys(sorted(part.name for part in by_category), 0))
    for day in newest:
        counts.update(dict(day.categories))
    names = [name for name, count in counts.most_common(CATEGORIES_TO_CHOOSE) if count]
    return MinePage(tuple(day.date for day in newest), tuple(names))


def _front(days: Sequence[DayFacts], reviews: Sequence[Review]) -> FrontPage:
    full = list(islice((day for day in reversed(days) if day.count), 1 + DAYS_ON_FRONT))
    newest = reviews[-1].period if reviews else None
    before = [day for day in full[1:] if full[0].date - day.date <= WEEK] or full[1 : 1 + LAST_ON_FRONT]
    return FrontPage(full[0] if full else None, _lines(before), newest)


def _months(days: Sequence[DayFacts], reviews: Sequence[Review]) -> Iterator[tuple[str, Subject]]:
    months = by_month(days)
    ended: dict[tuple[int, int], list[Period]] = {}
    for review in reviews:
        ended.setdefault((review.period.last.year, review.period.last.month), []).append(review.period)
    for before, month, after in _neighbours(list(months)):
        of_month = tuple(ended.get(month, ()))
        of_it = months[month]
        made_of = tuple(DayShares(day.date, day.count, day.categories, day.fields) for day in of_it)
        last = of_it[-1].date
        quarter = _calendar([day for day in days if 0 <= (last - day.date).days <= plots.QUARTER.days])
        yield (
            paths.month(*month),
            MonthPage(*month, _lines(of_it), before, after, of_month, made_of, quarter),
        )


def _years(days: Sequence[DayFacts]) -> Iterator[tuple[str, Subject]]:
    years = {year: list(of_it) for year, of_it in groupby(days, lambda day: day.date.year)}
    for before, year, after in _neighbours(list(years)):
        yield paths.year(year), YearPage(year, _calendar(years[year]), before, after)


def _neighbours(items: Sequence[_Item]) -> Iterator[tuple[_Item | None, _Item, _Item | None]]:
    yield from zip([None, *items], items, [*items[1:], None], strict=False)


def _feeds(days: Sequence[DayFacts], parts: Sequence[_Part], reviews: Sequence[Review]) -> dict[str, Subject]:
    full = [(day, day.count) for day in reversed(days) if day.count]
    feeds = [(Channel(), channels.issues(full, reviews))]
    feeds += [(part.channel, channels.issues(part.days[: channels.DAYS_IN_FEED])) for part in parts]
    found: dict[str, Subject] = {document.path: document for document in channels.documents(feeds)}
    return found | {paths.OPML: Opml(tuple(channel for channel, _ in feeds))}


def _podcast(days: Sequence[DayFacts], recordings: Mapping[date, Recording]) -> dict[str, Subject]:
    """Of days that are there; without a recording there is none."""
    heard = [(recordings[day.date], day.stories) for day in reversed(days) if day.date in recordings]
    episodes = tuple(heard[:EPISODES])
    return {paths.PODCAST: Podcast(episodes), paths.COVER: Cover()} if episodes else {}


def _kept(days: Sequence[DayFacts]) -> tuple[DayLine, ...]:
    return _lines(list(islice((day for day in reversed(days) if day.count), DAYS_OFFLINE)))


def _lines(days: Sequence[DayFacts]) -> tuple[DayLine, ...]:
    return tuple(DayLine(day.date, day.count, day.stories) for day in days)


def _calendar(days: Sequence[DayFacts]) -> tuple[DayLine, ...]:
    return tuple(DayLine(day.date, day.count) for day in days)
