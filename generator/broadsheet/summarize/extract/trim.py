"""A sentence made to stand alone, by leaving out what only its neighbours or the paper's body explain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.text import formulas
from broadsheet.text.patterns import lazily

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAD = lazily(
    r"(?:(?:here|however|moreover|furthermore|additionally|specifically|therefore|thus|hence|instead|finally"
    r"|then|consequently|accordingly|notably|importantly|interestingly|surprisingly|indeed|in particular"
    r"|more precisely|in addition|motivated by this|to (?:this|that) end|to do (?:so|this)|for this purpose"
    r"|in light of (?:this|these \w+)|as a (?:result|consequence)),\s+|here\s+(?=we\b)"
    r"|in (?:this|our|the (?:present|current)) (?:\w+ )?(?:paper|work|article|letter|study|note|thesis|report"
    r"|manuscript|contribution|dissertation)(?:,\s+|\s+(?=(?:we|I|it)\b))"
    r"|(?:to (?:address|tackle|solve|overcome|resolve|mitigate|remedy|fill|bridge|close|handle|alleviate"
    r"|combat|achieve)|(?:motivated|inspired) by|unlike|in contrast (?:to|with)|building (?:up)?on|while"
    r"|although|to (?:support|enable|facilitate|further)"
    r"|(?:leveraging|using|based on|guided by|with|from|given) (?:this|these|such))\b"
    r"[^,.:;()$]{3,150},\s+(?=(?:we|this|our|in (?:this|our))\b)"
    r"|(?:(?:in order )?to(?:wards?)? (?:[a-z]+ly )?[a-z]+|based on) (?:this|these|those|such)\b"
    r"[^,.:;()$]{0,60},\s+(?=(?:we|this|our|an?|in (?:this|our)|inspired by|motivated by)\b)"
    r"|to [a-z]+ (?:this|these) (?:[a-z-]+ )?[a-z]+\s+(?=we\b))+",
    re.IGNORECASE,
)
# What it says of a sentence before it, where nothing of its own comes after.
_TAIL = lazily(
    r",? (?:(?:that|which) (?:[a-z]+ly )?"
    r"(?:addresses|targets|overcomes|tackles|solves|resolves|fills|bridges)"
    r"|(?:(?:[a-z]+ly )?(?:aimed|built|designed|developed|tailored) )?(?:in order )?to (?:[a-z]+ly )?"
    r"(?:address|overcome|tackle|mitigate|solve|resolve|handle|alleviate|fill|bridge|close|meet)"
    r"|(?:[a-z]+ly )?(?:built|designed|developed|tailored) for|for(?= \w+ (?:problem|setting|task)s?\b))"
    r" (?:this|these|those|such)(?: [a-z-]+){1,3}(?=[.:]?\s*\Z|:\s)"
)
# The same in the midst: what follows says how.
_POINTING = lazily(
    r" (?:that|which) (?:[a-z]+ly )?(?:addresses|overcomes|tackles|solves|resolves|fills|bridges|mitigates)"
    r" (?:this|these|those)(?: [a-z-]+){1,2}(?: by(?= [a-z]+ing\b)|(?= (?:using|via|with)\b))"
)
_ASIDE = lazily(r"\s?\(([^()$\\]{1,80})\)(?=[\s,.;:]|\Z)")
_CITATION = lazily(r"\s?\[(?:\d{1,3}(?:[,–-]\s?\d{1,3})*|[A-Za-z]{2,}_\w+)\]")
_DISPENSABLE = lazily(
    r"(?:e\.g\.|i\.e\.|cf\.|see |including |such as |for example|for instance)", re.IGNORECASE
)
_SMALL_ASIDE = lazily(r"[a-z]{5,}|[a-z]{2,}[ ,][a-z ,'’-]+")
_SHORT_NAME = lazily(r"[A-Z][A-Za-z&/+-]{0,11}")
_PLAIN_START = lazily(r"[a-z](?:[a-z']+|(?=\s))(?![\w-]*[A-Z])")


_BRACED = lazily(r"\{(\w[\w.+-]*)\}")  # TeX's way to keep a name's capitals


def trimmed(sentence: str) -> str:
    """The sentence without its "In this paper," and without asides that carry neither number nor name.
    Formulas stay as they are.
    """
    if "{" in sentence and "$" not in sentence and "\\" not in sentence:
        sentence = _BRACED.sub(r"\1", sentence)
    spans = formulas.spans(sentence)
    cuts = [*_lead(sentence), *_asides(sentence)]
    cuts += [each.span() for pattern in (_TAIL, _POINTING) for each in pattern.finditer(sentence)]
    rest, at = "", 0
    for start, end in sorted(cuts):
        if start >= at and not any(start < close and begin < end for begin, close in spans):
            rest, at = rest + sentence[at:start], end
    rest = (rest + sentence[at:]).strip()
    if len(rest.split()) < 3:
        return sentence
    return rest[0].upper() + rest[1:] if _PLAIN_START.match(rest) else rest


def _lead(sentence: str) -> Iterator[tuple[int, int]]:
    if lead := _LEAD.match(sentence):
        yield lead.span()


def _asides(sentence: str) -> Iterator[tuple[int, int]]:
    for aside in _ASIDE.finditer(sentence):
        if not _kept(aside, sentence):
            yield aside.span()
    for citation in _CITATION.finditer(sentence):
        yield citation.span()


def _kept(aside: re.Match[str], sentence: str) -> bool:
    inside = aside[1].strip()
    if _DISPENSABLE.match(inside) and not re.search(r"\d", inside):
        return False
    # After a name, small words in brackets are what it stands for.
    if _SMALL_ASIDE.fullmatch(inside) and sentence[: aside.start()].rpartition(" ")[2].islower():
        return False
    return not (_SHORT_NAME.fullmatch(inside) and sentence.count(inside.rstrip("s")) == 1)
