"""The editor: what matters to this reader today. Pure: entries and the past days' digests in; entries
with rating, reason and keywords, sections in order, and what the day is about out.

What is there is kept: a rating that a model or a person gave, keywords that a source gave, trends that
somebody wrote. The editor fills what is absent, so that a page is whole without a model.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from broadsheet import phrases, rank, trends
from broadsheet.config import SectionOrder
from broadsheet.model import EXTRACT, Decision, Earlier, Section, Usual, reasoned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from broadsheet.config import Site
    from broadsheet.model import Digest, Entry, Paper, Rising, Term, Trend

DAYS = 30  # of the past, beside which a day is seen
_UNCATEGORISED = "Hugging Face daily papers"  # its list alone names no categories


@dataclass(frozen=True, slots=True)
class Overview:
    """What a day is about, and what a day usually has."""

    trends: tuple[Trend, ...]
    rising: tuple[Rising, ...]
    terms: tuple[Term, ...]
    usual: Usual | None


class Editor:
    """Prepares one day's page beside the days before it."""

    def __init__(self, site: Site, past: Iterable[Digest]) -> None:
        self._site = site
        self._past = [digest for digest in past if digest.entries]
        self._vocabulary: trends.Vocabulary | None = None  # the last one: a day's papers are read once

    def judged(self, entries: Sequence[Entry], beside: Sequence[Entry] = ()) -> list[Entry]:
        """The entries with what they lack; `beside` stand on the page already."""
        papers = [entry.paper for entry in (*entries, *beside)]
        opinions = rank.rated(
            papers,
            interests=self._site.interests,
            archive=self._papers,
            editor=self._site.editor,
            languages=self._languages,
        )
        vocabulary = self._vocabulary_of(papers)
        judged = []
        for place, entry in enumerate(entries):
            opinion = opinions.get(entry.paper.id)
            keywords = entry.keywords or trends.keywords(vocabulary, place)
            rated = _rated(entry, opinion) if opinion and not entry.rating else entry
            judged.append(replace(rated, keywords=keywords))
        return judged

    def with_earlier(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries with the earlier papers that they follow, and others that they are like; they stay
        with them from then on.
        """
        days = {entry.paper.id: digest.date for digest in self._past for entry in digest.entries}
        papers = [entry.paper for entry in entries]
        followed = trends.earlier_papers(papers, self._papers)
        alike = rank.related_papers(papers, self._papers)

        def linked(before: Iterable[Paper]) -> tuple[Earlier, ...]:
            return tuple(Earlier(each.id, days[each.id], each.title) for each in before)

        return [
            replace(
                entry,
                earlier=linked(before),
                related=linked(each for each in near if each not in before),
            )
            for entry, before, near in zip(entries, followed, alike, strict=True)
        ]

    def sections(self, entries: Iterable[Entry], categories: Sequence[str] = ()) -> tuple[Section, ...]:
        """Every entry in one section, the best rated first. Categories stand in the order asked for."""
        name, order = self._parting(categories)
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(entries, key=_wanted):
            found[name(entry)].append(entry)
        names = sorted(found, key=lambda each: (_place(each, order), each))
        return tuple(Section(each, tuple(found[each])) for each in names)

    def overview(self, entries: Sequence[Entry], before: Digest | None = None) -> Overview:
        """What a day of these entries is about. Trends and terms of the page as it was `before` that are not
        those which the editor saw there are somebody's own, and stay. What was usual when the page was made
        stays too: late papers change nothing in the days before it.
        """
        if before is None:
            return Overview(self._tracks(entries), self._rising(entries), self._terms(entries), self._usual)
        has_own_trends = self.has_own_trends(before)
        has_own_rising = before.rising != self._rising(before.entries)
        has_own_terms = before.terms != self._terms(before.entries)
        return Overview(
            before.trends if has_own_trends else self._tracks(entries),
            before.rising if has_own_rising else self._rising(entries),
            before.terms if has_own_terms else self._terms(entries),
            before.usual,
        )

    def has_own_trends(self, digest: Digest) -> bool:
        """Whether somebody else than the editor said what this day is about."""
        own, there = self._tracks(digest.entries), digest.trends
        if _languages(own) != _languages(there):  # the site had others then
            own, there = _untranslated(own), _untranslated(there)
        return bool(digest.trends) and there != own

    def _rising(self, entries: Iterable[Entry]) -> tuple[Rising, ...]:
        return trends.rising(self._vocabulary_of([entry.paper for entry in entries]))

    def _terms(self, entries: Iterable[Entry]) -> tuple[Term, ...]:
        return trends.terms(self._vocabulary_of([entry.paper for entry in entries]))

    def _parting(self, categories: Sequence[str]) -> tuple[Callable[[Entry], str], list[str]]:
        words = phrases.of(self._site.language)
        order = self._site.editor.sections
        if order is SectionOrder.INTEREST and self._site.interests:
            names = [interest.name for interest in self._site.interests]
            fields = set(names)

            def by_field(entry: Entry) -> str:
                return entry.rating.field if entry.rating and entry.rating.field in fields else words.other

            return by_field, [*names, words.other]
        if order is SectionOrder.DECISION and self._site.interests:
            titles = {
                Decision.MUST_READ: words.must_read,
                Decision.WORTH_A_LOOK: words.worth_a_look,
                Decision.SKIP: words.skip,
            }
            return lambda entry: titles[_decision(entry)], list(titles.values())
        return lambda entry: entry.paper.primary or _UNCATEGORISED, list(categories)

    def _tracks(self, entries: Sequence[Entry]) -> tuple[Trend, ...]:
        scores = {entry.paper.id: entry.rating.score for entry in entries if entry.rating}
        vocabulary = self._vocabulary_of([entry.paper for entry in entries])
        asked = [term for each in self._site.interests for term in (each.name, *each.keywords)]
        return trends.tracks(vocabulary, scores=scores, asked=asked, languages=self._languages)

    @property
    def _languages(self) -> tuple[str, ...]:
        return (self._site.language, *self._site.others)

    def _vocabulary_of(self, papers: Sequence[Paper]) -> trends.Vocabulary:
        if self._vocabulary is None or self._vocabulary.papers != papers:
            self._vocabulary = trends.Vocabulary(papers, self._archive, known=self._vocabulary)
        return self._vocabulary

    @cached_property
    def _papers(self) -> list[Paper]:
        return [entry.paper for digest in self._past for entry in digest.entries]

    @cached_property
    def _archive(self) -> trends.Archive:
        return trends.Archive(self._papers, len(self._past))

    @cached_property
    def _usual(self) -> Usual | None:
        counts = Counter(paper.primary or _UNCATEGORISED for paper in self._papers)
        return Usual.mean(counts, len(self._papers), len(self._past))


def edited(digest: Digest, editor: Editor, *, again: bool = False, arrange: bool = False) -> Digest:
    """A page that stands already, prepared by what is asked for now. `again` gives up ratings that the
    editor can have given, which are those of papers that no model told.
    """
    bare = {
        entry.paper.id: replace(
            entry, rating=None, reason="", keywords=(), translations=reasoned(entry.translations, {})
        )
        if again and entry.is_upgradable
        else entry
        for entry in digest.entries
    }
    judged = {entry.paper.id: entry for entry in editor.judged(list(bare.values()))}
    kept = tuple(
        replace(section, entries=tuple(judged[entry.paper.id] for entry in section.entries))
        for section in digest.sections
    )
    order = [source.partition(":")[2] for source in digest.sources]
    sections = editor.sections(judged.values(), order) if arrange else kept
    overview = editor.overview([entry for section in sections for entry in section.entries])
    is_by_model = digest.overview not in {"", EXTRACT}
    return replace(
        digest,
        sections=sections,
        trends=(digest.trends if is_by_model or not again else ()) or overview.trends,
        rising=overview.rising,
        terms=overview.terms,
        usual=overview.usual,
    )


def judged_anew(entries: Iterable[Entry], editor: Editor) -> list[Entry]:
    """All of them rated as if nobody had, the best first."""
    bare = [replace(entry, rating=None, reason="") for entry in entries]
    return sorted(editor.judged(bare), key=_wanted)


def _languages(tracks: Iterable[Trend]) -> set[str]:
    return {each.language for track in tracks for each in track.translations}


def _untranslated(tracks: Iterable[Trend]) -> tuple[Trend, ...]:
    return tuple(replace(track, translations=()) for track in tracks)


def _rated(entry: Entry, opinion: rank.Rated) -> Entry:
    """Who wrote a reason without a rating wrote it for all languages."""
    if entry.reason:
        return replace(entry, rating=opinion.rating)
    return replace(
        entry,
        rating=opinion.rating,
        reason=_reason(opinion, entry),
        translations=reasoned(entry.translations, {**opinion.reasons, **entry.reasons}),
    )


def _reason(opinion: rank.Rated, entry: Entry) -> str:
    """With the sentence that says it, unless the summary says that already."""
    summary = " ".join(part.text for part in entry.summary.parts) if entry.summary else ""
    if not opinion.sentence or opinion.sentence.rstrip("…") in summary:
        return opinion.reason
    return f"{opinion.reason} “{opinion.sentence}”"


def _wanted(entry: Entry) -> tuple[float, int]:
    """The better rated first, then those with more votes."""
    votes = entry.paper.daily.upvotes if entry.paper.daily else 0
    return -entry.rating.score if entry.rating else 0.0, -votes


def _place(name: str, order: Sequence[str]) -> int:
    """Where it was asked for, an archive (`stat`) being all of its categories; what was not comes after."""
    archive = name.partition(".")[0]
    return next((place for place, asked in enumerate(order) if asked in {name, archive}), len(order))


def _decision(entry: Entry) -> Decision:
    return entry.rating.decision if entry.rating else Decision.SKIP
