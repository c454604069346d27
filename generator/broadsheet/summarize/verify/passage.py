"""A text with its words, clauses and sentences: what a word is said of, and what a clause rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from broadsheet.summarize.verify import lexicon
from broadsheet.summarize.verify.likeness import are_alike, concepts, is_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.summarize.verify.lexicon import Way
    from broadsheet.summarize.verify.likeness import Concept

_CLAUSE = re.compile(
    r"[。；;!?！？，,、：:（）()]|\.(?=\s|$)|\b(?:while|whereas|but|although|and(?= \w+ing))\b"
    r"|而(?!非|不)|但|同时|且",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。；;！？!?]|\.(?=\s|$)")
_TELLING = 6.0  # the least weight of words by which a clause finds its sentence
_NEAR = 0.75  # of the best likeness
_BESIDE = 48  # characters


@dataclass(frozen=True)
class Passage:
    """A summary's part, or what it rests on."""

    text: str

    @cached_property
    def is_han(self) -> bool:
        return is_han(self.text)

    @cached_property
    def targets(self) -> list[Concept]:
        """Its words but for denials."""
        return [each for each in concepts(self.text) if not lexicon.NOT.fullmatch(each.text)]

    @cached_property
    def _things(self) -> list[Concept]:
        """Its words but for those that only carry a direction."""
        return [each for each in concepts(self.text) if not lexicon.DIRECTED.fullmatch(each.text)]

    @cached_property
    def _breaks(self) -> list[int]:
        return [0, *(match.start() for match in _CLAUSE.finditer(self.text)), len(self.text)]

    @cached_property
    def _ends(self) -> list[int]:
        return [0, *(match.end() for match in _SENTENCE.finditer(self.text)), len(self.text)]

    @property
    def clauses(self) -> list[str]:
        return [self.text[begin:end] for begin, end in pairwise(self._breaks)]

    @cached_property
    def sentences(self) -> list[str]:
        return [sentence for begin, end in pairwise(self._ends) if (sentence := self.text[begin:end].strip())]

    def clause(self, at: int) -> tuple[int, int]:
        return _around(at, self._breaks)

    def sentence(self, at: int) -> tuple[int, int]:
        return _around(at, self._ends)

    @cached_property
    def ways(self) -> list[tuple[Way, re.Match[str]]]:
        return [(way, match) for way, pattern in lexicon.WAYS for match in pattern.finditer(self.text)]

    def subjects_of(self, start: int, end: int, *, reach: int = 2) -> list[Concept]:
        """What a word is said of: the nearest words of its clause, before it and behind it."""
        begin, close = self.clause(start)
        before = [each for each in self._things if begin <= each.start and each.end <= start][-reach:]
        behind = [each for each in self._things if each.start >= end and each.end <= close][:reach]
        return before + behind

    def ways_of(self, what: Sequence[Concept]) -> set[Way]:
        """In which directions these things go."""
        return {
            way
            for way, match in self.ways
            if any(are_alike(a, b) for a in what for b in self.subjects_of(match.start(), match.end()))
        }

    def ways_to(self, what: Sequence[Concept]) -> set[Way]:
        """The same, of words that stand right before these things: verbs with their objects."""
        return {
            way
            for way, match in self.ways
            if any(are_alike(a, b) for a in what for b in self.object_of(match))
        }

    def object_of(self, match: re.Match[str]) -> list[Concept]:
        return [each for each in self.subjects_of(match.start(), match.end()) if each.start >= match.end()]

    def beside(self, what: Sequence[Concept]) -> list[str]:
        """The text around each word that means one of these."""
        return [
            self.text[max(each.start - _BESIDE, 0) : each.end + _BESIDE]
            for each in self.targets
            if any(are_alike(each, one) for one in what)
        ]

    def alike(self, clause: str) -> list[str]:
        """The sentences that a clause may rest on; none when it says too little to tell."""
        mine = {each.stems: each for each in concepts(clause) if each.weight >= 1}.values()
        scores = [
            sum(each.weight for each in mine if any(are_alike(each, its) for its in concepts(sentence)))
            for sentence in self.sentences
        ]
        best = max(scores, default=0.0)
        if best < _TELLING:
            return []
        return [each for each, score in zip(self.sentences, scores, strict=True) if score >= _NEAR * best]


def _around(at: int, breaks: Sequence[int]) -> tuple[int, int]:
    begin = max((each for each in breaks if each <= at), default=0)
    return begin, min((each for each in breaks if each > at), default=breaks[-1])
