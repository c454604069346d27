"""What arXiv's archive knows of some days: asked of the query API, and of OAI-PMH where that fails."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.errors import SourceError
from broadsheet.sources import arxiv_oai, arxiv_query

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.batch import Record
    from broadsheet.config import ArxivSource
    from broadsheet.sources import Get

HELD = timedelta(days=7)  # so long a paper may be held back before it is announced


def records(arxiv: ArxivSource, since: date, until: date, *, get: Get) -> list[Record]:
    """Papers that may have been announced from the one day to the other, both included."""
    start, _ = almanac.submitted_for(since)
    _, end = almanac.submitted_for(until)
    try:
        return list(arxiv_query.records(arxiv.api_url, arxiv.categories, start - HELD, end, get=get))
    except SourceError as refused:
        try:
            return list(arxiv_oai.records(arxiv.oai_url, arxiv.categories, start - HELD, end, get=get))
        except SourceError as error:
            raise error from refused
