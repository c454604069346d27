"""The records of a library's days: one file a day, and an index of their facts. They may be lost: whatever
does not read as ours, or was made by another program or of another text, is taken for absent.

A file is lines of JSON: what it was made of, the day, its counts, then a paper a line; so that who wants
three papers of forty days reads three lines of each.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from broadsheet.errors import PageError, guarded
from broadsheet.files import write_whole
from broadsheet.library import Stamp
from broadsheet.model import Ledger, Rising, Usual
from broadsheet.records import papers
from broadsheet.records.days import (
    BrokenDay,
    DayCounts,
    DayFacts,
    DayRecord,
    Ranked,
    SectionRecord,
    Story,
    Track,
    broken,
    day_counts,
    day_facts,
    day_record,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from broadsheet.config import Interest, Site
    from broadsheet.library import DayFile, Library
    from broadsheet.page import Page
    from broadsheet.records.papers import PaperRecord

VERSION = 1
_FOLDER = "days"
_INDEX = "days.json"
_OPEN = 48  # days at hand at once, as lines: what feeds and pages of categories show
_DAMAGE = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Known:
    """A day's file as it was last seen, and what it said."""

    stamp: Stamp
    facts: DayFacts | BrokenDay


class StoredDay:
    """A day's record as it lies on disk, of which only what is asked for is parsed."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._lines = lines
        self._papers: dict[int, PaperRecord] = {}

    @cached_property
    def counts(self) -> DayCounts:
        said = json.loads(self._lines[2])
        said[4] = [Track(*track) for track in said[4]]
        said[5] = [Ranked(score, tuple(place), id_) for score, place, id_ in said[5]]
        return DayCounts(*said)

    @cached_property
    def head(self) -> DayRecord:
        """The day without its papers."""
        said = json.loads(self._lines[1])
        day, content, title, updated, language, sources, ledger, intro, sections, tracks, *rest = said
        rising, usual, best = rest
        return DayRecord(
            date.fromisoformat(day),
            content,
            title,
            datetime.fromisoformat(updated),
            language,
            sources,
            Ledger(*ledger),
            intro,
            [SectionRecord(*section) for section in sections],
            [Track(*track) for track in tracks],
            [Rising(*each) for each in rising],
            Usual(*usual) if usual else None,
            best,
            [],
        )

    @property
    def whole(self) -> DayRecord:
        return self.head._replace(papers=[self.paper(place) for place in range(len(self._lines) - 3)])

    def paper(self, place: int) -> PaperRecord:
        if place not in self._papers:
            self._papers[place] = papers.unpacked(json.loads(self._lines[3 + place]))
        return self._papers[place]


def fingerprint(text: str | bytes) -> str:
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()[:32]


def followed(site: Site) -> frozenset[str]:
    """The categories that the publisher asks for."""
    return frozenset(site.sources.arxiv.categories if site.sources.arxiv else ())


class Records:
    def __init__(self, library: Library, site: Site, state: Path, *, program: str) -> None:
        """`program` names the program by its text."""
        self._library = library
        self._asked: Collection[str] = followed(site)
        self._interests: Sequence[Interest] = site.interests
        marked = [(interest.name, interest.follow) for interest in site.interests]
        self._made_with = fingerprint(f"{VERSION}\n{program}\n{sorted(self._asked)}\n{marked}")
        self._folder = state / _FOLDER
        self._index = state / _INDEX
        self.files: Sequence[DayFile] = library.days()
        self._known = self._load()
        self._opened = lru_cache(maxsize=_OPEN)(self._open)
        self.have_moved = False  # whether a page was shown that is not the one that was looked at

    def known(self, file: DayFile) -> Known | None:
        """What was known of a day, whose text may be another by now."""
        return self._known.get(file.date)

    def is_as_it_was(self, file: DayFile) -> bool:
        """Whether a day's file is surely the one of which the facts are known, which need no other look."""
        known = self._known.get(file.date)
        return known is not None and known.stamp.vouches_for(file.stamp) and bool(known.facts.content)

    def look(self, file: DayFile) -> tuple[Known, DayRecord | None]:
        """What a day's page says now; with its record where that had to be made."""
        try:
            text = self._library.read(file)
        except PageError as error:
            # Not by its text: rights, which no stamp tells of, may come back.
            return Known(file.stamp, broken(error, file.date, content="")), None
        content = fingerprint(text)
        known = self._known.get(file.date)
        if known and known.facts.content == content:
            return Known(file.stamp, known.facts), None
        try:
            with guarded(file.name, of=PageError):
                made = self._record(self._library.parse(text, file), content)
        except PageError as error:
            return Known(file.stamp, broken(error, file.date, content)), None
        self._save(made)
        return Known(file.stamp, day_facts(made)), made

    def stored(self, facts: DayFacts) -> StoredDay:
        """The record of a day; made anew where it was lost."""
        return self._opened(facts.date, facts.content)

    def keep(self, known: Iterable[Known]) -> None:
        """From now on this is known, and nothing else; records of days that are gone go."""
        days = {each.facts.date: each for each in known}
        if days != self._known:
            gone = self._known.keys() - days.keys()
            self._known = days
            rows = [_write_day(days[day]) for day in sorted(days)]
            said = {"version": VERSION, "made_with": self._made_with, "days": rows}
            write_whole(self._index, json.dumps(said, separators=(",", ":")).encode(), is_lasting=False)
            for day in gone:
                self._path(day).unlink(missing_ok=True)

    def _path(self, day: date) -> Path:
        return self._folder / f"{day.year:04}" / f"{day}.jsonl"

    def _open(self, day: date, content: str) -> StoredDay:
        try:
            lines = self._path(day).read_bytes().splitlines()
            if json.loads(lines[0]) == [self._made_with, content, len(lines)]:
                return StoredDay(lines)
        except _DAMAGE:
            pass
        file = next(file for file in self.files if file.date == day)
        text = self._library.read(file)
        self.have_moved |= fingerprint(text) != content
        made = self._record(self._library.parse(text, file), fingerprint(text))
        return StoredDay(self._save(made).splitlines())

    def _record(self, page: Page, content: str) -> DayRecord:
        return day_record(page, content, asked=self._asked, interests=self._interests)

    def _save(self, made: DayRecord) -> bytes:
        lines = [_head(made), list(day_counts(made)), *map(papers.packed, made.papers)]
        header = [self._made_with, made.content, len(lines) + 1]
        data = "\n".join(_dumps(line) for line in (header, *lines)).encode()
        write_whole(self._path(made.date), data, is_lasting=False)
        return data

    def _load(self) -> Mapping[date, Known]:
        try:
            said = json.loads(self._index.read_bytes())
            if (said["version"], said["made_with"]) != (VERSION, self._made_with):
                return {}
            return {known.facts.date: known for known in map(_read_day, said["days"])}
        except _DAMAGE:
            return {}


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_dumps = _ENCODER.encode


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
        [usual.days, usual.papers, dict(usual.categories)] if usual else None,
        day.best,
    ]


