r"""What arXiv's authors write as TeX → the TeX that math-core takes.

It refuses `\mbox`, `eqnarray`, `split`, dollars within `\text`, accents of text in formulas, a bare `%`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.text.braces import GROUP

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXT_GROUP = re.compile(
    rf"\\(?P<command>text(?:rm|up|normal|bf|it|tt|sf|sc|md|sl)?|mbox|hbox|emph)\s*{GROUP}"
)
_TEXT_COMMANDS = {
    **dict.fromkeys(("mbox", "hbox", "textup", "textnormal", "textmd", "textsc"), "text"),
    **dict.fromkeys(("emph", "textsl"), "textit"),
}
_IN_TEXT = re.compile(r"(?<!\\)[_^#&~]|\\[A-Za-z]+\s?")
_NOT_IN_TEXT = frozenset({r"\quad", r"\qquad", r"\em", r"\it", r"\rm", r"\bf", r"\sf", r"\tt"})
_IN_TEXT_MEANS = {"~": "\u00a0", "^": "\u02c6"}

_FORMULA_NUMBER = re.compile(r"(?<=[A-Za-z)\]])(\d+)")
_NO_COLUMN = re.compile(r"[@>!<]\{.*?\}|[^lcr|]")
_BARE_AMPERSAND = re.compile(r"(?<!\\)&")
_MEANINGLESS = (
    "nonumber|notag|displaylimits|allowbreak|nobreak|protect|break|hfill|centering|noindent|lefteqn|mathstrut|strut"
    "|xspace|Large|large|small|tiny|scriptsize|footnotesize|normalsize"
)
# Each with what any match of it contains, one of the words at least: half a microsecond is saved where none
# of them stands, fifty times a formula.
# fmt: off
_REWRITES: tuple[tuple[str, str, str | Callable[[re.Match[str]], str]], ...] = (
    ("$", r"(?<!\\)((?:\\\\)*)\$", r"\1"),
    ("\\\n", r"\\\n", r"\\ "),
    ("\\", r"\\(?=\d)", ""),
    (r"\big \Big", r"\\([bB]igg?[lrm]?)\s*\{\s*(\\[{}|]|\\[A-Za-z]+|[()\[\]|/.<>])\s*\}", r"\\\1\2"),
    (r"\eqalign \displaylines", rf"\\(?:eqalign(?:no)?|displaylines)\s*{GROUP}",
     r"\\begin{aligned}\1\\end{aligned}"),
    (r"\matrix \pmatrix", rf"\\(p?matrix)\s*{GROUP}", r"\\begin{\1}\2\\end{\1}"),
    (r"\begin \end", r"\\(begin|end)\s+\{", r"\\\1{"),
    (r"\label \tag \cite \vspace \vphantom \url",
     rf"\\(?:label|tag\*?|cite[pt]?|vspace\*?|vphantom|url)\s*{GROUP}", " "),
    (r"\smash \raisebox \href",
     rf"\\(?:smash|raisebox\{{[^{{}}]*\}}|href\s*\{{[^{{}}]*\}})\s*{GROUP}", r"{\1}"),
    (r"{\l {\s {\t {\f {\n",
     r"\{\\(?:large|small|tiny|scriptsize|footnotesize|normalsize)\s+([A-Za-z]+)\}", r"\1"),
    ("\\", rf"\\(?:{_MEANINGLESS})(?![A-Za-z])", " "),
    (r"\\", r"(\\\\)\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm|in|\\[A-Za-z]+)\s*\]", r"\1"),
    (r"\eqno", rf"\\eqno\s*{GROUP}", r"\\qquad \1"),
    (r"\ce", rf"\\ce\s*{GROUP}",
     lambda match: r"\mathrm{" + _FORMULA_NUMBER.sub(r"_{\1}", match[1]) + "}"),
    (r"\Re \Im", r"(?<!\\in)(?<!\\in )\\(Re|Im)(?=\s*(?:[a-z({]|\\(?:left|[a-z]+\b(?<!in))))",
     r"\\operatorname{\1}"),
    (r"\vskip \hskip \hspace",
     r"\\[vh]skip\s*[+-]?[\d.]+\s*(?:true)?(?:pt|em|ex|cm|mm|in)|\\hspace\*?\s*\{[^{}]*\}", r"\\ "),
    (r"\begin", r"\A\s*\\begin\{(equation|displaymath|math)(\*?)\}([\s\S]*)\\end\{\1\2\}\s*\Z", r"\3"),
    ("{eqnarray {flalign", r"\\(begin|end)\{(?:eqnarray|flalign)\*?\}", r"\\\1{align*}"),
    ("{alignat {alignedat", r"\\begin\{(align|aligned)at(\*?)\}\s*\{\d+\}", r"\\begin{\1\2}"),
    ("{alignat {alignedat", r"\\end\{(align|aligned)at(\*?)\}", r"\\end{\1\2}"),
    ("{align} {gather}", r"\\(begin|end)\{(align|gather)\}", r"\\\1{\2*}"),
    ("{split} {multline", r"\\(begin|end)\{(?:split|multlined?\*?)\}", r"\\\1{aligned}"),
    ("aligned gathered matrix", r"\\(end)?(aligned|gathered|matrix|pmatrix|bmatrix)(?![A-Za-z])",
     lambda match: rf"\{'end' if match[1] else 'begin'}{{{match[2]}}}"),
    (r"\begin", r"(\\begin\{(?:array|aligned|gathered|cases)\})\s*\[[a-z]\]", r"\1"),
    ("{array}", r"(\\begin\{array\})(?!\s*\{)", r"\1{llll}"),
    ("{array}", rf"(\\begin\{{array\}}\s*){GROUP}",
     lambda match: match[1] + "{" + _NO_COLUMN.sub("", match[2]) + "}"),
    (r"\cases", rf"\\cases\s*{GROUP}", r"\\begin{cases}\1\\end{cases}"),
    (r"\substack", rf"\\substack\s*{GROUP}", r"{\\begin{gathered}\1\\end{gathered}}"),
    (r"\cr", r"\\cr(?![A-Za-z])", r"\\\\"),
    (r"\buildrel", r"\\buildrel\s*(.{1,40}?)\\over\s*(\\[A-Za-z]+|\S)", r"\\overset{\1}{\2}"),
    ("<", r"(\\(?:left|right|middle|[bB]igg?[lrm]?))\s*<", r"\1\\langle "),
    (">", r"(\\(?:left|right|middle|[bB]igg?[lrm]?))\s*>", r"\1\\rangle "),
    (r"\limits \nolimits", r"(?<=\})\s*\\(?:no)?limits(?![A-Za-z])", ""),
    ("%", r"(?<=\d)(\}?\s*)%", r"\1\\%"),
    ("%", r"(?<!\\)%(?=\s|\Z)", " "),
    ("% #", r"(?<!\\)([%#])", r"\\\1"),
    (r"\operatorname",
     r"\\operatorname\*?\s*\{\s*\\(?:math[a-z]+|rm|bf|text[a-z]*)\s*\{?([^{}]*)\}?\s*\}",
     r"\\operatorname{\1}"),
    (r"\mathds \mathbb", r"\\(?:mathds|mathbbm|mathbbmss|mathbbold)(?![A-Za-z])", r"\\mathbb"),
    (r"\wide", r"\\wide(check|tilde)(?![A-Za-z])", r"\\\1"),
    (r"\textsuperscript", r"\\textsuperscript\s*(\{[^{}]*\})", r"^{\\text\1}"),
    (r"\textsubscript", r"\\textsubscript\s*(\{[^{}]*\})", r"_{\\text\1}"),
    (r"\rm \bf \it \cal \sf \tt", r"([_^])\s*\\(rm|bf|it|cal|sf|tt)(?![A-Za-z])\s*(\{[^{}]*\}|\w)",
     r"\1{\\\2 \3}"),
    (r"\em \sl \sc", r"\\(?:em|sl|sc)(?![A-Za-z])", r"\\it "),
    (r"\r \AA", r"\\r\s*\{?A\}?|\\AA(?![A-Za-z])", "Å"),
    (r"\backslash", r"\\backslash(?![A-Za-z])", r"\\setminus "),
    (r"\~", r"\\~(?=[A-Za-z{])", r"\\tilde "),
    (r"\'", r"\\'\s*([A-Za-z])", r"\\acute{\1}"),
    ('\\"', r"\\\"\s*([A-Za-z])", r"\\ddot{\1}"),
)
# fmt: on


class _Rewrite(NamedTuple):
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]


@cache
def _rewrites() -> tuple[_Rewrite, ...]:
    return tuple(
        _Rewrite(tuple(needs.split()), re.compile(pattern), replacement)
        for needs, pattern, replacement in _REWRITES
    )


def tidied(tex: str) -> str:
    """TeX as authors write it, made such as math-core reads."""
    tex = tex.strip() + " "
    if "\\" in tex:
        tex = _TEXT_GROUP.sub(_text_group, tex)
    for needs, pattern, replacement in _rewrites():
        for needed in needs:
            if needed in tex:
                tex = pattern.sub(replacement, tex)
                break
    if "&" in tex and "\\begin" not in tex:
        tex = _BARE_AMPERSAND.sub(" ", tex)
    missing = _bare(tex, "{") - _bare(tex, "}")
    return tex + "}" if missing == 1 else "{" + tex if missing == -1 else tex


def _bare(tex: str, brace: str) -> int:
    """How many of these braces no backslash stands before."""
    return tex.count(brace) - tex.count(f"\\{brace}")


def _text_group(match: re.Match[str]) -> str:
    r"""`\mbox{a $x$ b}` as `\text{a }{x}\text{ b}`."""
    command = _TEXT_COMMANDS.get(match["command"], match["command"])
    pieces = re.sub(r"\\[()]", "$", match[2]).split("$")
    if len(pieces) % 2 == 0:
        pieces = [r"\$".join(pieces)]
    return "".join(
        f"{{{piece}}}" if number % 2 else f"\\{command}{{{_IN_TEXT.sub(_shown_in_text, piece)}}}"
        for number, piece in enumerate(pieces)
        if piece
    )


def _shown_in_text(match: re.Match[str]) -> str:
    sign = match[0]
    if sign[0] != "\\":
        return _IN_TEXT_MEANS.get(sign, f"\\{sign}")
    return " " if sign.strip() in _NOT_IN_TEXT else sign
