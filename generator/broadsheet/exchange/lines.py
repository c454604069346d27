"""Pages as JSON Lines: a line for a day, then one for each of its papers, in the fields of daily-arXiv (`id`,
`title`, `authors`, `categories`, `abs`, `pdf`, `summary`, `AI`) and, under `broadsheet`, all that those
cannot say. What a person wrote between the parts of a page stays in the Markdown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from broadsheet.exchange.codec import checked, from_json, given, to_json
from broadsheet.model import Digest, Entry, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VERSION = 1
_SHARED = {"id": "id", "title": "title", "categories": "categories", "abstract": "summary"}  # ours, theirs


def lines(digests: Iterable[Digest]) -> Iterator[str]:
    """The lines of some days."""
    for digest in digests:
        day = to_json(replace(digest, sections=()))
        sections = [section.name for section in digest.sections]
        yield _line({"broadsheet": VERSION, "sections": sections, "papers": len(digest.entries), **day})
        for number, section in enumerate(digest.sections):
            for entry in section.entries:
                yield _line(_paper(entry, digest.date, number))


@dataclass(frozen=True, slots=True)
class ExportedDay:
    """The line of a day: all but its papers."""

    digest: Digest
    sections: tuple[str, ...]
    papers: int  # that follow


@dataclass(frozen=True, slots=True)
class ExportedPaper:
    day: date
    section: int
    entry: Entry


def day_line(said: dict[str, Any]) -> ExportedDay:
    """What the line of a day says; ValueError where it says none."""
    day = dict(said)
    if (version := day.pop("broadsheet", None)) != VERSION:
        raise ValueError(f"its lines are of version {version}, and {VERSION} is known")
    sections = from_json(tuple[str, ...], day.pop("sections"))
    papers = from_json(int, given(day, "papers"))
    del day["papers"]
    return ExportedDay(from_json(Digest, day), sections, papers)


def paper_line(said: dict[str, Any]) -> ExportedPaper:
    """What the line of a paper says; ValueError where it says none."""
    section = from_json(int, given(given(said, "broadsheet"), "section"))
    return ExportedPaper(from_json(date, given(said, "date")), section, _entry(said))


def digest(head: ExportedDay, papers: Sequence[ExportedPaper]) -> Digest:
    """The whole day; ValueError where its lines are not all there."""
    sections = tuple(
        Section(name, tuple(paper.entry for paper in papers if paper.section == number))
        for number, name in enumerate(head.sections)
    )
    made = replace(head.digest, sections=sections)
    if len(made.entries) != len(papers):
        raise ValueError("a paper of it stands in no section")
    if len(papers) != head.papers:
        raise ValueError(f"of its {head.papers} papers {len(papers)} are here and read")
    return made


def _paper(entry: Entry, day: date, section: int) -> dict[str, Any]:
    whole = to_json(entry)
    paper = whole["paper"]
    line = {theirs: paper.pop(ours, "") for ours, theirs in _SHARED.items()}
    if not any(author.affiliation for author in entry.paper.authors):
        paper.pop("authors", None)
    texts = {part.role: part.text for part in (entry.summary.parts if entry.summary else ())}
    for part in whole.get("summary", {}).get("parts", ()):
        del part["text"]
    return {
        **line,
        "categories": list(entry.paper.categories),
        "authors": [author.name for author in entry.paper.authors],
        "abs": entry.paper.url,
        "pdf": entry.paper.pdf_url,
        "AI": {str(role): text for role, text in texts.items()},
        "date": day.isoformat(),
        "broadsheet": {"section": section, **whole},
    }


def _entry(line: dict[str, Any]) -> Entry:
    whole = {name: value for name, value in line["broadsheet"].items() if name != "section"}
    paper = {**given(whole, "paper"), **{ours: given(line, theirs) for ours, theirs in _SHARED.items()}}
    paper.setdefault(
        "authors", [{"name": name} for name in from_json(tuple[str, ...], given(line, "authors"))]
    )
    if "summary" in whole:
        summary, texts = checked(dict, whole["summary"]), given(line, "AI")
        parts = checked(list, summary.get("parts", []))
        told = [{**part, "text": given(texts, checked(str, given(part, "role")))} for part in parts]
        whole["summary"] = {**summary, "parts": told}
    made: Entry = from_json(Entry, {**whole, "paper": paper})
    return made


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
