"""The records of a library's days: one file a day, and an index of their facts. They may be lost: whatever
does not read as ours, or was made by another program or of another text, is taken for absent.

What makes and reads records is imported when there is one to make or to read: not to find that nothing
changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from broadsheet.errors import PageError, guarded
from broadsheet.files import Reads, write_whole
from broadsheet.library import Stamp
from broadsheet.records.facts import BrokenDay, DayFacts, Story, broken
from broadsheet.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from broadsheet.config import Interest, Site
    from broadsheet.library import DayFile, Library
    from broadsheet.page import Page
    from broadsheet.records.days import DayRecord
    from broadsheet.records.stored import StoredDay

VERSION = 1
_FOLDER = "days"
_INDEX = "days.jsonl"
_OPEN = 48  # days at hand at once, as lines: what feeds and pages of categories show
_DAMAGE = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Known:
    """A day's file as it was last seen, and what it said."""

    stamp: Stamp
    facts: DayFacts | BrokenDay


def followed(site: Site) -> frozenset[str]:
    """The categories that the publisher asks for."""
    return frozenset(site.sources.arxiv.categories if site.sources.arxiv else ())


class Records:
    def __init__(  # noqa: PLR0913  # all that records are made of, and for whom
        self,
        library: Library,
        site: Site,
        state: Path,
        *,
        program: str,
        reads: Reads | None = None,
        language: str = "",
    ) -> None:
        """`program` names the program by its text; `reads` is what this process has read before. Days are
        given as an edition in the `language` tells them; without one, as their pages have them.
        """
        self._library = library
        self._language = language
        self._asked: Collection[str] = followed(site)
        self._interests: Sequence[Interest] = site.interests
        marked = [(interest.name, interest.follow) for interest in site.interests]
        self._made_with = fingerprint(
            f"{VERSION}\n{program}\n{sorted(self._asked)}\n{marked}\n{library.samples}"
        )
        self._folder = state / _FOLDER
        self._index = state / _INDEX
        self._reads = reads or Reads()
        made_with, days = self._reads.of(self._index, self._load)
        self._known = days if made_with == self._made_with else {}
        self.files: Sequence[DayFile] = library.days(are_known=self.is_as_it_was)
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
        from broadsheet.records import days  # noqa: PLC0415  # slow, and not for days that are as they were
        from broadsheet.records.translated import day_in  # noqa: PLC0415  # so is this

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
        return Known(file.stamp, days.day_facts(made)), day_in(made, self._language)

    def stored(self, facts: DayFacts) -> StoredDay:
        """The record of a day; made anew where it was lost."""
        return self._opened(facts.date, facts.content)

    def rows(self, facts: DayFacts, language: str) -> Iterator[list[Any]]:
        """The papers of a day as they lie on disk, for who passes over many: none is kept at hand. They are
        as an edition in the language tells them, without one as the page has them.
        """
        return self._open(facts.date, facts.content).rows(language)

    def keep(self, known: Iterable[Known]) -> None:
        """From now on this is known, and nothing else; records of days that are gone go."""
        days = {each.facts.date: each for each in known}
        if days != self._known:
            gone = self._known.keys() - days.keys()
            self._known = days
            rows = [_write_day(days[day]) for day in sorted(days)]
            body = json.dumps(rows, separators=(",", ":")).encode()
            header = json.dumps([self._made_with, crc32(body)]).encode()
            write_whole(self._index, header + b"\n" + body, is_lasting=False)
            self._reads.keep(self._index, (self._made_with, days))
            for day in gone:
                self._path(day).unlink(missing_ok=True)

    def _path(self, day: date) -> Path:
        return self._folder / f"{day.year:04}" / f"{day}.jsonl"

    def _open(self, day: date, content: str) -> StoredDay:
        from broadsheet.records import stored  # noqa: PLC0415  # the same

        try:
            data = self._path(day).read_bytes()
            if kept := stored.read(data, self._made_with, content, self._language):
                return kept
        except _DAMAGE:
            pass
        file = next(file for file in self.files if file.date == day)
        text = self._library.read(file)
        self.have_moved |= fingerprint(text) != content
        made = self._record(self._library.parse(text, file), fingerprint(text))
        return stored.StoredDay(self._save(made).split(b"\n"), self._language)

    def _record(self, page: Page, content: str) -> DayRecord:
        from broadsheet.records import days  # noqa: PLC0415  # slow, and not for days that are as they were

        return days.day_record(page, content, asked=self._asked, interests=self._interests)

    def _save(self, made: DayRecord) -> bytes:
        from broadsheet.records import stored  # noqa: PLC0415  # the same

        data = stored.written(made, self._made_with)
        write_whole(self._path(made.date), data, is_lasting=False)
        return data

    def _load(self, index: Path) -> tuple[str, Mapping[date, Known]]:
        """What the days are known for, and what they were made with."""
        try:
            header, _, body = index.read_bytes().partition(b"\n")
            if json.loads(header) != [self._made_with, crc32(body)]:
                return "", {}
            return self._made_with, {known.facts.date: known for known in map(_read_day, json.loads(body))}
        except _DAMAGE:
            return "", {}


def _write_day(known: Known) -> list[Any]:
    facts, stamp = known.facts, known.stamp
    seen = [stamp.modified, stamp.changed, stamp.node, stamp.size, stamp.is_settled]
    head = [facts.date.isoformat(), seen, facts.content]
    if isinstance(facts, BrokenDay):
        return [*head, "broken", [facts.what, facts.file, facts.line, facts.hint]]
    chosen = "" if facts.chosen == facts.papers else " ".join(facts.chosen) or "-"
    lists = [facts.categories, facts.stories, facts.fields, " ".join(facts.papers), chosen]
    return [*head, "reads", [facts.updated.isoformat(), facts.count, *lists, facts.named]]


def _read_day(row: list[Any]) -> Known:
    day, seen, content, state, rest = row
    modified, changed, node, size, is_settled = map(int, seen)
    stamp = Stamp(modified, changed, node, size, bool(is_settled))
    if state == "broken":
        what, file, line, hint = rest
        return Known(stamp, BrokenDay(date.fromisoformat(day), content, what, file, int(line), hint))
    updated, count, categories, stories, fields, ids, chosen, named = rest
    listed = tuple(ids.split())
    facts = DayFacts(
        date=date.fromisoformat(day),
        content=content,
        updated=datetime.fromisoformat(updated),
        count=count,
        categories=tuple((name, papers) for name, papers in categories),
        stories=tuple(_story(*story) for story in stories),
        fields=tuple((name, papers) for name, papers in fields),
        papers=listed,
        chosen=tuple(chosen.split()) if chosen and chosen != "-" else () if chosen else listed,
        named=tuple((on, tuple(ids)) for on, ids in named),
    )
    return Known(stamp, facts)


def _story(id_: str, title: str, language: str, original: str, titles: list[list[str]]) -> Story:
    return Story(id_, title, language, original, tuple((tag, said) for tag, said in titles))
