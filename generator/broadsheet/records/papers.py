"""A paper as a page tells it: every text that any output shows, made once, in no interface's words.

Texts have two faces, HTML and plain; what reads a record escapes and joins, and converts nothing.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from broadsheet import addresses, rank, taxonomy
from broadsheet.model import EXTRACT, Decision, Role
from broadsheet.page import by_language
from broadsheet.text import claims, markdown, plain, sentences, tex
from broadsheet.text.faces import Faces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from broadsheet.config import Interest
    from broadsheet.model import Author, Earlier, Entry, Part, Summary, Translation

AUTHORS_LANGUAGE = "en"  # arXiv asks for English metadata
NOTHING = Faces("", "")


class AuthorText(NamedTuple):
    name: str
    affiliation: str = ""
    is_followed: bool = False


class PartText(NamedTuple):
    role: str
    text: Faces
    language: str
    evidence: Sequence[int] = ()
    is_own: bool = False  # of a model's summary, but in the authors' own words


class TranslatedText(NamedTuple):
    """What a page says of a paper in a further language."""

    language: str
    parts: Sequence[tuple[str, Faces]]  # by their roles
    reason: Faces
    notes: str = ""


class RatingText(NamedTuple):
    score: float
    decision: str
    field: str


class PaperRecord(NamedTuple):
    id: str
    version: int | None
    kind: str
    categories: Sequence[str]
    shown_under: Sequence[str]  # the categories under which it stands on the site
    title: Faces  # without links
    source: str  # of the title, where that has TeX in it
    authors: Sequence[AuthorText]
    keywords: Sequence[str]
    rating: RatingText | None
    reason: Faces
    summarizer: str
    parts: Sequence[PartText]
    abstract: Sequence[Sequence[Faces]]  # its paragraphs, each of sentences where evidence counts them
    links: Sequence[tuple[str, str]]
    votes: int  # on Hugging Face's daily list
    notes: str  # HTML of what the editor wrote under it
    absent: Sequence[Role]  # parts of a model's summary that failed, and of which the authors say nothing
    following: Sequence[str]  # phrases and groups followed that it has
    earlier: Sequence[tuple[str, str, str]]  # papers that it follows: identifier, day (where it is), title
    translations: Sequence[TranslatedText] = ()
    reason_in: str = ""  # the language of the reason, where that is not the page's
    related: Sequence[tuple[str, str, str]] = ()  # earlier papers that it is like, as those that it follows
    noted_in: str = ""  # the language of the notes, where that is not the page's

    @property
    def versioned_id(self) -> str:
        return f"{self.id}v{self.version}" if self.version else self.id

    @property
    def url(self) -> str:
        return f"{addresses.ABSTRACT}{self.versioned_id}"

    @property
    def pdf_url(self) -> str:
        return f"{addresses.PDF}{self.versioned_id}"

    @property
    def tex_title(self) -> str:
        """The title with its TeX, as reference managers want it."""
        return self.source or self.title.plain

    @property
    def primary(self) -> str:
        return self.categories[0] if self.categories else ""

    @property
    def paragraphs(self) -> list[str]:
        """The abstract in plain characters."""
        return [" ".join([sentence.plain for sentence in paragraph]) for paragraph in self.abstract]

    @property
    def score(self) -> float:
        return self.rating.score if self.rating else 0.0

    @property
    def field(self) -> str:
        return self.rating.field if self.rating else ""

    def without(self, lost: Collection[tuple[str, str]]) -> PaperRecord:
        """The same where these papers do not stand on these days: of those it has the titles."""
        if not any((on, id_) in lost for id_, on, _ in self.linked):
            return self
        earlier, related = (
            [(id_, "" if (on, id_) in lost else on, title) for id_, on, title in each]
            for each in (self.earlier, self.related)
        )
        return self._replace(earlier=earlier, related=related)

    @property
    def linked(self) -> Iterator[tuple[str, str, str]]:
        """All earlier papers that it names."""
        return chain(self.earlier, self.related)

    def part(self, role: Role) -> PartText | None:
        for part in self.parts:
            if part.role == role:
                return part
        return None

    @property
    def is_chosen(self) -> bool:
        """Whether a reader should see it: nobody says that it can be skipped."""
        return self.rating is None or self.rating.decision != Decision.SKIP

    @property
    def tldr(self) -> Faces:
        part = self.part(Role.TLDR)
        return part.text if part else NOTHING

    @property
    def headline(self) -> tuple[Faces, str]:
        """The title in the language of the page where it was translated, and in which it is."""
        part = self.part(Role.TITLE)
        return (part.text, part.language) if part else (self.title, AUTHORS_LANGUAGE)

    @property
    def is_translated(self) -> bool:
        """Whether it has its title or its abstract in two languages."""
        return bool(self.part(Role.TITLE) or self.part(Role.ABSTRACT))

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """In plain characters, of each language into which it was translated."""
        return tuple(
            (each.language, text.plain)
            for each in self.translations
            for role, text in each.parts
            if role == Role.TITLE
        )

    @property
    def claim(self) -> Faces:
        """The TL;DR as a list has room for it."""
        part = self.part(Role.TLDR)
        if not part:
            return NOTHING
        return claims.claim(part.text) if part.language == AUTHORS_LANGUAGE else part.text

    @property
    def claimed_in(self) -> str:
        """The language of the TL;DR."""
        part = self.part(Role.TLDR)
        return part.language if part else AUTHORS_LANGUAGE

    @property
    def figure(self) -> str:
        """How much came out, in plain characters, where the claim does not say it."""
        part, claim = self.part(Role.RESULT), self.claim.plain
        figure = claims.figure(part.text.plain) if part and part.language == AUTHORS_LANGUAGE else ""
        return "" if figure in claim or claims.figure(claim) else figure


def shown_under(categories: Sequence[str], asked: Collection[str]) -> tuple[str, ...]:
    """The categories under which a paper stands on the site: those that the publisher follows,
    `math` being all of `math.*`; a paper of none of them stands under its primary one. What has two names
    stands once, by the official one, unless the publisher asked for the other alone.
    """
    followed = [c for c in categories if c in asked or c.partition(".")[0] in asked]
    return tuple(dict.fromkeys(_filed(c, asked) for c in followed)) or tuple(categories[:1])


def _filed(category: str, asked: Collection[str]) -> str:
    official = taxonomy.official(category)
    return category if category in asked and official not in asked else official


def record(
    entry: Entry, notes: str, *, language: str, asked: Collection[str], interests: Sequence[Interest]
) -> PaperRecord:
    """`language` is that of the page; `asked` the categories that the publisher follows."""
    paper, summary, rating = entry.paper, entry.summary, entry.rating
    title = tex.faces(paper.title, links=False)
    marks = [rank.followed(paper, interest) for interest in interests if interest.follow]
    names = frozenset(name for mark in marks for name in mark.authors)
    noted = {tag: markdown.blocks_html(said) for tag, said in by_language(notes).items()}
    return PaperRecord(
        id=paper.id,
        version=paper.version,
        kind=entry.kind.value,
        categories=paper.categories,
        shown_under=shown_under(paper.categories, asked),
        title=title,
        source="" if title.plain == paper.title else paper.title,
        authors=[_author(author, names) for author in paper.authors],
        keywords=[tex.plain(keyword) for keyword in entry.keywords],
        rating=RatingText(rating.score, rating.decision.value, rating.field) if rating else None,
        reason=markdown.faces(entry.reason) if entry.reason else NOTHING,
        summarizer=summary.summarizer if summary else "",
        parts=list(_parts(summary, language)) if summary else [],
        abstract=list(_sentences(paper.abstract))
        if summary and any(part.evidence for part in summary.parts)
        else [[tex.faces(paragraph)] for paragraph in paper.paragraphs],
        links=[(link.label, link.url) for link in paper.links],
        votes=paper.daily.upvotes if paper.daily else 0,
        notes=noted.pop(""),
        absent=[role for role in summary.absent if not summary.part(role)] if summary else [],
        following=list(dict.fromkeys(chain.from_iterable((*m.groups, *m.phrases) for m in marks))),
        earlier=_linked(entry.earlier),
        related=_linked(entry.related),
        translations=[*_translations(entry.translations, noted)],
    )


def _linked(earlier: Sequence[Earlier]) -> list[tuple[str, str, str]]:
    return [(each.id, each.day.isoformat(), tex.plain(each.title)) for each in earlier]


def _translations(told: Sequence[Translation], noted: Mapping[str, str]) -> Iterator[TranslatedText]:
    """What the page tells of a paper in each language, and what the editor wrote there."""
    by_tag = {each.language: each for each in told}
    for tag in sorted({*by_tag, *noted}):
        each = by_tag.get(tag)
        yield TranslatedText(
            tag,
            [(part.role.value, markdown.faces(part.text)) for part in (each.parts if each else ())],
            markdown.faces(each.reason) if each and each.reason else NOTHING,
            noted.get(tag, ""),
        )


def _author(author: Author, names: frozenset[str]) -> AuthorText:
    is_followed = bool(names) and rank.is_one_of(author.name, names)
    affiliation = tex.plain(author.affiliation) if author.affiliation else ""
    return AuthorText(tex.plain(author.name), affiliation, is_followed)


def _parts(summary: Summary, language: str) -> Iterator[PartText]:
    """A sentence of the authors that is the TL;DR does not stand again as a part of its own."""
    tldr = summary.part(Role.TLDR)
    opening = tldr.evidence if tldr else ()
    for part in summary.parts:
        said = _part(part, summary, language)
        is_theirs = said.is_own or summary.summarizer == EXTRACT
        if part is tldr or not (is_theirs and opening and part.evidence == opening):
            yield said


def _part(part: Part, summary: Summary, language: str) -> PartText:
    """The authors' sentences stay in their language, whatever the page's is."""
    is_own = part.role in summary.own
    is_theirs = is_own or summary.summarizer == EXTRACT
    spoken = AUTHORS_LANGUAGE if is_theirs else language
    return PartText(part.role.value, markdown.faces(part.text), spoken, part.evidence, is_own)


def _sentences(abstract: str) -> Iterator[list[Faces]]:
    """Sentence by sentence, as evidence counts them; none goes beyond its paragraph."""
    paragraph: list[Faces] = []
    end = 0
    for span in sentences.split(abstract):
        sentence = plain.line(span.of(abstract))
        if not sentence:
            continue
        if paragraph and "\n\n" in abstract[end : span.start]:
            yield paragraph
            paragraph = []
        paragraph.append(tex.faces(sentence))
        end = span.end
    if paragraph:
        yield paragraph
