"""A paper as feeds tell it, composed once for all feeds and formats.

Texts are plain: feed readers drop MathML and styles, so formulas come as Unicode. A day too full for
its room tells papers more shortly, but tells all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from html import escape
from typing import TYPE_CHECKING

from broadsheet.model import Decision, Role
from broadsheet.press.papers import AUTHORS_LANGUAGE, DECISIONS, LABELS, byline, paper_path, told_in
from broadsheet.press.tags import clean
from broadsheet.press.words import mark
from broadsheet.text import markdown, tex

if TYPE_CHECKING:
    from broadsheet.config import Site
    from broadsheet.model import Digest, Entry
    from broadsheet.press.words import Words

NAMED = 30  # authors by elements of their own; collaborations have thousands


class Level(IntEnum):
    """How much is told of a paper."""

    TITLE = 0
    BRIEF = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class Told:
    url: str  # its permanent address
    source: str  # where the paper itself is
    title: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    language: str  # that in which it is told
    heading: str  # HTML, from here on
    byline: str
    brief: str
    parts: str
    rest: str

    def in_day(self, level: Level) -> str:
        return self.heading + ("", self.byline + self.brief, self.byline + self.brief + self.parts)[level]

    def alone(self, level: Level) -> str:
        return self.byline + ("", self.brief, self.brief + self.parts + self.rest)[level]


def text(value: str) -> str:
    """Plain text as HTML."""
    return escape(clean(value))


def tell(entry: Entry, digest: Digest, site: Site, words: Words) -> Told:
    paper = entry.paper
    url = site.url_for(paper_path(digest.date, paper.id))
    title = clean(tex.plain(paper.title)).strip() or paper.id
    names = (clean(tex.plain(author.name)).strip() for author in paper.authors[:NAMED])
    telling = _Telling(entry, digest, site, words)
    return Told(
        url=url,
        source=paper.url,
        title=title,
        authors=tuple(filter(None, names)),
        categories=paper.categories,
        language=telling.language,
        heading=f'<h3{telling.lang(AUTHORS_LANGUAGE)}><a href="{text(url)}">{escape(title)}</a></h3>\n',
        byline=telling.byline(),
        brief=telling.rating() + telling.tldr(),
        parts=telling.parts(),
        rest=telling.abstract() + telling.keywords() + telling.links(),
    )


class _Telling:
    """The paragraphs of one paper. What stands around them is in the language of the site."""

    def __init__(self, entry: Entry, digest: Digest, site: Site, words: Words) -> None:
        self._entry = entry
        self._digest = digest
        self._around = site.language
        self._words = words

    @property
    def language(self) -> str:
        summary = self._entry.summary
        tongues = {self._told_in(part.role) for part in summary.parts} if summary else set()
        return AUTHORS_LANGUAGE if tongues <= {AUTHORS_LANGUAGE} else self._digest.language

    def lang(self, language: str, around: str = "") -> str:
        return "" if language == (around or self._around) else f' lang="{text(language)}"'

    def byline(self) -> str:
        paper, words = self._entry.paper, self._words
        first, more = byline(paper.authors)
        names = ", ".join(tex.plain(author.name) for author in first)
        if more:
            names = words.say("%(names)s and %(num)s more", names=names, num=words.number(len(more)))
        there = f'<a href="{text(paper.url)}">arXiv:{text(paper.id)}</a>'
        return f"<p>{' · '.join(filter(None, [text(names), there]))}</p>\n"

    def rating(self) -> str:
        rating, words = self._entry.rating, self._words
        if not rating or rating.decision is Decision.SKIP:
            return ""
        facts = [words.number(rating.score, "0.0"), words.say(DECISIONS[rating.decision]), rating.field]
        lines = [" · ".join(filter(None, facts)), markdown.plain(self._entry.reason)]
        return f"<p>{'<br>'.join(map(text, filter(None, lines)))}</p>\n"

    def tldr(self) -> str:
        summary = self._entry.summary
        if not summary or not summary.tldr:
            return ""
        return f"<p{self.lang(self._told_in(Role.TLDR))}>{text(markdown.plain(summary.tldr))}</p>\n"

    def parts(self) -> str:
        summary = self._entry.summary
        return "".join(
            self._run_in(LABELS[part.role], text(markdown.plain(part.text)), self._told_in(part.role))
            for part in (summary.parts if summary else ())
            if part.role in LABELS
        )

    def abstract(self) -> str:
        first, *more = [text(tex.plain(each)) for each in self._entry.paper.paragraphs] or [""]
        said = self._run_in(mark("Authors’ abstract"), first, AUTHORS_LANGUAGE) if first else ""
        return said + "".join(f"<p{self.lang(AUTHORS_LANGUAGE)}>{each}</p>\n" for each in more)

    def keywords(self) -> str:
        keywords = self._entry.keywords
        return self._run_in(mark("Keywords"), text(" · ".join(keywords)), self._around) if keywords else ""

    def links(self) -> str:
        paper = self._entry.paper
        links = [("PDF", paper.pdf_url), *((link.label, link.url) for link in paper.links)]
        said = " · ".join(f'<a href="{text(url)}">{text(label)}</a>' for label, url in links)
        return f"<p>{said}</p>\n"

    def _told_in(self, role: Role) -> str:
        return told_in(self._entry.summary, role, self._digest.language)

    def _run_in(self, label: str, html: str, language: str) -> str:
        words = self._words
        said = text(words.say("%(label)s.", label=words.say(label)))
        return f"<p{self.lang(language)}><b{self.lang(words.language, language)}>{said}</b> {html}</p>\n"
