"""arXiv's query API → records: what was submitted in a stretch of time.

It tells of papers as soon as they are announced, by the moment they were submitted. Pages come back empty
now and then in the middle of an answer, and errors come as an entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from broadsheet.batch import Record
from broadsheet.errors import SourceError
from broadsheet.model import Author, Paper
from broadsheet.sources import links, markup
from broadsheet.sources.arxiv_item import categories_of, identity_of
from broadsheet.text import plain, tex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.sources import Get
    from broadsheet.sources.markup import Element

PAGE = 1000  # arXiv allows 2,000 and asks for less
_MOST = 30_000  # it answers no further
_EMPTY = 3  # so often a page that should not be empty is asked for
_ERROR = "api/errors#"


def records(
    base_url: str, categories: Sequence[str], since: datetime, until: datetime, *, get: Get
) -> Iterator[Record]:
    """All papers of these categories (cross-lists too) submitted from `since` until before `until`."""
    start, empty = 0, 0
    while True:
        url = _url(base_url, categories, since, until, start)
        page = read(_answer(get, url), name=url)
        yield from page.records
        start += page.entries
        if start >= page.total:
            return
        empty = empty + 1 if not page.entries else 0
        if empty >= _EMPTY:
            raise SourceError(
                f"answers nothing beyond {start} of {page.total}", file=url, hint="try again later"
            )
        if start >= _MOST:
            raise SourceError(
                f"answers no more than {_MOST:,} of {page.total:,} papers",
                file=url,
                hint="ask for fewer days at once",
            )


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer holds: entries that are no papers are counted only."""

    records: tuple[Record, ...]
    entries: int
    total: int


def read(data: bytes, *, name: str) -> Page:
    """One page of an answer; a SourceError when it is an error, or none of arXiv's."""
    root = markup.read(data, name=name)
    if root.tag != "atom:feed":
        raise SourceError(
            "is no answer of arXiv's query API", file=name, line=root.line, hint="check the address"
        )
    entries = list(root.children("atom:entry"))
    for entry in entries:
        if _ERROR in entry.child_text("atom:id"):
            raise SourceError(
                f"arXiv could not answer: {plain.line(entry.child_text('atom:summary'))}", file=name
            )
    said = root.child_text("opensearch:totalResults").strip()
    found = tuple(record for entry in entries if (record := _record(entry)))
    return Page(found, len(entries), int(said) if said.isascii() and said.isdigit() else len(entries))


def _record(entry: Element) -> Record | None:
    try:
        id_, version = identity_of([entry.child_text("atom:id")])
        abstract = plain.block(tex.unicode_text(entry.child_text("atom:summary")))
        primary = [each.attributes.get("term", "") for each in entry.children("arxiv:primary_category")]
        others = [each.attributes.get("term", "") for each in entry.children("atom:category")]
        paper = Paper(
            id=id_,
            title=plain.line(tex.unicode_text(entry.child_text("atom:title"))),
            authors=tuple(filter(None, map(_author, entry.children("atom:author")))),
            abstract=abstract,
            categories=categories_of([*primary, *others]),
            version=version,
            links=links.found(f"{abstract}\n{entry.child_text('arxiv:comment')}"),
        )
        return Record(
            paper, datetime.fromisoformat(entry.child_text("atom:published").strip()).astimezone(UTC)
        )
    except ValueError:
        return None


def _author(author: Element) -> Author | None:
    name, affiliation = (
        plain.line(tex.unicode_text(author.child_text(tag))) for tag in ("atom:name", "arxiv:affiliation")
    )
    return Author(name, affiliation) if name else None


def _url(base: str, categories: Sequence[str], since: datetime, until: datetime, start: int) -> str:
    named = " OR ".join(
        f"cat:{name}" if "." in name else f"(cat:{name} OR cat:{name}.*)" for name in categories
    )
    stretch = " TO ".join(f"{moment.astimezone(UTC):%Y%m%d%H%M}" for moment in (since, until))
    asked = {
        "search_query": f"({named}) AND submittedDate:[{stretch}]",
        "start": start,
        "max_results": PAGE,
        "sortBy": "submittedDate",
        "sortOrder": "ascending",
    }
    return f"{base.rstrip('/')}?{urlencode(asked)}"


def _answer(get: Get, url: str) -> bytes:
    response = get(url)
    if response.status not in {200, 400}:  # with 400 it says why
        raise SourceError(f"answered with HTTP status {response.status}", file=url, hint="try again later")
    return response.body
