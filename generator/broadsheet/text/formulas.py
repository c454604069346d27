r"""Where the mathematics of a text is, and which dollars are money.

Our own rules: pairing dollars as they come takes amounts for formulas, and pandoc's rule loses one
formula in forty of arXiv's, which are written `$ x $` and `768$\times$1280`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from broadsheet.text.bounds import LONGEST
from broadsheet.text.patterns import lazily


class Formula(NamedTuple):
    start: int
    end: int
    tex: str  # without its dollars; with its environment
    display: bool


# Each alternative begins with a literal character: only then does `re` skip to the next one at full speed.
_OPENER = lazily(
    r"\$\$?"
    r"|\\(?:begin\{(?P<environment>(?:equation|align|eqnarray|gather|multline|displaymath|math|array|cases|split"
    r"|aligned|flalign|alignat|[pbvBV]?matrix)\*?)\}|(?P<bracket>[(\[])|.)",
    re.DOTALL,
)
_SKIPPED = lazily(r"\\(?:text|mbox|hbox|textrm|textit|textbf|texttt)\s*\{|\\.|\$|\n[^\S\n]*\n", re.DOTALL)
_AMOUNT = lazily(
    r"\s?(?:\d[\d,]*(?:\.\d+)?|\.\d+)\s?(?:[kKMBTmb]|bn|thousand|million|billion|trillion)?\+?"
    r"(?=[\s.,;:!?)\]\-–—/~]|\Z)"
)
_MATH_SIGN = lazily(r"[\\^_{=<]")
_LOWER_WORD = lazily(r"[a-z]{3}")
_TEXT_GROUP = lazily(
    r"\\(?:text\w*|mbox|hbox|mathrm|mathsf|mathtt|mathit|mathbf|operatorname\*?|label|emph)\s*\{[^{}]*\}"
    r"|\{\\(?:rm|it|bf|sf|tt|em|text\w+)\b[^{}]*\}|\\[A-Za-z]+"
)
_PROSE = lazily(r"(?<![^\s(])[a-z]{3,}(?=[\s.,;:)]|\Z)|(?<![^\s(])(?:of|to|in|is|we|by|on|at|as|an)(?=\s)")
_LINKS_ONLY = lazily(r"\s*\\(?:href|url)\s*\{[^{}]*\}\s*(?:\{[^{}]*\}\s*)?")


def find(text: str) -> tuple[Formula, ...]:
    """Every formula in order. What is not in one is text, lone dollars and amounts of money too."""
    return _found(text) if ("$" in text or "\\" in text) and len(text) <= LONGEST else ()


@lru_cache(maxsize=64)  # decoding, reading and escaping ask for the same text one after another
def _found(text: str) -> tuple[Formula, ...]:
    found: list[Formula] = []
    place = 0
    while opener := _OPENER.search(text, place):
        formula = _formula(text, opener)
        if formula:
            found.append(formula)
        place = formula.end if formula else opener.start() + _step(opener)
    return tuple(found)


def spans(text: str) -> list[tuple[int, int]]:
    """Where the mathematics is, dollars included."""
    return [(formula.start, formula.end) for formula in find(text) if not is_link(formula)]


def is_link(formula: Formula) -> bool:
    r"""Listings write `$\href{…}{here}$`: no formula, and the dollars mean nothing."""
    return _LINKS_ONLY.fullmatch(formula.tex) is not None


def _step(opener: re.Match[str]) -> int:
    return 1 if opener[0][0] == "$" else opener.end() - opener.start()


def _formula(text: str, opener: re.Match[str]) -> Formula | None:
    start, inside = opener.span()
    if opener[0] == "$$":
        return _display(text, start, inside)
    if opener[0] == "$":
        return _inline(text, start, inside)
    if opener["environment"]:
        closing = f"\\end{{{opener['environment']}}}"
        end = text.find(closing, inside)
        return (
            Formula(start, end + len(closing), text[start : end + len(closing)], display=True)
            if end > 0
            else None
        )
    if opener["bracket"]:
        end = text.find("\\)" if opener["bracket"] == "(" else "\\]", inside)
        if end < 0 or "\n\n" in text[inside:end]:
            return None
        return Formula(start, end + 2, text[inside:end], display=opener["bracket"] == "[")
    return None


def _display(text: str, start: int, inside: int) -> Formula | None:
    end = text.find("$$", inside)
    body = text[inside:end]
    if end < 0 or not body.strip() or _prose(body) > 3 or _is_money(text, inside, end):
        return None
    return Formula(start, end + 2, body, display=True)


def _inline(text: str, start: int, inside: int) -> Formula | None:
    end = _closing(text, inside)
    if end is None:
        return None
    body = text[inside:end]
    if not body.strip() or _is_money(text, inside, end) or _is_prose(body):
        return None
    return Formula(start, end + 1, body, display=False)


def _closing(text: str, place: int) -> int | None:
    r"""The next dollar that is not within the braces of a `\text{…}`."""
    while mark := _SKIPPED.search(text, place):
        if mark[0] == "$":
            return mark.start()
        if mark[0][0] == "\n":
            return None
        place = mark.end()
        if mark[0][-1] == "{" and len(mark[0]) > 2:
            place = _group_end(text, place) or place
    return None


def _group_end(text: str, place: int) -> int | None:
    """Behind the brace that closes the group in which `place` is, when that is near and on this paragraph."""
    depth = 1
    for brace in re.finditer(r"\\.|[{}]|\n\n", text[place : place + 400]):
        if brace[0] == "\n\n":
            return None
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return place + brace.end()
    return None


def _prose(body: str) -> int:
    return len(_PROSE.findall(_TEXT_GROUP.sub(" 0 ", body)))


def _is_money(text: str, inside: int, end: int) -> bool:
    amount = _AMOUNT.match(text, inside)
    if not amount or amount.end() > end:
        return False
    body = text[inside:end]
    rest = text[amount.end() : end]
    sign = _MATH_SIGN.search(rest)
    if sign:
        return _prose(rest[: sign.start()]) >= 2  # a formula begins behind the words that follow the amount
    to_another = text[end + 1 : end + 2].isdigit() and body[-1:] in " \n-–—~"
    return to_another or _LOWER_WORD.search(rest) is not None or _prose(rest) > 0


def _is_prose(body: str) -> bool:
    few = 6 if _MATH_SIGN.search(body) else 3
    return len(body) >= 3 * few - 1 and _prose(body) >= few  # words have two letters, and a space between
