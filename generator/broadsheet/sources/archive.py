"""What arXiv's archive knows of some days: asked of the query API, and of OAI-PMH where that fails."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.errors import SourceError
from broadsheet.sources import arxiv_oai, arxiv_query

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.batch import Record, Unreadable
    from broadsheet.config import ArxivSource
    from broadsheet.sources import Get, SetAside

HELD = timedelta(days=7)  # so long a paper may be held back before it is announced


def _ignore(_item: Unreadable) -> None:
    pass


def records(
    arxiv: ArxivSource, since: date, until: date, *, get: Get, set_aside: SetAside = _ignore
) -> list[Record]:
    """Papers that may have been announced from the one day to the other, both included; `set_aside` is
    told of what cannot be read.
    """
    start, _ = almanac.submitted_for(since)
    _, end = almanac.submitted_for(until)
    span = (arxiv.categories, start - HELD, end)
    aside: list[Unreadable] = []
    try:
        found = list(arxiv_query.records(arxiv.api_url, *span, get=get, set_aside=aside.append))
    except SourceError as refused:
        aside.clear()
        try:
            found = list(arxiv_oai.records(arxiv.oai_url, *span, get=get, set_aside=aside.append))
        except SourceError as error:
            raise error from refused
    for item in aside:
        set_aside(item)
    return found
