"""What two texts have in common, also where one is English and the other Chinese.

A Chinese summary is compared with its English abstract by a glossary of a thousand terms of research; names
and numbers count in every language. It tells another paper's summary from this one's, not right from wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_LETTERS = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_STOPPED = """
    a an the and or of to in on for with by from as at is are was were be been being this that these
    those it its which who whom whose we our us they their them he she his her not no nor but than then
    so such can could may might will would should shall must do does did done has have had having into
    over under between among through during while when where what how why if because since both each few
    more most other some any all only own same too very just also about above below up down out off
    again further once here there one two three four five six seven eight nine ten
    half third thirds quarter tenth hundredth thousandth thousand hundred million billion dozen
    twice enough used use using
    """
_STOP = frozenset(_STOPPED.split())
_UNCOMMON, _COMMON = 5.0, 1.0
_NAME = 6.0


@dataclass(frozen=True, slots=True)
class Concept:
    """A word or a term: where it stands, the beginnings of English words that mean it, and what it weighs."""

    start: int
    end: int
    stems: tuple[str, ...]
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class _Term:
    stems: tuple[str, ...]
    weight: int


@cache
def _glossary() -> dict[str, _Term]:
    found = {}
    text = (resources.files(__package__) / "glossary.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        term, weight, stems = line.split("\t")
        found[term] = _Term(tuple(stem.replace("-", " ") for stem in stems.split(",")), int(weight))
    return found


@cache
def _longest() -> int:
    return max(map(len, _glossary()))


@cache
def _common() -> frozenset[str]:
    text = (resources.files(__package__) / "common.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def is_han(text: str) -> bool:
    return bool(_HAN.search(text))


def stem(word: str) -> str:
    """The beginning that a word's forms share: rotate, rotates, rotation."""
    word = word.lower()
    return word[:5] if len(word) <= 7 else word[:6]


@lru_cache(maxsize=256)
def concepts(text: str) -> tuple[Concept, ...]:
    """The words and terms of a text that mean something."""
    found = [concept for match in _LETTERS.finditer(text) if (concept := _word(match))]
    found += _terms(text)
    return tuple(sorted(found, key=lambda each: each.start))


def _word(match: re.Match[str]) -> Concept | None:
    word = match[0]
    if word.lower() in _STOP or len(word) < 2:
        return None
    is_name = any(c.isupper() for c in word[1:]) or any(c.isdigit() for c in word)
    if len(word) < 3 and not is_name:
        return None
    beginning = word.lower() if is_name else stem(word)
    weight = _NAME if is_name else _COMMON if beginning in _common() else _UNCOMMON
    return Concept(match.start(), match.end(), (beginning,), weight, word)


def _terms(text: str) -> list[Concept]:
    glossary, longest = _glossary(), _longest()
    found, at = [], 0
    while at < len(text):
        if not _HAN.match(text[at]):
            at += 1
            continue
        for size in range(min(longest, len(text) - at), 0, -1):
            term = glossary.get(text[at : at + size])
            if term:
                found.append(Concept(at, at + size, term.stems, float(term.weight), text[at : at + size]))
                at += size
                break
        else:
            at += 1
    return found


class SourceWords:
    """The words of a source, to be looked for by their beginnings."""

    def __init__(self, text: str) -> None:
        self.running = " " + re.sub(r"[^a-z0-9]+", " ", text.lower()) + " "
        self.folded = self.running.replace(" ", "")

    def has(self, concept: Concept) -> bool:
        if any(f" {each}" in self.running for each in concept.stems):
            return True
        return concept.weight == _NAME and concept.stems[0] in self.folded


def shared(text: str, source: SourceWords) -> tuple[float, float]:
    """How much of what a text says its source has words for, in weight, and the weight of all of it."""
    unique = {concept.stems: concept for concept in concepts(text)}.values()
    has = {each: source.has(each) for each in unique}
    total = sum(each.weight for each in unique if has[each] or each.weight != _NAME)  # names: see `names`
    return sum(each.weight for each in unique if has[each]), total


def are_alike(one: Concept, other: Concept) -> bool:
    return any(a.startswith(b) or b.startswith(a) for a in one.stems for b in other.stems)


def stems_of(text: str, *, first: bool = False) -> tuple[str, ...]:
    found = concepts(text)
    if not found:
        return ()
    return found[0].stems if first else tuple(stem for each in found for stem in each.stems)
