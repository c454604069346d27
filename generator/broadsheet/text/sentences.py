"""Where the sentences of an abstract begin and end, as spans into the untouched text.

Our own rules, because the libraries split at "(i)", "Fig. 3" and inside formulas, or cost more than they
give (pysbd 11 ms an abstract, punkt ships no model, blingfire is 100 MB). Formulas are found here with
one coarse pattern rather than by `text.tex`: only their full stops and capitals must be kept out of sight.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from broadsheet.text import plain
from broadsheet.text.patterns import lazily


class Span(NamedTuple):
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def split(text: str) -> list[Span]:
    """The sentences of a text in order. Every character but white space is in exactly one of them.

    An empty line always ends a sentence.
    """
    spans = []
    for begin, over in _paragraphs(text):
        cuts = [begin, *_ends(text, begin, over), over]
        spans += [span for start, end in pairwise(cuts) if (span := _trimmed(text, start, end))]
    return spans


def numbered(abstract: str) -> list[str]:
    """The sentences of an abstract as evidence counts them, from 1: each on one line."""
    return [line for span in split(abstract) if (line := plain.line(span.of(abstract)))]


def _paragraphs(text: str) -> list[tuple[int, int]]:
    if "\n" not in text:
        return [(0, len(text))]
    return [paragraph.span() for paragraph in _PARAGRAPH.finditer(text)]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    inside = text[start:end]
    bare = inside.lstrip()
    start += len(inside) - len(bare)
    return Span(start, start + len(bare.rstrip())) if bare else None


_PARAGRAPH = lazily(r"(?:(?!\n[^\S\n]*\n).)+", re.DOTALL)

# Looking for its first character first takes half the time.
_MARK = lazily(r"[.?!…。！？｡]")
_STOP = lazily(
    r"(?P<wide>[。！？｡]+[」』”’）］】]*)"
    r"|(?P<formula>\.)(?=[\s~]*(?:\$|\\[\])]|\\end\{))"
    r"|(?P<mark>\.{3}|…|[.?!]++)(?P<closing>['\"”’)\]}]*)(?P<gap>\s+|(?=[A-Z][a-z'’]*[\s,]))"
)
_FORMULA = lazily(
    r"\$\$.{1,2000}?\$\$|\$(?:[^$\\]|\\.){1,400}?\$|\\\(.{1,400}?\\\)|\\\[.{1,2000}?\\\]"
    r"|\\begin\{(?P<env>[a-z]+\*?)\}.{1,2000}?\\end\{(?P=env)\}",
    re.DOTALL,
)
_FORMULA_STOP = lazily(r"\.[\s~]*(?:(?:\$\$?|\\[\])]|\\end\{[a-z]+\*?\})\s*)+")
_PROSE = lazily(r"[a-z]{3}[.,;]\s+[A-Za-z][a-z]*\s+[a-z]{2,}\s")
_BRACKETS = lazily(r"[()\[\]「」『』（）]")
_LONGEST_BRACKET = 250


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# They open sentences and hardly ever follow an initial or a name: "group F. In fact", "et al. We show".
_OPENERS = _words(
    """
    A According Additionally After All Also Although Among An And Another Any As Assuming At Based Because
    Besides Both But By Can Combining Compared Comparing Consequently Conversely Despite Due During Each
    Even Every Existing Experimental Experiments Extensive Finally First Firstly Five Following For Four
    Fourth From Furthermore Given Hence Here How However If Importantly In Indeed Instead Interestingly It
    Its Last Lastly Later Let Many More Moreover Most Motivated Namely Nevertheless New Next No
    Nonetheless Not Notably Note Now Numerical On Once One Only Or Other Our Over Overall Particularly
    Previous Previously Rather Recent Recently Results Second Secondly Several She Similar Similarly
    Simulations Since So Some Specifically Starting Still Subsequently Such Surprisingly That The Their
    Then There Thereby Therefore These They Third Thirdly This Those Three Through Throughout Thus To
    Together Traditional Two Typically Under Unfortunately Unlike Until Upon Using Via We What When Where
    Whereas Whether Which While Why With Within Without Yet You
    """
)
_ABBREVIATIONS = _words(
    """
    e.g i.e cf viz resp vs fig figs eq eqs eqn eqns sec secs sect sects ref refs tab thm lem prop cor
    def ch chap vol no nos nr pp p.p approx ca dept prof dr mr mrs ms st jr sr inst univ appl ann math
    phys rev lett comm commun proc trans acta astron astrophys nonlin calc var funct arch mech sci adv
    bull soc amer assoc int geom anal numer nucl suppl ser w.r.t s.t w.l.o.g i.i.d a.k.a a.e a.s r.h.s
    l.h.s ex exs rem algo alg arxiv ed eds transl ibid op cit incl excl esp
    """
)
# They may stand last in a sentence; then the next one opens with a word that shows it.
_EITHER = _words("al etc u.s u.k u.s.a e.u ph.d a.m p.m d.c i.i.d a.e a.s r.h.s l.h.s co inc ltd corp")
_MAY_BE_WORDS = _words("bull no def math ex alg cit prop tab int ed ann comm st ref sec fig")

_TOKEN = lazily(r"[^\s()\[\]{}~,;:]*\Z")
_NEXT_WORD = lazily(r"\s*['\"“‘`(\[*_]*([A-Z][A-Za-z'’]*)")
_LIST_LABEL = lazily(r"[(\[](?:[0-9]{1,2}|[ivxIVX]{1,5}|[A-Za-z])[)\]]")
_NUMBER_LABEL = lazily(r"(?:[:;]\s+|\A\s*)\(?(?:[0-9]{1,2}|[ivx]{1,4})\Z")
_INITIALS = lazily(r"(?:[A-Z]\.)*-?[A-Z]")
_LOWER_WORD = lazily(r"(?:[a-z]{2,}|[)\]%$]|[0-9]%)\Z")


def _ends(text: str, start: int, end: int) -> list[int]:
    """Where in text[start:end] a sentence is over and another one may begin."""
    stops = _stops(text, start, end)
    if not stops:
        return []
    formulas = _formulas(text, start, end)
    open_brackets = _open_brackets(text, start, end, formulas)
    ends = []
    last = start
    for stop in stops:
        if stop.end() >= end:
            continue
        bracket = _within(open_brackets, stop.start())
        if bracket and (stop["wide"] or bracket[1] not in range(*stop.span("closing"))):
            continue
        formula = _within(formulas, stop.start())
        if formula and _ends_with_formula(text, stop, formula[1]):
            last = formula[1]
            ends.append(last)
        elif not formula and _is_end(text, last, stop):
            last = stop.end()
            ends.append(last)
    return ends


def _stops(text: str, start: int, end: int) -> list[re.Match[str]]:
    stops: list[re.Match[str]] = []
    for mark in _MARK.finditer(text, start, end):
        if not stops or stops[-1].end() <= mark.start():
            stop = _STOP.match(text, mark.start(), end)
            stops += [stop] if stop else []
    return stops


def _ends_with_formula(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether the stop is the formula's last character and the sentence's, too: "… $x = y.$ Then"."""
    if not _FORMULA_STOP.fullmatch(text, stop.start(), end) or text.endswith("\\right", 0, stop.start()):
        return False
    word = _next_word(text, end)
    return word in _OPENERS or (word != "" and text[end - 1] == "$")


