"""Superscripts, subscripts and accents in characters, as far as Unicode has them."""

from __future__ import annotations

import unicodedata

SUPERSCRIPTS = {
    **dict(zip("0123456789+−-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
    **dict(zip("αβγδθφϕχ", "ᵅᵝᵞᵟᶿᵠᵠᵡ", strict=True)),
    **dict(zip("′″‴°∘*∗⋆†‡", "′″‴°°***†‡", strict=True)),
}
SUBSCRIPTS = {
    **dict(zip("0123456789+−-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
    **dict(zip("βγρφϕχ", "ᵦᵧᵨᵩᵩᵪ", strict=True)),
}
ACCENTS = {
    **dict.fromkeys("ˆ^\u0302", "\u0302"),
    **dict.fromkeys("˜~∼\u0303", "\u0303"),
    **dict.fromkeys("¯‾_―\u0304\u0305\u0332", "\u0304"),
    **dict.fromkeys("→\u20d7", "\u20d7"),
    **dict.fromkeys("…\u20db", "\u20db"),
    **dict(zip("˘˙.¨ˇ´`˚", "\u0306\u0307\u0307\u0308\u030c\u0301\u0300\u030a", strict=True)),
}
ACCENTS_BELOW = dict.fromkeys("_\u0332", "\u0332")


def superscript(text: str) -> str | None:
    """The text in raised characters, when Unicode has every one of them."""
    return _scripted(text, SUPERSCRIPTS)


def subscript(text: str) -> str | None:
    return _scripted(text, SUBSCRIPTS)


def raised(text: str, *, is_word: bool = False) -> str:
    """A superscript as well as a line of text can show it."""
    return superscript(text) or "^" + _grouped(text, is_word=is_word)


def lowered(text: str, *, is_word: bool = False) -> str:
    return subscript(text) or "_" + _grouped(text, is_word=is_word)


def _scripted(text: str, table: dict[str, str]) -> str | None:
    letters = [table.get(character) for character in text.replace(" ", "")]
    return "".join(filter(None, letters)) if letters and None not in letters else None


def _grouped(text: str, *, is_word: bool) -> str:
    return text if _signs(text) == 1 or (is_word and text.isalnum()) else f"({text})"


def _signs(text: str) -> int:
    return sum(1 for character in text if not unicodedata.combining(character))


def accented(base: str, mark: str) -> str:
    """The letters of `base` under (or above) a combining mark; its scripts bear none."""
    if base in {"ı", "ȷ"}:
        base = {"ı": "i", "ȷ": "j"}[base]
    return "".join(c + mark if _takes_accents(c) or len(base) == 1 else c for c in base)


def _takes_accents(character: str) -> bool:
    return character.isalnum() and unicodedata.category(character) not in {"Lm", "No"}
