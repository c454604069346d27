"""Pages as JSON Lines: a line for a day, then one for each of its papers, in the fields of daily-arXiv (`id`,
`title`, `authors`, `categories`, `abs`, `pdf`, `summary`, `AI`) and, under `broadsheet`, all that those
cannot say. What a person wrote between the parts of a page stays in the Markdown.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from broadsheet.exchange.codec import from_json, to_json
from broadsheet.model import Digest, Entry, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VERSION = 1
_SHARED = {"id": "id", "title": "title", "categories": "categories", "abstract": "summary"}  # ours, theirs


def lines(digests: Iterable[Digest]) -> Iterator[str]:
    """The lines of some days."""
    for digest in digests:
        day = to_json(replace(digest, sections=()))
        yield _line({"broadsheet": VERSION, "sections": [section.name for section in digest.sections], **day})
        for number, section in enumerate(digest.sections):
            for entry in section.entries:
                yield _line(_paper(entry, digest.date, number))


def digest(head: dict[str, Any], papers: Sequence[dict[str, Any]]) -> Digest:
    """The day that its lines tell; ValueError, TypeError or KeyError where they tell none."""
    day = dict(head)
    if day.pop("broadsheet") != VERSION:
        raise ValueError(f"its lines are of version {head['broadsheet']!r}, and {VERSION} is known")
    names = day.pop("sections")
    told = [(paper["broadsheet"]["section"], _entry(paper)) for paper in papers]
    sections = tuple(
        Section(name, tuple(entry for place, entry in told if place == number))
        for number, name in enumerate(names)
    )
    made: Digest = replace(from_json(Digest, day), sections=sections)
    if len(made.entries) != len(papers):
        raise ValueError(f"a paper of {made.date} stands in no section")
    return made


def day_of(paper: dict[str, Any]) -> date:
    """Of which day a paper's line is."""
    return date.fromisoformat(paper["date"])


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
    paper = {**whole["paper"], **{ours: line[theirs] for ours, theirs in _SHARED.items()}}
    paper.setdefault("authors", [{"name": name} for name in line["authors"]])
    if "summary" in whole:
        parts = [{**part, "text": line["AI"][part["role"]]} for part in whole["summary"].get("parts", ())]
        whole["summary"] = {**whole["summary"], "parts": parts}
    made: Entry = from_json(Entry, {**whole, "paper": paper})
    return made


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
