"""arXiv's OAI-PMH interface → records, where the query API does not answer.

It lists records by the day they last changed, which is a superset of what was announced then; the
dates of their first versions say when they were submitted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from broadsheet import taxonomy
from broadsheet.batch import Record, Unreadable
from broadsheet.errors import SourceError
from broadsheet.model import Paper
from broadsheet.sources import authors, links, markup
from broadsheet.sources.arxiv_item import categories_of, identity_of, mailed
from broadsheet.text import plain, tex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from broadsheet.sources import Get, SetAside
    from broadsheet.sources.markup import Element

_AND = re.compile(r"(\([^()]*\))|,?\s+and\s+")
_LISTINGS = ("oai:ListRecords", "oai:GetRecord")
_AGAIN = 2  # a token that expired means to begin again
_MOST_PAGES = 500  # of about a thousand records each: a month of all of arXiv has fifty


def records(  # noqa: PLR0913  # where, what, from when until when, by which ways
    base_url: str,
    categories: Sequence[str],
    since: datetime,
    until: datetime,
    *,
    get: Get,
    set_aside: SetAside,
) -> Iterator[Record]:
    """All papers of these categories whose first version was submitted from `since` until before `until`."""
    seen: set[str] = set()
    for category in categories:
        for page in _harvest(base_url, _set_of(category), since, get):
            for item in page.unreadable:
                set_aside(item)
            for record in page.records:
                if since <= record.submitted < until and record.paper.id not in seen:
                    seen.add(record.paper.id)
                    yield record


@dataclass(frozen=True, slots=True)
class OaiPage:
    """What one answer holds, the token for the next one, or the code of an error."""

    records: tuple[Record, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    token: str = ""
    error: str = ""


def _harvest(base_url: str, name: str, since: datetime, get: Get) -> list[OaiPage]:
    first = {"set": name, "from": f"{(since - timedelta(days=1)).date()}", "metadataPrefix": "arXivRaw"}
    for attempt in range(1, _AGAIN + 1):
        pages: list[OaiPage] = []
        asked = first
        while True:
            url = f"{base_url.rstrip('/')}?{urlencode({'verb': 'ListRecords', **asked})}"
            page = _page(get, url)
            if page.error == "badResumptionToken" and attempt < _AGAIN:
                break
            if page.error and page.error != "noRecordsMatch":
                raise SourceError(f"arXiv could not answer: {page.error}", file=url, hint="try again later")
            if len(pages) >= _MOST_PAGES or (page.token and page.token in {known.token for known in pages}):
                raise SourceError("answers without end", file=url, hint="ask for fewer days at once")
            pages.append(page)
            if not page.token:
                return pages
            asked = {"resumptionToken": page.token}
    raise AssertionError  # the last attempt returns or raises


def _page(get: Get, url: str) -> OaiPage:
    response = get(url)
    if response.status != 200:
        raise SourceError(f"answered with HTTP status {response.status}", file=url, hint="try again later")
    return read(response.body, name=url)


def read(data: bytes, *, name: str) -> OaiPage:
    """One page of an answer; records of deleted papers have no text and are left out."""
    root = markup.read(data, name=name)
    if root.tag != "oai:OAI-PMH":
        raise SourceError("is no answer of OAI-PMH", file=name, line=root.line, hint="check the address")
    error = next((each.attributes.get("code", "error") for each in root.children("oai:error")), "")
    listing = next((each for tag in _LISTINGS for each in root.children(tag)), None)
    if listing is None:
        if error:
            return OaiPage(error=error)
        raise SourceError("is an answer of OAI-PMH without records", file=name, line=root.line)
    found: list[Record] = []
    unreadable: list[Unreadable] = []
    for record in listing.children("oai:record"):
        for metadata in record.children("oai:metadata"):
            try:
                found.append(_record(_raw(metadata, name)))
            except SourceError:
                raise
            except Exception as reason:  # noqa: BLE001  # one item is no reason to lose the others
                unreadable.append(Unreadable.because(reason, f"{name}:{record.line}"))
    token = listing.child_text("oai:resumptionToken").strip()
    return OaiPage(tuple(found), tuple(unreadable), token, error)


def _raw(metadata: Element, name: str) -> Element:
    raw = next(metadata.children("raw:arXivRaw"), None)
    if raw is None:
        raise SourceError(
            "holds records of another format",
            file=name,
            line=metadata.line,
            hint="ask with metadataPrefix=arXivRaw: only that tells when a paper was submitted",
        )
    return raw


def _record(raw: Element) -> Record:
    id_, _ = identity_of([raw.child_text("raw:id")])
    versions = list(raw.children("raw:version"))
    if not versions:
        raise ValueError(f"{id_} does not say when it was submitted")
    abstract = plain.block(tex.unicode_text(raw.child_text("raw:abstract")))
    paper = Paper(
        id=id_,
        title=plain.line(tex.unicode_text(raw.child_text("raw:title"))),
        authors=authors.split(_AND.sub(lambda m: m[1] or ", ", raw.child_text("raw:authors"))),
        abstract=abstract,
        categories=categories_of(raw.child_text("raw:categories").split()),
        version=len(versions),
        links=(
            *links.found(f"{abstract}\n{raw.child_text('raw:comments')}"),
            *links.published(raw.child_text("raw:doi"), raw.child_text("raw:journal-ref")),
        ),
    )
    return Record(paper, mailed(versions[0].child_text("raw:date")))


def _set_of(category: str) -> str:
    """`cs.CL` is `cs:cs:CL`, `astro-ph.GA` is `physics:astro-ph:GA`, `quant-ph` is `physics:quant-ph`."""
    archive, _, own = category.partition(".")
    group = "physics" if taxonomy.group(category) == "Physics" else archive
    return ":".join(filter(None, [group, archive, own]))
