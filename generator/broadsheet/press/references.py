"""A day for reference managers: BibTeX and RIS. An entry is a paper."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.press.citations import doi, published
from broadsheet.text import plain
from broadsheet.text.latex import latex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord

# "Ludwig van Example Jr.": a family name takes the small words before it along.
_NAME = re.compile(
    r"(?P<given>.+?) (?P<family>(?:[a-zß-öø-ÿ]\S* )*[^\s(]+)(?: (?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV))?"
)
_GROUP = re.compile(
    r"\b(?:collaboration|team|group|consortium|project|initiative|lab|ai|et al)\b", re.IGNORECASE
)
_TWO = re.compile(r"\band\b|,", re.IGNORECASE)


def bibliography(day: DayRecord) -> bytes:
    """The day's papers as BibTeX, in UTF-8, mathematics as TeX."""
    return "\n".join(_bibtex(paper, day.date) for paper in day.papers).encode()


def _bibtex(paper: PaperRecord, day: date) -> str:
    year, _, _ = published(paper, day)
    facts = {
        "title": f"{{{latex(paper.tex_title)}}}",  # twice in braces: its capitals are meant
        "author": " and ".join([_bibtex_name(author.name) for author in paper.authors]),
        "year": str(year),
        "eprint": paper.versioned_id,
        "archivePrefix": "arXiv",
        "primaryClass": paper.primary,
        "doi": doi(paper.id),
        "url": paper.url,
    }
    lines = "".join([f"  {key} = {{{value}}},\n" for key, value in facts.items() if value])
    return f"@misc{{{paper.id.replace('/', '-')},\n{lines}}}\n"


@lru_cache(maxsize=4096)
def _bibtex_name(name: str) -> str:
    """A collaboration's name may hold what BibTeX takes for two people."""
    said = latex(name)
    return f"{{{said}}}" if _TWO.search(said) else said


def ris(day: DayRecord) -> bytes:
    """Lines end as the format asks; a blank one parts papers."""
    return "\r\n".join(
        "".join([f"{tag}  - {value}\r\n" for tag, value in _ris(paper, day.date)]) for paper in day.papers
    ).encode()


def _ris(paper: PaperRecord, day: date) -> Iterator[tuple[str, str]]:
    known = [f"{number:02}" for number in published(paper, day) if number]
    yield "TY", "UNPB"
    yield "ID", paper.id
    yield "TI", paper.title.plain
    for author in paper.authors:
        yield "AU", inverted(author.name)
    yield "PY", known[0]
    yield "DA", "/".join(known)
    yield "PB", "arXiv"
    yield "DO", doi(paper.id)
    yield "UR", paper.url
    yield "L1", paper.pdf_url
    yield "ER", ""


@lru_cache(maxsize=4096)
def inverted(name: str) -> str:
    """`Example, Ada, Jr.`: a name in its parts, or as one where it is a group's or has but one word."""
    said = plain.line(name)
    parts = _NAME.fullmatch(said)
    if not parts or _GROUP.search(said):
        return said
    return ", ".join(filter(None, parts.group("family", "given", "suffix")))
