"""BibTeX, in the fields and the order in which arXiv itself exports it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.references import facts, names
from broadsheet.text.latex import latex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord


def bibliography(day: DayRecord) -> bytes:
    """The day's papers: UTF-8 as LaTeX reads it, mathematics as TeX."""
    return entries(day.papers, day.date).encode()


def entries(papers: Iterable[PaperRecord], day: date) -> str:
    """Some papers of a day."""
    return "\n".join(_entry(paper, day) for paper in papers)


def _entry(paper: PaperRecord, day: date) -> str:
    fields = {
        "title": f"{{{latex(paper.tex_title)}}}",  # twice in braces: its capitals are meant
        "author": " and ".join([_name(author.name) for author in paper.authors]),
        "year": str(facts.published(paper, day)[0]),
        "eprint": paper.id,
        "archivePrefix": facts.REPOSITORY,
        "primaryClass": paper.primary,
        "doi": latex(facts.doi(paper)),
        "note": latex(facts.journal(paper)),
        "url": paper.url,
    }
    lines = ",\n".join([f"  {key} = {{{value}}}" for key, value in fields.items() if value])
    return f"@misc{{{paper.id.replace('/', '-')},\n{lines}\n}}\n"


@lru_cache(maxsize=4096)
def _name(name: str) -> str:
    """BibTeX would take a group's name apart at each blank, `and` or comma."""
    parts = names.apart(name)
    if parts.is_apart:
        return latex(", ".join(filter(None, (parts.family, parts.suffix, parts.given))))
    return f"{{{latex(parts.family)}}}"
