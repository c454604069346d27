"""All files of a day, from its record, in one pass."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet import machines, paths, phrases, picture, references, search, taxonomy
from broadsheet.config import Show
from broadsheet.model import EDITOR, EXTRACT, NOBODY, Decision
from broadsheet.press import mine
from broadsheet.press.pages import account, charts, claims, clouds, densities, filters, further, podcast
from broadsheet.press.pages.context import shortened
from broadsheet.press.pages.densities import Density
from broadsheet.press.tasks import WHOLE, Piece
from broadsheet.templates.views import (
    DayView,
    FeedView,
    FurtherView,
    HeadView,
    LinkView,
    PaperView,
    SectionView,
    TrendView,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from broadsheet.press.pages.context import Context
    from broadsheet.press.tasks import Place
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord
    from broadsheet.words import Words

OWN = frozenset({EXTRACT, EDITOR, NOBODY})  # who tells papers without being a model
CATEGORIES_IN_PICTURE = 5


def files(
    day: DayRecord, place: Place, context: Context, pieces: Collection[Piece] = WHOLE
) -> Iterator[tuple[str, bytes]]:
    """For people, for programs, for bibliographies, for the search and for who shares a link."""
    numbers = further.spread(day)
    if Piece.PAGE in pieces:
        page = _page(day, place, numbers, context)
        yield paths.page_file(paths.day(day.date)), page
        yield paths.search_page(day.date), search.papers_of(day, page, numbers, context.words.full(day.date))
    if Piece.PICTURE in pieces and context.edition.is_first:
        drawn = picture.png(_poster(day, context)) if place.is_recent else context.nameplate
        yield paths.picture(day.date), drawn
    if Piece.REST in pieces:
        yield from _beside(day, numbers, context)
        if place.recording:
            yield from podcast.beside(place.recording, context.site)


def _beside(day: DayRecord, numbers: Sequence[int], context: Context) -> Iterator[tuple[str, bytes]]:
    """What stands beside the day's page and knows no other day."""
    path = paths.day(day.date)
    for number in range(2, 1 + max(numbers, default=1)):
        page = _further_page(day, number, numbers, context)
        yield paths.page_file(paths.further(day.date, number)), page
        yield paths.search_page(day.date, number), search.papers_on(page)
    if not context.edition.is_first:
        yield f"{path}{paths.TLDRS}", mine.tldrs_of(day)
        return
    yield f"{path}{paths.INDEX}", machines.index(day, context.site)
    yield f"{path}{paths.DIRECTIONS}", mine.directions_of(day)
    yield f"{path}{paths.References.BIBTEX}", references.bibliography(day)
    yield f"{path}{paths.References.RIS}", references.ris(day)


def _page(day: DayRecord, place: Place, numbers: Sequence[int], context: Context) -> bytes:
    words = context.words
    path = paths.day(day.date)
    sentences = [account.sentence(day.ledger, words), account.reconstruction(day.sources, words)]
    title, titled_in = _title(day, context)
    view = DayView(
        date=context.papers.day(day.date),
        title=title,
        # A date that its title says is not said twice.
        facts=tuple(facts(day, words, dated=words.full(day.date) not in title)),
        count=len(day.papers),
        claims=claims.of_day(day, context),
        chosen_by=claims.chosen_by(day, words),
        sections=tuple(_sections(day, densities.of_day(day), numbers, context)),
        filters=filters.of_day(day, context.interests, words),
        trends=tracks(day, context),
        notes=Markup(day.intro.html),  # noqa: S704  # sanitised
        rising=charts.rising(day.rising, words),
        charts=charts.of_day(day, context.interests, words),
        usual_days=day.usual.days if day.usual else 0,
        ledger=words.paragraph([*filter(None, sentences)]),
        updated=words.moment(day.updated),
        language=day.intro.language or day.language,
        titled_in=titled_in,
        is_translated=any(paper.is_translated for paper in day.papers),
        recording=podcast.view(place.recording, context.edition.whole) if place.recording else None,
        cloud=clouds.of_day(day, words),
    )
    head = HeadView(
        title=words.full(day.date),
        description=_contents(day, context),
        path=path,
        previous=_day_link(place.previous, day.date, words) if place.previous else None,
        next=_day_link(place.next, day.date, words) if place.next else None,
        machines=_for_machines(path),
        picture=context.picture(day.date, len(day.papers)),
        published=paths.iso(paths.announced(day.date)),
        modified=paths.iso(day.updated),
        citation=references.of_day(day, context.site, paths.day(day.date)),
        data=machines.linked_day(day, context.site),
        media=podcast.origin(place.recording, context.edition.whole) if place.recording else "",
    )
    return context.fill("day.html", head, view)


def _further_page(day: DayRecord, number: int, numbers: Sequence[int], context: Context) -> bytes:
    """The papers whole that the day's own page has only the heads of, for who reads without script, for
    printing, and for the script that takes them from here. Search engines are shown the day's own page alone.
    """
    words = context.words
    last = max(numbers)
    here = [paper for paper, at in zip(day.papers, numbers, strict=True) if at == number]
    title, titled_in = _title(day, context)
    view = FurtherView(
        title=title,
        day=LinkView(words.full(day.date), paths.day(day.date)),
        number=number,
        numbers=last,
        count=len(here),
        sections=tuple(
            replace(section, count=len(section.papers), notes="")
            for section in _sections(
                day, [Density.BRIEF] * len(numbers), [int(at == number) for at in numbers], context
            )
            if section.papers
        ),
        titled_in=titled_in,
        is_translated=any(paper.is_translated for paper in here),
    )
    head = HeadView(
        title=_numbered_title(day, number, last, words),
        description="",
        path=paths.further(day.date, number),
        previous=_further_link(day, number - 1, last, words),
        next=_further_link(day, number + 1, last, words) if number < last else None,
        indexed=False,
        elsewhere=paths.day(day.date),  # another language may have fewer pages of it
    )
    return context.fill("further.html", head, view)


