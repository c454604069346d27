"""Markdown with formulas in it → safe HTML, through python-markdown and nh3.

Formulas, TeX, code and escaped characters are held back behind placeholders before Markdown looks at a
text, and put in after the result is sanitised: neither could keep MathML or TeX's backslashes whole.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from threading import Lock
from typing import TYPE_CHECKING, Any

from broadsheet.addresses import is_web
from broadsheet.text import escapes, formulas, tex
from broadsheet.text.bounds import DEEPEST, LONGEST, LONGEST_NOTE
from broadsheet.text.braces import NESTED
from broadsheet.text.faces import Faces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

_INLINE_TAGS = {"a", "em", "strong", "code", "br"}
_BLOCKS = "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td"
_BLOCK_TAGS = _INLINE_TAGS | set(_BLOCKS.split())
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_OWN = re.compile(r"mailto:[^\s<>\"'`\\]+|#[\w.-]+|(?:\.\.?/)*/?\w[\w.,~%/#?=&+-]*", re.IGNORECASE)

# Noncharacters: no text can mean anything by them.
_HELD = re.compile("\ufdd0(\\d+)\ufdd1")
_RESERVED = str.maketrans(dict.fromkeys("\ufdd0\ufdd1\x02\x03", "\ufffd"))

_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_TEX = re.compile(
    r"\{\s*\\(?:bf|it|em|tt|sc|sl|rm|sf|bfseries|itshape|ttfamily)(?![A-Za-z])[^{}]*\}"
    rf"|\\[A-Za-z]+\*?(?:\[[^\[\]]*\](?=\{{))?(?:\{{{NESTED}\}})*+"
    rf"|\\[`'^~=.\"](?:\{{{NESTED}\}}|\\?[A-Za-z])|\\[^\w\s*]"
)
_BRACKET = re.compile(r"[\[\]()]")
_OPENERS = {"]": "[", ")": "("}
_TAG = re.compile(r"<[^<>]*>")
_HEAD = re.compile(r"(?:[ \t]+|>|[-*+](?=[ \t])|\d{1,9}\.(?=[ \t]))+")
_MARK = re.compile(r"(?:\A|[->*+]|\d{1,9}\.)[ ]*")
_SIGN = re.compile(r"(?<=\d)\.|[->*+]")
_WIDE = re.compile(rf" {{{4 * DEEPEST},}}")
_LONGEST_BLOCK = 200  # lines without a blank one; each heading in a block costs what the rest of it is long
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_MOST_FENCES = 500  # one that is not closed costs what the rest of the text is long
_LOCK = Lock()  # a Markdown object is one worker


class _Holder:
    """What stands behind the placeholders of one text."""

    def __init__(self) -> None:
        self.html: list[str] = []
        self.plain: list[str] = []
        self.source: list[str] = []

    def hold(self, html: str, plain: str, source: str) -> str:
        self.html.append(html)
        self.plain.append(plain)
        self.source.append(source)
        return f"\ufdd0{len(self.html) - 1}\ufdd1"

    def held(self, source: str) -> str:
        """The source with all but Markdown and words behind placeholders."""
        if len(source) > LONGEST:
            return self.hold(escape(source, quote=False), source, source)
        pieces: list[str] = []
        place = 0
        for code in _CODE.finditer(source):
            code_text = code[2].strip() or code[2]
            pieces += self._text(source[place : code.start()])
            pieces.append(self.hold(f"<code>{escape(code_text, quote=False)}</code>", code_text, code[0]))
            place = code.end()
        return self._without_loose_brackets("".join([*pieces, *self._text(source[place:])]))

    def _without_loose_brackets(self, text: str) -> str:
        """Python-Markdown reads on from every bracket that may begin a link, to the end of the text where
        none closes it: 20,000 of them would take minutes.
        """
        pieces: list[str] = []
        place = 0
        for at in _loose(text) if "[" in text else ():
            pieces += [text[place:at], self.hold(text[at], text[at], text[at])]
            place = at + 1
        return "".join([*pieces, text[place:]])

    def _text(self, source: str) -> Iterator[str]:
        text, literals = escapes.literals(source)
        place = 0
        for formula in formulas.find(text):
            yield from self._prose(text, place, formula.start, literals)
            yield self._tex(text[formula.start : formula.end])
            place = formula.end
        yield from self._prose(text, place, len(text), literals)

    def _prose(self, text: str, start: int, end: int, literals: frozenset[int]) -> Iterator[str]:
        for item in _TEX.finditer(text, start, end):
            yield from self._characters(text, start, item.start(), literals)
            yield self._tex(item[0])
            start = item.end()
        yield from self._characters(text, start, end, literals)

    def _characters(self, text: str, start: int, end: int, literals: frozenset[int]) -> Iterator[str]:
        for place in range(start, end):
            character = text[place]
            is_literal = place in literals or character == "\\"
            yield self.hold(escape(character, quote=False), character, character) if is_literal else character

    def _tex(self, source: str) -> str:
        shown = tex.faces(source)
        return self.hold(shown.html, shown.plain, source)


def _loose(text: str) -> list[int]:
    """The opening brackets that have no partner, or stand too deep within others."""
    found: list[int] = []
    waiting: dict[str, list[int]] = {"[": [], "(": []}
    for bracket in _BRACKET.finditer(text):
        sign = bracket[0]
        if sign in waiting:
            waiting[sign].append(bracket.start())
        elif opened := waiting[_OPENERS[sign]]:
            at = opened.pop()
            if len(opened) >= DEEPEST:
                found.append(at)
    return sorted([*found, *waiting["["], *waiting["("]])


def faces(fragment: str) -> Faces:
    """One paragraph's worth of Markdown: as HTML, without the paragraph, with links to the web only; and
    what it says.
    """
    if len(fragment) > LONGEST:
        return Faces(escape(fragment, quote=False), fragment)
    made, holder = _made(" ".join(fragment.split()), blocks=False)
    plain = unescape(_TAG.sub("", made))
    return Faces(
        _HELD.sub(lambda mark: holder.html[int(mark[1])], made),
        _HELD.sub(lambda mark: holder.plain[int(mark[1])], plain),
    )


def blocks(source: str) -> str:
    """A whole Markdown text as HTML; its links may also lead within the site."""
    if len(source) > LONGEST_NOTE or len(_FENCE.findall(source)) > _MOST_FENCES:
        return f"<p>{escape(source, quote=False)}</p>"
    made, holder = _made(source, blocks=True)
    return _HELD.sub(lambda mark: holder.html[int(mark[1])], made)


def _made(source: str, *, blocks: bool) -> tuple[str, _Holder]:
    import nh3  # noqa: PLC0415  # most fragments hold no Markdown

    holder = _Holder()

    def attribute(_tag: str, name: str, value: str) -> str | None:
        if name != "href":
            return value
        address = _HELD.sub(lambda mark: holder.source[int(mark[1])], value)
        return address if is_web(address) or (blocks and _OWN.fullmatch(address)) else None

    with _LOCK:
        markdown = _markdown(blocks)
        markdown.reset()
        markdown.treeprocessors["hold"].holder = holder  # type: ignore[attr-defined]  # it is ours, below
        made = markdown.convert(source.translate(_RESERVED))
    safe: str = nh3.clean(
        made,
        tags=_BLOCK_TAGS if blocks else _INLINE_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return safe.strip(), holder


def _flat(lines: list[str]) -> Iterator[str]:
    """No list or quotation deeper than DEEPEST, and no block longer than _LONGEST_BLOCK."""
    run = 0
    for line in lines:
        run = run + 1 if line.strip() else 0
        if run > _LONGEST_BLOCK:
            run = 1
            yield ""
        head = _HEAD.match(line)
        yield _shallow(head[0]) + line[head.end() :] if head and len(head[0]) > DEEPEST else line


def _shallow(head: str) -> str:
    """Four columns are a list, and so is each sign; the sign that is one too many is a character."""
    marks = [*_MARK.finditer(_WIDE.sub(" " * 4 * DEEPEST, head.expandtabs(4)))]
    kept = [mark[0] for mark in marks]
    if len(kept) > DEEPEST + 1:
        kept[DEEPEST + 1] = _SIGN.sub(r"\\\g<0>", kept[DEEPEST + 1], count=1)
    return "".join(kept)


@cache
def _markdown(blocks: bool) -> Markdown:  # noqa: FBT001  # the key of a cache
    import markdown  # noqa: PLC0415  # takes 60 ms, and most fragments hold no Markdown
    from markdown.preprocessors import Preprocessor  # noqa: PLC0415  # the same
    from markdown.treeprocessors import Treeprocessor  # noqa: PLC0415  # the same

    class Flatten(Preprocessor):
        """Behind fenced code: Python-Markdown calls itself for every list and quotation within another."""

        def run(self, lines: list[str]) -> list[str]:
            return list(_flat(lines))

    class Hold(Treeprocessor):
        """Before the inline patterns run, on the text of every block but code."""

        holder: _Holder

        def run(self, root: Any) -> None:
            for element in root.iter():
                for part in ("text", "tail"):
                    text = getattr(element, part)
                    if text and not isinstance(text, markdown.util.AtomicString):
                        setattr(element, part, self.holder.held(text))

    made = markdown.Markdown(extensions=["fenced_code", "tables", "sane_lists"] if blocks else [])
    made.treeprocessors.register(Hold(made), "hold", 25)
    for name in (
        "backtick",
        "escape",
        "html",
        "image_link",
        "image_reference",
        "short_image_ref",
        "automail",
    ):
        made.inlinePatterns.deregister(name)
    made.preprocessors.deregister("html_block")
    made.preprocessors.register(Flatten(made), "flatten", 20)
    if not blocks:
        for name in (
            "indent",
            "code",
            "hashheader",
            "setextheader",
            "hr",
            "olist",
            "ulist",
            "quote",
            "reference",
        ):
            made.parser.blockprocessors.deregister(name)
    return made
