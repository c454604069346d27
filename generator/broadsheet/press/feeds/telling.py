"""A paper as feeds show it, composed once for all feeds and formats.

Texts are plain: feed readers drop MathML and styles, so formulas come as Unicode. How much is told of a paper
depends on the paper, never on how many others came with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from broadsheet import paths
from broadsheet.model import EXTRACT, Decision, Role
from broadsheet.press.pages.papers import DECISIONS, LABELS, byline
from broadsheet.records.papers import AUTHORS_LANGUAGE
from broadsheet.text.elements import clean
from broadsheet.words import mark

if TYPE_CHECKING:
    from broadsheet.press.pages.context import Context
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord

NAMED = 30  # authors by elements of their own; collaborations have thousands


@dataclass(frozen=True, slots=True)
class Telling:
    id: str  # its permanent address
    url: str  # its own page where it has one, for some readers cut what stands behind a #
    source: str  # where the paper itself is
    title: str
    titled_in: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    language: str  # that in which it is told
    heading: str  # HTML, from here on
    brief: str
    parts: str
    rest: str
    is_quoted: bool  # whether the parts are the abstract's own sentences

    def in_day(self, *, is_whole: bool) -> str:
        """Within an item of the whole day: what stands out with its parts, the rest to the TL;DR."""
        return self.heading + self.brief + (self.parts if is_whole else "")

    def alone(self) -> str:
        """The same as an item of its own, whose title the feed reader shows. Nothing is said in it twice."""
        return self.brief + ("" if self.is_quoted else self.parts) + self.rest


def text(value: str) -> str:
    """Plain text as HTML."""
    return escape(clean(value))


class Teller:
    """Tells papers of one edition. What stands around them is in the language of the site."""

    def __init__(self, context: Context) -> None:
        self._site = context.site
        self._words = context.words
        self._around = context.site.language
        self._section_title = context.section_title
        self._interests = context.interests
        self._tells = context.edition.tells
        self._is_translated = not context.edition.is_first
        self._labels = {role: self._label(label) for role, label in LABELS.items()}

    def tell(self, paper: PaperRecord, day: DayRecord) -> Telling:
        address = self._site.url_for(paths.paper(day.date, paper.id))
        has_page = self._site.paper_pages and paper.is_chosen
        shown, titled_in = paper.headline if self._is_translated else (paper.title, AUTHORS_LANGUAGE)
        title = clean(shown.plain).strip() or paper.id
        names = (clean(author.name).strip() for author in paper.authors[:NAMED])
        tongues = {part.language for part in paper.parts}
        heading = f'<h3{self._lang(titled_in)}><a href="{text(address)}">{escape(title)}</a></h3>\n'
        return Telling(
            id=address,
            url=self._site.url_for(paths.paper_page(paper.id)) if has_page else address,
            source=paper.url,
            title=title,
            titled_in=titled_in,
            authors=tuple(filter(None, names)),
            categories=tuple(paper.categories),
            language=AUTHORS_LANGUAGE if tongues <= {AUTHORS_LANGUAGE} else self._tells or day.language,
            heading=heading,
            brief=self._byline(paper) + self._rating(paper, day.language) + self._tldr(paper),
            parts=self._parts(paper),
            rest=self._abstract(paper) + self._keywords(paper) + self._links(paper),
            is_quoted=paper.summarizer == EXTRACT and bool(paper.paragraphs),
        )

    def head(self, section: str, day: DayRecord) -> str:
        """What stands above the papers of a section."""
        title, language = self._section_title(section, day.language, in_full=True)
        return f"<h2{self._lang(language or self._around)}>{text(title)}</h2>\n"

    def _lang(self, language: str, around: str = "") -> str:
        return "" if language == (around or self._around) else f' lang="{text(language)}"'

    def _byline(self, paper: PaperRecord) -> str:
        words = self._words
        first, more = byline(paper.authors)
        names = ", ".join([author.name for author in first])
        if more:
            names = words.say("%(names)s and %(num)s more", names=names, num=words.number(len(more)))
        there = f'<a href="{text(paper.url)}">arXiv:{text(paper.id)}</a>'
        return f"<p>{' · '.join(filter(None, [text(names), there]))}</p>\n"

    def _rating(self, paper: PaperRecord, language: str) -> str:
        rating, words = paper.rating, self._words
        if not rating or rating.decision == Decision.SKIP:
            return ""
        decision = words.say(DECISIONS[Decision(rating.decision)])
        field = self._interests.shown(rating.field, language).label
        facts = [words.number(rating.score, "0.0"), decision, field]
        lines = [" · ".join(filter(None, facts)), paper.reason.plain]
        return f"<p>{'<br>'.join(map(text, filter(None, lines)))}</p>\n"

    def _tldr(self, paper: PaperRecord) -> str:
        part = paper.part(Role.TLDR)
        return f"<p{self._lang(part.language)}>{text(part.text.plain)}</p>\n" if part else ""

    def _parts(self, paper: PaperRecord) -> str:
        return "".join(
            [
                self._run_in(self._labels[Role(part.role)], text(part.text.plain), part.language)
                for part in paper.parts
                if part.role in LABELS
            ]
        )

    def _abstract(self, paper: PaperRecord) -> str:
        first, *more = [text(each) for each in paper.paragraphs] or [""]
        label = self._label(mark("Authors’ abstract"))
        html = self._run_in(label, first, AUTHORS_LANGUAGE) if first else ""
        return html + "".join(f"<p{self._lang(AUTHORS_LANGUAGE)}>{each}</p>\n" for each in more)

    def _keywords(self, paper: PaperRecord) -> str:
        if not paper.keywords:
            return ""
        return self._run_in(self._label(mark("Keywords")), text(" · ".join(paper.keywords)), self._around)

    def _links(self, paper: PaperRecord) -> str:
        links = [("PDF", paper.pdf_url), *paper.links]
        html = " · ".join([f'<a href="{text(url)}">{text(label)}</a>' for label, url in links])
        return f"<p>{html}</p>\n"

    def _label(self, label: str) -> str:
        words = self._words
        return text(words.say("%(label)s.", label=words.say(label)))

    def _run_in(self, label: str, html: str, language: str) -> str:
        spoken = self._lang(self._words.language, language)
        return f"<p{self._lang(language)}><b{spoken}>{label}</b> {html}</p>\n"
