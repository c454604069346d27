"""MathML → a line of Unicode text: `x² ≤ 1`, `O(n^(1 + ε))`, `(a + b)/2`, `√n`.

Feed readers drop MathML's tags and keep its letters, so that 10⁻³ reads 10-3; this survives anywhere.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

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
    from collections.abc import Iterable

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
_LEAVES = frozenset({"mi", "mn", "mo"})
_ALONE = frozenset({"ordinary", "number", "word", "opening", "closing"})  # no spaces about these alone
_SPACES = re.compile(r" +")
_WIDTH = re.compile(r'width="([\d.]+)')
_TOKEN = re.compile(r"<(/?)([a-z]+)([^>]*?)(/?)>|([^<]+)")


class _Atom(NamedTuple):
    """A piece of a row and how it stands to its neighbours."""

    text: str
    kind: str = "ordinary"  # or: word, number, relation, binary, large, opening, closing, punctuation, space


class _Element:
    __slots__ = ("atoms", "attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: str = "") -> None:
        self.name = name
        self.attributes = attributes
        self.text = ""
        self.children: list[_Element] = []
        self.atoms: list[_Atom] = []  # of the whole element, once it is closed: nothing is looked into twice


def text_of(mathml: str) -> str:
    """The formula in one line."""
    return unicodedata.normalize("NFC", " ".join(_row(_parsed(mathml).children).split()))


def _parsed(mathml: str) -> _Element:
    root = _Element("root")
    path = [root]
    for closing, name, attributes, empty, text in _TOKEN.findall(mathml):
        if text:
            path[-1].text += html.unescape(text) if "&" in text else text
            continue
        if not closing:
            element = _Element(name, attributes)
            path[-1].children.append(element)
            path.append(element)
        if closing or empty:
            closed = path.pop()
            closed.atoms = _atoms(closed)
    return root


def _row(elements: Iterable[_Element]) -> str:
    atoms = [atom for element in elements for atom in element.atoms if atom.text]
    if not atoms:
        return ""
    if len(atoms) == 1 and atoms[0].kind in _ALONE and " " not in atoms[0].text:
        return atoms[0].text
    pieces: list[str] = []
    before = _Atom("", "opening")
    for atom, after in zip(atoms, [*atoms[1:], _Atom("", "closing")], strict=True):
        pieces.append(_spaced(before, atom, after))
        before = before if atom.kind == "space" else atom
    return _SPACES.sub(" ", "".join(pieces)).strip()


def _spaced(before: _Atom, atom: _Atom, after: _Atom) -> str:
    is_sign = before.kind in {"opening", "relation", "binary", "punctuation", "large"}
    if atom.text == "=" and before.text == ":":
        return "= "
    if atom.text == ":" and after.text == "=":
        return " :"
    if atom.kind == "relation" and before.text and not (atom.text == "∼" and is_sign):
        return f" {atom.text} "
    if atom.kind == "relation":
        return atom.text if atom.text == "∼" else f"{atom.text} "
    if atom.kind == "binary" and not is_sign and after.text:
        return f" {atom.text} "
    if atom.kind == "punctuation":
        is_thousands = before.kind == after.kind == "number" and len(after.text) == 3 and atom.text == ","
        return atom.text if is_thousands and before.text else f"{atom.text} "
    if atom.text == ":":
        return ":" if before.kind == after.kind == "number" else ": "
    if atom.kind in {"word", "large"} or before.kind in {"word", "large"}:
        stands_apart = before.kind in {"ordinary", "word", "number", "closing", "large"} and before.text
        return f" {atom.text}" if stands_apart and atom.kind not in {"opening", "closing"} else atom.text
    return atom.text


def _atoms(element: _Element) -> list[_Atom]:
    if element.name in _ROWS:
        return [atom for child in element.children for atom in child.atoms]
    if element.name in _LEAVES:
        return [_leaf(element.name, element.text)]
    if element.name == "mspace":
        width = _WIDTH.search(element.attributes)
        return [_Atom(" " if width and float(width[1]) > 0 else "", "space")]
    if element.name == "mtext":
        styled = "".join(child.text for child in element.children)
        return [_Atom(_letters(element.text + styled).replace("\u00a0", " "))]
    return [_built(element)]


@lru_cache(maxsize=1 << 10)
def _leaf(name: str, text: str) -> _Atom:
    letters = _letters(text)
    if name == "mo":
        return _operator(letters)
    if name == "mn":
        return _Atom(letters, "number")
    return _Atom(letters, "word" if len(letters) > 1 and letters.isalpha() else "ordinary")


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
            index = _row(children[1:])
            return _Atom((superscript(index) or f"({index})") + "√" + _operand(_row(children[:1])))
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
    over = f"({over})" if (" " in over or "/" in over) and not _is_enclosed(over) else over
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
    atoms = [atom for atom in base.atoms if atom.text.strip()]
    text = _row([base])
    if "accent" in element.attributes:
        mark = ACCENTS.get(_row(above)) if above else ACCENTS_BELOW.get(_row(below))
        return _Atom(accented(text, mark) if mark else text)
    is_sum = base.name in _ROWS and len(atoms) > 1 and not (_is_enclosed(text) or _is_words(atoms))
    if is_sum or base.name == "mfrac":
        text = f"({text})"
    kind = atoms[0].kind if len(atoms) == 1 else "ordinary" if atoms else "opening"  # ¹³C
    for script, written in ((below, lowered), (above, raised)):
        inside = _row(script)
        if inside:
            text += written(inside, is_word=_is_word(script[0]))
    return _Atom(text, kind)


def _with_prescripts(children: list[_Element]) -> str:
    """`¹⁴C`: what stands before the base is said before it."""
    names = [child.name for child in children]
    parted = names.index("mprescripts") if "mprescripts" in names else len(names)
    written = [
        [lowered, raised][place % 2](script) if (script := _row([child])) else ""
        for scripts in (children[parted + 1 :], children[1:parted])
        for place, child in enumerate(scripts)
    ]
    before = len(children) - parted - 1
    return "".join([*written[: max(before, 0)], _row(children[:1]), *written[max(before, 0) :]])


def _is_word(element: _Element) -> bool:
    while element.name in _ROWS:
        visible = [child for child in element.children if child.name != "mspace"]
        if len(visible) != 1:
            return False
        element = visible[0]
    return element.name in {"mi", "mtext", "mn"}
