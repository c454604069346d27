"""TeX's ways to write letters and signs in running text → Unicode.

pylatexenc would do it, but takes a bare `%` for a comment, drops a bare `&` and loses unknown macros:
54 of 1,006 abstracts lost five words or more. Mathematics and macros with a meaning are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from broadsheet.text import formulas
from broadsheet.text.bounds import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

# fmt: off
_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}
_LETTERS = {
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "i": "ı",
    "j": "ȷ", "l": "ł", "L": "Ł", "ng": "ŋ", "NG": "Ŋ", "o": "ø", "O": "Ø", "oe": "œ", "OE": "Œ", "ss": "ß",
    "SS": "ẞ", "th": "þ", "TH": "Þ",
}
# fmt: on
_SIGNS = {
    "--": "–",
    "---": "—",
    "``": "“",
    "\\/": "",
    "\\@": "",
    "\\!": "",
    "\\-": "",
}  # the others are spaces
_ROUNDS = 100  # two are usual; who nests deeper than that means none of it
_DOTTED = {"ı": "i", "ȷ": "j"}
_UMLAUTS = "aeiouyAEIOUYı"

_NAMES = "|".join(sorted(_LETTERS, key=len, reverse=True))
_BASE = rf"(?:\\(?:{_NAMES})(?![A-Za-z])|[^\W\d_])"
_TOKEN = re.compile(
    r"(?P<verbatim>\\(?:url|path|href)\s*\{[^{}]*\}|\\verb\*?(?P<delimiter>[^\w\s*]).*?(?P=delimiter))"
    r"|(?P<address>https?://(?:\\[%&_#~]\{\}|[^\s{}])+)"
    rf"|(?P<accent>(?P<outer>\{{)?\\(?:(?P<sign>[`'^~=.\"])|(?P<name>[uvHcdbkrt])(?:\s*(?=[{{\\])|\s+(?=[^\W\d_])))"
    rf"(?:\{{\s*(?P<braced>{_BASE})\s*\}}|(?P<bare>{_BASE}))(?(outer)\}}|))"
    rf"|(?P<letter>\{{\\(?P<grouped>{_NAMES})\s*\}}"
    rf"|\\(?P<alone>{_NAMES})(?![A-Za-z])(?:\{{\}}|[^\S\n]+(?=[^\W\d_])|))"
    r"|(?P<degrees>\{\\deg\}|(?<=\d)\s?\\deg(?![A-Za-z]))"
    r"|(?P<pair>\\\\)"
    r"|\\(?P<escaped>[%&_#])"
    r"|(?P<hollow>(?:\\[`'^~=.\"])++)(?:\{\}|(?![\\{]|[^\W\d_]))"
    r"|(?P<space>\\[ ,;:\n])"
    r"|(?P<nothing>\\[/@!-])"
    r"|(?P<command>\\[A-Za-z]+\*?\s*\{?)"
    r"|\{(?P<single>(?![A-Za-z])[^\W\d_])\}"
    r"|(?P<dashes>(?<![-<>!])-{2,3}(?![->]))"
    r"|(?P<open>``)|(?P<close>''|\")"
    r"|(?P<quoted>(?<![\w`\\])`(?=[^\s`'])(?P<quotation>[^`'\n]{1,80})(?<=\S)'(?![\w']))"
    r"|(?P<tie>~+)",
    re.DOTALL,
)
# Where a token may begin. `re` skips to members of a set ten times as fast as it tries `_TOKEN` everywhere.
_CANDIDATE = re.compile(r"[\\{`~\"\-'](?:(?<![-'])|(?<=-)(?=-)|(?<=')(?='))")
_ALL_CANDIDATES = re.compile(rf"https?://|\s(?=\\deg)|{_CANDIDATE.pattern}")
_COMMANDED = re.compile(
    rf"\\(?:[`'^~=.\"]|(?:[{''.join(filter(str.isalpha, _COMBINING))}]|{_NAMES})(?![A-Za-z]))"
)
_ADDRESS_ESCAPE = re.compile(r"\\([%&_#~])(?:\{\})?")
_APPROXIMATELY = re.compile(r"(?:\A|[\s(\[/<>≈=\"“])\Z|(?:\A|[^\w.])[A-Za-z]\Z")


def unicode_text(raw: str) -> str:
    r"""The text with accents, escapes, dashes and quotes as characters, NFC; formulas between dollars.

    A `\$` stays: decoded, it could begin a formula. Decoding again changes nothing.
    """
    text = unicodedata.normalize("NFC", raw)
    if len(text) > LONGEST:
        return text
    for _ in range(_ROUNDS):
        if not _is_active(text):
            break
        # Each round leaves fewer characters, or as many with fewer of TeX's among them: it ends.
        decoded = unicodedata.normalize("NFC", _dollars("".join(_Decoding(text).pieces())))
        if decoded == text:
            break
        text = decoded
    return text


def lettered(text: str) -> str:
    """The same, where a letter is written with commands: what older versions wrote has them. All that newer
    ones write is as it is, and cheap.
    """
    return unicode_text(text) if "\\" in text and _COMMANDED.search(text) else text


def _is_active(text: str) -> bool:
    return "\\" in text or "~" in text or "--" in text or "`" in text or "''" in text or "{" in text


def _dollars(text: str) -> str:
    r"""`\(x\)` as `$x$` and `\[x\]` as `$$x$$`, where that makes the same formulas."""
    if "\\(" not in text and "\\[" not in text:
        return text
    found = formulas.find(text)
    pieces = []
    place = 0
    for formula in found:
        if text[formula.start : formula.start + 2] in {"\\(", "\\["}:
            dollars = "$$" if formula.display else "$"
            pieces += [text[place : formula.start], dollars, formula.tex, dollars]
            place = formula.end
    written = "".join([*pieces, text[place:]])
    same = [(f.tex, f.display) for f in found] == [(f.tex, f.display) for f in formulas.find(written)]
    return written if same else text


class _Decoding:
    """One pass over a text, which knows whether a quotation is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quotations = 0
        self.candidate = _ALL_CANDIDATES if "://" in text or r"\deg" in text else _CANDIDATE

    def pieces(self) -> Iterator[str]:
        place = 0
        for formula in formulas.find(self.text):
            yield from self._prose(place, formula.start)
            yield self.text[formula.start : formula.end]
            place = formula.end
        yield from self._prose(place, len(self.text))

    def _prose(self, place: int, end: int) -> Iterator[str]:
        at = place
        while candidate := self.candidate.search(self.text, at, end):
            at = candidate.start()
            if token := _TOKEN.match(self.text, at, end):
                yield self._counted(self.text[place:at])
                yield self._counted(self._decoded(token))
                at = place = token.end()
            else:
                at += 1
        yield self._counted(self.text[place:end])

    def _counted(self, piece: str) -> str:
        self.quotations += piece.count("“") - piece.count("”")
        return piece

    def _decoded(self, token: re.Match[str]) -> str:
        match token.lastgroup:
            case "address":
                return _ADDRESS_ESCAPE.sub(r"\1", token[0])
            case "accent":
                return _accented(token)
            case "letter":
                return _LETTERS[token["grouped"] or token["alone"]]
            case "escaped" | "single" as kept:
                return token[kept]
            case "hollow":
                return token["hollow"].replace("\\", "")
            case "quoted":
                return f"‘{token['quotation']}’"
            case "close":
                is_behind_space = self.text[token.start() - 1 : token.start()].isspace()
                return token[0] if self.quotations <= 0 or is_behind_space else "”"
            case "degrees":
                return "°"
            case "tie":
                return self._tie(token)
        return (
            _SIGNS.get(token[0], " ")
            if token.lastgroup in {"dashes", "open", "space", "nothing"}
            else token[0]
        )

    def _tie(self, token: re.Match[str]) -> str:
        """A tie is a space, but "about" stays a tilde: `~3000 lines`, `z~3`, `(~5`."""
        before = self.text[max(0, token.start() - 2) : token.start()]
        after = self.text[token.end() : token.end() + 1]
        about = _APPROXIMATELY.search(before)
        if about and (len(about[0].strip()) != 1 or not about[0].strip().isalpha() or after.isdigit()):
            return token[0]
        return " "


def _accented(token: re.Match[str]) -> str:
    written = token["braced"] or token["bare"]
    base = _LETTERS.get(written.removeprefix("\\"), written) if written[0] == "\\" else written
    accent = token["sign"] or token["name"]
    letter = unicodedata.normalize("NFC", _DOTTED.get(base, base) + _COMBINING[accent])
    usual = len(letter) == 1 and (accent != '"' or base in _UMLAUTS)
    if usual or token["braced"]:
        return letter
    # `don\'t` and `\"why\"` come from somebody else's escaping.
    return f"{accent}{written}" if token["sign"] and not token["outer"] else token[0]
