"""Plain text as Markdown and back: which characters get a backslash, and what a backslash then means.

`escape` and `unescape` are one scheme: before a character that Markdown could mean something by, a run of
backslashes counts double, and one more makes the character itself. Before any other character a
backslash is TeX and stays alone. `unescape(escape(s)) == s`, for every string.
"""

from __future__ import annotations

import re
import sys
from functools import cache

from broadsheet.text import formulas
from broadsheet.text.patterns import lazily

_ESCAPED = "*_[]<>&`#+-.=~)"
_IN_FORMULAS = r"`|<(?=[A-Za-z/!?])|&(?=\#?\w+;)"
_IN_TEXT = rf"{_IN_FORMULAS}|[*\[\]~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
_SIGNS = "`<&*[]~_"  # the characters that may be active
_NOWHERE = (sys.maxsize, sys.maxsize)
_BLOCK_START = lazily(r"^[^\S\n]*(?:\d+(?=[.)])|(?=[#>+\-=~]))(.)", re.MULTILINE)


def has_marks(text: str) -> bool:
    """Whether Markdown could mean something by any character of a text, wherever it stands."""
    return (  # nine searches for a constant cost a tenth of one for a set
        "\\" in text
        or "`" in text
        or "<" in text
        or "&" in text
        or "*" in text
        or "[" in text
        or "]" in text
        or "~" in text
        or "_" in text
    )


def begins_block(text: str) -> bool:
    """Whether Markdown could take a line of the text for the beginning of something."""
    return (_BLOCK_START.search(text) if "\n" in text else _BLOCK_START.match(text)) is not None


@cache
def _run(also: str) -> re.Pattern[str]:
    return re.compile(rf"(\\(?<!\\\\)\\*)([{re.escape(_ESCAPED + also)}])")


@cache
def _active(pattern: str, also: str) -> re.Pattern[str]:
    return re.compile(f"{pattern}|[{re.escape(also)}]" if also else pattern)


@cache
def _sign(also: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(_SIGNS + also)}]")


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
    runs = {run.end(1): len(run[1]) for run in _run(also).finditer(text)} if "\\" in text else {}
    signs = [sign.start() for sign in _sign(also).finditer(text)]
    if not (starts or runs or signs):
        return text
    spans = iter(formulas.spans(text))
    formula = next(spans, _NOWHERE)
    pieces: list[str] = []
    place = 0
    for at in sorted({*starts, *runs, *signs}):
        while formula[1] <= at:
            formula = next(spans, _NOWHERE)
        pattern = _IN_FORMULAS if formula[0] <= at else _IN_TEXT
        run = runs.get(at, 0)
        active = at in starts or _active(pattern, also).match(text, at) is not None
        if run or active:
            pieces += [text[place : at - run], "\\" * (2 * run + active)]
            place = at
    return "".join([*pieces, text[place:]])