def _is_end(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop["wide"]:
        return True
    if not stop["mark"]:
        return False
    if not stop["gap"]:
        return _is_glued_end(text, start, stop)
    if not _opens(text, stop.end()):
        return False
    if stop["mark"] != ".":
        return True
    return _is_full_stop(text, start, stop)


def _is_full_stop(text: str, start: int, stop: re.Match[str]) -> bool:
    before = text[max(start, stop.start() - 40) : stop.start()]
    match = _TOKEN.search(before)
    token = match[0] if match else ""
    lower = token.lower().lstrip("'\"“‘`")
    opener = _next_word(text, stop.end()) in _OPENERS
    if stop["closing"]:
        return lower not in _ABBREVIATIONS | _EITHER or opener
    if lower in _EITHER or _INITIALS.fullmatch(token):
        return opener
    if lower in _ABBREVIATIONS:
        return opener and lower in _MAY_BE_WORDS
    return not _NUMBER_LABEL.search(before)


def _is_glued_end(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a space was lost, as in "is avoided.We directly", but not in "Node.Js" or "example.Com/A"."""
    if stop["closing"] or stop["mark"] not in {".", "?", "!"}:
        return False
    before = text[max(start, stop.start() - 30) : stop.start()]
    if not _LOWER_WORD.search(before) or "/" in before.rsplit(None, 1)[-1]:
        return False
    return _next_word(text, stop.end()) in _OPENERS


def _next_word(text: str, at: int) -> str:
    word = _NEXT_WORD.match(text, at)
    return word[1] if word else ""


def _opens(text: str, at: int) -> bool:
    """Whether a sentence may begin here."""
    while at < len(text) and text[at] in "'\"“‘`*_":
        at += 1
    if at >= len(text):
        return False
    first = text[at]
    if first in "([":
        return bool(_LIST_LABEL.match(text, at)) or text[at + 1 : at + 2].isupper()
    return first.isupper() or first.isdigit() or first in "$\\©•" or first >= "\u2e80"


def _formulas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if text.find("$", start, end) < 0 and text.find("\\", start, end) < 0:
        return []
    spans = []
    at = start
    while match := _FORMULA.search(text, at, end):
        # "$5 million. The rest is $7": money, not a formula.
        if match[0].startswith("$") and not match[0].startswith("$$") and _PROSE.search(match[0]):
            at = match.start() + 1
            continue
        spans.append(match.span())
        at = match.end()
    return spans


def _open_brackets(text: str, start: int, end: int, formulas: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The outermost brackets that close again soon; one that stays open hides nothing."""
    spans: list[tuple[int, int]] = []
    stack: list[int] = []
    for bracket in _BRACKETS.finditer(text, start, end):
        if _within(formulas, bracket.start()):
            continue
        if bracket[0] in "([「『（":
            stack.append(bracket.start())
        elif stack:
            opened = stack.pop()
            if bracket.start() - opened > _LONGEST_BRACKET:
                continue
            while spans and spans[-1][0] > opened:
                spans.pop()
            spans.append((opened, bracket.start()))
    return spans


def _within(spans: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    if not spans:
        return None
    place = bisect_right(spans, (at, 1 << 60)) - 1
    return spans[place] if place >= 0 and spans[place][0] <= at < spans[place][1] else None
