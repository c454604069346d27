"""BibTeX → works.

By hand, since bibtexparser and pybtex lose a work for one brace too many in its abstract. Only titles,
abstracts, keywords, names and ids are wanted; a field that does not read is left out, since a draft can do
without it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from broadsheet.learning.works import Bibliography, Lines, Unread, Work, id_in
from broadsheet.text import plain
from broadsheet.text.accents import unicode_text

_BEGUN = re.compile(r"(^[ \t]*)?@(\w+)\s*([{(])", re.ASCII | re.MULTILINE)
_KEY = re.compile(r"\s*+[^,\s{}]*+\s*+,")
_NEXT = re.compile(  # what a line begins that is an entry, and no prose about one
    rf"^[ \t]*@\w+\s*[{{(]{_KEY.pattern}\s*(?:[A-Za-z][\w-]*\s*=|[}})])", re.ASCII | re.MULTILINE
)
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w-]*)\s*=\s*", re.ASCII)
_FIELD_OF_A_LINE = re.compile(r"\n(?=[ \t]*[A-Za-z][\w-]*\s*=\s*[{\"])", re.ASCII)
_AFTER_A_VALUE = re.compile(rf"\s*(?:[,}})]|\Z)|{_FIELD.pattern}", re.ASCII)
_HASH = re.compile(r"\s*#\s*")
_IS_OVER = re.compile(r"\s*\Z")
_BARE = re.compile(r"[\w.:+-]*")
_MARK = re.compile(r'\\.|[{}"]', re.DOTALL)
_CLOSED = {"{": re.compile(r"[\s,]*\}"), "(": re.compile(r"[\s,]*\)")}
_CLOSED_LATER = {  # after a field that does not read: by what begins a line, or is the last
    opened: re.compile(rf"^[ \t]*\{last}|\{last}\s*\Z", re.MULTILINE) for opened, last in ("{}", "()")
}
_NOT_WORKS = frozenset({"comment", "preamble", "string"})


class _Entry(NamedTuple):
    fields: dict[str, str]
    unpaired: dict[str, int]  # fields whose braces or quotes are not in pairs, and where they stand
    end: int
    is_closed: bool


def is_one(text: str) -> bool:
    return any(begun[1] is not None or _KEY.match(text, begun.end()) for begun in _BEGUN.finditer(text))


def read(text: str) -> Bibliography:
    """The works of all entries. One that is never closed is none, and ends where a line begins the next."""
    lines = Lines(text)
    nexts = [each.start() for each in _NEXT.finditer(text)]
    works: list[Work] = []
    unread: list[Unread] = []
    end = 0
    for begun in _BEGUN.finditer(text):
        kind, line = f"this @{begun[2]}", lines.of(begun.start(2))
        if begun.start() < end or begun[2].lower() in _NOT_WORKS:
            continue
        if not (key := _KEY.match(text, begun.end())):
            if begun[1] is not None:
                unread.append(Unread(line, f"{kind} does not read as an entry"))
            continue
        later = bisect_right(nexts, begun.start())
        entry = _entry(text, key.end(), nexts[later] if later < len(nexts) else len(text), begun[3])
        end = entry.end
        if not entry.is_closed:
            unread.append(Unread(line, f"{kind} is never closed"))
            continue
        if work := _work(entry.fields):
            works.append(work)
        elif "title" not in entry.unpaired:
            unread.append(Unread(line, f"{kind} has no title"))
        unread += [
            Unread(lines.of(place), f"the {name} of {kind} has braces or quotes that are not in pairs")
            for name, place in entry.unpaired.items()
        ]
    return Bibliography(tuple(works), tuple(unread))


def _entry(text: str, at: int, limit: int, opened: str) -> _Entry:
    """After a field that does not read, it goes on where a line begins the next."""
    fields: dict[str, str] = {}
    unpaired: dict[str, int] = {}
    while field := _FIELD.match(text, at, limit):
        name = field[1].lower()
        value, at = _value(text, field.end(), limit)
        if value is not None:
            fields[name] = value
            if _AFTER_A_VALUE.match(text, at, limit):
                continue
        unpaired[name] = field.start(1)
        if not (later := _FIELD_OF_A_LINE.search(text, at, limit)):
            break
        at = later.end()
    closed = _CLOSED[opened].match(text, at, limit) or _CLOSED_LATER[opened].search(text, at, limit)
    return _Entry(fields, unpaired, closed.end() if closed else limit, closed is not None)


def _value(text: str, at: int, limit: int) -> tuple[str | None, int]:
    """What pieces with # between them say, and where that ends; None, and where it begins, if it does not."""
    pieces: list[str] = []
    piece = at
    while True:
        if text[piece : piece + 1] in {"{", '"'}:
            end = _after_pair(text, piece, limit)
            pieces.append(text[piece + 1 : end - 1])
        else:
            bare = _BARE.match(text, piece, limit)
            end = bare.end() if bare else 0
            pieces.append(text[piece:end])
        if not end:
            return None, at
        if not (joined := _HASH.match(text, end, limit)):
            value = "".join(pieces)
            return (None, at) if _IS_OVER.match(text, end, limit) and _goes_too_far(value) else (value, end)
        piece = joined.end()


def _goes_too_far(value: str) -> bool:
    """Whether a value, after which nothing closes the entry, took its end or further fields for a brace."""
    takes_the_end = "{" in value and value.rstrip(" \t").endswith("\n")
    return takes_the_end or bool(_FIELD_OF_A_LINE.search(value))


def _after_pair(text: str, at: int, limit: int) -> int:
    """Where ends what a brace or a quote opens there; 0 where it does not."""
    last = "}" if text[at] == "{" else '"'
    depth = 0
    for mark in _MARK.finditer(text, at + 1, limit):
        if depth == 0 and mark[0] == last:
            return mark.end()
        depth += (mark[0] == "{") - (mark[0] == "}")
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


def _line(raw: str) -> str:
    return plain.line(re.sub(r"(?<!\\)[{}]", "", unicode_text(raw)))


def _name(raw: str) -> str:
    """`Example, Ada` as `Ada Example`."""
    last, comma, first = _line(raw).partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else last
