"""A sentence made to stand alone, by leaving out what only its neighbours or the paper's body explain."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"(?:(?:here|however|moreover|furthermore|additionally|specifically|therefore|thus|hence|instead|finally"
    r"|then|consequently|accordingly|notably|importantly|interestingly|surprisingly|indeed|in particular"
    r"|more precisely|in addition|motivated by this|to (?:this|that) end|to do (?:so|this)|for this purpose"
    r"|in light of this|as a (?:result|consequence)),\s+|here\s+(?=we\b)"
    r"|in (?:this|our|the (?:present|current)) (?:\w+ )?(?:paper|work|article|letter|study|note|thesis|report"
    r"|manuscript|contribution|dissertation)(?:,\s+|\s+(?=(?:we|I|it)\b))"
    r"|(?:to (?:address|tackle|solve|overcome|resolve|mitigate|remedy|fill|bridge|close|handle|alleviate"
    r"|combat|achieve)|(?:motivated|inspired) by|unlike|in contrast (?:to|with)|building (?:up)?on|while"
    r"|although)\b"
    r"[^,.:;()$]{3,150},\s+(?=(?:we|this|our)\b))+",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s?\(([^()$\\]{1,80})\)(?=[\s,.;:]|\Z)")
_CITATION = re.compile(r"\s?\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]")
_DISPENSABLE = re.compile(
    r"(?:e\.g\.|i\.e\.|cf\.|see |including |such as |for example|for instance)", re.IGNORECASE
)
_SMALL_ASIDE = re.compile(r"[a-z]{5,}|[a-z]{2,}[ ,][a-z ,'’-]+")
_SHORT_NAME = re.compile(r"[A-Z][A-Za-z&/+-]{0,11}")
_PLAIN_START = re.compile(r"[a-z](?:[a-z']+|(?=\s))(?![\w-]*[A-Z])")


_BRACED = re.compile(r"\{(\w[\w.+-]*)\}")  # TeX's way to keep a name's capitals


def trimmed(sentence: str) -> str:
    """The sentence without its "In this paper," and without asides that carry neither number nor name."""
    if "{" in sentence and "$" not in sentence and "\\" not in sentence:
        sentence = _BRACED.sub(r"\1", sentence)
    rest = _LEAD.sub("", sentence, count=1) if _LEAD.match(sentence) else sentence
    rest = _CITATION.sub("", _ASIDE.sub(lambda aside: _kept(aside, sentence), rest)).strip()
    if len(rest.split()) < 3:
        return sentence
    return rest[0].upper() + rest[1:] if _PLAIN_START.match(rest) else rest


def _kept(aside: re.Match[str], sentence: str) -> str:
    inside = aside[1].strip()
    if _DISPENSABLE.match(inside) and not re.search(r"\d", inside):
        return ""
    # After a name, small words in brackets are what it stands for.
    if _SMALL_ASIDE.fullmatch(inside) and sentence[: aside.start()].rpartition(" ")[2].islower():
        return ""
    if _SHORT_NAME.fullmatch(inside) and sentence.count(inside.rstrip("s")) == 1:
        return ""
    return aside[0]
