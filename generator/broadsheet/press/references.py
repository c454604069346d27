"""A day for reference managers: BibTeX, RIS and CSL-JSON. An entry is a paper."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from broadsheet.press.citations import doi, published
from broadsheet.text import plain, tex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.model import Digest, Entry

_SPECIAL = re.compile(r"[&%#_]")
_UNBALANCED = re.compile(r"[{}]")
# "Ludwig van Example Jr.": a family name takes the small words before it along.
_NAME = re.compile(
    r"(?P<given>.+?) (?P<family>(?:[a-zß-öø-ÿ]\S* )*[^\s(]+)(?: (?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV))?"
)
_GROUP = re.compile(
    r"\b(?:collaboration|team|group|consortium|project|initiative|lab|ai|et al)\b", re.IGNORECASE
)


def bibliography(digest: Digest) -> bytes:
    """The day's papers as BibTeX, in UTF-8, mathematics as TeX."""
    return "\n".join("\n".join(_bibtex(entry, digest.date)) for entry in digest.entries).encode()


def _bibtex(entry: Entry, day: date) -> Iterator[str]:
    paper = entry.paper
    year, _, _ = published(entry, day)
    facts = {
        "title": f"{{{_escaped(paper.title)}}}",  # twice in braces: its capitals are meant
        "author": " and ".join(_bibtex_name(author.name) for author in paper.authors),
        "year": str(year),
        "eprint": paper.versioned_id,
        "archivePrefix": "arXiv",
        "primaryClass": paper.primary,
        "doi": doi(paper),
        "url": paper.url,
    }
    yield f"@misc{{{paper.id.replace('/', '-')},"
    yield from (f"  {key} = {{{value}}}," for key, value in facts.items() if value)
    yield "}\n"


def _bibtex_name(name: str) -> str:
    """A collaboration's name may hold what BibTeX takes for two people."""
    said = _escaped(name)
    return f"{{{said}}}" if re.search(r"\band\b|,", said, re.IGNORECASE) else said


def _escaped(text: str) -> str:
    """TeX outside formulas; braces there could end the field."""
    pieces, at = [], 0
    for start, end in [*tex.math_spans(text), (len(text), len(text))]:
        said = _UNBALANCED.sub("", text[at:start]).replace("\\", "")
        formula = text[start:end]
        pieces += [_SPECIAL.sub(r"\\\g<0>", said), formula if _is_balanced(formula) else ""]
        at = end
    return "".join(pieces)


def _is_balanced(formula: str) -> bool:
    depth = 0
    for mark in re.findall(r"\\.|[{}]", formula):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth < 0:
            return False
    return depth == 0


def csl(digest: Digest) -> bytes:
    papers = [_csl(entry, digest.date) for entry in digest.entries]
    return (json.dumps(papers, ensure_ascii=False, indent=1) + "\n").encode()


def ris(digest: Digest) -> bytes:
    """Lines end as the format asks; a blank one parts papers."""
    return "\r\n".join(
        "".join(f"{tag}  - {value}\r\n" for tag, value in _ris(entry, digest.date))
        for entry in digest.entries
    ).encode()


def _csl(entry: Entry, day: date) -> dict[str, Any]:
    paper = entry.paper
    return {
        "id": paper.id,
        "type": "article",
        "genre": "preprint",
        "title": tex.plain(paper.title),
        "author": [person(author.name) for author in paper.authors],
        "issued": {"date-parts": [list(filter(None, published(entry, day)))]},
        "publisher": "arXiv",
        "number": f"arXiv:{paper.id}",
        "DOI": doi(paper),
        "URL": paper.url,
    }


def _ris(entry: Entry, day: date) -> Iterator[tuple[str, str]]:
    paper = entry.paper
    known = [f"{number:02}" for number in published(entry, day) if number]
    yield "TY", "UNPB"
    yield "ID", paper.id
    yield "TI", tex.plain(paper.title)
    for author in paper.authors:
        yield "AU", _inverted(person(author.name))
    yield "PY", known[0]
    yield "DA", "/".join(known)
    yield "PB", "arXiv"
    yield "DO", doi(paper)
    yield "UR", paper.url
    yield "L1", paper.pdf_url
    yield "ER", ""


def person(name: str) -> dict[str, str]:
    """A name in its parts, or as one where it is a group's or has but one word."""
    said = plain.line(tex.plain(name))
    parts = _NAME.fullmatch(said)
    if not parts or _GROUP.search(said):
        return {"literal": said}
    return {key: value for key, value in parts.groupdict().items() if value}


def _inverted(person: dict[str, str]) -> str:
    if "literal" in person:
        return person["literal"]
    return ", ".join(filter(None, (person.get(key) for key in ("family", "given", "suffix"))))
