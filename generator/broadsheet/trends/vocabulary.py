"""The phrases of some papers: in which they stand, how they are spelled, and how often they stood before."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from broadsheet.text import tex
from broadsheet.text.terms import phrases, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.model import Paper

Stems = tuple[str, ...]


class Archive:
    """The papers of the past days, as words that can be looked through."""

    def __init__(self, papers: Iterable[Paper], days: int) -> None:
        self.days = days
        self._texts = [stems(f"{paper.title} . {paper.abstract}") for paper in papers]

    def __len__(self) -> int:
        return len(self._texts)

    def counts(self, wanted: Iterable[Stems]) -> dict[Stems, int]:
        """In how many papers each phrase stands."""
        by_first: dict[str, list[Stems]] = defaultdict(list)
        for phrase in wanted:
            by_first[phrase[0]].append(phrase)
        found: Counter[Stems] = Counter()
        for text in self._texts:
            found.update(
                {
                    phrase
                    for place, word in enumerate(text)
                    if word in by_first
                    for phrase in by_first[word]
                    if len(phrase) == 1 or tuple(text[place : place + len(phrase)]) == phrase
                }
            )
        return found


class Vocabulary:
    def __init__(self, papers: Sequence[Paper], archive: Archive) -> None:
        self.papers = papers
        self.archive = archive
        self.times: list[Counter[Stems]] = []  # of each paper's phrases
        self.titled: list[set[Stems]] = []
        self._rarities: dict[str, float] = {}
        self._spelled: dict[Stems, Counter[str]] = defaultdict(Counter)
        self.where: dict[Stems, list[int]] = defaultdict(list)
        for place, paper in enumerate(papers):
            title, abstract = phrases(paper.title), phrases(paper.abstract)
            self.times.append(Counter(each.stems for each in (*title, *abstract)))
            self.titled.append({each.stems for each in title})
            for each in (*title, *abstract):
                self._spelled[each.stems][each.said] += 1
            for phrase in self.times[-1]:
                self.where[phrase].append(place)

    @cached_property
    def before(self) -> Mapping[Stems, int]:
        """In how many of the archive each word stood, and each phrase that several papers share now."""
        return self.archive.counts(
            phrase for phrase, places in self.where.items() if len(places) > 1 or len(phrase) == 1
        )

    def rarity(self, phrase: Stems) -> float:
        """Of its words on average: that a pair is rarer than its words says nothing."""
        return sum(self._of_word(word) for word in phrase) / len(phrase)

    def _of_word(self, word: str) -> float:
        if word not in self._rarities:
            total = len(self.papers) + len(self.archive)
            there = len(self.where.get((word,), ())) + self.before.get((word,), 0)
            self._rarities[word] = log((total + 1) / (there + 1))
        return self._rarities[word]

    @cached_property
    def words(self) -> list[list[str]]:
        """Of each paper, every word that says something, once."""
        return [[phrase[0] for phrase in times if len(phrase) == 1] for times in self.times]

    def spelled(self, phrase: Stems) -> str:
        """As it is mostly written, in small letters where it is ever written so."""
        said = self._spelled[phrase]
        best = min(said, key=lambda each: (-said[each], each))
        small = next((each for each in sorted(said, key=lambda e: (-said[e], e)) if each.islower()), "")
        return tex.plain(small or " ".join(map(_small, best.split(" "))))


def _small(word: str) -> str:
    return word.lower() if word[1:].islower() else word