def _write_day(known: Known) -> list[Any]:
    facts, stamp = known.facts, known.stamp
    head = [facts.date.isoformat(), astuple(stamp), facts.content]
    if isinstance(facts, BrokenDay):
        return [*head, "broken", [facts.what, facts.file, facts.line, facts.hint]]
    chosen = "" if facts.chosen == facts.papers else " ".join(facts.chosen) or "-"
    lists = [facts.categories, facts.stories, facts.fields, " ".join(facts.papers), chosen]
    return [*head, "reads", [facts.updated.isoformat(), facts.count, *lists]]


def _read_day(said: list[Any]) -> Known:
    day, seen, content, state, rest = said
    modified, changed, node, size, is_settled = map(int, seen)
    stamp = Stamp(modified, changed, node, size, bool(is_settled))
    if state == "broken":
        what, file, line, hint = rest
        return Known(stamp, BrokenDay(date.fromisoformat(day), content, what, file, int(line), hint))
    updated, count, categories, stories, fields, ids, chosen = rest
    listed = tuple(ids.split())
    facts = DayFacts(
        date=date.fromisoformat(day),
        content=content,
        updated=datetime.fromisoformat(updated),
        count=count,
        categories=tuple((name, papers) for name, papers in categories),
        stories=tuple(Story(id_, title) for id_, title in stories),
        fields=tuple((name, papers) for name, papers in fields),
        papers=listed,
        chosen=tuple(chosen.split()) if chosen and chosen != "-" else () if chosen else listed,
    )
    return Known(stamp, facts)
