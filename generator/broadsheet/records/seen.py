"""Which papers stand on which days' pages, and what days tell of arXiv's numbers: asked for, not read again.

A page is looked at when its file has changed, and read when its text has. The answers lie in a database,
since a run asks for a few hundred of ten years' papers; SQLite is in the standard library, and is written
whole or not at all. It may be lost or damaged: then all pages are looked at, as in the first run.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar

from broadsheet.errors import PageError
from broadsheet.library import Stamp
from broadsheet.model import ARCHIVE, Kind
from broadsheet.page import identifiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from broadsheet.library import DayFile, Library
    from broadsheet.model import Entry
    from broadsheet.page import Page

T = TypeVar("T")
FORMAT = 3
_FILE, _FILE_OF_SAMPLES = "seen.sqlite", "seen-samples.sqlite"
_ARXIV = frozenset({"arxiv", ARCHIVE})
_PATIENCE = 1.0  # seconds, with another run that writes there
_TABLES = f"""
    CREATE TABLE page (day TEXT PRIMARY KEY, stamp TEXT, content TEXT, facts TEXT) WITHOUT ROWID;
    CREATE TABLE paper (id TEXT, day TEXT, version INTEGER, PRIMARY KEY (id, day)) WITHOUT ROWID;
    CREATE INDEX of_day ON paper (day);
    PRAGMA user_version = {FORMAT};
"""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page that reads as one tells of its day: its new papers, without those that hands added; the
    categories that arXiv was asked for; when it was compared with arXiv's archive; and the days after it that
    were seen to be quiet.
    """

    new: frozenset[str]
    categories: tuple[str, ...] = ()
    checked: date | None = None
    quiet: tuple[date, ...] = ()

    @classmethod
    def of(cls, page: Page) -> PageFacts:
        """The facts of a page that reads."""
        digest = page.digest
        sources = (source.partition(":") for source in digest.sources)
        return cls(
            frozenset(entry.paper.id for entry in digest.entries if entry.kind is Kind.NEW) - page.added,
            tuple(dict.fromkeys(category for kind, _, category in sources if kind in _ARXIV)),
            digest.checked,
            digest.quiet,
        )

    @classmethod
    def read(cls, text: str) -> PageFacts:
        """The inverse of `str`."""
        new, categories, checked, quiet = json.loads(text)
        return cls(
            frozenset(new),
            tuple(categories),
            date.fromisoformat(checked) if checked else None,
            tuple(map(date.fromisoformat, quiet)),
        )

    def __str__(self) -> str:
        checked = self.checked.isoformat() if self.checked else None
        quiet = [day.isoformat() for day in self.quiet]
        return json.dumps([sorted(self.new), self.categories, checked, quiet])


