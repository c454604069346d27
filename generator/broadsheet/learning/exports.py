"""JSON of Zotero, CSL, ORCID and Semantic Scholar → works.

What they say is told by the names of its fields, so that a list of items, an answer of a service and a whole
record read alike, and one that mixes them too.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from broadsheet.errors import UsageError
from broadsheet.learning.works import Bibliography, Lines, Unread, Work, id_in
from broadsheet.text import plain
from broadsheet.text.accents import unicode_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"\s*")
_MARK = re.compile(r"</?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)  # a number of any length
_LISTS = frozenset(
    # Zotero's; ORCID's works, and several of them in full; Semantic Scholar's answers
    ["items", "group", "bulk", "data", "papers", "recommendedPapers", "references", "citations"]
)
_AROUND = frozenset(["activities-summary", "works"])  # in ORCID's whole record
_WRAPPED = ("data", "work", "work-summary", "citedPaper", "citingPaper")
_NOT_WORKS = frozenset(["attachment", "note", "annotation"])
_NAMING = (
    "externalIds",
    "external-ids",
    "arxivId",
    "number",
    "archiveID",
    "URL",
    "url",
    "DOI",
    "note",
    "extra",
)
_DEEPEST = 6  # how deep a title or an address is looked for
Item = dict[str, Any]


def read(text: str, name: str) -> Bibliography:
    """All items of all lists that can hold some; what follows a first value, as one a line, is read too."""
    lines = Lines(text)
    try:
        items = list(_values(text))
    except json.JSONDecodeError as error:
        what = f"this is not JSON: {error.msg}"
        raise UsageError(what, file=name, line=error.lineno, hint="export it anew") from error
    except RecursionError as error:
        raise UsageError("this JSON is nested too deeply", file=name, hint="export it anew") from error
    works: list[Work] = []
    unread: list[Unread] = []
    for place, whole in items:
        item = _unwrapped(whole)
        if item.get("itemType") in _NOT_WORKS:
            continue
        work = _work(item)
        if work.title or work.id:
            works.append(work)
        else:
            unread.append(Unread(lines.of(place), "this item has no title"))
    return Bibliography(tuple(works), tuple(unread))


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """Every item, and where it begins."""
    at = _after(text, 0)
    while at < len(text):
        value, end = _DECODER.raw_decode(text, at)
        yield from _inside(text, at, value)
        at = _after(text, end)


def _inside(text: str, at: int, value: Any, depth: int = _DEEPEST) -> Iterator[tuple[int, Any]]:
    """The items of a value that begins there; of an object without a title, those of its lists."""
    if isinstance(value, list):
        at = _after(text, at + 1)
        for each in value:
            yield at, each
            _, end = _DECODER.raw_decode(text, at)
            at = _after(text, _after(text, end) + 1)
    elif depth and isinstance(value, dict) and not value.get("title") and (found := _lists(text, at, value)):
        for place, each in found:
            yield from _inside(text, place, each, depth - 1)
    else:
        yield at, value


def _lists(text: str, at: int, value: Item) -> list[tuple[int, Any]]:
    """What may hold items in an object, and where each begins."""
    found: list[tuple[int, Any]] = []
    at = _after(text, at + 1)
    for _ in value:
        key, end = _DECODER.raw_decode(text, at)
        place = _after(text, _after(text, end) + 1)
        each, end = _DECODER.raw_decode(text, place)
        if (key in _LISTS and isinstance(each, list)) or (key in _AROUND and isinstance(each, dict)):
            found.append((place, each))
        at = _after(text, _after(text, end) + 1)
    return found


def _after(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _unwrapped(item: Any) -> Item:
    """The item itself: Zotero, ORCID and Semantic Scholar may put facts of their own around it."""
    for _ in range(_DEEPEST):
        if isinstance(item, list):
            item = item[0] if item else {}
        inner = (
            next((item[key] for key in _WRAPPED if item.get(key)), None) if isinstance(item, dict) else None
        )
        if inner is None or item.get("title"):
            break
        item = inner
    return item if isinstance(item, dict) else {}


def _work(item: Item) -> Work:
    abstracts = (item.get(key) for key in ("abstract", "abstractNote", "short-description", "tldr"))
    return Work(
        _text(item.get("title")),
        next(filter(None, map(_text, abstracts)), ""),
        tuple(dict.fromkeys(filter(None, _keywords(item)))),
        tuple(filter(None, map(_name, _people(item)))),
        id_in(*(each for key in _NAMING for each in _strings(item.get(key)))),
    )


def _text(value: Any) -> str:
    """A line of text, that may be wrapped in `value` or `title`, or be the first of several."""
    for _ in range(_DEEPEST):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = next((value[key] for key in ("value", "title", "text") if value.get(key)), "")
    return plain.line(unicode_text(_MARK.sub("", value))) if isinstance(value, str) else ""


def _strings(value: Any, depth: int = _DEEPEST) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each, depth - 1)


def _keywords(item: Item) -> Iterator[str]:
    for key in ("keyword", "keywords", "tags"):
        value = item.get(key)
        if isinstance(value, str):
            yield from map(plain.line, re.split("[;,]", value))
        elif isinstance(value, list):
            yield from (_text(each.get("tag") if isinstance(each, dict) else each) for each in value)


def _people(item: Item) -> Iterator[Any]:
    contributors = item.get("contributors")
    inside = contributors.get("contributor") if isinstance(contributors, dict) else None
    for people in (item.get("author"), item.get("authors"), item.get("creators"), inside):
        for person in people if isinstance(people, list) else ():
            if not isinstance(person, dict) or person.get("creatorType", "author") == "author":
                yield person


def _name(person: Any) -> str:
    if not isinstance(person, dict):
        return _text(person)
    whole = next((person[key] for key in ("name", "literal", "credit-name") if person.get(key)), None)
    if whole:
        return _text(whole)
    parts = ("given", "firstName", "dropping-particle", "non-dropping-particle", "family", "lastName")
    return " ".join(filter(None, (_text(person.get(key)) for key in parts)))
