"""BibTeX → works.

Only titles, abstracts, keywords and names are wanted, for which bibtexparser is large; a field that does not
read is left out, since a draft can do without it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from broadsheet.learning.works import Bibliography, Lines, Unread, Work, id_in
from broadsheet.text import plain
from broadsheet.text.accents import unicode_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRY = re.compile(r"@(\w+)\s*[{(]\s*[^,\s{}]*\s*,", re.ASCII)
_BEGUN = re.compile(r"^[ \t]*@(\w+)[ \t]*[{(]", re.ASCII | re.MULTILINE)
_BRACE = re.compile(r"\\.|[{}()]", re.DOTALL)
_FIELD = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*", re.ASCII)
_HASH = re.compile(r"\s*#\s*")
_COMMA = re.compile(r"\s*,")
_BARE = re.compile(r"[\w.:+-]+")
_NOT_WORKS = frozenset({"comment", "preamble", "string"})


def is_one(text: str) -> bool:
    return bool(_ENTRY.search(text) or _BEGUN.search(text))


def read(text: str) -> Bibliography:
    """The works of all entries. One that is never closed is none, and ends where the next line begins one."""
    lines = Lines(text)
    works: list[Work] = []
    unread: list[Unread] = []
    read_at: set[int] = set()
    for entry, end, is_closed in _entries(text):
        read_at.add(entry.start())
        if entry[1].lower() in _NOT_WORKS:
            continue
        work = _work(dict(_fields(text[entry.end() : end])))
        if not is_closed:
            unread.append(Unread(lines.of(entry.start()), f"this @{entry[1]} is never closed"))
        elif work:
            works.append(work)
        else:
            unread.append(Unread(lines.of(entry.start()), f"this @{entry[1]} has no title"))
    unread += [
        Unread(lines.of(begun.start(1)), f"this @{begun[1]} does not read as an entry")
        for begun in _BEGUN.finditer(text)
        if begun[1].lower() not in _NOT_WORKS and begun.start(1) - 1 not in read_at
    ]
    return Bibliography(tuple(works), tuple(sorted(unread, key=lambda each: each.line)))


def _entries(text: str) -> Iterator[tuple[re.Match[str], int, bool]]:
    """Each entry, where it ends, and whether it is closed there. What looks like one inside of a line of
    another belongs to that.
    """
    begun = [each.start(1) - 1 for each in _BEGUN.finditer(text)]
    at = 0
    while entry := _ENTRY.search(text, at):
        later = bisect_right(begun, entry.start())
        limit = begun[later] if later < len(begun) else len(text)
        end = _closed(text, entry, limit)
        yield entry, end or limit, bool(end)
        at = end or limit


def _closed(text: str, entry: re.Match[str], limit: int) -> int:
    """Where what opened the entry is closed, before the limit; 0 where it is not."""
    opened = entry[0][len(entry[1]) + 1 :].lstrip()[0]
    depth = 0
    for found in _BRACE.finditer(text, entry.end(), limit):
        sign = found[0]
        if depth == 0 and sign == ("}" if opened == "{" else ")"):
            return found.end()
        depth += (sign == "{") - (sign == "}")
    return 0


def _work(fields: dict[str, str]) -> Work | None:
    title = _line(fields.get("title", ""))
    if not title:
        return None
    return Work(
        title,
        _line(fields.get("abstract", "")),
        tuple(filter(None, map(_line, re.split("[;,]", fields.get("keywords", ""))))),
        tuple(filter(None, map(_name, re.split(r"\s+and\s+", fields.get("author", ""))))),
        id_in(*(fields.get(key, "") for key in ("eprint", "url", "doi", "journal", "number", "note"))),
    )


def _fields(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while match := _FIELD.match(text, at):
        pieces = []
        at = match.end()
        while True:
            piece, at = _value(text, at)
            if piece is None:
                return
            pieces.append(piece)
            joined = _HASH.match(text, at)
            if not joined:
                break
            at = joined.end()
        yield match[1].lower(), "".join(pieces)
        comma = _COMMA.match(text, at)
        if not comma:
            return
        at = comma.end()


def _value(text: str, at: int) -> tuple[str | None, int]:
    """A value and where it ends; None where it does not end."""
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
    return None, len(text)


def _line(raw: str) -> str:
    return plain.line(re.sub(r"(?<!\\)[{}]", "", unicode_text(raw)))


def _name(raw: str) -> str:
    """`Example, Ada` as `Ada Example`."""
    last, comma, first = _line(raw).partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else last
