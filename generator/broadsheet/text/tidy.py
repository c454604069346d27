r"""What arXiv's authors write as TeX → the TeX that math-core takes.

It refuses `\mbox`, `eqnarray`, `split`, dollars within `\text`, accents of text in formulas, a bare `%`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

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
_MEANINGLESS = (
    "nonumber|notag|displaylimits|allowbreak|nobreak|protect|break|hfill|centering|noindent|lefteqn|mathstrut|strut"
    "|Large|large|small|tiny|scriptsize|footnotesize|normalsize"
)
# fmt: off
_REWRITES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(?<!\\)((?:\\\\)*)\$", r"\1"),
    (r"\\(?=\d)", ""),
    (r"\\(begin|end)\s+\{", r"\\\1{"),
    (rf"\\(?:label|tag\*?|cite[pt]?|vspace\*?|vphantom|url)\s*{GROUP}", " "),
    (rf"\\(?:smash|raisebox\{{[^{{}}]*\}}|href\s*\{{[^{{}}]*\}})\s*{GROUP}", r"{\1}"),
    (r"\{\\(?:large|small|tiny|scriptsize|footnotesize|normalsize)\s+([A-Za-z]+)\}", r"\1"),
    (rf"\\(?:{_MEANINGLESS})(?![A-Za-z])", " "),
    (r"(\\\\)\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm|in|\\[A-Za-z]+)\s*\]", r"\1"),
    (rf"\\eqno\s*{GROUP}", r"\\qquad \1"),
    (rf"\\ce\s*{GROUP}", lambda match: r"\mathrm{" + _FORMULA_NUMBER.sub(r"_{\1}", match[1]) + "}"),
    (r"(?<!\\in)(?<!\\in )\\(Re|Im)(?=\s*(?:[a-z({]|\\(?:left|[a-z]+\b(?<!in))))", r"\\operatorname{\1}"),
    (r"\\[vh]skip\s*[+-]?[\d.]+\s*(?:true)?(?:pt|em|ex|cm|mm|in)|\\hspace\*?\s*\{[^{}]*\}", r"\\ "),
    (r"\A\s*\\begin\{(equation|displaymath|math)(\*?)\}([\s\S]*)\\end\{\1\2\}\s*\Z", r"\3"),
    (r"\\(begin|end)\{(?:eqnarray|flalign)\*?\}", r"\\\1{align*}"),
    (r"\\begin\{(align|aligned)at(\*?)\}\s*\{\d+\}", r"\\begin{\1\2}"),
    (r"\\end\{(align|aligned)at(\*?)\}", r"\\end{\1\2}"),
    (r"\\(begin|end)\{(align|gather)\}", r"\\\1{\2*}"),
    (r"\\(begin|end)\{(?:split|multlined?\*?)\}", r"\\\1{aligned}"),
    (r"\\(end)?(aligned|gathered|matrix|pmatrix|bmatrix)(?![A-Za-z])",
     lambda match: rf"\{'end' if match[1] else 'begin'}{{{match[2]}}}"),
    (r"(\\begin\{(?:array|aligned|gathered|cases)\})\s*\[[a-z]\]", r"\1"),
    (r"(\\begin\{array\})(?!\s*\{)", r"\1{llll}"),
    (rf"(\\begin\{{array\}}\s*){GROUP}",
     lambda match: match[1] + "{" + re.sub(r"[@>!<]\{.*?\}|[^lcr|]", "", match[2]) + "}"),
    (rf"\\cases\s*{GROUP}", r"\\begin{cases}\1\\end{cases}"),
    (rf"\\substack\s*{GROUP}", r"{\\begin{gathered}\1\\end{gathered}}"),
    (r"\\cr(?![A-Za-z])", r"\\\\"),
    (r"\\buildrel\s*(.{1,40}?)\\over\s*(\\[A-Za-z]+|\S)", r"\\overset{\1}{\2}"),
    (r"(\\(?:left|right|middle|[bB]igg?[lrm]?))\s*<", r"\1\\langle "),
    (r"(\\(?:left|right|middle|[bB]igg?[lrm]?))\s*>", r"\1\\rangle "),
    (r"(?<=\})\s*\\(?:no)?limits(?![A-Za-z])", ""),
    (r"(?<=\d)(\}?\s*)%", r"\1\\%"),
    (r"(?<!\\)%(?=\s|\Z)", " "),
    (r"(?<!\\)([%#])", r"\\\1"),
    (r"\\operatorname\*?\s*\{\s*\\(?:math[a-z]+|rm|bf|text[a-z]*)\s*\{?([^{}]*)\}?\s*\}",
     r"\\operatorname{\1}"),
    (r"\\(?:mathds|mathbbm|mathbbmss|mathbbold)(?![A-Za-z])", r"\\mathbb"),
    (r"\\wide(check|tilde)(?![A-Za-z])", r"\\\1"),
    (r"\\textsuperscript\s*(\{[^{}]*\})", r"^{\\text\1}"),
    (r"\\textsubscript\s*(\{[^{}]*\})", r"_{\\text\1}"),
    (r"([_^])\s*\\(rm|bf|it|cal|sf|tt)(?![A-Za-z])\s*(\{[^{}]*\}|\w)", r"\1{\\\2 \3}"),
    (r"\\(?:em|sl|sc)(?![A-Za-z])", r"\\it "),
    (r"\\r\s*\{?A\}?|\\AA(?![A-Za-z])", "Å"),
    (r"\\backslash(?![A-Za-z])", r"\\setminus "),
    (r"\\~(?=[A-Za-z{])", r"\\tilde "),
    (r"\\'\s*([A-Za-z])", r"\\acute{\1}"),
    (r"\\\"\s*([A-Za-z])", r"\\ddot{\1}"),
)
# fmt: on


@cache
def _rewrites() -> list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]]:
    return [(re.compile(pattern), replacement) for pattern, replacement in _REWRITES]


def tidied(tex: str) -> str:
    tex = _TEXT_GROUP.sub(_text_group, tex.strip() + " ")
    for pattern, replacement in _rewrites():
        tex = pattern.sub(replacement, tex)
    if "&" in tex and "\\begin" not in tex:
        tex = re.sub(r"(?<!\\)&", " ", tex)
    missing = len(re.findall(r"(?<!\\)\{", tex)) - len(re.findall(r"(?<!\\)\}", tex))
    return tex + "}" if missing == 1 else "{" + tex if missing == -1 else tex


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
