"""All files of a day, from its record, in one pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet import taxonomy
from broadsheet.press import machines, paths, picture, references
from broadsheet.press.pages import account, charts, filters
from broadsheet.press.pages.context import shortened
from broadsheet.press.search import records_of
from broadsheet.press.views import (
    DayView,
    FeedView,
    HeadView,
    LinkView,
    PaperPageView,
    SectionView,
    TrendView,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from broadsheet.press.pages.context import Context
    from broadsheet.press.tasks import OnItsOwn, Place
    from broadsheet.press.words import Words
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord

CATEGORIES_IN_DATELINE = 6
CATEGORIES_IN_PICTURE = 5


def files(day: DayRecord, place: Place, context: Context) -> Iterator[tuple[str, bytes]]:
    """For people, for programs, for bibliographies, for the search and for who shares a link."""
    path = paths.day(day.date)
    yield paths.page_file(path), _page(day, place, context)
    yield f"{path}{paths.INDEX}", machines.index(day, context.site)
    yield f"{path}{paths.References.BIBTEX}", references.bibliography(day)
    yield f"{path}{paths.References.RIS}", references.ris(day)
    yield paths.search_day(day.date), records_of(day, context.words.full(day.date))
    drawn = picture.png(_poster(day, context)) if place.is_recent else context.nameplate
    yield paths.picture(day.date), drawn


def paper_pages(day: DayRecord, shown: Sequence[OnItsOwn], context: Context) -> Iterator[tuple[str, bytes]]:
    """The pages of their own that papers have with this day."""
    places = {paper.id: at for at, paper in enumerate(day.papers)}
    beside = [day.papers[places[each.id]] for each in shown]
    for at, each in enumerate(shown):
        before = beside[at - 1] if at else None
        after = beside[at + 1] if beside[at + 1 :] else None
        yield (
            paths.page_file(paths.paper_page(each.id)),
            _paper_page(day, each, beside[at], (before, after), context),
        )


def _page(day: DayRecord, place: Place, context: Context) -> bytes:
    words = context.words
    path = paths.day(day.date)
    said = [account.sentence(day.ledger, words), account.reconstruction(day.sources, words)]
    view = DayView(
        date=context.papers.day(day.date),
        title=day.title,
        count=len(day.papers),
        sections=tuple(sections(day, context)),
        filters=filters.of_day(day, words),
        trends=tracks(day, context),
        notes=Markup(day.intro),  # noqa: S704  # sanitised
        rising=charts.rising(day.rising, words),
        charts=charts.of_day(day, context.interests, words),
        usual_days=day.usual.days if day.usual else 0,
        ledger=words.paragraph([*filter(None, said)]),
        updated=words.moment(day.updated),
        language=day.language,
    )
    head = HeadView(
        title=words.full(day.date),
        description=_contents(day, words),
        path=path,
        dateline=dateline(day, words),
        previous=_day_link(place.previous, day.date, words) if place.previous else None,
        next=_day_link(place.next, day.date, words) if place.next else None,
        machines=_for_machines(path),
        picture=context.picture(day.date, len(day.papers)),
        published=paths.iso(paths.announced(day.date)),
        modified=paths.iso(day.updated),
        citation=references.of_day(day, context.site),
        data=machines.linked_day(day, context.site),
    )
    return context.fill("day.html", head, view)


def _paper_page(
    day: DayRecord,
    own: OnItsOwn,
    paper: PaperRecord,
    beside: tuple[PaperRecord | None, PaperRecord | None],
    context: Context,
) -> bytes:
    words = context.words
    links = [context.papers.link(each, paths.paper_page(each.id)) if each else None for each in beside]
    view = PaperPageView(
        paper=context.papers.view(paper, day.date, day.language),
        day=LinkView(words.full(day.date), paths.paper(day.date, paper.id)),
        before=tuple(
            LinkView(words.full(before), paths.paper(before, paper.id)) for before in reversed(own.before)
        ),
    )
    head = HeadView(
        title=paper.title.plain,
        description=shortened(paper.tldr.plain or paper.title.plain),
        path=paths.paper_page(paper.id),
        previous=links[0],
        next=links[1],
        picture=context.picture(day.date, len(day.papers)),
        published=paths.iso(paths.announced(day.date)),
        modified=paths.iso(day.updated),
        citation=references.of_paper(paper, day.date, context.site),
        data=machines.linked_paper(paper, day.date, context.site),
    )
    return context.fill("paper.html", head, view)


def sections(day: DayRecord, context: Context) -> Iterator[SectionView]:
    taken: set[str] = set()
    left = iter(day.papers)
    for section in day.sections:
        papers = [next(left) for _ in range(section.size)]
        if papers or section.notes:
            yield SectionView(
                anchor=_anchor(section.name, taken),
                name=section.name,
                title=context.words.category(section.name),
                count=section.size,
                papers=tuple(context.papers.view(paper, day.date, day.language) for paper in papers),
                path=_section_path(section.name, papers, context),
                notes=Markup(section.notes),  # noqa: S704  # sanitised
                language="" if taxonomy.is_known(section.name) else day.language,
            )


def section_links(day: DayRecord, context: Context) -> Iterator[LinkView]:
    """The day's sections with their counts."""
    taken: set[str] = set()
    for section in day.sections:
        if section.size or section.notes:
            anchor = _anchor(section.name, taken)
            if section.size:
                yield LinkView(
                    context.words.category_in_full(section.name),
                    f"{paths.day(day.date)}#{anchor}",
                    note=context.words.number(section.size),
                    language="" if taxonomy.is_known(section.name) else day.language,
                )


