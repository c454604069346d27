"""A day for reference managers: RIS for the older ones, CSL-JSON for the newer. An entry is a paper."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from broadsheet.text import plain, tex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.model import Digest, Paper

# "Ludwig van Example Jr.": a family name takes the small words before it along.
_NAME = re.compile(
    r"(?P<given>.+?) (?P<family>(?:[a-zß-öø-ÿ]\S* )*[^\s(]+)(?: (?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV))?"
)
_GROUP = re.compile(
    r"\b(?:collaboration|team|group|consortium|project|initiative|lab|ai|et al)\b", re.IGNORECASE
)


def csl(digest: Digest) -> bytes:
    papers = [_csl(entry.paper, digest.date) for entry in digest.entries]
    return (json.dumps(papers, ensure_ascii=False, indent=1) + "\n").encode()


def ris(digest: Digest) -> bytes:
    """Lines end as the format asks; a blank one parts papers."""
    return "\r\n".join(
        "".join(f"{tag}  - {value}\r\n" for tag, value in _ris(entry.paper, digest.date))
        for entry in digest.entries
    ).encode()


def _csl(paper: Paper, day: date) -> dict[str, Any]:
    return {
        "id": paper.id,
        "type": "article",
        "genre": "preprint",
        "title": tex.plain(paper.title),
        "author": [person(author.name) for author in paper.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "publisher": "arXiv",
        "number": f"arXiv:{paper.id}",
        "DOI": doi(paper),
        "URL": paper.url,
    }


def _ris(paper: Paper, day: date) -> Iterator[tuple[str, str]]:
    yield "TY", "UNPB"
    yield "ID", paper.id
    yield "TI", tex.plain(paper.title)
    for author in paper.authors:
        yield "AU", _inverted(person(author.name))
    yield "PY", str(day.year)
    yield "DA", f"{day:%Y/%m/%d}"
    yield "PB", "arXiv"
    yield "DO", doi(paper)
    yield "UR", paper.url
    yield "L1", paper.pdf_url
    yield "ER", ""


def doi(paper: Paper) -> str:
    """Registered by arXiv for every paper."""
    return f"10.48550/arXiv.{paper.id}"


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
