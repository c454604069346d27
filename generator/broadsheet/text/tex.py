"""Plain text with TeX in it, as it comes and as it is shown.

`unicode_text` is for ingest: letters and signs become characters, formulas stay as `$…$`. `faces` shows
such a text: on a page, and where only characters can go (titles, feeds, search).
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from broadsheet.text import formulas, linear, macros, mathml, scripts
from broadsheet.text.accents import unicode_text
from broadsheet.text.faces import Faces

__all__ = ["Faces", "faces", "html", "math_spans", "plain", "unicode_text"]

# Browsers part a formula from the comma behind it at the end of a line.
_PARTED = re.compile(r"<math(?:(?!</?math).)*</math>[,.;:!?)]+", re.DOTALL)
_WEB = re.compile(r"https?://[^\s<>\"'`]+\Z", re.IGNORECASE)


def math_spans(text: str) -> list[tuple[int, int]]:
    """Where the mathematics is, dollars included."""
    return formulas.spans(text)


def faces(text: str, *, links: bool = True) -> Faces:
    """The text of a title, an abstract's paragraph or sentence, a name: safe HTML and characters alone.
    Without links the HTML can stand within a link itself.
    """
    return Faces(html(text, links=links), plain(text))


def html(text: str, *, links: bool = True) -> str:
    """Safe HTML that shows the text: formulas as MathML, `<code>` for what cannot be understood.

    Without links it can stand within a link itself.
    """
    made = "".join(_html(node, links=links) for node in macros.parse(unicode_text(text)))
    return _PARTED.sub(r'<span class="kept">\g<0></span>', made) if "</math>" in made else made


def plain(text: str) -> str:
    """The text in characters alone: `x² ≤ 1`."""
    said = "".join(map(_plain, macros.parse(unicode_text(text))))
    return unicodedata.normalize("NFC", said)


def _html(node: macros.Node, *, links: bool) -> str:
    match node:
        case macros.Maths(tex, display):
            return mathml.mathml(tex, display=display) or f"<code>{escape(tex.strip(), quote=False)}</code>"
        case macros.Styled(tag, inside):
            said = "".join(_html(each, links=links) for each in inside)
            return f"<{tag}>{said}</{tag}>"
        case macros.Link(url, inside):
            said = "".join(_html(each, links=False) for each in inside)
            return f'<a href="{escape(url)}">{said}</a>' if links and _WEB.match(url) else said
        case macros.Unknown(source):
            return f"<code>{escape(source, quote=False)}</code>"
    return escape(node, quote=False)


def _plain(node: macros.Node) -> str:
    match node:
        case macros.Maths(tex, display):
            made = mathml.mathml(tex, display=display)
            return linear.text_of(made) if made else tex.strip()
        case macros.Styled(tag, inside):
            said = "".join(map(_plain, inside))
            shown = {"sup": scripts.raised, "sub": scripts.lowered}.get(tag)
            return shown(said, is_word=True) if shown and said else said
        case macros.Link(_, inside):
            return "".join(map(_plain, inside))
        case macros.Unknown(source):
            return source
    return node
