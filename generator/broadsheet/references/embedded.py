"""Highwire's `citation_*` in a page's head, as arXiv itself writes them and Zotero reads them.

Zotero's Embedded Metadata takes any of Highwire's kinds before all else and has none for a preprint: what
a paper is stands in `z:itemType`, and no journal, conference or technical report is named. Its
`publisher` and `number` are a preprint's repository and archive id. Dublin Core would say it again, worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.records.papers import AUTHORS_LANGUAGE
from broadsheet.references import facts, names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.config import Site
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import AuthorText, PaperRecord

Meta = tuple[tuple[str, str], ...]


def of_paper(paper: PaperRecord, day: date, page: str) -> Iterator[tuple[str, str]]:
    """`page` is the address of its own page."""
    yield "z:itemType", "preprint"
    yield "citation_title", paper.title.plain
    for author in paper.authors:
        yield from _author(author)
    year, month, number = facts.published(paper, day)
    when = f"{year:04}/{month:02}/{number:02}" if number else f"{year:04}/{month:02}"
    yield "citation_publication_date", when
    yield "citation_online_date", when
    yield "citation_arxiv_id", paper.id
    yield "citation_doi", facts.doi(paper)
    yield "citation_publisher", facts.REPOSITORY
    yield "citation_technical_report_number", f"{facts.REPOSITORY}:{paper.id}"
    yield "citation_language", AUTHORS_LANGUAGE
    if paper.keywords:
        yield "citation_keywords", "; ".join(paper.keywords)
    yield "citation_pdf_url", paper.pdf_url
    yield "citation_public_url", paper.url
    yield "citation_abstract_html_url", page


def _author(author: AuthorText) -> Iterator[tuple[str, str]]:
    yield "citation_author", written(author.name)
    if author.affiliation:
        yield "citation_author_institution", author.affiliation


def written(name: str) -> str:
    """Family name first. Zotero makes two people of what has a semicolon, or blanks on both sides of a comma;
    of more than one comma it drops the rest.
    """
    parts = names.apart(name.replace(";", ","))
    given = " ".join(filter(None, (parts.given, parts.suffix)))
    if not given:
        return parts.family
    if " " in parts.family and " " in given:
        return " ".join(filter(None, (parts.given, parts.family, parts.suffix)))
    return f"{parts.family}, {given}"


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