def tracks(day: DayRecord, context: Context) -> tuple[TrendView, ...]:
    there = {paper.id: paper for paper in day.papers}
    days = dict.fromkeys(there, day.date)
    return tuple(context.papers.track(track, days, there.__getitem__, day.language) for track in day.tracks)


def dateline(day: DayRecord, words: Words) -> tuple[str, ...]:
    followed = list(dict.fromkeys(source.partition(":")[2] or source for source in day.sources))
    more = len(followed) - CATEGORIES_IN_DATELINE
    if more > 1:
        followed = [
            *followed[:CATEGORIES_IN_DATELINE],
            words.say("%(num)s more", num=words.number(more)),
        ]
    facts = (words.long(day.date), words.papers(len(day.papers)), " · ".join(followed))
    return tuple(filter(None, facts))


def _section_path(name: str, papers: Sequence[PaperRecord], context: Context) -> str:
    """The page of an interest, or of a category that papers of the section stand under."""
    if name in context.interests:
        return context.interests[name]
    return paths.category(name) if any(name in paper.shelves for paper in papers) else ""


def _contents(day: DayRecord, words: Words) -> str:
    """The day in a line, for search engines and for who shares a link."""
    titles = [day.papers[place].title.plain for place in day.best[:3]]
    line = ": ".join(filter(None, [words.papers(len(day.papers)), "; ".join(titles)]))
    return shortened(line)


def _poster(day: DayRecord, context: Context) -> picture.Poster:
    words = context.words
    shelves = [shelf for paper in day.papers for shelf in paper.shelves]
    counted = sorted(set(shelves), key=lambda name: (-shelves.count(name), name))
    return picture.Poster(
        names=(context.site.title, "arXiv"),
        dates=(words.long(day.date), day.date.isoformat()),
        counts=(words.papers(len(day.papers)), f"{len(day.papers)}"),
        headlines=tuple(day.papers[place].title.plain for place in day.best[:3]),
        sections=tuple(f"{name} {shelves.count(name)}" for name in counted[:CATEGORIES_IN_PICTURE]),
    )


def _for_machines(path: str) -> tuple[FeedView, ...]:
    return (
        FeedView("BibTeX", f"{path}{paths.References.BIBTEX}", "application/x-bibtex"),
        FeedView("RIS", f"{path}{paths.References.RIS}", "application/x-research-info-systems"),
        FeedView("JSON", f"{path}{paths.INDEX}", "application/json"),
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


def _day_link(day: date, beside: date, words: Words) -> LinkView:
    return LinkView(words.short(day) if day.year == beside.year else words.full(day), paths.day(day))