class Seen(Mapping[str, Mapping[date, int | None]]):
    """On which days' pages a paper stands, or was taken off, at which version: as the texts say, of broken
    pages too. Without a folder for its state, all is held in memory.
    """

    def __init__(self, library: Library, state: Path | None = None, *, patience: float = _PATIENCE) -> None:
        self._library = library
        self._file = state / (_FILE_OF_SAMPLES if library.samples else _FILE) if state else None
        self.days: frozenset[date] = frozenset()
        self._use(_opened(self._file, patience))
        self._guarded(self._look)

    def note(self, day: date) -> None:
        """Take note of what has become of a page."""
        self._guarded(partial(self._look_again, day))

    def __getitem__(self, paper: str) -> dict[date, int | None]:
        rows = self._asked("SELECT day, version FROM paper WHERE id = ? ORDER BY day", paper)
        if not rows:
            raise KeyError(paper)
        return {date.fromisoformat(day): version for day, version in rows}

    def __iter__(self) -> Iterator[str]:
        return iter([paper for (paper,) in self._asked("SELECT DISTINCT id FROM paper ORDER BY id")])

    def __len__(self) -> int:
        return int(self._asked("SELECT COUNT(DISTINCT id) FROM paper")[0][0])

    def on(self, day: date) -> list[str]:
        """The papers that a page names."""
        return [paper for (paper,) in self._asked("SELECT id FROM paper WHERE day = ?", day.isoformat())]

    def entry(self, paper: str) -> Entry | None:
        """The entry of a paper on the newest page that names it, unless it was taken off there."""
        page = self._library.load(max(days)) if (days := self.get(paper)) else None
        return next((each for each in page.digest.entries if each.paper.id == paper), None) if page else None

    def facts(self, day: date) -> PageFacts | None:
        """What a page tells; None when it does not read as one."""
        rows = self._asked("SELECT facts FROM page WHERE day = ?", day.isoformat())
        if not rows or rows[0][0] is None:
            return self._facts_of_page(day) if rows else None
        return PageFacts.read(rows[0][0])

    def _facts_of_page(self, day: date) -> PageFacts | None:
        try:
            page = self._library.load(day)
        except PageError:
            page = None
        if not page:
            return None
        facts = PageFacts.of(page)
        # Somebody may have changed the page since it was looked at: the facts are those of its text.
        self._guarded(partial(self._keep, day.isoformat(), _content(str(page).encode()), str(facts)))
        return facts

    def _keep(self, day: str, content: str, facts: str) -> None:
        with self._database:
            self._database.execute(
                "UPDATE page SET facts = ? WHERE day = ? AND content = ?", (facts, day, content)
            )

    def _asked(self, question: str, *values: str) -> list[Any]:
        return self._guarded(lambda: self._database.execute(question, values).fetchall())

    def _guarded(self, work: Callable[[], T]) -> T:
        """A full disk, another run that writes there, a damaged file: then from memory, without it."""
        try:
            return work()
        except sqlite3.Error as error:
            if self._file and not isinstance(error, sqlite3.OperationalError):
                self._file.unlink(missing_ok=True)
            self._use(_opened())
            self._look()
            return work()

    def _use(self, database: sqlite3.Connection) -> None:
        self._database = database
        weakref.finalize(self, database.close)

    def _look(self) -> None:
        known = {
            date.fromisoformat(day): (_stamp(stamp), content)
            for day, stamp, content in self._database.execute("SELECT day, stamp, content FROM page")
        }

        def is_as_it_was(file: DayFile) -> bool:
            stamp, _ = known.get(file.date, (None, ""))
            return stamp is not None and stamp.vouches_for(file.stamp)

        files = self._library.days(are_known=is_as_it_was)
        self.days = frozenset(file.date for file in files)
        with self._database:
            for file in files:
                if not is_as_it_was(file):
                    _, content = known.get(file.date, (None, ""))
                    self._look_at(file, file.date.isoformat(), content)
            self._forget(day.isoformat() for day in known.keys() - self.days)

    def _look_again(self, day: date) -> None:
        name = day.isoformat()
        known = self._database.execute("SELECT content FROM page WHERE day = ?", (name,)).fetchone()
        with self._database:
            if file := self._library.file(day):
                self._look_at(file, name, *(known or ("",)))
                self.days |= {day}

    def _look_at(self, file: DayFile, day: str, known: str) -> None:
        try:
            data = self._library.raw(file)
            stamp = _written(file.stamp)
        except OSError:
            data, stamp = b"", ""  # rights, of which no stamp tells, may come back
        content = _content(data)
        if content == known:
            self._database.execute("UPDATE page SET stamp = ? WHERE day = ?", (stamp, day))
            return
        if known:
            self._forget([day])
        self._database.execute("INSERT INTO page VALUES (?, ?, ?, NULL)", (day, stamp, content))
        papers = identifiers(data.decode("utf-8", "replace"))
        self._database.executemany(
            "INSERT OR IGNORE INTO paper VALUES (?, ?, ?)", [(id_, day, version) for id_, version in papers]
        )

    def _forget(self, days: Iterable[str]) -> None:
        gone = [(day,) for day in days]
        self._database.executemany("DELETE FROM page WHERE day = ?", gone)
        self._database.executemany("DELETE FROM paper WHERE day = ?", gone)


def _content(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _written(stamp: Stamp) -> str:
    return json.dumps([stamp.modified, stamp.changed, stamp.node, stamp.size, stamp.is_settled])


def _stamp(text: str) -> Stamp | None:
    if not text:
        return None
    modified, changed, node, size, is_settled = json.loads(text)
    return Stamp(modified, changed, node, size, is_settled=is_settled)


def _opened(file: Path | None = None, patience: float = 0) -> sqlite3.Connection:
    """A database with our tables: in the file, which is made anew when it is none, or in memory."""
    if file:
        with suppress(sqlite3.Error, OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            if database := _with_tables(file, patience):
                return database
        with suppress(sqlite3.Error, OSError):
            file.unlink(missing_ok=True)
            if database := _with_tables(file, patience):
                return database
    database = _connected(":memory:")
    database.executescript(_TABLES)
    return database


def _connected(file: Path | str, patience: float = 0) -> sqlite3.Connection:
    """Used by one thread, and closed by whichever happens to collect what nobody needs any more."""
    return sqlite3.connect(file, timeout=patience, check_same_thread=False)


def _with_tables(file: Path, patience: float) -> sqlite3.Connection | None:
    """None when another program has written there."""
    database = _connected(file, patience)
    try:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if not version:
            database.executescript(_TABLES)
    except sqlite3.Error:
        database.close()
        raise
    if version in {0, FORMAT}:
        return database
    database.close()
    return None