def _title(day: DayRecord, context: Context) -> tuple[str, str]:
    """The page's own, and in another language that which the program gives, where it gave this one."""
    tells = context.edition.tells
    if tells and day.title == phrases.of(day.language).title(day.date):
        return phrases.of(tells).title(day.date), tells
    return day.title, day.language


def _further_link(day: DayRecord, number: int, last: int, words: Words) -> LinkView:
    path = paths.further(day.date, number) if number > 1 else paths.day(day.date)
    return LinkView(_numbered_title(day, number, last, words), path)


def _numbered_title(day: DayRecord, number: int, last: int, words: Words) -> str:
    return words.say(
        "%(day)s, page %(number)s of %(last)s",
        day=words.full(day.date),
        number=words.number(number),
        last=words.number(last),
    )


def _sections(
    day: DayRecord, shown: Sequence[Density], numbers: Sequence[int], context: Context
) -> Iterator[SectionView]:
    """Those whose `numbers` is 0 are left out."""
    taken: set[str] = set()
    shows_chosen = context.site.editor.show is Show.CHOSEN
    left = zip(day.papers, shown, numbers, strict=True)
    for section in day.sections:
        of_it = list(islice(left, section.size))
        papers = [paper for paper, _, _ in of_it]
        if papers or section.notes.html:
            views: tuple[list[PaperView], list[PaperView]] = ([], [])
            for paper, density, number in of_it:
                if number:
                    is_folded = shows_chosen and paper.rating and density is Density.HEADLINE
                    views[bool(is_folded)].append(
                        context.papers.view(paper, day.date, day.language, density=density, number=number)
                    )
            views[0].sort(key=lambda view: view.density == Density.HEADLINE)  # those alike stand together
            title, language = context.section_title(section.name, day.language)
            yield SectionView(
                anchor=_anchor(section.name, taken),
                name=section.name if language == day.language or not language else title,
                title=title,
                count=section.size,
                papers=tuple(views[0]),
                folded=tuple(views[1]),
                path=_section_path(section.name, papers, context),
                notes=Markup(section.notes.html),  # noqa: S704  # sanitised
                language=language,
                noted_in=section.notes.language or day.language,
            )


def section_links(day: DayRecord, context: Context) -> Iterator[LinkView]:
    """The day's sections with their counts."""
    taken: set[str] = set()
    for section in day.sections:
        if section.size or section.notes.html:
            anchor = _anchor(section.name, taken)
            if section.size:
                title, language = context.section_title(section.name, day.language, in_full=True)
                yield LinkView(
                    title,
                    f"{paths.day(day.date)}#{anchor}",
                    note=context.words.number(section.size),
                    language=language,
                )


def tracks(day: DayRecord, context: Context) -> tuple[TrendView, ...]:
    there = {paper.id: paper for paper in day.papers}
    days = dict.fromkeys(there, day.date)
    return tuple(context.papers.track(track, days, there.__getitem__, day.language) for track in day.tracks)


def facts(day: DayRecord, words: Words, *, dated: bool = True) -> Iterator[str]:
    """The day in a line: its papers, what to read of them, and what its summaries cost."""
    if dated:
        yield words.long(day.date)
    yield words.papers(len(day.papers))
    decisions = Counter(paper.rating.decision for paper in day.papers if paper.rating)
    if musts := decisions[Decision.MUST_READ]:
        yield words.say_many("%(num)s must read", "%(num)s must reads", musts)
    if looks := decisions[Decision.WORTH_A_LOOK]:
        yield words.say_many("%(num)s worth a look", "%(num)s worth a look", looks)
    if not day.usage or not day.usage.requests:
        return
    yield words.listing(*(name for name in day.ledger.summarized if name not in OWN))
    tokens = day.usage.prompt_tokens + day.usage.completion_tokens
    yield words.say("%(num)s tokens", num=words.number(tokens))
    if day.usage.cost_usd:
        yield words.say("US$ %(sum)s", sum=words.number(day.usage.cost_usd, "0.00"))


def _section_path(name: str, papers: Sequence[PaperRecord], context: Context) -> str:
    """The page of an interest, or of a category that papers of the section stand under."""
    if name in context.interests:
        return context.interests[name].path
    return paths.category(name) if any(name in paper.shown_under for paper in papers) else ""


def _contents(day: DayRecord, context: Context) -> str:
    """The day in a line, for search engines and for who shares a link."""
    words, best = context.words, [day.papers[place] for place in day.best[:3]]
    is_first = context.edition.is_first
    titles = [paper.title.plain if is_first else paper.headline[0].plain for paper in best]
    line = ": ".join(filter(None, [words.papers(len(day.papers)), "; ".join(titles)]))
    return shortened(line)


def _poster(day: DayRecord, context: Context) -> picture.Poster:
    words = context.words
    names = [name for paper in day.papers for name in paper.shown_under]
    counted = sorted(set(names), key=lambda name: (-names.count(name), name))
    return picture.Poster(
        names=(context.site.title, "arXiv"),
        dates=(words.long(day.date), day.date.isoformat()),
        counts=(words.papers(len(day.papers)), f"{len(day.papers)}"),
        headlines=tuple(day.papers[place].title.plain for place in day.best[:3]),
        sections=tuple(f"{name} {names.count(name)}" for name in counted[:CATEGORIES_IN_PICTURE]),
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
