"""The site-wide pages: from a job's subject and the records of the days that it shows, to its template."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import singledispatchmethod
from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet import machines, paths, taxonomy
from broadsheet.press import channels, subjects
from broadsheet.press.pages import calendars, charts, claims, days, filters, grids, reviews
from broadsheet.press.periods import Review
from broadsheet.search import COMMON
from broadsheet.templates.layouts import MINE, NEAR, OFFLINE, SAVED, SEARCH, SLIPS
from broadsheet.templates.views import (
    AboutView,
    CategoriesView,
    CategoryView,
    ChoiceView,
    FreeView,
    FrontView,
    HeadView,
    InterestsView,
    InterestView,
    KeptView,
    LinkView,
    MineView,
    SavedView,
    SearchView,
    SubjectView,
)
from broadsheet.text import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from broadsheet.press.pages.context import Composed, Context
    from broadsheet.press.segments import Asked
    from broadsheet.records import DayFacts
    from broadsheet.records.stored import StoredDay
    from broadsheet.templates.views import PaperView


class Pages:
    def __init__(self, context: Context, opened: Callable[[DayFacts], StoredDay]) -> None:
        self._context = context
        self._site = context.site
        self._words = context.words
        self._open = opened

    def page(self, subject: subjects.Subject) -> bytes:
        template, head, view = self._compose(subject)
        return self._context.fill(template, head, view)

    @singledispatchmethod
    def _compose(self, subject: subjects.Subject) -> Composed:
        """What the template of this subject sees."""
        raise TypeError(f"{subject!r} is not made by a template")

    @_compose.register(subjects.FrontPage)
    def _front(self, subject: subjects.FrontPage) -> Composed:
        description = self._site.description or self._site.motto
        if subject.latest is None:
            nothing = FrontView(
                None,
                "",
                0,
                claims=(),
                chosen_by="",
                briefs=(),
                sections=(),
                trends=(),
                days=(),
                is_week=False,
                notes=Markup(),
                language=self._context.written_in,
            )
            return "front.html", HeadView("", description, ""), nothing
        words, context = self._words, self._context
        day = self._open(subject.latest).whole
        primaries = [paper.primary for paper in day.papers]
        view = FrontView(
            date=context.papers.day(day.date),
            day_path=paths.day(day.date),
            count=len(day.papers),
            claims=claims.of_front(day, context),
            chosen_by=claims.chosen_by(day, words),
            briefs=claims.further(day, context),
            sections=tuple(days.section_links(day, context)),
            trends=days.tracks(day, context),
            days=grids.lines(subject.before, words),
            is_week=subject.is_week,
            notes=Markup(day.intro.html),  # noqa: S704  # sanitised
            language=day.intro.language or day.language,
            rising=charts.rising(day.rising, words),
            chart=charts.by_category(primaries, day.usual, words, in_short=True),
            usual_days=day.usual.days if day.usual else 0,
            review=reviews.link(subject.review, words) if subject.review else None,
        )
        head = HeadView(
            "",
            description,
            "",
            dateline=tuple(days.facts(day, words)),
            picture=context.picture(day.date, len(day.papers)),
            data=machines.linked_site(self._site),
        )
        return "front.html", head, view

    @_compose.register(subjects.MonthPage)
    def _month(self, subject: subjects.MonthPage) -> Composed:
        return calendars.month(subject, self._context)

    @_compose.register(subjects.YearPage)
    def _year(self, subject: subjects.YearPage) -> Composed:
        return calendars.year(subject, self._context)

    @_compose.register(subjects.ArchivePage)
    def _archive(self, subject: subjects.ArchivePage) -> Composed:
        return calendars.archive(subject, self._context)

    @_compose.register(subjects.CategoryPage)
    def _category(self, subject: subjects.CategoryPage) -> Composed:
        channel, words = subject.channel, self._words
        code, name = channel.category, words.category(channel.category)
        view = CategoryView(code, name, self._latest(subject), channel.offers(words))
        head = HeadView(
            title=words.category_in_full(code),
            description=words.say("The latest papers of %(name)s (%(code)s).", name=name, code=code),
            path=channel.path,
            feeds=channel.alternates(self._site, self._context.interests, words),
        )
        return "category.html", head, view

    @_compose.register(subjects.InterestPage)
    def _interest(self, subject: subjects.InterestPage) -> Composed:
        channel, words = subject.channel, self._words
        asked = next(each for each in self._site.interests if each.name == channel.interest)
        newest, offers = self._latest(subject), channel.offers(words)
        shown = self._context.interests[asked.name]
        view = InterestView(
            shown.label,
            shown.about,
            asked.keywords,
            asked.follow,
            newest,
            tuple(self._glance(subject)),
            offers,
            shown.language,
            shown.about_in,
        )
        description = shown.about or words.say("The latest papers on %(name)s.", name=shown.label)
        feeds = channel.alternates(self._site, self._context.interests, words)
        return "interest.html", HeadView(shown.label, description, channel.path, feeds=feeds), view

    def _glance(self, subject: subjects.LatestPage) -> Iterator[LinkView]:
        """The best paper of each of the newest days, beside its date; of one day the page itself tells."""
        if not subject.days[1:]:
            return
        for facts in subject.days[: subjects.DAYS_AT_A_GLANCE]:
            day = self._open(facts)
            best = min(subject.channel.places(day.counts), key=day.head.best.index)
            paper = day.paper(best)
            link = self._context.papers.link(paper, paths.paper(facts.date, paper.id))
            yield replace(link, note=self._words.short(facts.date))

    def _latest(self, subject: subjects.LatestPage) -> tuple[PaperView, ...]:
        return tuple(islice(self._of_channel(subject), subjects.PAPERS_OF_CHANNEL))

    def _of_channel(self, subject: subjects.LatestPage) -> Iterator[PaperView]:
        """As they stand on each day's page: those of an interest the best first, of a category in short."""
        for facts in subject.days:
            day = self._open(facts)
            places = subject.channel.places(day.counts)
            if subject.channel.interest:
                places.sort(key=day.head.best.index)
            for place in places:
                paper = day.paper(place).without(subject.lost)
                view = self._context.papers.view(paper, facts.date, day.head.language)
                yield view if subject.channel.interest else _in_short(view)

    @_compose.register(subjects.InterestsPage)
    def _interests(self, subject: subjects.InterestsPage) -> Composed:
        words, editor = self._words, self._site.editor
        view = InterestsView(
            tuple(self._described(name, count) for name, _, count in subject.of),
            must_read=words.number(editor.must_read),
            worth_a_look=words.number(editor.worth_a_look),
        )
        description = words.say("What papers are rated by in %(title)s.", title=self._site.title)
        return "interests.html", HeadView(words.say("Interests"), description, paths.INTERESTS), view

    def _described(self, name: str, count: int) -> AboutView:
        shown = self._context.interests[name]
        link = LinkView(shown.label, shown.path, note=self._words.papers(count), language=shown.language)
        return AboutView(link, shown.about, shown.about_in)

    @_compose.register(subjects.CategoriesPage)
    def _categories(self, subject: subjects.CategoriesPage) -> Composed:
        words = self._words
        groups: dict[str, list[LinkView]] = {}
        for name, path, count in subject.of:
            link = LinkView(f"{words.category(name)} · {name}", path, note=words.number(count))
            groups.setdefault(words.say(taxonomy.group(name)), []).append(link)
        view = CategoriesView(tuple((group, tuple(links)) for group, links in groups.items()))
        description = words.say(
            "The categories of %(title)s, each with its latest papers and its own feed.",
            title=self._site.title,
        )
        return "categories.html", HeadView(words.say("Categories"), description, paths.CATEGORIES), view

    @_compose.register(Review)
    def _review(self, subject: Review) -> Composed:
        words = self._words
        view = reviews.view(reviews.Reviewed(subject, self._open), self._context)
        description = words.say(
            "%(papers)s on %(days)s: what led, rose and fell.",
            papers=words.papers(view.count),
            days=words.days(len(view.days)),
        )
        return "review.html", HeadView(view.title, description, subject.period.path), view

    @_compose.register(subjects.FeedsPage)
    def _feeds(self, subject: subjects.FeedsPage) -> Composed:
        words = self._words
        view = channels.page(subject.categories, self._context.interests, words)
        description = words.say("The feeds of %(title)s.", title=self._site.title)
        return "feeds.html", HeadView(words.say("Feeds"), description, paths.FEEDS), view

    @_compose.register(subjects.SavedPage)
    def _saved(self, _: subjects.SavedPage) -> Composed:
        head = HeadView(self._words.say("Your reading list"), "", paths.SAVED, indexed=False)
        return "saved.html", head, SavedView(self._context.layouts.versioned(SAVED))

    @_compose.register(subjects.OfflinePage)
    def _offline(self, subject: subjects.OfflinePage) -> Composed:
        words = self._words
        kept = (
            LinkView(words.say("Front page"), ""),
            LinkView(words.say("Your front page"), paths.MINE),
            LinkView(words.say("Your reading list"), paths.SAVED),
            *(LinkView(words.full(day.date), paths.day(day.date)) for day in subject.days),
        )
        head = HeadView(words.say("Without a connection"), "", paths.OFFLINE, indexed=False)
        return "offline.html", head, KeptView(kept, self._context.layouts.versioned(OFFLINE))

    @_compose.register(subjects.MinePage)
    def _mine(self, subject: subjects.MinePage) -> Composed:
        words = self._words
        days = [(paths.day(day), words.full(day)) for day in subject.days]
        spans = [(1, words.say("the newest day")), (len(days), words.say("the newest days"))]
        view = MineView(
            self._context.layouts.versioned(MINE),
            json.dumps(days, ensure_ascii=False),
            LinkView(days[0][1], days[0][0]) if days else None,
            tuple(ChoiceView(str(number), label) for number, label in spans),
            tuple(self._subjects(subject)),
            self._context.layouts.versioned(NEAR),
        )
        head = HeadView(words.say("Your front page"), "", paths.MINE, indexed=False)
        return "mine.html", head, view

    def _subjects(self, subject: subjects.MinePage) -> Iterator[SubjectView]:
        for asked in self._site.interests:
            like = " ".join([asked.name, asked.about, *asked.keywords])
            shown = self._context.interests[asked.name]
            yield SubjectView(shown.label, asked.name, like, shown.language)
        for code in subject.categories:
            label, name = self._words.category(code), taxonomy.name(code)
            yield SubjectView(label, name, name, self._words.language)

    @_compose.register(subjects.SearchPage)
    def _search(self, subject: subjects.SearchPage) -> Composed:
        words, script = self._words, self._context.layouts.versioned(SEARCH)
        choices = tuple(filters.of_search(subject, self._context.interests, words, self._context.written_in))
        view = SearchView(
            script,
            choices,
            "\n".join(map(self._named, subject.asked)),
            " ".join(sorted(COMMON)),
            self._context.layouts.versioned(NEAR),
            self._context.layouts.versioned(SLIPS),
        )
        description = words.say("Search all papers of %(title)s.", title=self._site.title)
        return "search.html", HeadView(words.say("Search"), description, paths.SEARCH), view

    def _named(self, asked: Asked) -> str:
        """With its days, by which it is named where it cannot be loaded."""
        days = self._words.year(asked.first) if asked.is_year else self._words.span(asked.first, asked.last)
        return f"{asked.path} {asked.mark} {days}"

    @_compose.register(subjects.OwnPage)
    def _free(self, subject: subjects.OwnPage) -> Composed:
        page = subject.page
        html = markdown.blocks_html(page.body)
        language = page.language or self._context.written_in
        view = FreeView(page.title, Markup(html), language)  # noqa: S704  # sanitised
        return "page.html", HeadView(page.title, f"{page.title}: {self._site.title}", page.path), view

    @_compose.register(subjects.NotFoundPage)
    def _not_found(self, _: subjects.NotFoundPage) -> Composed:
        head = HeadView(self._words.say("Page not found"), "", paths.NOT_FOUND, indexed=False, elsewhere="")
        return "404.html", head, None


def _in_short(paper: PaperView) -> PaperView:
    """Without what its day has, a link away: in full, sixty papers are a quarter of a megabyte a day."""
    return paper._replace(parts=(), abstract=(), told_by="")
