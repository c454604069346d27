"""The pages of months, of years and of all days."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from broadsheet import paths, plots
from broadsheet.press.pages import charts, grids, reviews
from broadsheet.press.periods import by_month
from broadsheet.templates.views import ArchiveView, HeadView, LinkView, MonthView, YearView

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.press import subjects
    from broadsheet.press.pages.context import Composed, Context
    from broadsheet.press.periods import DayLine
    from broadsheet.words import Words

MONTHS_IN_ARCHIVE = 3  # as calendars


def month(subject: subjects.MonthPage, context: Context) -> Composed:
    """Its days, the reviews of it, and how its papers changed."""
    most, words = grids.largest(subject.days), context.words
    view = MonthView(
        grid=grids.grid(subject.year, subject.month, subject.days, largest=most, words=words),
        days=grids.lines(subject.days[::-1], words),
        reviews=tuple(reviews.link(period, words) for period in subject.reviews),
        plots=charts.shown(_streams(subject, context), plots.quarter(grids.counted(subject.quarter), words)),
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


def year(subject: subjects.YearPage, context: Context) -> Composed:
    """Its months as calendars, and all of its days in one picture."""
    count = sum(day.count for day in subject.days)
    most, words = grids.largest(subject.days), context.words
    months = tuple(
        grids.grid(*month, of_it, largest=most, words=words)
        for month, of_it in by_month(subject.days).items()
    )
    head = HeadView(
        title=words.year(date(subject.year, 1, 1)),
        description=words.say(
            "%(papers)s of %(year)s, month by month.",
            papers=words.papers(count),
            year=words.year(date(subject.year, 1, 1)),
        ),
        path=paths.year(subject.year),
        previous=_year_link(subject.previous, words) if subject.previous is not None else None,
        next=_year_link(subject.next, words) if subject.next is not None else None,
    )
    heat = plots.calendar(grids.counted(subject.days), words, title=words.say("Day by day"))
    return "year.html", head, YearView(head.title, count, months, charts.shown(heat))


def archive(subject: subjects.ArchivePage, context: Context) -> Composed:
    """All years and months by links, the newest as calendars."""
    words = context.words
    months = by_month(subject.days)
    newest = list(reversed(months))[:MONTHS_IN_ARCHIVE]
    most = grids.largest(day for month in newest for day in months[month])
    count = sum(day.count for day in subject.days)
    view = ArchiveView(
        count=count,
        days=len(subject.days),
        years=tuple(_years(months, words)),
        recent=tuple(grids.grid(*month, months[month], largest=most, words=words) for month in newest),
        plots=charts.shown(
            plots.calendar(grids.counted(subject.of_a_year), words, title=words.say("The year, day by day")),
            plots.quarter(grids.counted(subject.of_a_year), words),
        ),
    )
    description = words.say(
        "Every day of %(title)s: %(papers)s.", title=context.site.title, papers=words.papers(count)
    )
    return "archive.html", HeadView(words.say("Archive"), description, paths.ARCHIVE), view


def _streams(subject: subjects.MonthPage, context: Context) -> plots.Plot | None:
    """By interest where papers are rated, else by category, in which one may stand twice."""
    words = context.words
    rest = words.say("Other papers")
    if any(day.fields for day in subject.made_of):
        days = [(day.date, {**_by_label(day.fields, context), rest: day.unfiled}) for day in subject.made_of]
        return plots.streams(days, words, title=words.say("The interests of the month"), rest=rest)
    days = [(day.date, dict(day.categories)) for day in subject.made_of]
    return plots.streams(days, words, title=words.say("The categories of the month"), rest=rest)


def _by_label(fields: Sequence[tuple[str, int]], context: Context) -> Counter[str]:
    """An interest of earlier days may be called as one of today is elsewhere."""
    counts: Counter[str] = Counter()
    for name, count in fields:
        counts[context.interests.shown(name, context.written_in).label] += count
    return counts


def _month_link(year: int, month: int, words: Words) -> LinkView:
    return LinkView(words.month(date(year, month, 1)), paths.month(year, month))


def _year_link(year: int, words: Words, note: str = "") -> LinkView:
    return LinkView(words.year(date(year, 1, 1)), paths.year(year), note=note)


def _years(
    months: Mapping[tuple[int, int], Sequence[DayLine]], words: Words
) -> Iterator[tuple[LinkView, tuple[LinkView, ...]]]:
    """Newest first, the months of each with their counts."""
    links: dict[int, list[LinkView]] = {}
    counts: dict[int, int] = {}
    for (year, month), of_it in reversed([*months.items()]):
        count = sum(day.count for day in of_it)
        counts[year] = counts.get(year, 0) + count
        name, path = words.month_alone(date(year, month, 1)), paths.month(year, month)
        links.setdefault(year, []).append(LinkView(name, path, note=words.number(count)))
    for year, named in links.items():
        yield _year_link(year, words, words.papers(counts[year])), tuple(named)
