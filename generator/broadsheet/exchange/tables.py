"""Pages as a database of SQLite: a row for each day, paper, author, category and part."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from broadsheet.exchange.codec import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from broadsheet.model import Digest

_TABLES = """
    CREATE TABLE day (
        date TEXT PRIMARY KEY, title TEXT, updated TEXT, language TEXT, ledger TEXT, usage TEXT
    );
    CREATE TABLE paper (
        day TEXT REFERENCES day, id TEXT, version INTEGER, title TEXT, abstract TEXT, section TEXT, kind TEXT,
        score REAL, decision TEXT, field TEXT, reason TEXT, summarizer TEXT, PRIMARY KEY (day, id)
    );
    CREATE TABLE author (day TEXT, paper TEXT, place INTEGER, name TEXT, affiliation TEXT);
    CREATE TABLE category (day TEXT, paper TEXT, place INTEGER, name TEXT);
    CREATE TABLE keyword (day TEXT, paper TEXT, place INTEGER, name TEXT);
    CREATE TABLE part (day TEXT, paper TEXT, role TEXT, text TEXT, evidence TEXT);
    CREATE INDEX paper_by_id ON paper (id);
    CREATE INDEX author_by_name ON author (name);
"""


def write_tables(digests: Iterable[Digest], path: Path) -> None:
    """Write them into a file that is not there yet."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(_TABLES)
        for digest in digests:
            _add(digest, database)


def _add(digest: Digest, database: sqlite3.Connection) -> None:
    day = digest.date.isoformat()
    account = json.dumps({**to_json(digest.ledger), "listed": digest.ledger.listed}, ensure_ascii=False)
    usage = json.dumps(to_json(digest.usage)) if digest.usage else None
    head = (day, digest.title, digest.updated.isoformat(), digest.language, account, usage)
    database.execute("INSERT INTO day VALUES (?, ?, ?, ?, ?, ?)", head)
    for section in digest.sections:
        for entry in section.entries:
            paper, rating = entry.paper, entry.rating
            row = (
                *(day, paper.id, paper.version, paper.title, paper.abstract, section.name, str(entry.kind)),
                *((rating.score, str(rating.decision), rating.field) if rating else (None, None, None)),
                *(entry.reason, entry.summary.summarizer if entry.summary else None),
            )
            database.execute(f"INSERT INTO paper VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608  # marks
            authors = [(each.name, each.affiliation) for each in paper.authors]
            numbered = [(day, paper.id, place, *each) for place, each in enumerate(authors, 1)]
            database.executemany("INSERT INTO author VALUES (?, ?, ?, ?, ?)", numbered)
            for table, names in (("category", paper.categories), ("keyword", entry.keywords)):
                rows = [(day, paper.id, place, name) for place, name in enumerate(names, 1)]
                database.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", rows)  # noqa: S608  # our own names
            parts = entry.summary.parts if entry.summary else ()
            told = [(day, paper.id, str(p.role), p.text, json.dumps(p.evidence)) for p in parts]
            database.executemany("INSERT INTO part VALUES (?, ?, ?, ?, ?)", told)
