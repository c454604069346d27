"""Characters as LaTeX that sets them, where pdfLaTeX does not by itself.

It takes the letters of European languages and the signs of print; Greek, raised figures, Vietnamese letters
and mathematical signs are said in TeX. Scripts that it has no types for stay as they are: XeLaTeX and
LuaLaTeX set them, with a fitting font.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LAST_LETTER = "\u017f"
_TAKEN = frozenset("–—‘’‚“”„†‡•…‰‹›€™ȘșȚț")
_ACCENTS = {
    **dict(zip("\u0300\u0301\u0302\u0303\u0304\u0307\u0308", "`'^~=.\"", strict=True)),
    **dict(zip("\u0306\u030a\u030b\u030c\u0323\u0327\u0331", "urHvdcb", strict=True)),
}
_PAIRS = """
    × times ÷ div ± pm ∓ mp · cdot ⋅ cdot ∗ ast ⋆ star ∘ circ ∙ bullet √ surd ∞ infty ∂ partial ∇ nabla ∑ sum
    ∏ prod ∫ int ℓ ell ℏ hbar ∅ emptyset ≤ le ≥ ge ≪ ll ≫ gg ≲ lesssim ≳ gtrsim ⩽ leqslant ⩾ geqslant ≈ approx
    ≃ simeq ∼ sim ≅ cong ≡ equiv ≠ ne ∝ propto → to ← gets ↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow
    ⇔ Leftrightarrow ↑ uparrow ↓ downarrow ↦ mapsto ∈ in ∉ notin ⊂ subset ⊆ subseteq ⊃ supset ⊇ supseteq
    ∪ cup ∩ cap ∖ setminus ∀ forall ∃ exists ⊕ oplus ⊗ otimes ⊙ odot ☉ odot ∧ wedge ∨ vee ¬ lnot ⊥ perp
    ∥ parallel ∠ angle ⟨ langle ⟩ rangle ⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor ′ prime ϵ epsilon ε varepsilon
    ϕ phi φ varphi ϑ vartheta ϱ varrho ϖ varpi ɑ alpha µ mu ς varsigma
"""
_SIGNS = dict(zip(_PAIRS.split()[::2], _PAIRS.split()[1::2], strict=True))
_LIKE_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧο", "ABEZHIKMNOPTXo", strict=True))  # Greek that TeX has no command for
_OTHERS = re.compile(
    r"(?P<raised>[²³¹⁰ⁱ⁴-ⁿᴬ-ᵡ]+)|(?P<lowered>[₀-ₜᵢ-ᵪ]+)|(?P<accented>[A-Za-z][\u0300-\u036f]+)|[^\x00-\x7f]"
)
_TOUCHING = re.compile(r"(?<!\\)\$\$")
_FACES = {
    "DOUBLE-STRUCK": "mathbb",
    "SCRIPT": "mathcal",
    "FRAKTUR": "mathfrak",
    "BLACK-LETTER": "mathfrak",
    "BOLD": "mathbf",
    "SANS-SERIF": "mathsf",
    "MONOSPACE": "mathtt",
}
_GREEK = {"GREEK SMALL LETTER": str.lower, "GREEK CAPITAL LETTER": str.capitalize}


def typeset(text: str) -> str:
    """Running text."""
    return _TOUCHING.sub(" ", _OTHERS.sub(_said, text))


def typeset_formula(tex: str) -> str:
    return _OTHERS.sub(lambda match: re.sub(r"(\\[a-z]+)\Z", r"\1 ", _said(match).strip("$")), tex)


def _said(match: re.Match[str]) -> str:
    if sign := {"raised": "^", "lowered": "_"}.get(match.lastgroup or ""):
        return f"${sign}{{{typeset_formula(unicodedata.normalize('NFKC', match[0]))}}}$"
    return _accented(match[0]) or match[0] if match["accented"] else _character(match[0])


@lru_cache(maxsize=1024)
def _character(character: str) -> str:
    if character in _SIGNS:
        return f"$\\{_SIGNS[character]}$"
    if character <= _LAST_LETTER or character in _TAKEN:
        return character
    return _plain(character) or _accented(character) or _greek(character) or _face(character) or character


def _plain(character: str) -> str:
    """A blank, hyphen or minus of another kind."""
    category = unicodedata.category(character)
    return " " if category == "Zs" else "-" if category == "Pd" else "$-$" if character == "\u2212" else ""


def _accented(character: str) -> str:
    parted = unicodedata.normalize("NFD", character)
    letter, marks = parted[0], parted[1:]
    if not letter.isascii() or not marks or not all(mark in _ACCENTS for mark in marks):
        return ""
    for mark in marks:
        letter = f"\\{_ACCENTS[mark]}{{{letter}}}"
    return letter


def _greek(character: str) -> str:
    if character in _LIKE_LATIN:
        return f"${_LIKE_LATIN[character]}$"
    kind, _, name = unicodedata.name(character, "").rpartition(" ")
    return f"$\\{_GREEK[kind](name.replace('LAMDA', 'LAMBDA'))}$" if kind in _GREEK else ""


def _face(character: str) -> str:
    """ℝ, 𝔻, ℱ, 𝔤."""
    kind, _, letter = unicodedata.name(character, "").removeprefix("MATHEMATICAL ").rpartition(" ")
    face = _FACES.get(kind.rpartition(" ")[0], "")
    return f"$\\{face}{{{unicodedata.normalize('NFKC', character)}}}$" if face and len(letter) == 1 else ""
