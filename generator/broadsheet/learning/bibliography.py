"""What a bibliography says of works: BibTeX, Zotero's RDF, or a list of arXiv ids.

Only titles, abstracts, keywords and names are wanted, for which the libraries (bibtexparser, rdflib) are
large; a field that does not read is left out, since a draft can do without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from broadsheet.addresses import DUBLIN_CORE, RDF
from broadsheet.errors import UsageError
from broadsheet.text import plain
from broadsheet.text.accents import unicode_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.model import Paper

_ENTRY = re.compile(r"@(\w+)\s*[{(]\s*[^,\s{}]*\s*,", re.ASCII)
_FIELD = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*", re.ASCII)
_BARE = re.compile(r"[\w.:+-]+")
_ID = re.compile(
    r"(?<![0-9.])([0-9]{4}\.[0-9]{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/[0-9]{7})(?:v[0-9]+)?(?![0-9])"
)
_NOT_WORKS = frozenset({"comment", "preamble", "string"})
_SPACES = {
    "dc": DUBLIN_CORE,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": RDF,
}


@dataclass(frozen=True, slots=True)
class Work:
    title: str = ""  # "" where only an id is known
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    id: str = ""  # arXiv's


def read(text: str, name: str) -> list[Work]:
    """The works that a file names; its kind is told by its first character."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    works = list(_rdf(text, name) if start == "<" else _bibtex(text) if _ENTRY.search(text) else _ids(text))
    if not works:
        raise UsageError(
            "no work is named here", file=name, hint="give a .bib file, an RDF file of Zotero, or arXiv ids"
        )
    return works


def completed(works: Iterable[Work], papers: Iterable[Paper]) -> tuple[list[Work], list[str]]:
    """The works with what these papers tell of those that were named by their ids alone, and the ids of which
    they tell nothing. The papers are not asked for where nobody needs them.
    """
    works = list(works)
    bare = {work.id for work in works if not work.title}
    known = {paper.id: _of_paper(paper) for paper in papers if paper.id in bare} if bare else {}
    full = [work if work.title else known.get(work.id, work) for work in works]
    return [work for work in full if work.title], [work.id for work in full if not work.title]


def _of_paper(paper: Paper) -> Work:
    return Work(paper.title, paper.abstract, (), tuple(author.name for author in paper.authors), paper.id)


def _ids(text: str) -> Iterator[Work]:
    for id_ in dict.fromkeys(_ID.findall(text)):
        yield Work(id=id_)


def _bibtex(text: str) -> Iterator[Work]:
    for entry in _ENTRY.finditer(text):
        if entry[1].lower() not in _NOT_WORKS:
            fields = dict(_fields(text, entry.end()))
            if title := _line(fields.get("title", "")):
                found = _ID.search(" ".join(fields.get(key, "") for key in ("eprint", "url", "journal")))
                yield Work(
                    title,
                    _line(fields.get("abstract", "")),
                    tuple(filter(None, map(_line, re.split("[;,]", fields.get("keywords", ""))))),
                    tuple(filter(None, map(_name, re.split(r"\s+and\s+", fields.get("author", ""))))),
                    found[1] if found else "",
                )


def _fields(text: str, at: int) -> Iterator[tuple[str, str]]:
    while match := _FIELD.match(text, at):
        pieces = []
        at = match.end()
        while True:
            piece, at = _value(text, at)
            pieces.append(piece)
            joined = re.compile(r"\s*#\s*").match(text, at)
            if not joined:
                break
            at = joined.end()
        yield match[1].lower(), "".join(pieces)
        comma = re.compile(r"\s*,").match(text, at)
        if not comma:
            return
        at = comma.end()


def _value(text: str, at: int) -> tuple[str, int]:
    if text[at : at + 1] not in {"{", '"'}:
        bare = _BARE.match(text, at)
        return (bare[0], bare.end()) if bare else ("", at)
    opened = text[at]
    depth = 0
    for place in range(at + 1, len(text)):
        character = text[place]
        if text[place - 1] == "\\":
            continue
        if depth == 0 and character == ("}" if opened == "{" else '"'):
            return text[at + 1 : place], place + 1
        depth += (character == "{") - (character == "}")
    return text[at + 1 :], len(text)


def _line(raw: str) -> str:
    return plain.line(re.sub(r"(?<!\\)[{}]", "", unicode_text(raw)))


def _name(raw: str) -> str:
    """`Example, Ada` as `Ada Example`."""
    last, comma, first = _line(raw).partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else last


def _rdf(text: str, name: str) -> Iterator[Work]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UsageError("an RDF file has no document type", file=name, hint="export it anew from Zotero")
    try:
        root = ET.fromstring(text.lstrip("\ufeff"))  # noqa: S314  # entities were refused above
    except ET.ParseError as error:
        line = error.position[0]
        raise UsageError(f"this is not XML: {error}", file=name, line=line, hint="export it anew") from error
    for item in root:
        title = item.findtext("dc:title", "", _SPACES)
        if title and not item.tag.endswith(("}Attachment", "}Memo", "}Collection", "}Journal")):
            found = _ID.search(" ".join(item.itertext()))
            yield Work(
                plain.line(title),
                plain.line(item.findtext("dcterms:abstract", "", _SPACES)),
                tuple(plain.line(each.text) for each in item.findall("dc:subject", _SPACES) if each.text),
                tuple(filter(None, map(_person, item.iter(f"{{{_SPACES['foaf']}}}Person")))),
                found[1] if found else "",
            )


def _person(person: ET.Element) -> str:
    given = person.findtext("foaf:givenName", "", _SPACES) or person.findtext("foaf:givenname", "", _SPACES)
    return plain.line(f"{given} {person.findtext('foaf:surname', '', _SPACES)}")
