"""XML bytes → a small tree that remembers lines and bytes.

Read with expat directly: feedparser alters texts that contain `<`, and ElementTree does not say on
which line an element stands. Any document type is refused unread: no feed needs one, and entity
declarations are how a few bytes become gigabytes or a local file's content ("billion laughs", XXE).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from broadsheet import addresses
from broadsheet.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIXES = {
    addresses.ATOM: "atom:",
    "http://purl.org/rss/1.0/": "",
    addresses.DUBLIN_CORE: "dc:",
    addresses.ARXIV_ATOM: "arxiv:",
    addresses.RDF: "rdf:",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch:",
    "http://www.openarchives.org/OAI/2.0/": "oai:",
    "http://arxiv.org/OAI/arXivRaw/": "raw:",
}
LARGEST = 32 * 1024 * 1024  # bytes; a full feed of 2,000 items has 5 MB
MOST = 500_000  # elements, each of which takes many times its bytes; a page of the archive has 100,000
_WIDEST = 100  # attributes of one element
_DEEPEST = 50  # feeds are five deep
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+)?html\b", re.IGNORECASE)
_CUT_OFF = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
}


@dataclass(slots=True)
class Element:
    tag: str
    line: int
    begin: int
    attributes: dict[str, str]
    content: list[Element | str] = field(default_factory=list)
    end: int = 0

    @property
    def text(self) -> str:
        """All characters inside, whatever elements they stand in."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.content)

    def children(self, tag: str) -> Iterator[Element]:
        """Those of this tag, in order."""
        return (piece for piece in self.content if isinstance(piece, Element) and piece.tag == tag)

    def child_text(self, tag: str) -> str:
        """The text of the first such child, or nothing."""
        return next((child.text for child in self.children(tag)), "")


def read(data: bytes, *, name: str, largest: int = LARGEST, most: int = MOST) -> Element:
    """The root element, or a SourceError that says on which line of `name` the reading ended.

    Always as UTF-8, the one encoding arXiv uses, whatever the document declares of itself. What has more than
    `largest` bytes or `most` elements is no feed.
    """
    if len(data) > largest:
        raise SourceError(f"has more than {largest:,} bytes", file=name, hint="check that it is a feed")
    if not data.strip():
        raise SourceError("is empty", file=name, hint="fetch it again; an empty answer is not a quiet day")
    if _WEB_PAGE.match(data):
        raise SourceError(
            "is a web page, not a feed",
            file=name,
            line=1,
            hint="a proxy or an error page answered; feeds are at https://rss.arxiv.org/rss/CATEGORY",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("is not in UTF-8", file=name, line=1, hint="give the feed as arXiv serves it")
    reading = _Reading(data, name, most)
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _broken(error, name) from error
    return reading.root


def _broken(error: expat.ExpatError, name: str) -> SourceError:
    if error.code in _CUT_OFF:
        return SourceError(
            "breaks off before its end",
            file=name,
            line=error.lineno,
            hint="the download was cut off; fetch it again: half a day is not believed",
        )
    return SourceError(
        f"is not well-formed XML: {expat.ErrorString(error.code)}",
        file=name,
        line=error.lineno,
        hint="give an RSS or Atom feed of rss.arxiv.org, as served",
    )


class _Reading:
    """The tree as it grows; a feed may not be trusted with more than elements and characters."""

    def __init__(self, data: bytes, name: str, most: int) -> None:
        self.data = data
        self.most = most
        self.name = name
        self.open: list[Element] = []
        self.count = 0
        self.root = Element("", 0, 0, {})
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.stop
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse_declaration
        self.parser.buffer_text = True

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= _DEEPEST:
            raise self.error("nests deeper than any feed does")
        self.count += 1
        if self.count > self.most or len(attributes) > _WIDEST:
            raise self.error("has more elements or attributes than any feed does")
        here = self.parser.CurrentByteIndex
        element = Element(_short(tag), self.parser.CurrentLineNumber, here, attributes)
        if self.open:
            self.open[-1].content.append(element)
        else:
            self.root = element
        self.open.append(element)

    def stop(self, _tag: str) -> None:
        element = self.open.pop()
        here = self.parser.CurrentByteIndex
        # Expat stands behind an empty tag (<x/>) but before a closing one (</x>).
        is_empty_tag = not element.content and self.data[here - 2 : here] == b"/>"
        element.end = here if is_empty_tag else self.data.index(b">", here) + 1

    def characters(self, text: str) -> None:
        self.open[-1].content.append(text)

    def refuse_declaration(self, *_declaration: object) -> NoReturn:
        raise self.error("declares a document type, which no feed needs and hostile ones abuse")

    def error(self, what: str) -> SourceError:
        return SourceError(what, file=self.name, line=self.parser.CurrentLineNumber)


def _short(tag: str) -> str:
    namespace, _, name = tag.rpartition(" ")
    return _PREFIXES.get(namespace, f"{namespace} " if namespace else "") + name
