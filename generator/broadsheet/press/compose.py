"""From a job's subject to what its template sees: the head, and the view."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, singledispatchmethod
from itertools import islice
from typing import TYPE_CHECKING

from broadsheet import taxonomy
from broadsheet.press import (
    account,
    categories,
    charts,
    dates,
    fragments,
    grids,
    interests,
    papers,
    plan,
    reviews,
)
from broadsheet.press.facts import followed, shelves
from broadsheet.press.layouts import SCRIPT, STYLE
from broadsheet.press.lead import best_first
from broadsheet.press.tracks import track
from broadsheet.press.views import (
    ArchiveView,
    CategoriesView,
    CategoryView,
    DayView,
    FeedsView,
    FeedView,
    FreeView,
    FrontView,
    HeadView,
    LinkView,
    MonthView,
    SectionView,
    SiteView,
    TrendView,
    YearView,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.model import Digest, Entry, Section
    from broadsheet.page import Page
    from broadsheet.press.facts import Tally
    from broadsheet.press.free import Free
    from broadsheet.press.layouts import Layouts
    from broadsheet.press.pages import Pages
    from broadsheet.press.views import PaperView

SECONDS = 3
BRIEFS = 8
CATEGORIES_IN_DATELINE = 6
LONGEST_DESCRIPTION = 200
_FORMATS = {
    plan.Format.ATOM: ("Atom", "application/atom+xml"),
    plan.Format.RSS: ("RSS", "application/rss+xml"),
    plan.Format.JSON: ("JSON Feed", "application/feed+json"),
}
Composed = tuple[str, HeadView, object]  # the template's name and what it sees


def navigation(free: Sequence[Free], *, has_interests: bool = False) -> tuple[LinkView, ...]:
    return (
        LinkView("Front page", ""),
        *([LinkView("Interests", "interest/")] if has_interests else []),
        LinkView("Categories", "category/"),
        LinkView("Archive", "archive/"),
        LinkView("Feeds", "feeds/"),
        *(LinkView(page.title, page.path) for page in free),
    )


def feeds(path: str, of: str = "") -> tuple[FeedView, ...]:
    """The three feeds at a path, named by their format alone or by what they are of."""
    return tuple(
        FeedView(f"{of} ({name})" if of else name, f"{path}{form}", media_type)
        for form, (name, media_type) in _FORMATS.items()
    )


class Composer:
    """Composes the pages of one edition; papers that several pages show are composed once."""

    def __init__(self, site: Site, layouts: Layouts, free: Sequence[Free], pages: Pages) -> None:
        self._site = site
        self._pages = pages
        self._nav = navigation(free, has_interests=bool(site.interests))
        self._interests = interests.paths([interest.name for interest in site.interests])
        self._style = layouts.versioned(STYLE)
        self._script = layouts.versioned(SCRIPT)
        self._asked = followed(site)
        self._paper = lru_cache(maxsize=4096)(papers.view)

    def site(self, path: str) -> SiteView:
        """The site as the page at `path` sees it."""
        site = self._site
        return SiteView(
            title=site.title,
            motto=site.motto,
            description=site.description,
            publisher=site.publisher,
            language=site.language,
            base=site.base_path,
            url=site.url,
            nav=tuple(replace(link, current=link.path == path) for link in self._nav),
            feeds=feeds("", site.title),
            style=self._style,
            script=self._script,
        )

    @singledispatchmethod
    def compose(self, subject: plan.Subject) -> Composed:
        """What the template of this subject sees."""
        raise TypeError(f"{subject!r} is not made by a template")

    @compose.register(plan.Front)
    def _front(self, subject: plan.Front) -> Composed:
        description = self._site.description or self._site.motto
        if subject.latest is None:
            nothing = FrontView(
                None,
                "",
                0,
                None,
                seconds=(),
                briefs=(),
                sections=(),
                trends=(),
                days=(),
                notes=fragments.notes(""),
            )
            return "front.html", HeadView("", description, ""), nothing
        page = self._pages.page(subject.latest.date)
        day = page.digest.date
        best = [self._told(page, entry) for entry in islice(best_first(page.digest), 1 + SECONDS + BRIEFS)]
        count = len(page.digest.entries)
        sections = self._sections(page)
        view = FrontView(
            date=papers.day_view(day),
            day_path=dates.day_path(day),
            count=count,
            lead=best[0] if best else None,
            seconds=tuple(best[1 : 1 + SECONDS]),
            briefs=tuple(best[1 + SECONDS :]),
            sections=tuple(_inside(day, section) for section in sections if section.count),
            trends=self._trends(page),
            days=grids.lines(subject.before),
            notes=fragments.notes(page.notes.intro),
            rising=charts.rising(page.digest.rising),
            chart=charts.by_category(page.digest, in_short=True),
            usual_days=page.digest.usual.days if page.digest.usual else 0,
            review=LinkView(subject.review.title, subject.review.path) if subject.review else None,
        )
        return "front.html", HeadView("", description, "", dateline=_dateline(page.digest)), view

    @compose.register(plan.Day)
    def _day(self, subject: plan.Day) -> Composed:
        page = self._pages.page(subject.source.date)
        digest = page.digest
        view = DayView(
            date=papers.day_view(digest.date),
            title=digest.title,
            count=len(digest.entries),
            sections=tuple(self._sections(page)),
            trends=self._trends(page),
            notes=fragments.notes(page.notes.intro),
            rising=charts.rising(digest.rising),
            charts=charts.of_day(digest, self._interests),
            usual_days=digest.usual.days if digest.usual else 0,
            ledger=" ".join(
                filter(None, [account.sentence(digest.ledger), account.reconstruction(digest.sources)])
            ),
            updated=dates.moment(digest.updated),
        )
        head = HeadView(
            title=dates.full(digest.date),
            description=self._contents(page),
            path=dates.day_path(digest.date),
            dateline=_dateline(digest),
            previous=_day_link(subject.previous, digest.date) if subject.previous else None,
            next=_day_link(subject.next, digest.date) if subject.next else None,
            machines=(
                FeedView(
                    "BibTeX", f"{dates.day_path(digest.date)}{plan.BIBLIOGRAPHY}", "application/x-bibtex"
                ),
                FeedView("JSON", f"{dates.day_path(digest.date)}{plan.INDEX}", "application/json"),
            ),
        )
        return "day.html", head, view

    @compose.register(plan.Month)
    def _month(self, subject: plan.Month) -> Composed:
        most = grids.largest(subject.days)
        view = MonthView(
            grid=grids.grid(subject.year, subject.month, subject.days, largest=most),
            days=grids.lines(subject.days[::-1]),
            reviews=tuple(LinkView(span.title, span.path) for span in subject.reviews),
        )
        head = HeadView(
            title=view.grid.name,
            description=f"{grids.papers(view.grid.count)} of {view.grid.name}, day by day.",
            path=view.grid.path,
            previous=_month_link(*subject.previous) if subject.previous else None,
            next=_month_link(*subject.next) if subject.next else None,
        )
        return "month.html", head, view

    @compose.register(plan.Year)
    def _year(self, subject: plan.Year) -> Composed:
        count = sum(day.count for day in subject.days)
        most = grids.largest(subject.days)
        months = tuple(
            grids.grid(*month, days, largest=most) for month, days in grids.months(subject.days).items()
        )
        head = HeadView(
            title=str(subject.year),
            description=f"{grids.papers(count)} of {subject.year}, month by month.",
            path=dates.year_path(subject.year),
            previous=_year_link(subject.previous) if subject.previous is not None else None,
            next=_year_link(subject.next) if subject.next is not None else None,
        )
        return "year.html", head, YearView(subject.year, count, months)

    @compose.register(plan.Archive)
    def _archive(self, subject: plan.Archive) -> Composed:
        months = grids.months(subject.days)
        newest = list(reversed(months))[: plan.MONTHS_IN_ARCHIVE]
        most = grids.largest(day for month in newest for day in months[month])
        count = sum(day.count for day in subject.days)
        view = ArchiveView(
            count=count,
            days=len(subject.days),
            years=tuple(_years(months)),
            recent=tuple(grids.grid(*month, months[month], largest=most) for month in newest),
        )
        description = f"Every day of {self._site.title}: {grids.papers(count)}."
        return "archive.html", HeadView("Archive", description, "archive/"), view

    @compose.register(plan.Category)
    def _category(self, subject: plan.Category) -> Composed:
        title, path = taxonomy.name(subject.name), plan.category_path(subject.name)
        newest = islice(self._of_category(subject), plan.PAPERS_IN_CATEGORY)
        view = CategoryView(subject.name, title, tuple(newest), feeds(path))
        head = HeadView(
            title=categories.title(subject.name),
            description=f"The latest papers of {title} ({subject.name}).",
            path=path,
            feeds=feeds(path, categories.title(subject.name)),
        )
        return "category.html", head, view

    def _of_category(self, subject: plan.Category) -> Iterator[PaperView]:
        for source in subject.days:
            page = self._pages.page(source.date)
            for entry in page.digest.entries:
                if subject.name in shelves(entry.paper, self._asked):
                    yield self._told(page, entry)

    @compose.register(plan.Review)
    def _review(self, subject: plan.Review) -> Composed:
        view = reviews.view(subject, self._pages.page, self._told, self._site.language)
        description = f"{grids.papers(view.count)} on {len(view.days)} days: what led, rose and fell."
        return "review.html", HeadView(view.title, description, subject.span.path), view

    @compose.register(plan.Interest)
    def _interest(self, subject: plan.Interest) -> Composed:
        asked = next(each for each in self._site.interests if each.name == subject.name)
        newest = tuple(islice(self._of_interest(subject), plan.PAPERS_IN_CATEGORY))
        view = interests.view(asked, newest, feeds(subject.path))
        description = asked.about or f"The latest papers on {asked.name}."
        head = HeadView(asked.name, description, subject.path, feeds=feeds(subject.path, asked.name))
        return "interest.html", head, view

    def _of_interest(self, subject: plan.Interest) -> Iterator[PaperView]:
        for source in subject.days:
            page = self._pages.page(source.date)
            for entry in best_first(page.digest):
                if entry.rating and entry.rating.field == subject.name:
                    yield self._told(page, entry)

    @compose.register(plan.Interests)
    def _all_interests(self, subject: plan.Interests) -> Composed:
        view = interests.every(self._site, subject.counts)
        description = f"What papers are rated by in {self._site.title}."
        return "interests.html", HeadView("Interests", description, "interest/"), view

    @compose.register(plan.Categories)
    def _categories(self, subject: plan.Categories) -> Composed:
        groups: dict[str, list[LinkView]] = {}
        for name, count in subject.counts:
            label = f"{taxonomy.name(name)} · {name}"
            link = LinkView(label, plan.category_path(name), note=str(count))
            groups.setdefault(taxonomy.group(name), []).append(link)
        view = CategoriesView(tuple((group, tuple(links)) for group, links in groups.items()))
        description = f"The categories of {self._site.title}, each with its latest papers and its own feed."
        return "categories.html", HeadView("Categories", description, "category/"), view

    @compose.register(plan.FeedsPage)
    def _feeds(self, subject: plan.FeedsPage) -> Composed:
        view = FeedsView(
            site=feeds(""),
            categories=tuple(
                (f"{taxonomy.name(name)} · {name}", feeds(plan.category_path(name)))
                for name in subject.categories
            ),
            interests=tuple((name, feeds(path)) for name, path in self._interests.items()),
        )
        return "feeds.html", HeadView("Feeds", f"The feeds of {self._site.title}.", "feeds/"), view

    @compose.register(plan.FreePage)
    def _free(self, subject: plan.FreePage) -> Composed:
        page = subject.page
        view = FreeView(page.title, fragments.notes(page.body))
        return "page.html", HeadView(page.title, f"{page.title}: {self._site.title}", page.path), view

    @compose.register(plan.NotFound)
    def _not_found(self, _: plan.NotFound) -> Composed:
        return "404.html", HeadView("Page not found", "", "404.html", indexed=False), None

    def _told(self, page: Page, entry: Entry) -> PaperView:
        notes = page.notes.papers.get(entry.paper.id, "")
        path = self._interests.get(entry.rating.field, "") if entry.rating else ""
        return self._paper(entry, page.digest.date, notes, self._site.interests, path)

    def _sections(self, page: Page) -> Iterator[SectionView]:
        taken: set[str] = set()
        said = dict(page.notes.sections)
        for section in page.digest.sections:
            notes = fragments.notes(said.pop(section.name, ""))
            if section.entries or notes:
                yield SectionView(
                    anchor=_anchor(section.name, taken),
                    name=section.name,
                    title=taxonomy.name(section.name),
                    count=len(section.entries),
                    papers=tuple(self._told(page, entry) for entry in section.entries),
                    path=self._section_path(section),
                    notes=notes,
                )

    def _section_path(self, section: Section) -> str:
        """The page of an interest, or of a category that papers of the section stand under."""
        if section.name in self._interests:
            return self._interests[section.name]
        shelved = (shelves(entry.paper, self._asked) for entry in section.entries)
        return plan.category_path(section.name) if any(section.name in names for names in shelved) else ""

    def _trends(self, page: Page) -> tuple[TrendView, ...]:
        entries = {entry.paper.id: entry for entry in page.digest.entries}
        return tuple(
            track(trend, entries, lambda id_: self._told(page, entries[id_])) for trend in page.digest.trends
        )

    def _contents(self, page: Page) -> str:
        """The day in a line, for search engines and for who shares a link."""
        titles = [self._told(page, entry).plain_title for entry in best_first(page.digest)[:3]]
        line = ": ".join(filter(None, [grids.papers(len(page.digest.entries)), "; ".join(titles)]))
        return line if len(line) <= LONGEST_DESCRIPTION else line[: LONGEST_DESCRIPTION - 1].rstrip() + "…"


def _anchor(name: str, taken: set[str]) -> str:
    """A category is its own anchor; other sections have one that no layout and no paper uses."""
    stem = name if taxonomy.is_known(name) else "section-" + "-".join(re.findall(r"\w+", name.lower()))
    anchor = stem
    number = 1
    while anchor in taken:
        number += 1
        anchor = f"{stem}-{number}"
    taken.add(anchor)
    return anchor


def _inside(day: date, section: SectionView) -> LinkView:
    return LinkView(
        categories.title(section.name), f"{dates.day_path(day)}#{section.anchor}", note=str(section.count)
    )


def _dateline(digest: Digest) -> tuple[str, ...]:
    followed = list(dict.fromkeys(source.partition(":")[2] or source for source in digest.sources))
    more = len(followed) - CATEGORIES_IN_DATELINE
    shown = followed if more <= 1 else [*followed[:CATEGORIES_IN_DATELINE], f"{more} more"]
    facts = (dates.long(digest.date), grids.papers(len(digest.entries)), " · ".join(shown))
    return tuple(filter(None, facts))


def _day_link(day: date, beside: date) -> LinkView:
    return LinkView(dates.short(day) if day.year == beside.year else dates.full(day), dates.day_path(day))


def _month_link(year: int, month: int) -> LinkView:
    return LinkView(dates.month(year, month), dates.month_path(year, month))


def _year_link(year: int) -> LinkView:
    return LinkView(str(year), dates.year_path(year))


def _years(
    months: dict[tuple[int, int], list[Tally]],
) -> Iterator[tuple[LinkView, tuple[LinkView, ...]]]:
    """Newest first, the months of each with their counts."""
    links: dict[int, list[LinkView]] = {}
    counts: dict[int, int] = {}
    for (year, month), days in reversed(months.items()):
        count = sum(day.count for day in days)
        counts[year] = counts.get(year, 0) + count
        name = dates.MONTHS[month - 1]
        links.setdefault(year, []).append(LinkView(name, dates.month_path(year, month), note=str(count)))
    for year, named in links.items():
        yield replace(_year_link(year), note=grids.papers(counts[year])), tuple(named)
