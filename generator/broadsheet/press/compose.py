"""From a job's subject to what its template sees: the head, and the view."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache, singledispatchmethod
from itertools import islice
from typing import TYPE_CHECKING

from broadsheet import taxonomy
from broadsheet.press import (
    account,
    categories,
    charts,
    citations,
    dates,
    filters,
    fragments,
    grids,
    interests,
    linked,
    papers,
    picture,
    plan,
    reviews,
    subscribe,
)
from broadsheet.press.chains import Channel
from broadsheet.press.facts import followed, shelves
from broadsheet.press.layouts import SAVED, SCRIPT, SEARCH, STYLE
from broadsheet.press.lead import best_first
from broadsheet.press.search import shards
from broadsheet.press.search import view as search_view
from broadsheet.press.spans import Review
from broadsheet.press.tracks import track
from broadsheet.press.views import (
    ArchiveView,
    CategoriesView,
    CategoryView,
    DayView,
    FeedView,
    FreeView,
    FrontView,
    HeadView,
    LinkView,
    MonthView,
    PaperPageView,
    PictureView,
    SavedView,
    SectionView,
    SiteView,
    TrendView,
    YearView,
)
from broadsheet.text import markdown, tex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.config import Site
    from broadsheet.model import Digest, Entry, Section
    from broadsheet.page import Page
    from broadsheet.press.facts import Tally
    from broadsheet.press.free import Free
    from broadsheet.press.layouts import Layouts
    from broadsheet.press.pages import Pages
    from broadsheet.press.spans import Span
    from broadsheet.press.views import PaperView
    from broadsheet.press.words import Words

SECONDS = 3
BRIEFS = 8
CATEGORIES_IN_DATELINE = 6
LONGEST_DESCRIPTION = 200
Composed = tuple[str, HeadView, object]  # the template's name and what it sees


def navigation(
    free: Sequence[Free], words: Words, *, language: str, has_interests: bool = False
) -> tuple[LinkView, ...]:
    return (
        LinkView(words.say("Front page"), ""),
        *([LinkView(words.say("Interests"), "interest/")] if has_interests else []),
        LinkView(words.say("Categories"), "category/"),
        LinkView(words.say("Archive"), "archive/"),
        LinkView(words.say("Search"), shards.PATH),
        LinkView(words.say("Feeds"), "feeds/"),
        *(LinkView(page.title, page.path, language=language) for page in free),
    )


class Composer:
    """Composes the pages of one edition; papers that several pages show are composed once."""

    def __init__(
        self, site: Site, layouts: Layouts, free: Sequence[Free], pages: Pages, words: Words
    ) -> None:
        self._site = site
        self._pages = pages
        self._words = words
        self._nav = navigation(free, words, language=site.language, has_interests=bool(site.interests))
        self._interests = interests.paths([interest.name for interest in site.interests])
        self._style = layouts.versioned(STYLE)
        self._script = layouts.versioned(SCRIPT)
        self._saved_script = layouts.versioned(SAVED)
        self._search_script = layouts.versioned(SEARCH)
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
            interface=self._words.language,
            language=site.language,
            base=site.base_path,
            url=site.url,
            nav=tuple(replace(link, current=link.path == path) for link in self._nav),
            feeds=subscribe.alternates(Channel(), site, self._words),
            style=self._style,
            script=self._script,
            locale=self._words.territory,
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
            date=papers.day_view(day, self._words),
            day_path=dates.day_path(day),
            count=count,
            lead=best[0] if best else None,
            seconds=tuple(best[1 : 1 + SECONDS]),
            briefs=tuple(best[1 + SECONDS :]),
            sections=tuple(_inside(day, section, self._words) for section in sections if section.count),
            trends=self._trends(page),
            days=grids.lines(subject.before, self._words),
            notes=fragments.notes(page.notes.intro),
            rising=charts.rising(page.digest.rising, self._words),
            chart=charts.by_category(page.digest, self._words, in_short=True),
            usual_days=page.digest.usual.days if page.digest.usual else 0,
            review=_review_link(subject.review, self._words) if subject.review else None,
        )
        head = HeadView(
            "",
            description,
            "",
            dateline=_dateline(page.digest, self._words),
            picture=self._picture(page.digest),
            data=linked.of_site(self._site),
        )
        return "front.html", head, view

    @compose.register(plan.Day)
    def _day(self, subject: plan.Day) -> Composed:
        page = self._pages.page(subject.source.date)
        digest, words = page.digest, self._words
        view = DayView(
            date=papers.day_view(digest.date, words),
            title=digest.title,
            count=len(digest.entries),
            sections=tuple(self._sections(page)),
            filters=filters.of_day(digest, words),
            trends=self._trends(page),
            notes=fragments.notes(page.notes.intro),
            rising=charts.rising(digest.rising, words),
            charts=charts.of_day(digest, self._interests, words),
            usual_days=digest.usual.days if digest.usual else 0,
            ledger=words.paragraph(
                [
                    account.sentence(digest.ledger, words),
                    *filter(None, [account.reconstruction(digest.sources, words)]),
                ]
            ),
            updated=words.moment(digest.updated),
            language=digest.language,
        )
        head = HeadView(
            title=words.full(digest.date),
            description=self._contents(page),
            path=dates.day_path(digest.date),
            dateline=_dateline(digest, self._words),
            previous=_day_link(subject.previous, digest.date, words) if subject.previous else None,
            next=_day_link(subject.next, digest.date, words) if subject.next else None,
            machines=_for_machines(dates.day_path(digest.date)),
            picture=self._picture(digest),
            published=dates.iso(dates.announced(digest.date)),
            modified=dates.iso(digest.updated),
            citation=citations.of_day(digest, self._site),
            data=linked.of_day(digest, self._site),
        )
        return "day.html", head, view

    @compose.register(plan.PaperPage)
    def _paper_page(self, subject: plan.PaperPage) -> Composed:
        page = self._pages.page(subject.source.date)
        day, entries = page.digest.date, page.digest.entries
        at = next(place for place, entry in enumerate(entries) if entry.paper.id == subject.id)
        paper = self._told(page, entries[at])
        summary = entries[at].summary
        told = tex.plain(markdown.unescape(summary.tldr)) if summary else ""
        view = PaperPageView(
            paper=paper,
            day=LinkView(self._words.full(day), paper.path),
            before=tuple(
                LinkView(self._words.full(before), papers.paper_path(before, subject.id))
                for before in reversed(subject.before)
            ),
        )
        head = HeadView(
            title=paper.plain_title,
            description=_shortened(told or paper.plain_title),
            path=paper.page,
            previous=self._paper_link(page, entries[at - 1]) if at else None,
            next=self._paper_link(page, entries[at + 1]) if entries[at + 1 :] else None,
            picture=self._picture(page.digest),
            published=dates.iso(dates.announced(day)),
            modified=dates.iso(page.digest.updated),
            citation=citations.of_paper(entries[at], day, self._site),
            data=linked.of_paper(entries[at], day, self._site),
        )
        return "paper.html", head, view

    def _paper_link(self, page: Page, entry: Entry) -> LinkView:
        paper = self._told(page, entry)
        return LinkView(paper.plain_title, paper.page, language=paper.language)

    def _picture(self, digest: Digest) -> PictureView:
        words = self._words
        alt = words.listing(self._site.title, words.full(digest.date), words.papers(len(digest.entries)))
        return PictureView(dates.picture_path(digest.date), picture.WIDTH, picture.HEIGHT, alt)

    @compose.register(plan.Month)
    def _month(self, subject: plan.Month) -> Composed:
        most, words = grids.largest(subject.days), self._words
        view = MonthView(
            grid=grids.grid(subject.year, subject.month, subject.days, largest=most, words=words),
            days=grids.lines(subject.days[::-1], words),
            reviews=tuple(_review_link(span, words) for span in subject.reviews),
        )
        head = HeadView(
            title=view.grid.name,
            description=words.say(
                "%(papers)s of %(month)s, day by day.",
                papers=words.papers(view.grid.count),
                month=view.grid.name,
            ),
            path=view.grid.path,
            previous=_month_link(*subject.previous, words) if subject.previous else None,
            next=_month_link(*subject.next, words) if subject.next else None,
        )
        return "month.html", head, view

    @compose.register(plan.Year)
    def _year(self, subject: plan.Year) -> Composed:
        count = sum(day.count for day in subject.days)
        most, words = grids.largest(subject.days), self._words
        months = tuple(
            grids.grid(*month, days, largest=most, words=words)
            for month, days in grids.months(subject.days).items()
        )
        head = HeadView(
            title=words.year(date(subject.year, 1, 1)),
            description=words.say(
                "%(papers)s of %(year)s, month by month.",
                papers=words.papers(count),
                year=words.year(date(subject.year, 1, 1)),
            ),
            path=dates.year_path(subject.year),
            previous=_year_link(subject.previous, words) if subject.previous is not None else None,
            next=_year_link(subject.next, words) if subject.next is not None else None,
        )
        return "year.html", head, YearView(head.title, count, months)

    @compose.register(plan.Archive)
    def _archive(self, subject: plan.Archive) -> Composed:
        months = grids.months(subject.days)
        newest = list(reversed(months))[: plan.MONTHS_IN_ARCHIVE]
        most = grids.largest(day for month in newest for day in months[month])
        count = sum(day.count for day in subject.days)
        view = ArchiveView(
            count=count,
            days=len(subject.days),
            years=tuple(_years(months, self._words)),
            recent=tuple(
                grids.grid(*month, months[month], largest=most, words=self._words) for month in newest
            ),
        )
        description = self._words.say(
            "Every day of %(title)s: %(papers)s.", title=self._site.title, papers=self._words.papers(count)
        )
        return "archive.html", HeadView(self._words.say("Archive"), description, "archive/"), view

    @compose.register(plan.Category)
    def _category(self, subject: plan.Category) -> Composed:
        path, words = plan.category_path(subject.name), self._words
        name, title = categories.name(subject.name, words), categories.title(subject.name, words)
        newest = islice(self._of_category(subject), plan.PAPERS_IN_CATEGORY)
        channel = Channel(path, category=subject.name)
        view = CategoryView(subject.name, name, tuple(newest), subscribe.offers(channel, words))
        head = HeadView(
            title=title,
            description=words.say("The latest papers of %(name)s (%(code)s).", name=name, code=subject.name),
            path=path,
            feeds=subscribe.alternates(channel, self._site, words),
        )
        return "category.html", head, view

    def _of_category(self, subject: plan.Category) -> Iterator[PaperView]:
        for source in subject.days:
            page = self._pages.page(source.date)
            for entry in page.digest.entries:
                if subject.name in shelves(entry.paper, self._asked):
                    yield self._told(page, entry)

    @compose.register(Review)
    def _review(self, subject: Review) -> Composed:
        view = reviews.view(subject, self._pages.page, self._told, self._site.language, self._words)
        description = self._words.say(
            "%(papers)s on %(days)s: what led, rose and fell.",
            papers=self._words.papers(view.count),
            days=self._words.days(len(view.days)),
        )
        return "review.html", HeadView(view.title, description, subject.span.path), view

    @compose.register(plan.Interest)
    def _interest(self, subject: plan.Interest) -> Composed:
        asked = next(each for each in self._site.interests if each.name == subject.name)
        newest = tuple(islice(self._of_interest(subject), plan.PAPERS_IN_CATEGORY))
        channel = Channel(subject.path, interest=subject.name)
        view = interests.view(asked, newest, subscribe.offers(channel, self._words))
        description = asked.about or self._words.say("The latest papers on %(name)s.", name=asked.name)
        feeds = subscribe.alternates(channel, self._site, self._words)
        head = HeadView(asked.name, description, subject.path, feeds=feeds)
        return "interest.html", head, view

    def _of_interest(self, subject: plan.Interest) -> Iterator[PaperView]:
        for source in subject.days:
            page = self._pages.page(source.date)
            for entry in best_first(page.digest):
                if entry.rating and entry.rating.field == subject.name:
                    yield self._told(page, entry)

    @compose.register(plan.Interests)
    def _all_interests(self, subject: plan.Interests) -> Composed:
        view = interests.every(self._site, subject.counts, self._words)
        description = self._words.say("What papers are rated by in %(title)s.", title=self._site.title)
        return "interests.html", HeadView(self._words.say("Interests"), description, "interest/"), view

    @compose.register(plan.Categories)
    def _categories(self, subject: plan.Categories) -> Composed:
        words = self._words
        groups: dict[str, list[LinkView]] = {}
        for name, count in subject.counts:
            label = f"{categories.name(name, words)} · {name}"
            link = LinkView(label, plan.category_path(name), note=words.number(count))
            groups.setdefault(words.say(taxonomy.group(name)), []).append(link)
        view = CategoriesView(tuple((group, tuple(links)) for group, links in groups.items()))
        description = words.say(
            "The categories of %(title)s, each with its latest papers and its own feed.",
            title=self._site.title,
        )
        return "categories.html", HeadView(words.say("Categories"), description, "category/"), view

    @compose.register(plan.FeedsPage)
    def _feeds(self, subject: plan.FeedsPage) -> Composed:
        view = subscribe.page(subject.categories, self._interests, self._words)
        words = self._words
        description = words.say("The feeds of %(title)s.", title=self._site.title)
        return "feeds.html", HeadView(words.say("Feeds"), description, "feeds/"), view

    @compose.register(plan.SavedPage)
    def _saved(self, _: plan.SavedPage) -> Composed:
        head = HeadView(self._words.say("Your reading list"), "", plan.SAVED_PATH, indexed=False)
        return "saved.html", head, SavedView(self._saved_script)

    @compose.register(plan.SearchPage)
    def _search(self, subject: plan.SearchPage) -> Composed:
        words = self._words
        view = search_view.view(subject, self._search_script, words, language=self._site.language)
        description = words.say("Search all papers of %(title)s.", title=self._site.title)
        return "search.html", HeadView(words.say("Search"), description, shards.PATH), view

    @compose.register(plan.FreePage)
    def _free(self, subject: plan.FreePage) -> Composed:
        page = subject.page
        view = FreeView(page.title, fragments.notes(page.body))
        return "page.html", HeadView(page.title, f"{page.title}: {self._site.title}", page.path), view

    @compose.register(plan.NotFound)
    def _not_found(self, _: plan.NotFound) -> Composed:
        return "404.html", HeadView(self._words.say("Page not found"), "", "404.html", indexed=False), None

    def _told(self, page: Page, entry: Entry) -> PaperView:
        notes = page.notes.papers.get(entry.paper.id, "")
        path = self._interests.get(entry.rating.field, "") if entry.rating else ""
        return self._paper(
            entry,
            page.digest.date,
            notes,
            words=self._words,
            language=page.digest.language,
            interests=self._site.interests,
            field_path=path,
            has_page=self._site.paper_pages,
        )

    def _sections(self, page: Page) -> Iterator[SectionView]:
        taken: set[str] = set()
        said = dict(page.notes.sections)
        for section in page.digest.sections:
            notes = fragments.notes(said.pop(section.name, ""))
            if section.entries or notes:
                yield SectionView(
                    anchor=_anchor(section.name, taken),
                    name=section.name,
                    title=categories.name(section.name, self._words),
                    count=len(section.entries),
                    papers=tuple(self._told(page, entry) for entry in section.entries),
                    path=self._section_path(section),
                    notes=notes,
                    language="" if taxonomy.is_known(section.name) else page.digest.language,
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
            track(trend, entries, lambda id_: self._told(page, entries[id_]), page.digest.language)
            for trend in page.digest.trends
        )

    def _contents(self, page: Page) -> str:
        """The day in a line, for search engines and for who shares a link."""
        titles = [self._told(page, entry).plain_title for entry in best_first(page.digest)[:3]]
        count = self._words.papers(len(page.digest.entries))
        line = ": ".join(filter(None, [count, "; ".join(titles)]))
        return _shortened(line)


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_DESCRIPTION else line[: LONGEST_DESCRIPTION - 1].rstrip() + "…"


def _for_machines(path: str) -> tuple[FeedView, ...]:
    return (
        FeedView("BibTeX", f"{path}{plan.References.BIBTEX}", "application/x-bibtex"),
        FeedView("RIS", f"{path}{plan.References.RIS}", "application/x-research-info-systems"),
        FeedView("CSL-JSON", f"{path}{plan.References.CSL}", "application/vnd.citationstyles.csl+json"),
        FeedView("JSON", f"{path}{plan.INDEX}", "application/json"),
    )


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


def _inside(day: date, section: SectionView, words: Words) -> LinkView:
    return LinkView(
        categories.title(section.name, words),
        f"{dates.day_path(day)}#{section.anchor}",
        note=words.number(section.count),
        language=section.language,
    )


def _dateline(digest: Digest, words: Words) -> tuple[str, ...]:
    followed = list(dict.fromkeys(source.partition(":")[2] or source for source in digest.sources))
    more = len(followed) - CATEGORIES_IN_DATELINE
    shown = (
        followed
        if more <= 1
        else [
            *followed[:CATEGORIES_IN_DATELINE],
            words.say("%(num)s more", num=words.number(more)),
        ]
    )
    facts = (words.long(digest.date), words.papers(len(digest.entries)), " · ".join(shown))
    return tuple(filter(None, facts))


def _day_link(day: date, beside: date, words: Words) -> LinkView:
    return LinkView(words.short(day) if day.year == beside.year else words.full(day), dates.day_path(day))


def _month_link(year: int, month: int, words: Words) -> LinkView:
    return LinkView(words.month(date(year, month, 1)), dates.month_path(year, month))


def _year_link(year: int, words: Words) -> LinkView:
    return LinkView(words.year(date(year, 1, 1)), dates.year_path(year))


def _review_link(span: Span, words: Words) -> LinkView:
    return LinkView(reviews.title(span, words), span.path)


def _years(
    months: dict[tuple[int, int], list[Tally]], words: Words
) -> Iterator[tuple[LinkView, tuple[LinkView, ...]]]:
    """Newest first, the months of each with their counts."""
    links: dict[int, list[LinkView]] = {}
    counts: dict[int, int] = {}
    for (year, month), days in reversed(months.items()):
        count = sum(day.count for day in days)
        counts[year] = counts.get(year, 0) + count
        name, path = words.month_alone(date(year, month, 1)), dates.month_path(year, month)
        links.setdefault(year, []).append(LinkView(name, path, note=words.number(count)))
    for year, named in links.items():
        yield replace(_year_link(year, words), note=words.papers(counts[year])), tuple(named)
