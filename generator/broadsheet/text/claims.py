"""What a sentence claims, in as few of its own words as stand alone; and the figure that carries a result.

A list of papers is read line by line: where every line begins with "In this paper, we propose", no line says
anything. Nothing is put into other words, only left out.
"""

from __future__ import annotations

import re

from broadsheet.text import sentences
from broadsheet.text.faces import Faces, escaped, words

_CEREMONY = re.compile(
    r"(?:(?:leveraging|using|exploiting|building (?:up)?on|based on|motivated by|inspired by|guided by|with"
    r"|given|from) (?:this|these|that|such|the above)\b[^,.;]{0,60},\s+|to (?:this|that) end,\s+)?"
    r"(?:in this (?:paper|work|article|letter|study|report),?\s+)?"
    r"(?:we|(?:this|the present) (?:paper|work|article|letter|study|report|manuscript)|the authors?)\s+"
    r"(?:(?:also|further|then|therefore|thus|here|first|hence)\s+)?"
    r"(?:propos|present|introduc|develop|describ|design|construct|build|offer|releas|contribut)(?:e?s?|ed)\s+"
    r"(?!(?:to|that|how|such|this|these|it|its|their|our|results?|evidence)\b)",
    re.IGNORECASE,
)
_NAMED = r"[A-Z][\w$^{}\\+.-]*(?: [A-Z][\w+-]*){0,6}(?: ?\([^()]{1,60}\))?"
_WHICH = re.compile(rf"({_NAMED}), (?:a \w+ that|which) (?=[a-z]+s\b)")
_NOVEL = re.compile(
    r"(?<!\w)(an?) (?:novel|new)(?:(?:,| and) (?:efficient|effective|simple))?,? (?=[a-z])", re.IGNORECASE
)
_VOWEL = re.compile(r"(?!uni|use|usa|eu|one|ubi)[aeiou]", re.IGNORECASE)
_UNITS = r"%|×|x\b|dB\b|percent\b|(?:percentage )?points?\b|times\b|-?fold\b|pp\b|mm\b|[fF][pP][sS]\b|σ"
_BEFORE = "of|by|to|from|at|only|over|under|nearly|about|below|above|score|accuracy"
_NUMBER = re.compile(rf"([0-9][0-9.,]*(?<![.,])(?:\s?(?:{_UNITS}))?)")
_TELLING = re.compile(rf"[0-9][0-9.,]*(?<![.,])\s?(?:{_UNITS})|\b(?:{_BEFORE}) [0-9]+(?:\.[0-9]+)?\b(?!-)")
# Where a sentence may end early, and where a clause begins that says by itself what came out.
_END = re.compile(r",? (?=(?:while|with|whereas|but|compared|which|under|across)\b|along|and [a-z])|[;:–] ")
_OUTCOMES = (
    "achiev|attain|reach|reduc|improv|increas|outperform|surpass|yield|cut|boost|rais|lower|gain|exceed|deliver"
    "|retain|perform|match|drop|obtain|support|narrow|accelerat"
)
_OUTCOME = re.compile(rf"\b(?:{_OUTCOMES})\w*", re.IGNORECASE)
_OUTCOME_CLAUSE = re.compile(rf"(?<=, )(?!match|support|perform)(?:{_OUTCOMES})ing\b")
_BROKEN = re.compile(
    r"[0-9]\S*, [0-9]|\([^)]*\Z|^[^(]*\)|^[\w ]+:|\bnot only\b|\bboth\b(?!.* and )"
    r"|\b(?:of|by|to|at|from|based)\Z|-\Z"
)
_SHOWN = re.compile(
    r"(?:(?:notably|importantly|moreover|furthermore|additionally|ultimately|in addition|specifically), )?"
    r"(?:(?:(?:our|the|extensive|experimental|simulation|quantitative|empirical)\s+)*"
    r"(?:experiments?|results?|evaluations?|experimentation|simulations?)(?: on [^,]{3,60})?"
    r" (?:also )?(?:show|demonstrat|indicat|reveal|confirm|suggest)\w* that,? )?",
    re.IGNORECASE,
)
LONGEST_FIGURE = 140
_BRACED = re.compile(r"\{(\w[\w.+-]*)\}")
LONGEST = 230
_SHORT = 60
_PAUSE = re.compile(r"[;:–—] | \(1\)|, (?:and finally|followed by|thereby|which|where|while)\b")
_SHORTEST = 20


def claim(said: Faces) -> Faces:
    """Of an English sentence, without the ceremony before it, and of a very long one what comes first."""
    opening = _CEREMONY.match(said.plain)
    if opening and said.html.startswith(opening[0]) and len(said.plain) - opening.end() >= _SHORTEST:
        said = Faces(_stands(said.html[opening.end() :]), _stands(said.plain[opening.end() :]))
    if "{" in said.plain:
        said = Faces(_BRACED.sub(r"\1", said.html), _BRACED.sub(r"\1", said.plain))
    if len(said.plain) <= LONGEST or said.html != escaped(said.plain):
        return said
    ends = [end.start() for end in _PAUSE.finditer(said.plain, _SHORT, LONGEST)]
    if ends:
        return words(f"{said.plain[: ends[0]]}.")
    return words(f"{said.plain[:LONGEST].rpartition(' ')[0].rstrip(' ,;:')}…")


def _stands(text: str) -> str:
    if which := _WHICH.match(text):
        text = f"{which[1]} {text[which.end() :]}"
    head, tail = text[:120], text[120:]
    head = _NOVEL.sub(_article, head)
    return _capital(head) + tail


def _article(found: re.Match[str]) -> str:
    follows = found.string[found.end() : found.end() + 4]
    article = "an" if _VOWEL.match(follows) else "a"
    return f"{article.capitalize() if found[1][0].isupper() else article} "


def figure(result: str) -> str:
    """Of a result in plain characters, the sentence or clause with the number that says how much; "" where
    none is short enough to carry a claim.
    """
    for span in sentences.split(result):
        sentence = span.of(result).strip()
        sentence = sentence[_shown(sentence) :]
        if _TELLING.search(sentence):
            return _capital(sentence) if len(sentence) <= LONGEST_FIGURE else _clause(sentence)
    return ""


def emphasised(figure: str) -> str:
    """As HTML, with the number that it is about in bold."""
    number = _TELLING.search(figure)
    if not number:
        return escaped(figure)
    before, number_itself, after = _NUMBER.split(figure[number.start() :], maxsplit=1)
    return f"{escaped(figure[: number.start()] + before)}<b>{escaped(number_itself)}</b>{escaped(after)}"


def _shown(sentence: str) -> int:
    """How much of it says only that something was shown."""
    shown = _SHOWN.match(sentence)
    return shown.end() if shown else 0


def _clause(sentence: str) -> str:
    """What of a long sentence stands by itself, says what came out and has the number."""
    starts = [0, *(found.start() for found in _OUTCOME_CLAUSE.finditer(sentence))]
    for start in starts:
        for end in _END.finditer(sentence, start):
            clause = sentence[start : end.start()].strip(" ,")
            if len(clause) > LONGEST_FIGURE:
                break
            stands = len(clause) >= _SHORTEST and _OUTCOME.search(clause) and not _BROKEN.search(clause)
            if stands and _TELLING.search(clause):
                return f"{_capital(clause)}."
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
