"""MathML → a line of Unicode text: `x² ≤ 1`, `O(n^(1 + ε))`, `(a + b)/2`, `√n`.

Feed readers drop MathML's tags and keep its letters, so that 10⁻³ reads 10-3; this survives anywhere.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.text.scripts import (
    ACCENTS,
    ACCENTS_BELOW,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    accented,
    lowered,
    raised,
    superscript,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\ufe00\ufe01\u200b"))
_SCRIPT_LETTERS = frozenset("ℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨ")
_RELATIONS = frozenset(
    "=<>≤≥≠≈≡≃≅≪≫⊂⊃⊆⊇∈∋∉→←↔⇒⇐⇔⟶⟵⟹⟺↦⟼∝⩽⩾≲≳≺≻⪯⪰⊢⊨≔≕∥↪↠⇀≜≐≍≶≷⊊⊄⊈≰≱⟷⟸⇝⟂⊲⊳⊴⊵≼≽⊏⊐⊑⊒∣∼⋐⋑≢≁≄≇≭≮≯≨≩≴≵⊀⊁⊅⊉⊣⊨⊬⊭≗≙≛≞≟≓≒≖≬⌢⟼⇁↼↽⇋⇌↗↘↙↖⇑⇓↑↓"
)
_BINARY = frozenset("+−-±∓×⋅∪∩∧∨⊕⊗⊙∘⋆∗⊞⊠⊔⊓∖÷⋊⋉⋈∐*")
_LARGE = frozenset("∑∏∫∬∭∮⋃⋂⨁⨂⋁⋀∐⨆")
_ROWS = frozenset({"math", "mrow", "mstyle", "mpadded", "mtd", "mphantom"})
_SCRIPTS = (
    rf"(?:[{''.join({*SUPERSCRIPTS.values(), *SUBSCRIPTS.values()})}\u0300-\u036f\u20d0-\u20ff!]"
    r"|[\^_](?:\([^()]*\)|\w))*"
)
_SINGLE = re.compile(rf"√?(?:\d+(?:\.\d+)?|[^\W\d_]){_SCRIPTS}(?:\([^()]*\))?")
_BARRED = re.compile(rf"(?:\|[^|]*\||‖[^‖]*‖|⟨[^⟨⟩]*⟩|\[[^\[\]]*\]|\{{[^{{}}]*\}}){_SCRIPTS}")
_BETWEEN_ROWS = re.compile(r"([,;]); ")
_TOKEN = re.compile(r"<(/?)([a-z]+)([^>]*?)(/?)>|([^<]+)")


@dataclass(slots=True)
class _Element:
    name: str
    attributes: str = ""
    text: str = ""
    children: list[_Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece of a row and how it stands to its neighbours."""

    text: str
    kind: str = "ordinary"  # or: word, number, relation, binary, large, opening, closing, punctuation, space


@lru_cache(maxsize=1 << 15)
def text_of(mathml: str) -> str:
    """The formula in one line."""
    return unicodedata.normalize("NFC", " ".join(_row(_parsed(mathml).children).split()))


def _parsed(mathml: str) -> _Element:
    root = _Element("root")
    path = [root]
    for closing, name, attributes, empty, text in _TOKEN.findall(mathml):
        if text:
            path[-1].text += html.unescape(text)
        elif closing:
            path.pop()
        else:
            element = _Element(name, attributes)
            path[-1].children.append(element)
            if not empty:
                path.append(element)
    return root


def _row(elements: Iterable[_Element]) -> str:
    atoms = [atom for atom in _atoms(elements) if atom.text]
    pieces: list[str] = []
    before = _Atom("", "opening")
    for place, atom in enumerate(atoms):
        after = atoms[place + 1] if place + 1 < len(atoms) else _Atom("", "closing")
        pieces += _spaced(before, atom, after)
        before = before if atom.kind == "space" else atom
    return re.sub(r" +", " ", "".join(pieces)).strip()


def _spaced(before: _Atom, atom: _Atom, after: _Atom) -> Iterator[str]:
    is_sign = before.kind in {"opening", "relation", "binary", "punctuation", "large"}
    if atom.text == "=" and before.text == ":":
        yield "= "
    elif atom.text == ":" and after.text == "=":
        yield " :"
    elif atom.kind == "relation" and before.text and not (atom.text == "∼" and is_sign):
        yield f" {atom.text} "
    elif atom.kind == "relation":
        yield atom.text if atom.text == "∼" else f"{atom.text} "
    elif atom.kind == "binary" and not is_sign and after.text:
        yield f" {atom.text} "
    elif atom.kind == "punctuation":
        is_thousands = before.kind == after.kind == "number" and len(after.text) == 3 and atom.text == ","
        yield atom.text if is_thousands and before.text else f"{atom.text} "
    elif atom.text == ":":
        yield ":" if before.kind == after.kind == "number" else ": "
    elif atom.kind in {"word", "large"} or before.kind in {"word", "large"}:
        stands_apart = before.kind in {"ordinary", "word", "number", "closing", "large"} and before.text
        yield f" {atom.text}" if stands_apart and atom.kind not in {"opening", "closing"} else atom.text
    else:
        yield atom.text


def _atoms(elements: Iterable[_Element]) -> Iterator[_Atom]:
    for element in elements:
        if element.name in _ROWS:
            yield from _atoms(element.children)
        elif element.name == "mspace":
            width = re.search(r'width="([\d.]+)', element.attributes)
            yield _Atom(" " if width and float(width[1]) > 0 else "", "space")
        elif element.name == "mo":
            yield _operator(_letters(element.text))
        elif element.name == "mn":
            yield _Atom(_letters(element.text), "number")
        elif element.name == "mi":
            text = _letters(element.text)
            yield _Atom(text, "word" if len(text) > 1 and text.isalpha() else "ordinary")
        elif element.name == "mtext":
            styled = "".join(child.text for child in element.children)
            yield _Atom(_letters(element.text + styled).replace("\u00a0", " "))
        else:
            yield _built(element)


