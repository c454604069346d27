"""A day of many papers, all of them invented: words that nobody knows, as unevenly used as words are.

The sample's few papers dealt again and again (corpus.py) would pack into nothing; these weigh what real
papers weigh. The same bytes every time.
"""

from __future__ import annotations

import datetime as dt
import random
from itertools import accumulate, product
from typing import TYPE_CHECKING

from broadsheet.batch import Announcement, Batch
from broadsheet.ingest import Newsroom
from broadsheet.library import Library
from broadsheet.model import Author, Kind, Paper
from broadsheet.summarize.extract import Extract

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.config import Site

LAST = dt.date(2026, 1, 27)
CATEGORIES = ("cs.CL", "cs.CV", "cs.LG")
ENDINGS = ("an", "el", "en", "il", "ing", "or", "um", "us")
OPENINGS = (
    "However, existing",
    "Prior work on",
    "We propose",
    "We introduce",
    "Our method combines",
    "Experiments show that",
    "We find that",
    "Results improve by 12.5% over",
    "In conclusion,",
)


class Writer:
    """Writes papers about nothing."""

    def __init__(self, seed: int) -> None:
        self._deal = random.Random(seed)
        self._words = [
            "".join(syllables) for syllables in product("bdfgklmnprstv", "aeiou", "dklmnrt", ENDINGS)
        ]
        self._deal.shuffle(self._words)
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self._words))))

    def paper(self, id_: str, category: str) -> Paper:
        deal = self._deal
        return Paper(
            id_,
            self._say(9).capitalize(),
            authors=tuple(Author(f"{self._say(1)} Example".title()) for _ in range(deal.randint(2, 8))),
            abstract=" ".join(f"{opening} {self._say(deal.randint(12, 24))}." for opening in OPENINGS),
            categories=tuple(dict.fromkeys((category, deal.choice(CATEGORIES)))),
            version=1,
        )

    def _say(self, words: int) -> str:
        return " ".join(self._deal.choices(self._words, cum_weights=self._weights, k=words))


def write(folder: Path, *, site: Site, papers: int, days: int = 1) -> Library:
    """A content folder whose newest days list so many papers each."""
    library = Library(folder)
    batches = [_batch(LAST - dt.timedelta(days=7 * ago), papers) for ago in range(days)]
    for report in Newsroom(site, library, Extract()).ingest(batches):
        if report.error:
            raise report.error
    return library


def _batch(day: dt.date, papers: int) -> Batch:
    writer = Writer(day.toordinal())
    items = (
        Announcement(writer.paper(f"{day:%y%m}.{day.day:02}{n:03}", CATEGORIES[n % 3]), Kind.NEW)
        for n in range(papers)
    )
    return Batch("arxiv", CATEGORIES, day, None, tuple(items))
