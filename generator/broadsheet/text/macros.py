r"""Running text with TeX in it → a small tree: words, formulas, emphasis, links, and what nobody knows.

Accents and escapes are resolved before (see `accents`). No text is lost: a macro that is not known gives
its argument; without one, its name where it stands as a word, as `\ours` does, and itself elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from broadsheet.text import formulas, mathml
from broadsheet.text.bounds import LONGEST
from broadsheet.text.braces import NESTED
from broadsheet.text.vocabulary import (
    CITES,
    COLOURED,
    DROPPED,
    LINKS,
    LONE,
    NOTES,
    NOTHINGS,
    SIGNS,
    SPACES,
    STYLES,
)

if TYPE_CHECKING:
    from broadsheet.text.formulas import Formula


@dataclass(frozen=True, slots=True)
class Styled:
    tag: str  # of HTML
    inside: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Hyperlink:
    url: str
    inside: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Maths:
    tex: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    source: str


Node = str | Styled | Hyperlink | Maths | Unknown

_SIGN = re.compile(r"[\\{}$^_]")
# An address, too. `re` skips to members of a set ten times as fast as it tries an alternation everywhere.
_SIGN_OR_ADDRESS = re.compile(r"[\\{}$^_h](?:(?<!h)|ttps?://[^\s<>{}\"'`|\\^]*[^\s<>{}\"'`|\\^.,;:!?)\]])")
_COMMAND = re.compile(r"\\([A-Za-z]+\*?)")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_OPTION = re.compile(r"\[([^\[\]{}]*)\]")
_SWITCH = re.compile(r"\{\s*\\([A-Za-z]+)(?![A-Za-z])\s*")
_SCRIPT = re.compile(
    r"[\^_](?:\{|(?P<command>\\[A-Za-z]+)"
    r"|(?P<short>[+−-]?\d+(?![\d.]*[a-z_])|[A-Za-z*+′](?!\w|(?<=\^.)\^)|(?<=\^)[A-Za-z](?=_)))"
)
_RAISED_BASE = re.compile(r"[^\W_]\Z|[)\]}⟩|]\Z")
_LOWERED_BASE = re.compile(r"(?:\A|[^A-Za-z_\\])(?:[^\W\d_]{1,2}|[A-Z][A-Za-z]{2})\Z|\w[)\]]\Z")
_SET_SIGN = re.compile(r"[:=<>|]")
_SCRIPTS = r"(?:[\^_](?:\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z0-9]))*"
_MATH_RESTS = tuple(
    re.compile(arguments + _SCRIPTS)
    for arguments in (
        rf"(?:\s*\{{{NESTED}\}})*+",
        r"\s*(?:\\[A-Za-z]+|[A-Za-z0-9](?![A-Za-z]))",
        r"\s*(?:\\[A-Za-z]+\s*|[A-Za-z0-9]\s*){2}(?![A-Za-z])",
    )
)
_DEFINITIONS = re.compile(
    rf"(?:\s*\\(?:re)?newcommand\*?\s*\{{?\\[A-Za-z]+\}}?(?:\[\d\])?\s*\{{{NESTED}\}})++\s*"
)
_SHORTEST_NAME = len("\\app") - 1
_BEFORE_A_NAME = re.compile(r"[\s(\[{~/“‘\"'–—-]\Z")
_AFTER_A_NAME = re.compile(r"[\s)\]}~/”’\"'–—.,;:!?$-]|\\[\s\\'\"]|\Z")
_DEEPEST = 40
_UNESCAPED = re.compile(r"\\([%&_#~{}])(?:\{\})?")


def parse(text: str) -> tuple[Node, ...]:
    """What the text says. Neighbouring pieces of plain words are one string."""
    if len(text) > LONGEST or not _active(text).search(text):
        return (text,)
    return _merged(_TexReader(text).read(0, len(text)))


def _active(text: str) -> re.Pattern[str]:
    """What is no plain word in this text. A set alone is found ten times as fast as an alternation."""
    return _SIGN_OR_ADDRESS if "://" in text else _SIGN


def _merged(nodes: list[Node]) -> tuple[Node, ...]:
    merged: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and merged and isinstance(merged[-1], str):
            merged[-1] += node
        elif node:
            merged.append(node)
    return tuple(merged)


class _TexReader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.formulas = {formula.start: formula for formula in formulas.find(text)}
        self.closings = _closings(text) if "{" in text else {}
        self.active = _active(text)
        self.place = 0

    @cached_property
    def in_formulas(self) -> set[str]:
        """The commands that stand in formulas nearby."""
        return {name for f in self.formulas.values() for name in re.findall(r"\\[A-Za-z]+", f.tex)}

    def read(self, start: int, end: int) -> list[Node]:
        """The nodes of text[start:end]."""
        nodes: list[Node] = []
        self.place = start
        while self.place < end:
            found = self.active.search(self.text, self.place, end)
            if not found:
                nodes.append(self.text[self.place : end])
                break
            nodes.append(self.text[self.place : found.start()])
            self.place = found.start()
            nodes += self._active(found[0], end)
        self.place = end
        return nodes

    def _inside(self, start: int, end: int) -> tuple[Node, ...]:
        """The nodes within an argument; reading goes on behind its brace."""
        nodes = _merged(self.read(start, end))
        self.place = end + 1
        return nodes

    def _active(self, sign: str, end: int) -> list[Node]:
        formula = self.formulas.get(self.place)
        if formula and formula.end <= end:
            self.place = formula.end
            return _formula(formula)
        if len(sign) > 1:
            self.place += len(sign)
            return [Hyperlink(sign, (sign,))]
        if sign == "\\":
            return self._backslash(end)
        if sign == "{":
            return self._group(end)
        if sign in "^_":
            return self._script(sign, end)
        self.place += 1
        return [sign]

    def _group(self, end: int) -> list[Node]:
        """Braces are grouping when they hold a switch or touch a word; `{1, 2}` is a set and shows them."""
        start = self.place
        close = self._closing(start, end)
        if close is None:
            self.place += 1
            return ["{"]
        switch = _SWITCH.match(self.text, start, close)
        if switch and switch[1] in STYLES:
            return _styled(STYLES[switch[1]], self._inside(switch.end(), close))
        touches = self.text[start - 1 : start].isalnum() or self.text[close + 1 : close + 2].isalpha()
        word = self.text[start + 1 : close]
        inside = self._inside(start + 1, close)
        is_set = _SET_SIGN.search(word) is not None
        if not word.strip() or (touches and not is_set) or word.isalpha() or word[0] == "\\":
            return list(inside)
        return ["{", *inside, "}"]

    def _closing(self, start: int, end: int) -> int | None:
        """Where the brace at `start` is closed."""
        close = self.closings.get(start)
        return close if close is not None and close < end else None

    def _argument(self, end: int) -> tuple[int, int] | None:
        """Where the braced argument is that begins here, without its braces."""
        start = self.place
        while self.text.startswith(" ", start, end):
            start += 1
        if not self.text.startswith("{", start, end):
            return None
        close = self._closing(start, end)
        return (start + 1, close) if close is not None else None

    def _option(self, end: int) -> str:
        """The text of `[…]`, which is skipped."""
        option = _OPTION.match(self.text, self.place, end)
        self.place = option.end() if option else self.place
        return option[1] if option else ""

    def _script(self, sign: str, end: int) -> list[Node]:
        script = _SCRIPT.match(self.text, self.place, end)
        before = self.text[max(0, self.place - 6) : self.place]
        is_braced = script is not None and not script["short"]
        base = _RAISED_BASE if sign == "^" or is_braced else _LOWERED_BASE
        if not script or not base.search(before):
            self.place += 1
            return [sign]
        tag = "sup" if sign == "^" else "sub"
        self.place += 1
        if script["short"]:
            self.place = script.end()
            return [Styled(tag, (script["short"].replace("-", "−"),))]
        if script["command"]:
            inside = self._command(end)
            return [Styled(tag, _merged(inside))]
        argument = self._argument(end)
        if not argument:
            return [sign]
        shown = (
            n.replace("-", "−") if isinstance(n, str) and len(n) < 6 else n for n in self._inside(*argument)
        )
        return [Styled(tag, tuple(shown))]

    def _backslash(self, end: int) -> list[Node]:
        if _COMMAND.match(self.text, self.place, end):
            return self._command(end)
        sign = self.text[self.place + 1 : min(self.place + 2, end)]
        self.place += 1 + len(sign)
        if sign in {"\\", "\n", " "}:
            self._option(end)
            return [" "]
        return [
            {"|": "‖", ",": " ", ";": " ", ":": " ", "-": "", "/": "", "!": "", "@": ""}.get(
                sign, sign or "\\"
            )
        ]

    def _command(self, end: int) -> list[Node]:
        match = _COMMAND.match(self.text, self.place, end)
        assert match  # noqa: S101  # who calls has seen one
        start, self.place = match.span()
        name = match[1].removesuffix("*")
        if name in LINKS:
            return self._link(name, start, end)
        if name == "verb":
            return self._verbatim(start, end)
        if name in NOTHINGS or name in SPACES or name in SIGNS:
            sign = SIGNS.get(name, " " if name in SPACES else "")
            self._swallow(end, spaces=name in NOTHINGS or name in {"item", "S", "P"})
            return [sign]
        argument = self._argument(end)
        if argument:
            return self._applied(name, start, argument, end)
        if name in STYLES:
            self._swallow(end, spaces=True)
            return []
        if CITES.fullmatch(name):
            option = self._option(end)
            argument = self._argument(end)
            if argument:
                return self._citation(name, argument, option)
        return self._maths(start, end) or self._guessed(match[0], start) or self._unknown(match[0], end)

    def _swallow(self, end: int, *, spaces: bool) -> None:
        if self.text.startswith("{}", self.place, end):
            self.place += 2
        elif spaces:
            while self.place < end and self.text[self.place].isspace():
                self.place += 1

    def _applied(self, name: str, start: int, argument: tuple[int, int], end: int) -> list[Node]:
        if name in STYLES:
            inside = self._inside(*argument)
            return _styled(STYLES[name], inside)
        if name in DROPPED:
            self.place = argument[1] + 1
            self._option(end)
            return [" "] if name in {"begin", "end"} else []
        if name in NOTES:
            return [" (", *self._inside(*argument), ")"]
        if name in COLOURED:
            self.place = argument[1] + 1
            second = self._argument(end)
            return list(self._inside(*second)) if second else []
        if CITES.fullmatch(name):
            return self._citation(name, argument, "")
        return self._maths(start, end) or self._arguments(name, start, argument, end)

    def _citation(self, name: str, argument: tuple[int, int], option: str) -> list[Node]:
        keys = ", ".join(key.strip() for key in self.text[slice(*argument)].split(",") if key.strip())
        self.place = argument[1] + 1
        label = ", ".join(filter(None, (keys, option)))
        return [f"({label})" if name == "eqref" else f"[{label}]"]

    def _maths(self, start: int, end: int) -> list[Node]:
        r"""A formula that forgot its dollars: `\beta`-deformation, `\mathbb{R}^n`."""
        reaches = [rest.match(self.text, self.place, end) for rest in _MATH_RESTS]
        stops = dict.fromkeys([*(reach.end() for reach in reaches if reach), self.place])
        for stop in stops:
            tex = self.text[start:stop]
            if mathml.strict(tex):
                self.place = stop
                return [Maths(tex)]
        return []

    def _guessed(self, source: str, start: int) -> list[Node]:
        """An author's macro that is set upright in a formula nearby, or bears a script, is mathematics."""
        script = re.compile(_SCRIPTS).match(self.text, self.place)
        if source not in self.in_formulas and not (script and script[0]):
            return []
        self.place = script.end() if script else self.place
        return [Maths(self.text[start : self.place])]

    def _arguments(self, name: str, start: int, argument: tuple[int, int], end: int) -> list[Node]:
        r"""An unknown macro says what its arguments say; `\ours{}` has none."""
        nodes: list[Node] = []
        next_argument: tuple[int, int] | None = argument
        while next_argument:
            inside = self._inside(*next_argument)
            nodes += [" ", *inside] if nodes and inside else inside
            next_argument = self._argument(end) if self.text[self.place : self.place + 1] == "{" else None
        return nodes or [self._named(f"\\{name}", start)]

    def _unknown(self, source: str, end: int) -> list[Node]:
        start = self.place - len(source)
        self._swallow(end, spaces=False)
        return [LONE.get(source[1:]) or self._named(source, start)]

    def _named(self, source: str, start: int) -> Node:
        """A macro of the authors' own is mostly the name of what they made. Short ones, and those that touch
        others, are what is left of formulas.
        """
        is_word = _BEFORE_A_NAME.search(self.text, max(0, start - 1), start) if start else True
        if len(source) > _SHORTEST_NAME and is_word and _AFTER_A_NAME.match(self.text, self.place):
            return source[1:]
        return Unknown(source)

    def _link(self, name: str, start: int, end: int) -> list[Node]:
        argument = self._argument(end)
        if not argument:
            return self._unknown(self.text[start : self.place], end)
        address = _UNESCAPED.sub(r"\1", self.text[slice(*argument)]).strip()
        self.place = argument[1] + 1
        second = self._argument(end) if name == "href" else None
        inside = self._inside(*second) if second else ()
        return [Hyperlink(address, inside or (address,))]

    def _verbatim(self, start: int, end: int) -> list[Node]:
        verbatim = re.compile(r"\\verb\*?([^\w\s*])(.*?)\1").match(self.text, start, end)
        if not verbatim:
            return self._unknown(self.text[start : self.place], end)
        self.place = verbatim.end()
        return [Styled("code", (verbatim[2],))]


def _closings(text: str) -> dict[int, int]:
    """The partner of every brace that has one and is not nested deeper than anybody means it."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            waiting.append(brace.start())
        elif brace[0] == "}" and waiting:
            start = waiting.pop()
            if len(waiting) < _DEEPEST:
                found[start] = brace.start()
    return found


def is_formula(formula: Formula) -> bool:
    """Whether it is mathematics, and neither a link nor definitions, which are no text at all."""
    return "\\" not in formula.tex or not (formulas.is_link(formula) or _DEFINITIONS.fullmatch(formula.tex))


def _formula(formula: Formula) -> list[Node]:
    if is_formula(formula):
        return [Maths(formula.tex, formula.display)]
    return list(parse(formula.tex)) if formulas.is_link(formula) else []


def _styled(tag: str, inside: tuple[Node, ...]) -> list[Node]:
    return [Styled(tag, inside)] if tag and inside else list(inside)