def _operator(sign: str) -> _Atom:
    kinds = {"relation": _RELATIONS, "binary": _BINARY, "large": _LARGE}
    for kind, signs in kinds.items():
        if sign and sign[0] in signs:
            return _Atom(sign, kind)
    if sign in {"(", "[", "{", "⟨", "⌊", "⌈"}:
        return _Atom(sign, "opening")
    if sign in {")", "]", "}", "⟩", "⌋", "⌉", "!"}:
        return _Atom(sign, "closing")
    return _Atom(sign, "punctuation" if sign in {",", ";"} else "ordinary")


def _letters(text: str) -> str:
    """Script, fraktur and bold letters are letters; blackboard bold means something and stays."""
    return "".join(map(_letter, text.translate(_INVISIBLE)))


def _letter(character: str) -> str:
    is_styled = "\U0001d400" <= character <= "\U0001d7ff" and not (
        "\U0001d538" <= character <= "\U0001d56b" or "\U0001d7d8" <= character <= "\U0001d7e1"
    )
    return (
        unicodedata.normalize("NFKC", character) if is_styled or character in _SCRIPT_LETTERS else character
    )


def _built(element: _Element) -> _Atom:
    children = element.children
    match element.name:
        case "mfrac":
            return _fraction(element)
        case "msqrt":
            return _Atom("√" + _operand(_row(children)))
        case "mroot":
            return _Atom(
                (superscript(_row(children[1:])) or f"({_row(children[1:])})")
                + "√"
                + _operand(_row(children[:1]))
            )
        case "msub" | "munder":
            return _with_scripts(element, children[1:2], [])
        case "msup" | "mover":
            return _with_scripts(element, [], children[1:2])
        case "msubsup" | "munderover":
            return _with_scripts(element, children[1:2], children[2:3])
        case "mmultiscripts":
            return _Atom(_with_prescripts(children))
        case "mtable":
            return _Atom(_BETWEEN_ROWS.sub(r"\1 ", "; ".join(filter(None, map(_table_row, children)))))
    return _Atom(_row(children) or _letters(element.text))


def _table_row(row: _Element) -> str:
    return " ".join(filter(None, (_row(cell.children) for cell in row.children)))


def _fraction(element: _Element) -> _Atom:
    over, under = (_row([child]) for child in element.children)
    if 'linethickness="0"' in element.attributes:
        return _Atom(f"{over} choose {under}")
    over = f"({over})" if re.search(r"[ /]", over) and not _is_enclosed(over) else over
    is_derivative = under[:1] in {"d", "∂"} and over[:1] == under[:1] and _SINGLE.fullmatch(under[1:])
    return _Atom(f"{over}/{under if is_derivative else _operand(under)}")


def _operand(text: str) -> str:
    """In brackets, unless it cannot be read as anything but one thing."""
    return text if _SINGLE.fullmatch(text) or _is_enclosed(text) else f"({text})"


def _is_words(atoms: list[_Atom]) -> bool:
    r"""`{\rm erg\,s}^{-1}`: the script belongs to the last of the units."""
    return all(atom.kind == "word" or atom.text.isalpha() for atom in atoms) and atoms[0].kind == "word"


def _is_enclosed(text: str) -> bool:
    """Between brackets or bars that belong together."""
    return _is_bracketed(text) or _BARRED.fullmatch(text) is not None


def _is_bracketed(text: str) -> bool:
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if not depth:
            return place == len(text) - 1
    return False


def _with_scripts(element: _Element, below: list[_Element], above: list[_Element]) -> _Atom:
    base = element.children[0]
    atoms = [atom for atom in _atoms([base]) if atom.text.strip()]
    text = _row([base])
    if "accent" in element.attributes:
        mark = ACCENTS.get(_row(above)) if above else ACCENTS_BELOW.get(_row(below))
        return _Atom(accented(text, mark) if mark else text)
    is_sum = base.name in _ROWS and len(atoms) > 1 and not (_is_enclosed(text) or _is_words(atoms))
    if is_sum or base.name == "mfrac":
        text = f"({text})"
    kind = atoms[0].kind if len(atoms) == 1 else "ordinary" if atoms else "opening"  # ¹³C
    for script, written in ((below, lowered), (above, raised)):
        said = _row(script)
        if said:
            text += written(said, is_word=_is_word(script[0]))
    return _Atom(text, kind)


def _with_prescripts(children: list[_Element]) -> str:
    """`¹⁴C`: what stands before the base is said before it."""
    names = [child.name for child in children]
    parted = names.index("mprescripts") if "mprescripts" in names else len(names)
    said = [
        [lowered, raised][place % 2](_row([child])) if _row([child]) else ""
        for scripts in (children[parted + 1 :], children[1:parted])
        for place, child in enumerate(scripts)
    ]
    before = len(children) - parted - 1
    return "".join([*said[: max(before, 0)], _row(children[:1]), *said[max(before, 0) :]])


def _is_word(element: _Element) -> bool:
    while element.name in _ROWS:
        visible = [child for child in element.children if child.name != "mspace"]
        if len(visible) != 1:
            return False
        element = visible[0]
    return element.name in {"mi", "mtext", "mn"}
