"""From an outline to what it means: the digest, and what an editor wrote between its parts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from broadsheet.errors import PageError
from broadsheet.model import (
    EDITOR,
    Digest,
    Entry,
    Kind,
    Ledger,
    Paper,
    Part,
    Role,
    Section,
    Summary,
    Translation,
    by_summarizer,
)
from broadsheet.page import fields, front, migrations
from broadsheet.page.grammar import FOLD_CLOSES, REASON, Chunk, EntryChunk, Outline, SectionChunk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_IN_ORDER = tuple(Role)


@dataclass(frozen=True, slots=True)
class Notes:
    """Markdown that somebody wrote between the parts, by the place where it stands."""

    intro: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)


def digest(text: str, outline: Outline, name: str) -> Digest:
    """What the page means; PageError names the line that cannot be meant."""
    start, end = outline.front
    meant = front.read(text[start:end], name, outline.front_line)
    try:
        return together(meant, _sections(outline.chunks, name))
    except ValueError as error:
        raise PageError(str(error), file=name, line=outline.front_line, hint="") from error


def together(meant: Mapping[str, Any], sections: tuple[Section, ...]) -> Digest:
    """The digest of what the front matter means and of what stands below; ValueError if they do not fit."""
    values = {**implied(meant["date"], sections), **meant}
    values.pop("format", None)
    return Digest(**values, sections=sections)


def implied(date: dt.date, sections: tuple[Section, ...]) -> dict[str, Any]:
    """What a page means by the keys that it does not have."""
    entries = [entry for section in sections for entry in section.entries]
    return {
        "format": migrations.FORMAT,
        "updated": dt.datetime.combine(date, dt.time(), dt.UTC),
        "sample": False,
        "language": "en",
        "sources": (),
        "checked": None,
        "quiet": (),
        "ledger": Ledger(
            announced=dict(Counter(str(entry.kind) for entry in entries)),
            summarized=by_summarizer(entries),
        ),
        "usage": None,
        "overview": "",
        "trends": (),
        "rising": (),
        "terms": (),
        "usual": None,
    }


def notes(text: str, outline: Outline) -> Notes:
    """What somebody wrote between the parts."""
    intro, *chunks = outline.chunks
    sections: dict[str, str] = {}
    papers: dict[str, str] = {}
    for chunk in chunks:
        note = noted(text, chunk)
        if note and isinstance(chunk, EntryChunk):
            papers[chunk.id] = note
        elif note and isinstance(chunk, SectionChunk):
            sections[fields.read_title(chunk.name)] = note
    return Notes(noted(text, intro), sections, papers)


def noted(text: str, chunk: Chunk) -> str:
    """What somebody wrote in a part of this text; behind it, what of that stands in folds of a paper."""
    folds = [*chunk.translations.values()] if isinstance(chunk, EntryChunk) else []
    own: list[str] = []
    in_fold: dict[str, list[str]] = {}
    for start, end in chunk.notes:
        fold = next((each for each in folds if each.opening.start < start < each.end), None)
        said = in_fold.setdefault(fold.opening.text, []) if fold else own
        said.append(text[start:end].replace("\r\n", "\n"))
    return "\n\n".join([*own, *("\n\n".join([opens, *in_fold[opens], FOLD_CLOSES]) for opens in in_fold)])


def _sections(chunks: tuple[Chunk, ...], name: str) -> tuple[Section, ...]:
    found: list[tuple[str, list[Entry]]] = []
    lines: dict[str, int] = {}
    for chunk in chunks:
        line = chunk.heading.number if chunk.heading else 0
        if isinstance(chunk, SectionChunk):
            found.append((_meaning(_section_name, chunk.name, "a section", name, line), []))
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
            found[-1][1].append(_read_entry(chunk, name, line))
    return tuple(Section(heading, tuple(entries)) for heading, entries in found)


def _section_name(text: str) -> str:
    return Section(fields.read_title(text)).name


def _read_entry(chunk: EntryChunk, name: str, line: int) -> Entry:
    values = {
        key: _meaning(bullet.read, chunk.bullets[key].text, key, name, chunk.bullets[key].line)
        if key in chunk.bullets
        else bullet.absent
        for key, bullet in fields.BULLETS.items()
    }
    parts = {role: part.text for role, part in chunk.parts.items()}
    abstract = chunk.abstract.text if chunk.abstract else ""
    try:
        heading = (chunk.id, chunk.version, chunk.title)
        return entry(heading, values, parts, abstract, translated(chunk))
    except ValueError as error:
        raise PageError(str(error), file=name, line=line, hint="") from error


def translated(chunk: EntryChunk) -> dict[str, dict[str, str]]:
    """The texts of its translations: of their roles, and of the reason, by languages."""
    return {
        language: {key: part.text for key, part in fold.parts.items()}
        for language, fold in chunk.translations.items()
    }


def entry(
    heading: tuple[str, int | None, str],
    values: Mapping[str, Any],
    parts: Mapping[Role, str],
    abstract: str,
    translations: Mapping[str, Mapping[str, str]],
) -> Entry:
    """The entry of a heading (identifier, version and title), of what its bullets mean, and of the texts of
    its parts, its abstract and its translations; ValueError if they do not fit.
    """
    id_, version, title = heading
    paper = Paper(
        id=id_,
        version=version,
        title=fields.read_title(title),
        authors=values["Authors"],
        abstract=fields.read_abstract(abstract),
        categories=values["Categories"],
        links=values["Links"],
        daily=values["Hugging Face"],
    )
    return Entry(
        paper=paper,
        kind=Kind(values["Announced"]),
        rating=values["Rating"],
        reason=values["Reason"],
        keywords=values["Keywords"],
        earlier=values["Earlier"],
        related=values["Related"],
        summary=_summary(parts, values["Summary"]),
        translations=tuple(
            _translation(language, translations[language])
            for language in sorted(translations)
            if translations[language]
        ),
    )


def _translation(language: str, texts: Mapping[str, str]) -> Translation:
    parts = tuple(Part(role, texts[role]) for role in _IN_ORDER if role in texts)
    return Translation(language, parts, texts.get(REASON, ""))


def _summary(parts: Mapping[Role, str], provenance: fields.Provenance | None) -> Summary | None:
    if provenance is None:
        if not parts:
            return None
        provenance = fields.Provenance(EDITOR)
    evidence = dict(provenance.evidence)
    in_order = [Part(role, parts[role], evidence.get(role, ())) for role in _IN_ORDER if role in parts]
    return Summary(
        provenance.summarizer, tuple(in_order), provenance.prompt, provenance.own, provenance.absent
    )


def _meaning(read: Callable[[str], Any], text: str, what: str, name: str, line: int) -> Any:
    try:
        return read(text)
    except ValueError as error:
        raise PageError(
            f"{what}: {error}", file=name, line=line, hint="write it as docs/page.md shows"
        ) from error
