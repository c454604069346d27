"""A paper's record, as templates see it: with the interface's words beside its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from broadsheet import addresses, paths
from broadsheet.model import EDITOR, EXTRACT, Decision, Kind, Role
from broadsheet.press.pages.densities import Density
from broadsheet.records.papers import AUTHORS_LANGUAGE
from broadsheet.search import search_facts
from broadsheet.templates.views import (
    AuthorView,
    DateView,
    LinkView,
    OutLinkView,
    PaperView,
    PartView,
    RatingView,
    SentenceView,
    TrendView,
)
from broadsheet.words import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from broadsheet.press.interests import Interests
    from broadsheet.records.days import Track
    from broadsheet.records.papers import AuthorText, PaperRecord, PartText
    from broadsheet.words import Words

LONGEST_AFFILIATION = 60  # characters that one alone may have
BYLINE = 6  # names shown before "and 43 more", which hides at least three
PAPERS_OF_TREND = 3
LABELS = {
    Role.MOTIVATION: mark("Motivation"),
    Role.METHOD: mark("Method"),
    Role.RESULT: mark("Result"),
    Role.CONCLUSION: mark("Conclusion"),
    Role.PROBLEM: mark("Problem"),
    Role.INNOVATION: mark("Innovation"),
    Role.VALUE: mark("Value"),
    Role.ABSTRACT: mark("Abstract, translated"),
}
DECISIONS = {
    Decision.MUST_READ: mark("must read"),
    Decision.WORTH_A_LOOK: mark("worth a look"),
    Decision.SKIP: mark("skip"),
}
_WEIGHTS = {Decision.MUST_READ: "high", Decision.WORTH_A_LOOK: "middle", Decision.SKIP: "low"}
_BADGES = {
    Kind.NEW: "",
    Kind.CROSS: mark("Cross-listed"),
    Kind.REPLACE: mark("Updated"),
    Kind.REPLACE_CROSS: mark("Updated"),
    Kind.DAILY: mark("Daily papers"),
    Kind.WITHDRAWN: mark("Withdrawn"),
}
_SUMMARIZERS = {EXTRACT: mark("In the authors’ own words"), EDITOR: mark("Told by the editor")}


class Papers:
    """Shows papers in the words of one edition."""

    def __init__(
        self, words: Words, interests: Interests, *, have_pages: bool, is_first: bool = True
    ) -> None:
        """`is_first` where the edition is in the first language."""
        self._is_first = is_first
        self._words = words
        self._interests = interests
        self._have_pages = have_pages
        self._labels = {role.value: words.say(label) for role, label in LABELS.items()}
        self._badges = {kind.value: words.say(badge) for kind, badge in _BADGES.items()}
        self._decisions = {each.value: words.say(label) for each, label in DECISIONS.items()}
        self._contents: dict[tuple[str, ...], str] = {}

    def view(
        self,
        paper: PaperRecord,
        day: date,
        language: str,
        *,
        density: Density = Density.BRIEF,
        number: int = 1,
    ) -> PaperView:
        """`language` is that of the page it stands on. A paper that is whole on another page of its day than
        the first, by its `number`, has neither parts nor abstract here.
        """
        first, more = byline(paper.authors)
        is_whole = number == 1
        shown = [part for part in paper.parts if part.role in LABELS] if is_whole else []
        # What is in the authors' language is whole in the first edition: in a further one a paper that is no
        # more than a line has a link to it, which halves what a second language weighs.
        is_shown = self._is_first or density is not Density.HEADLINE or not paper.abstract
        beside = [part for part in shown if part.role == Role.ABSTRACT and paper.abstract and is_shown]
        shown = [part for part in shown if part not in beside]
        title, titled_in = paper.headline
        tldr = paper.part(Role.TLDR)
        return PaperView(
            path=paths.paper(day, paper.id),
            anchor=paper.id,
            title=_safe(title.html),
            said=title.plain if "<" in title.html else "",
            url=paper.url,
            authors=_named(first),
            more_authors=_named(more),
            categories=paper.categories,
            facts=search_facts(paper),
            badge=self._badges[paper.kind],
            # A headline has the claim, and its formulas in characters: as elements they are half of a
            # mathematical day.
            tldr=(
                escape(paper.claim.plain)
                if density is Density.HEADLINE
                else _safe(tldr.text.html if tldr else "")
            ),
            told_in=tldr.language if tldr else AUTHORS_LANGUAGE,
            parts=[self._part(part) for part in shown],
            contents=self._listed(tuple(part.role for part in shown)),
            abstract=_numbered(paper) if is_whole and is_shown else [],
            translated=self._part(beside[0]) if beside else None,
            abstract_at="" if is_shown or not is_whole else paths.paper(day, paper.id),
            links=self._links(paper),
            keywords=paper.keywords,
            rating=self._rating(paper, language),
            reason=_safe(paper.reason.html),
            told_by=self._told_by(paper) if is_whole else "",
            notes=_safe(paper.notes),
            date=self.day(day),
            following=paper.following,
            noted_in=paper.noted_in or language,
            reason_in=paper.reason_in or language,
            page=paths.paper_page(paper.id) if self._have_pages and paper.is_chosen else "",
            numbered=any(part.evidence for part in shown),
            titled_in=titled_in,
            original=_safe(paper.title.html) if title is not paper.title else _safe(""),
            density=density.value,
            earlier=_earlier(paper.earlier),
            related=_earlier(paper.related),
            rest="" if is_whole else f"{paths.further(day, number)}#{paper.id}",
        )

    def day(self, of: date) -> DateView:
        return DateView(iso=of.isoformat(), long=self._words.long(of), short=self._words.short(of))

    def link(self, paper: PaperRecord, path: str) -> LinkView:
        title, language = paper.headline
        return LinkView(title.plain, path, language=language)

    def track(
        self, track: Track, known: Mapping[str, date], paper: Callable[[str], PaperRecord], language: str
    ) -> TrendView:
        """Of its papers those of which the day is known, the first few in view."""
        links = tuple(
            self.link(paper(id_), paths.paper(known[id_], id_)) for id_ in track.papers if id_ in known
        )
        return TrendView(
            title=track.title,
            note=track.note,
            papers=links[:PAPERS_OF_TREND],
            more=links[PAPERS_OF_TREND:],
            language=track.language or language,
        )

    def _part(self, part: PartText) -> PartView:
        label = self._labels[part.role]
        return PartView(label, _safe(part.text.html), part.evidence, part.is_own, part.language)

    def _listed(self, roles: tuple[str, ...]) -> str:
        if roles not in self._contents:
            labels = (self._labels[role] for role in roles)
            self._contents[roles] = self._words.listing(*labels).capitalize()
        return self._contents[roles]

    def _links(self, paper: PaperRecord) -> list[OutLinkView]:
        """Each address once, under the label that says most of it."""
        known = {paper.url: paper.id, paper.pdf_url: "PDF"}
        places = {_place(url): url for url in known}
        for label, url in paper.links:
            at = places.setdefault(_place(url), url)
            known[at] = max(known.get(at, ""), self._label(paper, label, url), key=len)
        return [OutLinkView(label, url) for url, label in known.items()]

    def _label(self, paper: PaperRecord, label: str, url: str) -> str:
        """Hugging Face's link says how many voted for the paper there."""
        if paper.votes and url == f"{addresses.DAILY_PAPER}{url.rpartition('/')[2]}":
            return f"{label} · {self._words.number(paper.votes)} ▲"
        return label

    def _rating(self, paper: PaperRecord, language: str) -> RatingView | None:
        rating = paper.rating
        if not rating:
            return None
        field = self._interests.shown(rating.field, language)
        return RatingView(
            self._words.number(rating.score, "0.0"),
            self._decisions[rating.decision],
            field.label,
            field.path,
            _WEIGHTS[Decision(rating.decision)],
            field.language,
        )

    def _told_by(self, paper: PaperRecord) -> str:
        if not paper.parts:
            return ""
        words, name = self._words, paper.summarizer
        if name in _SUMMARIZERS:
            return words.say(_SUMMARIZERS[name])
        tldr = paper.part(Role.TLDR)
        by = mark("Summary by %(model)s")
        if tldr and tldr.is_own:
            by = mark("Summary by %(model)s; the first sentence in the authors’ own words")
        if not paper.absent:
            return words.say(by, model=name)
        absent = words.listed([self._labels[role] for role in paper.absent if role in self._labels])
        left_out = words.say("Left out, since the abstract does not bear it out: %(parts)s", parts=absent)
        return words.paragraph([words.say("%(told)s.", told=words.say(by, model=name)), left_out])


