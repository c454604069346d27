"""RIS: a line a fact, as every reference manager reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.references import facts, names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord


def ris(day: DayRecord) -> bytes:
    """Lines end as the format asks; a blank one parts papers."""
    return "\r\n".join(
        "".join([f"{tag}  - {value}\r\n" for tag, value in _lines(paper, day.date) if value or tag == "ER"])
        for paper in day.papers
    ).encode()


def _lines(paper: PaperRecord, day: date) -> Iterator[tuple[str, str]]:
    known = [f"{number:02}" for number in facts.published(paper, day) if number]
    yield "TY", "UNPB"
    yield "ID", paper.id
    yield "TI", paper.title.plain
    for author in paper.authors:
        yield "AU", inverted(author.name)
    yield "PY", known[0]
    yield "DA", "/".join(known)
    yield "PB", facts.REPOSITORY
    yield "DO", facts.doi(paper)
    yield "N1", facts.journal(paper)
    yield "UR", paper.url
    yield "L1", paper.pdf_url
    yield "ER", ""


def inverted(name: str) -> str:
    parts = names.apart(name)
    return ", ".join(filter(None, (parts.family, parts.given, parts.suffix)))
