"""RDF of Zotero → works. rdflib is large, and only a few elements are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from broadsheet.addresses import DUBLIN_CORE, RDF
from broadsheet.errors import UsageError
from broadsheet.learning.works import Bibliography, Lines, Unread, Work, id_in
from broadsheet.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACES = {
    "dc": DUBLIN_CORE,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": RDF,
}
_NOT_WORKS = ("}Attachment", "}Memo", "}Collection", "}Journal")


def read(text: str, name: str) -> Bibliography:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UsageError("an RDF file has no document type", file=name, hint="export it anew from Zotero")
    try:
        root = ET.fromstring(text)  # noqa: S314  # entities were refused above
    except ET.ParseError as error:
        line = error.position[0]
        raise UsageError(f"this is not XML: {error}", file=name, line=line, hint="export it anew") from error
    items = [item for item in root if not item.tag.endswith(_NOT_WORKS)]
    works = [_work(item) for item in items]
    lines = Lines(text)
    unread = [
        Unread(lines.of(max(0, text.find(about))), "this item has no title")
        for item, work in zip(items, works, strict=True)
        if not work and (about := item.get(f"{{{RDF}}}about", ""))
    ]
    return Bibliography(tuple(filter(None, works)), tuple(unread))


def _work(item: ET.Element) -> Work | None:
    title = plain.line(item.findtext("dc:title", "", _SPACES))
    if not title:
        return None
    return Work(
        title,
        plain.line(item.findtext("dcterms:abstract", "", _SPACES)),
        tuple(filter(None, (plain.line(each.text or "") for each in item.findall("dc:subject", _SPACES)))),
        tuple(filter(None, _authors(item))),
        id_in(item.get(f"{{{RDF}}}about", ""), *item.itertext()),
    )


def _authors(item: ET.Element) -> Iterator[str]:
    for person in item.iter(f"{{{_SPACES['foaf']}}}Person"):
        given = person.findtext("foaf:givenName", "", _SPACES) or person.findtext(
            "foaf:givenname", "", _SPACES
        )
        yield plain.line(f"{given} {person.findtext('foaf:surname', '', _SPACES)}")
