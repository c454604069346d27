"""Writes the files of the index.

A place is where in a month a term is said: `27.3` is the fourth paper of the 27th, `27` any of that day.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.press import dates
from broadsheet.press.search.records import Record, records
from broadsheet.press.search.terms import fact, part_of, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.press.pages import Pages
    from broadsheet.press.search import shards
    from broadsheet.press.words import Words

_DAYS = 31  # kept at hand while their month is signposted
_OFTEN = 8  # said in more than one of so many papers, a term leads to the day alone
_Places = dict[str, list[str]]  # of terms


class Indexer:
    def __init__(self, pages: Pages, words: Words) -> None:
        self._pages = pages
        self._words = words
        self._records = lru_cache(maxsize=_DAYS)(lambda day: records(pages.page(day).digest))
        self._places = lru_cache(maxsize=1)(self._survey)

    def day(self, subject: shards.Records) -> bytes:
        """What a search shows of a day's papers."""
        day = subject.source.date
        told = [record.told for record in self._records(day)]
        language = self._pages.page(day).digest.language
        return _json([dates.day_path(day), self._words.full(day), language, told])

    def signposts(self, subject: shards.Signposts) -> bytes:
        """Where the terms of one part are said: `{places: terms}`."""
        found: dict[str, list[str]] = defaultdict(list)
        for term, places in sorted(self._places(subject.month)[subject.part].items()):
            found[",".join(places)].append(term)
        return _json({places: " ".join(said) for places, said in sorted(found.items())})

    def _survey(self, month: shards.Month) -> list[_Places]:
        """The places of a month's terms, by the part in which they stand."""
        parts: list[_Places] = [{} for _ in range(month.parts)]
        for day in month.days:
            for term, places in _said(day, self._records(date(month.year, month.month, day))).items():
                parts[part_of(term, month.parts)].setdefault(term, []).extend(places)
        return parts


def _said(day: int, papers: Sequence[Record]) -> _Places:
    """Terms of texts, and of what filters ask for; that of nothing asked for finds every day."""
    found: _Places = defaultdict(list)
    for number, record in enumerate(papers):
        for term in {term for text in record.texts for term in terms(text)}:
            found[term].append(f"{day}.{number}")
    whole = [str(day)]
    facts = {fact(value) for record in papers for value in ("", *record.facts)}
    often = {term for term, places in found.items() if len(places) * _OFTEN > len(papers)}
    return found | dict.fromkeys(facts | often, whole)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
