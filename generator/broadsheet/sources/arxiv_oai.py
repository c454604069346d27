"""arXiv's OAI-PMH interface → records, where the query API does not answer.

It lists records by the day they last changed, which is a superset of what was announced then; the
dates of their first versions say when they were submitted.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from broadsheet import taxonomy
from broadsheet.batch import Record
from broadsheet.errors import SourceError
from broadsheet.model import Paper
from broadsheet.sources import authors, links, markup
from broadsheet.sources.arxiv_item import categories_of, identity_of
from broadsheet.text import plain, tex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.sources import Get
    from broadsheet.sources.markup import Element

_AND = re.compile(r"(\([^()]*\))|,?\s+and\s+")
_AGAIN = 2  # a token that expired means to begin again


def records(
    base_url: str, categories: Sequence[str], since: datetime, until: datetime, *, get: Get
) -> Iterator[Record]:
    """All papers of these categories whose first version was submitted from `since` until before `until`."""
    seen: set[str] = set()
    for category in categories:
        for record in _harvest(base_url, _set_of(category), since, get):
            if since <= record.submitted < until and record.paper.id not in seen:
                seen.add(record.paper.id)
                yield record


def _harvest(base_url: str, name: str, since: datetime, get: Get) -> list[Record]:
    first = {"set": name, "from": f"{(since - timedelta(days=1)).date()}", "metadataPrefix": "arXivRaw"}
    for attempt in range(1, _AGAIN + 1):
        found: list[Record] = []
        asked = first
        while True:
            url = f"{base_url.rstrip('/')}?{urlencode({'verb': 'ListRecords', **asked})}"
            response = get(url)
            if response.status != 200:
                raise SourceError(
                    f"answered with HTTP status {response.status}", file=url, hint="try again later"
                )
            more, token, error = read(response.body, name=url)
            found += more
            if error == "badResumptionToken" and attempt < _AGAIN:
                break
            if error and error != "noRecordsMatch":
                raise SourceError(f"arXiv could not answer: {error}", file=url, hint="try again later")
            if not token:
                return found
            asked = {"resumptionToken": token}
    raise AssertionError  # the last attempt returns or raises


def read(data: bytes, *, name: str) -> tuple[list[Record], str, str]:
    """The records of one page, the token for the next, and the code of an error. What is deleted, or is no
    paper, is left out.
    """
    root = markup.read(data, name=name)
    if root.tag != "oai:OAI-PMH":
        raise SourceError("is no answer of OAI-PMH", file=name, line=root.line, hint="check the address")
    error = next((each.attributes.get("code", "error") for each in root.children("oai:error")), "")
    found: list[Record] = []
    token = ""
    for tag in ("oai:ListRecords", "oai:GetRecord"):
        for listing in root.children(tag):
            token = listing.child_text("oai:resumptionToken").strip()
            raws = (
                raw
                for record in listing.children("oai:record")
                for metadata in record.children("oai:metadata")
                for raw in metadata.children("raw:arXivRaw")
            )
            found += [record for raw in raws if (record := _record(raw))]
    return found, token, error


def _record(raw: Element) -> Record | None:
    versions = list(raw.children("raw:version"))
    try:
        id_, _ = identity_of([raw.child_text("raw:id")])
        abstract = plain.block(tex.unicode_text(raw.child_text("raw:abstract")))
        paper = Paper(
            id=id_,
            title=plain.line(tex.unicode_text(raw.child_text("raw:title"))),
            authors=authors.split(_AND.sub(lambda m: m[1] or ", ", raw.child_text("raw:authors"))),
            abstract=abstract,
            categories=categories_of(raw.child_text("raw:categories").split()),
            version=len(versions) or None,
            links=links.found(f"{abstract}\n{raw.child_text('raw:comments')}"),
        )
        return Record(paper, parsedate_to_datetime(versions[0].child_text("raw:date")).astimezone(UTC))
    except (ValueError, IndexError, TypeError):
        return None


def _set_of(category: str) -> str:
    """`cs.CL` is `cs:cs:CL`, `astro-ph.GA` is `physics:astro-ph:GA`, `quant-ph` is `physics:quant-ph`."""
    archive, _, own = category.partition(".")
    group = "physics" if taxonomy.group(category) == "Physics" else archive
    return ":".join(filter(None, [group, archive, own]))
