"""What reference managers read: BibTeX and RIS beside a day, whose entries are papers, and in a page's head
Highwire's `citation_*`, as arXiv itself writes them.

Zotero's Embedded Metadata takes any of Highwire's kinds before all else and has none for a preprint: what
a paper is stands in `z:itemType`, and no journal, conference or technical report is named. Its
`publisher` and `number` are a preprint's repository and archive id. Dublin Core would say it again, worse.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.model import Kind
from broadsheet.records.papers import AUTHORS_LANGUAGE
from broadsheet.text import plain
from broadsheet.text.latex import latex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import AuthorText, PaperRecord

Meta = tuple[tuple[str, str], ...]
REPOSITORY = "arXiv"
_FIRST_CENTURY = 91  # arXiv began in 1991: identifiers have two digits for a year
# "Ludwig van Example Jr.": a family name takes the small words before it along.
_NAME = re.compile(
    r"(?P<given>.+?) (?P<family>(?:[a-zß-öø-ÿ]\S* )*[^\s(]+)(?: (?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV))?"
)
_GROUP = re.compile(
    r"\b(?:collaboration|team|group|consortium|project|initiative|lab|(?-i:AI)|et al)\b", re.IGNORECASE
)
_TWO = re.compile(r"\band\b|,", re.IGNORECASE)


def doi(id_: str) -> str:
    """Registered by arXiv for every paper."""
    return f"10.48550/arXiv.{id_}"


def published(paper: PaperRecord, day: date) -> tuple[int, int, int | None]:
    """Year, month, and day where it is known: that of a new paper is the announcement's, an earlier one
    bears its month in its identifier.
    """
    if paper.kind == Kind.NEW:
        return day.year, day.month, day.day
    digits = paper.id.rpartition("/")[2]
    year = int(digits[:2])
    return year + (1900 if year >= _FIRST_CENTURY else 2000), int(digits[2:4]), None


def bibliography(day: DayRecord) -> bytes:
    """The day's papers as BibTeX, in UTF-8, mathematics as TeX."""
    return "\n".join(_bibtex(paper, day.date) for paper in day.papers).encode()


def _bibtex(paper: PaperRecord, day: date) -> str:
    year, _, _ = published(paper, day)
    facts = {
        "title": f"{{{latex(paper.tex_title)}}}",  # twice in braces: its capitals are meant
        "author": " and ".join([_bibtex_name(author.name) for author in paper.authors]),
        "year": str(year),
        "eprint": paper.versioned_id,
        "archivePrefix": REPOSITORY,
        "primaryClass": paper.primary,
        "doi": doi(paper.id),
        "url": paper.url,
    }
    lines = "".join([f"  {key} = {{{value}}},\n" for key, value in facts.items() if value])
    return f"@misc{{{paper.id.replace('/', '-')},\n{lines}}}\n"


@lru_cache(maxsize=4096)
def _bibtex_name(name: str) -> str:
    """A collaboration's name may hold what BibTeX takes for two people."""
    tex = latex(name)
    return f"{{{tex}}}" if _TWO.search(tex) else tex


def ris(day: DayRecord) -> bytes:
    """Lines end as the format asks; a blank one parts papers."""
    return "\r\n".join(
        "".join([f"{tag}  - {value}\r\n" for tag, value in _ris(paper, day.date)]) for paper in day.papers
    ).encode()


def _ris(paper: PaperRecord, day: date) -> Iterator[tuple[str, str]]:
    known = [f"{number:02}" for number in published(paper, day) if number]
    yield "TY", "UNPB"
    yield "ID", paper.id
    yield "TI", paper.title.plain
    for author in paper.authors:
        yield "AU", inverted(author.name)
    yield "PY", known[0]
    yield "DA", "/".join(known)
    yield "PB", REPOSITORY
    yield "DO", doi(paper.id)
    yield "UR", paper.url
    yield "L1", paper.pdf_url
    yield "ER", ""


@lru_cache(maxsize=4096)
def inverted(name: str) -> str:
    """`Example, Ada, Jr.`: a name in its parts, or as one where it is a group's or has but one word."""
    name = plain.line(name)
    parts = _NAME.fullmatch(name)
    if not parts or _GROUP.search(name):
        return name
    return ", ".join(filter(None, parts.group("family", "given", "suffix")))


def of_paper(paper: PaperRecord, day: date, page: str) -> Iterator[tuple[str, str]]:
    """`page` is the address of its own page."""
    yield "z:itemType", "preprint"
    yield "citation_title", paper.title.plain
    for author in paper.authors:
        yield from _author(author)
    year, month, number = published(paper, day)
    when = f"{year:04}/{month:02}/{number:02}" if number else f"{year:04}/{month:02}"
    yield "citation_publication_date", when
    yield "citation_online_date", when
    yield "citation_arxiv_id", paper.id
    yield "citation_doi", doi(paper.id)
    yield "citation_publisher", REPOSITORY
    yield "citation_technical_report_number", f"{REPOSITORY}:{paper.id}"
    yield "citation_language", AUTHORS_LANGUAGE
    if paper.keywords:
        yield "citation_keywords", "; ".join(paper.keywords)
    yield "citation_pdf_url", paper.pdf_url
    yield "citation_public_url", paper.url
    yield "citation_abstract_html_url", page


def _author(author: AuthorText) -> Iterator[tuple[str, str]]:
    """A semicolon would make two people of one."""
    yield "citation_author", author.name.replace(";", ",")
    if author.affiliation:
        yield "citation_author_institution", author.affiliation


def of_day(day: DayRecord, site: Site, path: str) -> Meta:
    """A day is a page of the web to Zotero, which knows no issue."""
    return (
        ("z:itemType", "webpage"),
        ("citation_title", day.title),
        ("citation_publication_date", f"{day.date:%Y/%m/%d}"),
        ("citation_publisher", site.publisher or site.title),
        ("citation_language", day.language),
        ("citation_public_url", site.url_for(path)),
    )
