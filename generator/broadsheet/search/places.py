"""Where a search reads the papers that it shows: from the page of their day, each a piece of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.records.days import DayRecord

_ARTICLE = re.compile(rb'<article [^>]*?\bid="([^"]+)"')
_END = b"</article>"


def papers_of(day: DayRecord, page: bytes, numbers: Sequence[int], dated: str) -> bytes:
    """Where a search reads the day's papers, in their order: the id, the number of the page that has it
    whole, and there, where that is the day's own, its article's first byte and its size.
    """
    where = _articles(page)
    rows = [
        [paper.id, number, *(where.get(paper.id, ()) if number == 1 else ())]
        for paper, number in zip(day.papers, numbers, strict=True)
    ]
    return orjson.dumps([dated, rows])


def papers_on(further: bytes) -> bytes:
    """The same of a further page, by ids."""
    return orjson.dumps(_articles(further))


def _articles(page: bytes) -> dict[str, tuple[int, int]]:
    found = {}
    for match in _ARTICLE.finditer(page):
        end = page.find(_END, match.start()) + len(_END)
        found[match[1].decode()] = match.start(), end - match.start()
    return found
