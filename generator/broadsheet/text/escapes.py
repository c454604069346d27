"""Plain text as Markdown and back: which characters get a backslash, and what a backslash then means.

`escape` and `unescape` are one scheme: before a character that Markdown could mean something by, a run of
backslashes counts double, and one more makes the character itself. Before any other character a
backslash is TeX and stays alone. `unescape(escape(s)) == s`, for every string.
"""

from __future__ import annotations

import re
from functools import cache

from broadsheet.text import formulas

_ESCAPED = "*_[]<>&`#+-.=~)"
_IN_FORMULAS = r"`|<(?=[A-Za-z/!?])|&(?=\#?\w+;)"
_IN_TEXT = rf"{_IN_FORMULAS}|[*\[\]~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
_BLOCK_START = re.compile(r"^[^\S\n]*(?:\d+(?=[.)])|(?=[#>+\-=~]))(.)", re.MULTILINE)


_MARKS = re.compile(r"[\\`<&*\[\]~_]")


def has_marks(text: str) -> bool:
    """Whether Markdown could mean something by any character of a text, wherever it stands."""
    return _MARKS.search(text) is not None


def begins_block(text: str) -> bool:
    """Whether Markdown could take a line of the text for the beginning of something."""
    return (_BLOCK_START.search(text) if "\n" in text else _BLOCK_START.match(text)) is not None


@cache
def _run(also: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\\)(\\+)([{re.escape(_ESCAPED + also)}])")


@cache
def _active(pattern: str, also: str) -> re.Pattern[str]:
    return re.compile(f"{pattern}|[{re.escape(also)}]" if also else pattern)


@cache
def _mark(also: str) -> re.Pattern[str]:
    return re.compile(rf"{_run(also).pattern}|(?=({_active(_IN_TEXT, also).pattern}))")


def literals(text: str) -> tuple[str, frozenset[int]]:
    """The plain text that escaped text means, and where in it characters stand that were escaped."""
    pieces: list[str] = []
    places: set[int] = set()
    length = place = 0
    for run in _run("").finditer(text):
        pieces += [text[place : run.start()], "\\" * (len(run[1]) // 2)]
        length += run.start() - place + len(run[1]) // 2
        if len(run[1]) % 2:
            places.add(length)
        place = run.end(1)
    return "".join([*pieces, text[place:]]), frozenset(places)


def unescape(text: str, also: str = "") -> str:
    """The plain text that escaped text means."""
    if "\\" not in text:
        return text
    return _run(also).sub(lambda run: "\\" * (len(run[1]) // 2) + run[2], text)


def escape(text: str, also: str = "") -> str:
    """The text as Markdown that shows it, in one paragraph when it is one line. Formulas stay readable:
    within them only what would begin a tag, an entity or code is escaped, and the characters of `also`.
    """
    starts = {start.start(1) for start in _BLOCK_START.finditer(text)} if begins_block(text) else set()
    if not (starts or has_marks(text) or any(character in text for character in also)):
        return text
    marks = {
        mark.end(1) if mark[1] else mark.start(): len(mark[1] or "") for mark in _mark(also).finditer(text)
    }
    if not marks and not starts:
        return text
    spans = formulas.spans(text)
    pieces: list[str] = []
    place = 0
    for at in sorted(starts | marks.keys()):
        pattern = _IN_FORMULAS if any(start <= at < end for start, end in spans) else _IN_TEXT
        run = marks.get(at, 0)
        active = at in starts or _active(pattern, also).match(text, at) is not None
        pieces += [text[place : at - run], "\\" * (2 * run + active)]
        place = at
    return "".join([*pieces, text[place:]])
