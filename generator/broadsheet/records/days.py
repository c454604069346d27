"""A day as its page tells it, in three sizes: facts for lists of days, counts for what looks over many days,
and the whole record, of which all of the day's files are made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from broadsheet.model import EXTRACT, Role
from broadsheet.page import by_language
from broadsheet.records import lead, papers
from broadsheet.records.facts import DayFacts, Story
from broadsheet.text import aligned, markdown
from broadsheet.text.aligned import Pair
from broadsheet.text.terms import stems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from broadsheet.config import Interest
    from broadsheet.model import Digest, Entry, Ledger, Rising, Term, Trend, Usage, Usual
    from broadsheet.page import Page
    from broadsheet.records.papers import PaperRecord

STORIES = 3
BEST = 8  # of a day, from which those of a week are chosen


class Track(NamedTuple):
    title: str
    note: str
    papers: Sequence[str]
    translations: Sequence[tuple[str, str, str]] = ()  # language, title and note
    language: str = ""  # of title and note, where that is not the page's


class Ranked(NamedTuple):
    """A paper among the best of its day; the smaller its `place`, the better among equals."""

    score: float
    place: Sequence[int]
    id: str


class DayCounts(NamedTuple):
    """What a week and a month add up."""

    primaries: Sequence[str]  # of the papers, in the order of the page; and so the next two
    shown_under: Sequence[str]  # with spaces between them
    fields: Sequence[str]
    keywords: Mapping[str, Sequence[Any]]  # stems: in how many papers, and as it is spelled
    tracks: Sequence[Track]
    best: Sequence[Ranked]


class NoteText(NamedTuple):
    """What the editor wrote at the head of a day or of a section."""

    html: str
    translations: Sequence[tuple[str, str]] = ()  # language and HTML
    language: str = ""  # of the HTML, where that is not the page's


class SectionRecord(NamedTuple):
    name: str
    notes: NoteText
    size: int  # papers


class DayRecord(NamedTuple):
    date: date
    content: str
    title: str
    updated: datetime
    language: str
    sources: Sequence[str]
    ledger: Ledger
    intro: NoteText  # what the editor wrote above the first section
    sections: Sequence[SectionRecord]
    tracks: Sequence[Track]
    rising: Sequence[Rising]
    terms: Sequence[Term]
    usual: Usual | None
    usage: Usage | None
    best: Sequence[int]  # the places of its papers, the one that leads first
    names: Mapping[str, Mapping[str, str]]  # by language, what its terms are called there
    papers: Sequence[PaperRecord]


def day_record(
    page: Page, content: str, *, asked: Collection[str], interests: Sequence[Interest]
) -> DayRecord:
    """All that outputs show of a page; `content` is the fingerprint of its text."""
    digest, notes = page.digest, page.notes
    entries = digest.entries
    place_of = {entry.paper.id: place for place, entry in enumerate(entries)}
    return DayRecord(
        date=digest.date,
        content=content,
        title=digest.title,
        updated=digest.updated,
        language=digest.language,
        sources=digest.sources,
        ledger=page.account(),
        intro=_note(notes.intro),
        sections=_sections(digest, notes.sections),
        tracks=[_track(trend) for trend in digest.trends],
        rising=digest.rising,
        terms=digest.terms,
        usual=digest.usual,
        usage=digest.usage,
        best=[place_of[entry.paper.id] for entry in lead.best_first(digest)],
        names=_names(digest),
        papers=[
            papers.record(
                entry,
                notes.papers.get(entry.paper.id, ""),
                language=digest.language,
                asked=asked,
                interests=interests,
            )
            for entry in entries
        ],
    )


def _names(digest: Digest) -> dict[str, dict[str, str]]:
    """By titles and TL;DRs in two languages."""
    terms = dict.fromkeys([*(each.term for each in digest.terms), *(each.term for each in digest.rising)])
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for entry in digest.entries if terms else ():
        said = _said_in(entry, digest.language)
        for language in said.keys() - {papers.AUTHORS_LANGUAGE}:
            for role, text in said[language].items():
                if original := said[papers.AUTHORS_LANGUAGE].get(role):
                    pairs[language].append(Pair(entry.paper.id, original, text, role == Role.TITLE))
    found = {language: aligned.names(terms, pairs[language]) for language in sorted(pairs)}
    return {language: names for language, names in found.items() if names}


def _said_in(entry: Entry, page: str) -> dict[str, dict[Role, str]]:
    """Its title and TL;DR, by language."""
    found: dict[str, dict[Role, str]] = defaultdict(dict, {papers.AUTHORS_LANGUAGE: {}})
    told = [(each.language, each.parts) for each in entry.translations]
    if entry.summary:
        own = papers.AUTHORS_LANGUAGE if entry.summary.summarizer == EXTRACT else page
        told.append((own, entry.summary.parts))
    for language, parts in told:
        found[language] |= {part.role: part.text for part in parts if part.role in {Role.TITLE, Role.TLDR}}
    found[papers.AUTHORS_LANGUAGE][Role.TITLE] = entry.paper.title
    return found


def _track(trend: Trend) -> Track:
    others = [(each.language, each.title, each.note) for each in trend.translations]
    return Track(trend.title, trend.note, trend.papers, others)


def _sections(digest: Digest, notes: Mapping[str, str]) -> list[SectionRecord]:
    """Notes stand under the first section of a name."""
    left = dict(notes)
    return [
        SectionRecord(section.name, _note(left.pop(section.name, "")), len(section.entries))
        for section in digest.sections
    ]


def _note(text: str) -> NoteText:
    own, *others = ((tag, markdown.blocks_html(said)) for tag, said in by_language(text).items())
    return NoteText(own[1], others)


def without(day: DayRecord, lost: Collection[tuple[str, str]]) -> DayRecord:
    """The same where these papers do not stand on these days."""
    return day._replace(papers=[paper.without(lost) for paper in day.papers]) if lost else day


def day_facts(day: DayRecord) -> DayFacts:
    """The few facts by which lists of days show it."""
    counts = Counter(category for paper in day.papers for category in paper.shown_under)
    fields = Counter(paper.field for paper in day.papers if paper.field)
    best = [day.papers[place] for place in day.best[:STORIES]]
    return DayFacts(
        date=day.date,
        content=day.content,
        updated=day.updated,
        count=len(day.papers),
        categories=tuple(sorted(counts.items())),
        stories=tuple(_story(paper) for paper in best),
        fields=tuple(sorted(fields.items())),
        papers=tuple(paper.id for paper in day.papers),
        chosen=tuple(paper.id for paper in day.papers if paper.is_chosen),
        named=_named(day.papers),
    )


def _named(papers: Iterable[PaperRecord]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_day: dict[str, set[str]] = defaultdict(set)
    for paper in papers:
        for id_, on, _ in paper.linked:
            by_day[on].add(id_)
    return tuple((on, tuple(sorted(by_day[on]))) for on in sorted(by_day))


def _story(paper: PaperRecord) -> Story:
    title, language = paper.headline
    return Story(paper.id, title.plain, language, paper.title.plain, paper.titles)


def day_counts(day: DayRecord) -> DayCounts:
    """What reviews count of it."""
    return DayCounts(
        primaries=[paper.primary for paper in day.papers],
        shown_under=[" ".join(paper.shown_under) for paper in day.papers],
        fields=[paper.field for paper in day.papers],
        keywords=_keywords(day.papers),
        tracks=day.tracks,
        best=[
            Ranked(day.papers[place].score, lead.worth(day.papers[place]), day.papers[place].id)
            for place in day.best[:BEST]
        ],
    )


def _keywords(papers: Iterable[PaperRecord]) -> dict[str, list[Any]]:
    """A paper names a thing once, however it spells it."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in papers:
        for key, keyword in {" ".join(stems(keyword)): keyword for keyword in paper.keywords}.items():
            if key:
                spelled[key][keyword] += 1
    return {
        key: [sum(forms.values()), min(forms, key=lambda form: (-forms[form], form))]
        for key, forms in spelled.items()
    }
