"""A day's record as it lies on disk: lines of JSON. What it was made of, the day, its counts, then a paper a
line; so that who wants three papers of forty days reads three lines of each.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zlib import crc32

import orjson

from broadsheet.languages import is_spoken
from broadsheet.model import Ledger, Rising, Term, Usage, Usual
from broadsheet.records.days import DayCounts, DayRecord, NoteText, Ranked, SectionRecord, Track, day_counts
from broadsheet.records.rows import packed, unpacked
from broadsheet.records.translated import note_in, paper_in, terms_in, track_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.records.papers import PaperRecord


class StoredDay:
    """A day's record as it lies on disk, of which only what is asked for is parsed."""

    def __init__(self, lines: Sequence[bytes], language: str = "") -> None:
        """`language` is that of the edition that shows it; without one it is as its page has it."""
        self._lines = lines
        self._language = language
        self._papers: dict[int, PaperRecord] = {}

    @cached_property
    def counts(self) -> DayCounts:
        """What reviews count of the day, read when it is asked for."""
        row = json.loads(self._lines[2])
        row[4] = self._tracks(row[4], self.head.language) if row[4] else []
        row[5] = [Ranked(score, tuple(place), id_) for score, place, id_ in row[5]]
        return DayCounts(*row)

    @cached_property
    def head(self) -> DayRecord:
        """The day without its papers."""
        row = json.loads(self._lines[1])
        day, content, title, updated, language, sources, ledger, intro, sections, tracks, *rest = row
        rising, terms, usual, usage, best, names = rest
        head = DayRecord(
            date.fromisoformat(day),
            content,
            title,
            datetime.fromisoformat(updated),
            language,
            sources,
            Ledger(*ledger),
            note_in(NoteText(*intro), self._language, language),
            [
                SectionRecord(name, note_in(NoteText(*notes), self._language, language), size)
                for name, notes, size in sections
            ],
            self._tracks(tracks, language),
            [Rising(*each) for each in rising],
            [Term(term, usually, tuple(ids)) for term, usually, ids in terms],
            Usual(*usual) if usual else None,
            Usage(*usage) if usage else None,
            best,
            names,
            [],
        )
        return terms_in(head, self._language)

    @property
    def whole(self) -> DayRecord:
        """The day with all its papers."""
        return self.head._replace(papers=[self.paper(place) for place in range(len(self._lines) - 3)])

    def rows(self, language: str) -> Iterator[list[Any]]:
        """The papers as they lie, in their order, for who would make little of a record of each; as an
        edition in the language tells them.
        """
        rows: Iterator[list[Any]] = map(orjson.loads, self._lines[3:])
        page = self.head.language
        if not language or is_spoken(page, language):
            return rows
        return (packed(paper_in(unpacked(row), language, page)) for row in rows)

    def _tracks(self, tracks: Sequence[Any], page: str) -> list[Track]:
        found = [Track(*track) for track in tracks]
        return [track_in(track, self._language, page) for track in found] if self._language else found

    def paper(self, place: int) -> PaperRecord:
        """The paper at a place of the day, read once."""
        if place not in self._papers:
            paper = unpacked(json.loads(self._lines[3 + place]))
            self._papers[place] = paper_in(paper, self._language, self.head.language)
        return self._papers[place]


def written(day: DayRecord, made_with: str) -> bytes:
    """The file of a record."""
    lines = [_head(day), list(day_counts(day)), *map(packed, day.papers)]
    body = b"\n".join(map(_dumps, lines))
    return _dumps([made_with, day.content, crc32(body)]) + b"\n" + body


def read(data: bytes, made_with: str, content: str, language: str = "") -> StoredDay | None:
    """Nothing if the file is of something else, or is not as it was written."""
    header, _, body = data.partition(b"\n")
    if json.loads(header) != [made_with, content, crc32(body)]:
        return None
    return StoredDay([header, *body.split(b"\n")], language)


def _dumps(value: object) -> bytes:
    return orjson.dumps(value, default=tuple)  # it asks what to make of a tuple with names


def _head(day: DayRecord) -> list[Any]:
    ledger, usual = day.ledger, day.usual
    return [
        day.date.isoformat(),
        day.content,
        day.title,
        day.updated.isoformat(),
        day.language,
        day.sources,
        [dict(ledger.announced), dict(ledger.excluded), dict(ledger.summarized), ledger.pending],
        day.intro,
        day.sections,
        day.tracks,
        [[each.term, each.papers, each.usual] for each in day.rising],
        [[each.term, each.usual, each.papers] for each in day.terms],
        [usual.days, usual.papers, dict(usual.categories)] if usual else None,
        list(astuple(day.usage)) if day.usage else None,
        day.best,
        day.names,
    ]
