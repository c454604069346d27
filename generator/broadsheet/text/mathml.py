r"""TeX formulas → MathML Core. The only module that knows math-core, which is young: its names still move.

A formula is tidied before, and tried again with unknown macros set upright.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from broadsheet.text.shorthand import MACROS
from broadsheet.text.tidy import tidied

if TYPE_CHECKING:
    from collections.abc import Callable

# math-core recurses in native code: 20,000 open braces end the process.
_LONGEST = 8000
_DEEPEST = 60
_RETRIES = 20

_DEFINES = re.compile(r"\\(?:(?:re)?newcommand|providecommand|[egx]?def|let|input|include)(?![A-Za-z])")
_DEPTH = re.compile(r"\\[{}]|(?P<open>[{]|\\left(?![a-z])|\\begin)|(?P<close>[}]|\\right(?![a-z])|\\end)")
_TROUBLE = re.compile(r"(\d+): (?:Unknown command|Not valid in math mode)")

_ELEMENTS = """
    math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts
    mprescripts mtable mtr mtd mstyle mpadded mphantom b i code
    """
_ATTRIBUTES = """
    display displaystyle scriptlevel mathvariant stretchy symmetric largeop movablelimits accent accentunder
    lspace rspace form fence separator minsize maxsize linethickness width height depth voffset columnspan
    rowspan class
    """
_ALLOWED_ELEMENTS = frozenset(_ELEMENTS.split())
_ALLOWED_ATTRIBUTES = frozenset(_ATTRIBUTES.split())
_TAG = re.compile(r"(<[^<>]*>)")
_CORE_TAG = re.compile(r'<(/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)\s*(/?)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="[^"]*"')
_SIZE = re.compile(r' (?:displaystyle|scriptlevel)="[^"]*"')
_SIZE_OF_TABLE = re.compile(r' scriptlevel="[^"]*"')
_NOT_CORE = re.compile(r'</?span[^>]*>| (?:class|notation)="[^"]*"')
# A page that allows no inline style shows tables by its style sheet.
_STYLE = re.compile(r' style="([^"]*)"')
_CLASSES = {
    "text-align:left": "m-left",
    "text-align:right": "m-right",
    "padding-left:0": "m-tight-left",
    "padding-right:0": "m-tight-right",
    "padding-left:1em": "m-apart",
    "border-left": "m-line-left",
    "border-right": "m-line-right",
    "border-top": "m-line-top",
    "border-bottom": "m-line-bottom",
}


def mathml(tex: str, *, display: bool = False) -> str | None:
    """The formula as a `<math>` element, or None when its TeX cannot be understood."""
    return _converted(tex, display)


def strict(tex: str) -> str | None:
    """The same for a piece of running text: nothing is guessed, an unknown macro is no formula."""
    return _strictly(tex)


@lru_cache(maxsize=1 << 15)
def _converted(tex: str, display: bool) -> str | None:  # noqa: FBT001  # the key of a cache
    cleaned = tidied(tex)
    for _ in range(_RETRIES):
        made, unknown = _attempt(cleaned, display=display)
        if not unknown:
            return made
        cleaned = re.sub(rf"\\{unknown}(?![A-Za-z])", rf"\\mathrm{{{unknown}}}", cleaned)
    return None


@lru_cache(maxsize=1 << 12)
def _strictly(tex: str) -> str | None:
    return _attempt(tidied(tex), display=False)[0]


def _attempt(tex: str, *, display: bool) -> tuple[str | None, str]:
    """What was made of it; else the macro that nobody knows, if that was the trouble."""
    if not _is_sane(tex):
        return None, ""
    convert, error = _engine()
    try:
        made = convert(tex, displaystyle=display)
    except error as trouble:
        where = _TROUBLE.match(str(trouble))
        unknown = re.match(r"\\([A-Za-z]+)", tex[int(where[1]) :]) if where else None
        return None, unknown[1] if unknown else ""
    made = made.replace("&ApplyFunction;", "\u2061").replace("menclose", "mrow")
    if "<span" in made or " class=" in made or " notation=" in made or "</span" in made:
        made = _NOT_CORE.sub("", made)
    if " style=" in made:
        made = _STYLE.sub(_classed, made)
    if not _is_safe(made):
        return None, ""
    return (_styled(made) if "displaystyle" in made else made), ""


def _classed(style: re.Match[str]) -> str:
    declarations = [part.replace(" ", "") for part in style[1].split(";")]
    names = [_CLASSES.get(part) or _CLASSES.get(part.partition(":")[0], "") for part in declarations]
    return f' class="{" ".join(filter(None, names))}"' if any(names) else ""


@cache
def _engine() -> tuple[Callable[..., str], type[Exception]]:
    import math_core  # noqa: PLC0415  # most runs meet no formula that is new

    return math_core.LatexToMathML(
        macros=MACROS, fancy_error=False
    ).convert_with_local_state, math_core.LatexError


def _is_sane(tex: str) -> bool:
    if not tex.strip() or len(tex) > _LONGEST or _DEFINES.search(tex):
        return False
    if tex.count("{") + tex.count(r"\left") + tex.count(r"\begin") <= _DEEPEST:
        return True
    depth = 0
    for mark in _DEPTH.finditer(tex):
        depth += 1 if mark["open"] else -1 if mark["close"] else 0
        if depth > _DEEPEST:
            return False
    return True


def _is_safe(made: str) -> bool:
    """Only what MathML Core has, well nested, and no backslash in what is seen."""
    pieces = _TAG.split(made)
    open_elements: list[str] = []
    for tag in pieces[1::2]:
        kind, name = _known(tag)
        if kind == "open":
            open_elements.append(name)
        elif kind == "close":
            if not open_elements or open_elements.pop() != name:
                return False
        elif kind != "empty":
            return False
    visible = "".join(pieces[::2])
    return not (open_elements or "<" in visible or ">" in visible or "\\" in visible or "merror" in visible)


def _styled(made: str) -> str:
    """How large a piece is set stands on `mstyle`, the only element on which HTML checkers that know the
    MathML before Core look for it: its other pieces in it, and a row as one. A table is set by its own.
    """
    pieces = _TAG.split(made)
    closing: list[str] = []
    for place in range(1, len(pieces), 2):
        if pieces[place].startswith("</"):
            pieces[place] = closing.pop()
        elif not pieces[place].endswith("/>"):
            pieces[place], closes = _styled_tag(pieces[place])
            closing.append(closes)
    return "".join(pieces)


@lru_cache(maxsize=1 << 9)
def _styled_tag(tag: str) -> tuple[str, str]:
    """With what closes it."""
    name = tag[1:-1].partition(" ")[0]
    size = _SIZE_OF_TABLE if name == "mtable" else _SIZE
    moved = "".join(size.findall(tag)) if name not in {"math", "mstyle"} else ""
    if not moved:
        return tag, f"</{name}>"
    left = size.sub("", tag)
    if left == "<mrow>":
        return f"<mstyle{moved}>", "</mstyle>"
    return f"<mstyle{moved}>{left}", f"</{name}></mstyle>"


@lru_cache(maxsize=1 << 9)
def _known(tag: str) -> tuple[str, str]:
    """Whether a tag opens or closes an element or is empty, and of which element; if MathML Core has it."""
    match = _CORE_TAG.fullmatch(tag)
    if not match or match[2] not in _ALLOWED_ELEMENTS:
        return "", ""
    if any(key not in _ALLOWED_ATTRIBUTES for key in _ATTRIBUTE.findall(match[3])):
        return "", ""
    return "close" if match[1] else "empty" if match[4] else "open", match[2]
