"""Clean lines and paragraphs: what plain text must be before it may stand on a page."""

from __future__ import annotations

import unicodedata

from broadsheet.text import formulas
from broadsheet.text.accents import lettered
from broadsheet.text.patterns import lazily

_SPACES = frozenset({"Cc", "Zl", "Zp"})
_PARAGRAPH = lazily(r"\n[^\S\n]*\n\s*|\n[^\S\n]{2,}(?=\S)")


def line(text: str) -> str:
    """The text as one line: control and separator characters are spaces, runs of white space one
    space, and half a surrogate pair, which no file can hold, is nothing.
    """
    if not text.isprintable():
        text = "".join(map(_printable, text))
    return " ".join(text.split())


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if category in _SPACES:
        return " "
    return "" if category == "Cs" else character


def block(text: str) -> str:
    """Paragraphs, each one clean line, with an empty line between them.

    arXiv begins a paragraph with a newline and two spaces; any other single newline is a wrap. Within a
    formula none begins.
    """
    text = text.replace("\r\n", "\n")
    pieces: list[str] = []
    place = 0
    for start, end in formulas.spans(text):
        pieces += [text[place:start], line(text[start:end])]
        place = end
    paragraphs = map(line, _PARAGRAPH.split("".join([*pieces, text[place:]])))
    return "\n\n".join(filter(None, paragraphs))


def name(text: str) -> str:
    """A person's or a group's, to be compared: Fernández and Fernandez are one, since feeds and readers write
    it either way, and pages of older versions as TeX does.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", lettered(text)) if not unicodedata.combining(c))
    return " ".join(bare.casefold().replace(".", " ").split())