def _place(url: str) -> str:
    """What an address leads to, however it is spelled."""
    return url.casefold().partition("://")[2].rstrip("/").removesuffix(".git").removeprefix("www.")


def _earlier(papers: Sequence[tuple[str, str, str]]) -> list[LinkView]:
    return [
        LinkView(title, paths.paper(date.fromisoformat(on), id_) if on else "", language=AUTHORS_LANGUAGE)
        for id_, on, title in papers
    ]


def byline(authors: Sequence[AuthorText]) -> tuple[Sequence[AuthorText], Sequence[AuthorText]]:
    """Who is named at once, and who on demand: nobody is hidden alone."""
    cut = BYLINE if len(authors) > BYLINE + 2 else len(authors)
    return authors[:cut], authors[cut:]


def _named(authors: Sequence[AuthorText]) -> list[AuthorView]:
    """Where one works is told where it takes no more room than the names do; the page has it all."""
    room = LONGEST_AFFILIATION + sum(len(a.name) for a in authors)
    is_told = sum(len(a.affiliation) for a in authors) <= room
    last = len(authors) - 1
    return [
        AuthorView(a.name, a.affiliation if is_told else "", a.is_followed, is_last=place == last)
        for place, a in enumerate(authors)
    ]


def _numbered(paper: PaperRecord) -> list[list[SentenceView]]:
    """Its sentences, as evidence counts them."""
    numbers = iter(range(1, 1 + sum(map(len, paper.abstract))))
    return [
        [SentenceView(next(numbers), _safe(sentence.html)) for sentence in paragraph]
        for paragraph in paper.abstract
    ]


def _safe(html: str) -> Markup:
    """What the text room has made safe is marked so; Markup itself would first ask whether it is."""
    return str.__new__(Markup, html)
