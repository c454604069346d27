"""What reference managers read in a page's head: Highwire's `citation_*`, as arXiv itself writes them.

Zotero's Embedded Metadata takes any of Highwire's kinds before all else and has none for a preprint: what
a paper is stands in `z:itemType`, and no journal, conference or technical report is named. Its
`publisher` and `number` are a preprint's repository and archive id. Dublin Core would say it again, worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.model import Kind
from broadsheet.press import paths
from broadsheet.records.papers import AUTHORS_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import AuthorText, PaperRecord

Meta = tuple[tuple[str, str], ...]
REPOSITORY = "arXiv"
_FIRST_CENTURY = 91  # arXiv began in 1991: identifiers have two digits for a year


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


def of_paper(paper: PaperRecord, day: date, site: Site) -> Meta:
    return tuple(_of_paper(paper, day, site))


def _of_paper(paper: PaperRecord, day: date, site: Site) -> Iterator[tuple[str, str]]:
    yield "z:itemType", "preprint"
    yield "citation_title", paper.title.plain
    for author in paper.authors:
        yield from _author(author)
    year, month, number = published(paper, day)
    said = f"{year:04}/{month:02}/{number:02}" if number else f"{year:04}/{month:02}"
    yield "citation_publication_date", said
    yield "citation_online_date", said
    yield "citation_arxiv_id", paper.id
    yield "citation_doi", doi(paper.id)
    yield "citation_publisher", REPOSITORY
    yield "citation_technical_report_number", f"{REPOSITORY}:{paper.id}"
    yield "citation_language", AUTHORS_LANGUAGE
    if paper.keywords:
        yield "citation_keywords", "; ".join(paper.keywords)
    yield "citation_pdf_url", paper.pdf_url
    yield "citation_public_url", paper.url
    yield "citation_abstract_html_url", site.url_for(paths.paper_page(paper.id))


def _author(author: AuthorText) -> Iterator[tuple[str, str]]:
    """A semicolon would make two people of one."""
    yield "citation_author", author.name.replace(";", ",")
    if author.affiliation:
        yield "citation_author_institution", author.affiliation


def of_day(day: DayRecord, site: Site) -> Meta:
    """A day is a page of the web to Zotero, which knows no issue."""
    return (
        ("z:itemType", "webpage"),
        ("citation_title", day.title),
        ("citation_publication_date", f"{day.date:%Y/%m/%d}"),
        ("citation_publisher", site.publisher or site.title),
        ("citation_language", day.language),
        ("citation_public_url", site.url_for(paths.day(day.date))),
    )
