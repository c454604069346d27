"""Plain text with TeX in it, as it comes and as it is shown.

`unicode_text` is for ingest: letters and signs become characters, formulas stay as `$…$`. `faces` shows
such a text: on a page, and where only characters can go (titles, feeds, search). Most texts have no TeX at
all and are only escaped; of the others most have formulas alone, and then only these are converted.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from broadsheet.addresses import is_honest, is_web
from broadsheet.text import formulas, linear, macros, mathml, scripts
from broadsheet.text.accents import unicode_text
from broadsheet.text.faces import Faces, escaped, words

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Faces", "faces", "html", "math_spans", "plain", "unicode_text"]

# What is more than words outside of formulas: to `unicode_text` or to `macros.parse`.
_ACTIVE = re.compile(r"[\\{}^_~`\"]")
# Browsers part a formula from the comma behind it at the end of a line.
_PARTED = re.compile(r"</math>[,.;:!?)]+")
_KEPT = 1 << 12  # formulas; a day of mathematics has so many


def math_spans(text: str) -> list[tuple[int, int]]:
    """Where the mathematics is, dollars included."""
    return formulas.spans(text)


def faces(text: str, *, links: bool = True) -> Faces:
    """The text of a title, an abstract's paragraph or sentence, a name: safe HTML that shows it, with
    formulas as MathML and `<code>` for what cannot be understood; and characters alone: `x² ≤ 1`.

    Without links the HTML can stand within a link itself.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if is_words(text):
        return words(text)
    shown = _formal(text) or _shown(macros.parse(unicode_text(text)), links=links)
    return Faces(_together(shown.html), unicodedata.normalize("NFC", shown.plain))


def html(text: str, *, links: bool = True) -> str:
    """The one face of a text."""
    return faces(text, links=links).html


def plain(text: str) -> str:
    """The other."""
    return text if text.isascii() and is_words(text) else faces(text).plain


def is_words(text: str) -> bool:
    """Whether nothing in a text could be TeX or an address: it shows itself."""
    # Twelve searches for a constant cost a tenth of one for a set.
    return not (
        "$" in text
        or "\\" in text
        or "{" in text
        or "}" in text
        or "^" in text
        or "_" in text
        or "~" in text
        or "`" in text
        or "--" in text
        or "''" in text
        or "://" in text
    )


def _formal(text: str) -> Faces | None:
    """Words and formulas between dollars, when there is nothing else."""
    if "--" in text or "''" in text or "://" in text:
        return None
    html: list[str] = []
    plain: list[str] = []
    place = 0
    for formula in formulas.find(text):
        between = text[place : formula.start]
        if _ACTIVE.search(between) or text[formula.start] != "$" or not macros.is_formula(formula):
            return None
        shown = _formula(formula.tex, formula.display)
        html += (escaped(between), shown.html)
        plain += (between, shown.plain)
        place = formula.end
    between = text[place:]
    if _ACTIVE.search(between):
        return None
    return Faces("".join([*html, escaped(between)]), "".join([*plain, between]))


def _shown(nodes: Iterable[macros.Node], *, links: bool) -> Faces:
    pairs = [_node(node, links=links) for node in nodes]
    return Faces("".join(html for html, _ in pairs), "".join(plain for _, plain in pairs))


def _node(node: macros.Node, *, links: bool) -> Faces:
    match node:
        case macros.Maths(tex, display):
            return _formula(tex, display)
        case macros.Styled(tag, inside):
            shown = _shown(inside, links=links)
            return Faces(f"<{tag}>{shown.html}</{tag}>", _scripted(tag, shown.plain))
        case macros.Hyperlink(url, inside):
            shown = _shown(inside, links=False)
            if links and is_web(url) and is_honest(url, shown.plain):
                return Faces(f'<a href="{escape(url)}">{shown.html}</a>', shown.plain)
            return shown
        case macros.Unknown(source):
            return _raw(source)
    return words(node)


@lru_cache(maxsize=_KEPT)
def _formula(tex: str, display: bool) -> Faces:  # noqa: FBT001  # the key of a cache
    made = mathml.mathml(tex, display=display)
    return Faces(_with_source(made, tex), linear.text_of(made)) if made else _raw(tex.strip())


def _with_source(made: str, tex: str) -> str:
    """The formula with the TeX that it was written in, for who copies it; unless it shows just that."""
    source = " ".join(tex.split())
    if f">{source}<" in made:
        return made
    return made.replace("<math", f'<math data-tex="{escape(source)}"', 1)


def _raw(source: str) -> Faces:
    return Faces(f"<code>{escaped(source)}</code>", source)


def _scripted(tag: str, text: str) -> str:
    shown = {"sup": scripts.raised, "sub": scripts.lowered}.get(tag)
    return shown(text, is_word=True) if shown and text else text


def _together(html: str) -> str:
    """The HTML with each formula held to the marks behind it."""
    pieces: list[str] = []
    place = 0
    for end in _PARTED.finditer(html):
        start = html.rindex("<math", place, end.start())
        pieces += (html[place:start], '<span class="kept">', html[start : end.end()], "</span>")
        place = end.end()
    return "".join([*pieces, html[place:]])
