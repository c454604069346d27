"""From an outline to what it means: the digest, and what an editor wrote between its parts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from broadsheet.errors import PageError
from broadsheet.model import Digest, Entry, Kind, Ledger, Paper, Part, Role, Section, Summary
from broadsheet.page import fields, front
from broadsheet.page.grammar import Chunk, EntryChunk, Outline, SectionChunk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Notes:
    """Markdown that somebody wrote between the parts, by the place where it stands."""

    intro: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)


def digest(text: str, outline: Outline, name: str) -> Digest:
    start, end = outline.front
    meant = front.read(text[start:end], name, outline.front_line)
    sections = _sections(outline.chunks, name)
    values = {**implied(meant["date"], sections), **meant}
    values.pop("format", None)
    try:
        return Digest(**values, sections=sections)
    except ValueError as error:
        raise PageError(str(error), file=name, line=outline.front_line, hint="") from error


def implied(date: dt.date, sections: tuple[Section, ...]) -> dict[str, Any]:
    """What a page means by the keys that it does not have."""
    entries = [entry for section in sections for entry in section.entries]
    return {
        "format": front.FORMAT,
        "updated": dt.datetime.combine(date, dt.time(), dt.UTC),
        "language": "en",
        "sources": (),
        "checked": None,
        "ledger": Ledger(
            announced=dict(Counter(str(entry.kind) for entry in entries)),
            summarized=dict(Counter(entry.told_by for entry in entries)),
        ),
        "usage": None,
        "trends": (),
        "rising": (),
        "usual": None,
    }


def notes(text: str, outline: Outline) -> Notes:
    intro, *chunks = outline.chunks
    sections: dict[str, str] = {}
    papers: dict[str, str] = {}
    for chunk in chunks:
        said = _said(text, chunk)
        if said and isinstance(chunk, EntryChunk):
            papers[chunk.id] = said
        elif said and isinstance(chunk, SectionChunk):
            sections[fields.read_title(chunk.name)] = said
    return Notes(_said(text, intro), sections, papers)


def _said(text: str, chunk: Chunk) -> str:
    return "\n\n".join(text[start:end].replace("\r\n", "\n") for start, end in chunk.notes)


def _sections(chunks: tuple[Chunk, ...], name: str) -> tuple[Section, ...]:
    found: list[tuple[str, list[Entry]]] = []
    lines: dict[str, int] = {}
    for chunk in chunks:
        line = chunk.heading.number if chunk.heading else 0
        if isinstance(chunk, SectionChunk):
            found.append((_meaning(fields.read_title, chunk.name, "a section", name, line), []))
        elif isinstance(chunk, EntryChunk):
            if not found:
                raise PageError(
                    f"{chunk.id} stands before the first section",
                    file=name,
                    line=line,
                    hint="put a heading like ## cs.CL above it",
                )
            if chunk.id in lines:
                raise PageError(
                    f"{chunk.id} is on this page twice",
                    file=name,
                    line=line,
                    hint=f"it stands in line {lines[chunk.id]} already",
                )
            lines[chunk.id] = line
            found[-1][1].append(_entry(chunk, name, line))
    return tuple(Section(heading, tuple(entries)) for heading, entries in found)


def _entry(chunk: EntryChunk, name: str, line: int) -> Entry:
    said = {
        key: _meaning(bullet.read, chunk.bullets[key].text, key, name, chunk.bullets[key].line)
        if key in chunk.bullets
        else bullet.absent
        for key, bullet in fields.BULLETS.items()
    }
    try:
        paper = Paper(
            id=chunk.id,
            version=chunk.version,
            title=fields.read_title(chunk.title),
            authors=said["Authors"],
            abstract=fields.read_abstract(chunk.abstract.text) if chunk.abstract else "",
            categories=said["Categories"],
            links=said["Links"],
            daily=said["Hugging Face"],
        )
        return Entry(
            paper=paper,
            kind=Kind(said["Announced"]),
            rating=said["Rating"],
            reason=said["Reason"],
            keywords=said["Keywords"],
            summary=_summary(chunk, said["Summary"]),
        )
    except ValueError as error:
        raise PageError(str(error), file=name, line=line, hint="") from error


def _summary(chunk: EntryChunk, provenance: fields.Provenance | None) -> Summary | None:
    if provenance is None:
        if not chunk.parts:
            return None
        provenance = fields.Provenance(fields.EDITOR)
    evidence = dict(provenance.evidence)
    parts = (
        Part(role, chunk.parts[role].text, evidence.get(role, ())) for role in Role if role in chunk.parts
    )
    return Summary(provenance.summarizer, tuple(parts), provenance.prompt, provenance.own)


def _meaning(read: Callable[[str], Any], text: str, what: str, name: str, line: int) -> Any:
    try:
        return read(text)
    except ValueError as error:
        raise PageError(f"{what}: {error}", file=name, line=line, hint="") from error
