"""arXiv's query API → records: what was submitted in a stretch of time, or papers by their ids.

It tells of papers as soon as they are announced, by the moment they were submitted. Pages come back empty
now and then in the middle of an answer, and errors come as an entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from broadsheet.batch import Record, Unreadable
from broadsheet.errors import SourceError
from broadsheet.model import Author, Paper
from broadsheet.sources import authors, links, markup
from broadsheet.sources.arxiv_item import categories_of, identity_of, in_utc
from broadsheet.text import plain, tex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.sources import Get, SetAside
    from broadsheet.sources.markup import Element

PAGE = 1000  # arXiv allows 2,000 and asks for less
_IDS = 100  # at once: an address of more grows too long for some who stand between
_MOST = 30_000  # it answers no further
_EMPTY = 3  # so often a page that should not be empty is asked for
_ERROR = "api/errors#"
_NUMBER = re.compile(r"[0-9]{1,9}")


def records(  # noqa: PLR0913  # where, what, from when until when, by which ways
    base_url: str,
    categories: Sequence[str],
    since: datetime,
    until: datetime,
    *,
    get: Get,
    set_aside: SetAside,
) -> Iterator[Record]:
    """All papers of these categories (cross-lists too) submitted from `since` until before `until`, once."""
    start, empty, total = 0, 0, 0
    seen: set[str] = set()
    while True:
        url = _url(base_url, categories, since, until, start)
        page = read(_answer(get, url), name=url)
        for record in page.records:
            if record.paper.id not in seen:
                seen.add(record.paper.id)
                yield record
        for item in page.unreadable:
            set_aside(item)
        start += page.entries
        total = max(total, page.total)  # a page that comes back empty may say that there is nothing at all
        if start >= total:
            return
        empty = empty + 1 if not page.entries else 0
        if empty >= _EMPTY:
            raise SourceError(f"answers nothing beyond {start} of {total}", file=url, hint="try again later")
        if start >= _MOST:
            raise SourceError(
                f"answers no more than {_MOST:,} of {total:,} papers",
                file=url,
                hint="ask for fewer days at once",
            )


def of_ids(base_url: str, ids: Sequence[str], *, get: Get) -> Iterator[Record]:
    """The papers of these ids, in any order; ids that arXiv does not know it leaves out."""
    for start in range(0, len(ids), _IDS):
        some = ids[start : start + _IDS]
        asked = {"id_list": ",".join(some), "max_results": len(some)}
        url = f"{base_url.rstrip('/')}?{urlencode(asked)}"
        yield from read(_answer(get, url), name=url).records


@dataclass(frozen=True, slots=True)
class QueryPage:
    """What one answer holds, of how many in all."""

    records: tuple[Record, ...]
    unreadable: tuple[Unreadable, ...]
    entries: int
    total: int


def read(data: bytes, *, name: str) -> QueryPage:
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
    total = root.child_text("opensearch:totalResults").strip()
    if not _NUMBER.fullmatch(total):
        raise SourceError(
            "does not say how many papers it found", file=name, line=root.line, hint="try again later"
        )
    found: list[Record] = []
    unreadable: list[Unreadable] = []
    for entry in entries:
        try:
            found.append(_record(entry))
        except Exception as error:  # noqa: BLE001  # one item is no reason to lose the others
            unreadable.append(Unreadable.because(error, f"{name}:{entry.line}"))
    return QueryPage(tuple(found), tuple(unreadable), len(entries), int(total))


def _record(entry: Element) -> Record:
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
        links=(
            *links.found(f"{abstract}\n{entry.child_text('arxiv:comment')}"),
            *links.published(entry.child_text("arxiv:doi"), entry.child_text("arxiv:journal_ref")),
        ),
    )
    published = datetime.fromisoformat(entry.child_text("atom:published").strip())
    return Record(paper, in_utc(published))


def _author(person: Element) -> Author | None:
    name, affiliation = (authors.clean(person.child_text(tag)) for tag in ("atom:name", "arxiv:affiliation"))
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
