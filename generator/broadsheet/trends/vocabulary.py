"""The phrases of some papers: in which they stand, how they are spelled, and how often they stood before."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.text import tex
from broadsheet.text.terms import contains, phrases, stems

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

    @cached_property
    def _words(self) -> Counter[str]:
        """In how many papers each word stands."""
        found: Counter[str] = Counter()
        for text in self._texts:
            found.update(set(text))
        return found

    def counts(self, wanted: Iterable[Stems]) -> dict[Stems, int]:
        """In how many papers each phrase stands, if it does."""
        phrases = set(wanted)
        found: dict[Stems, int] = {}
        for phrase in phrases:
            if len(phrase) == 1 and phrase[0] in self._words:
                found[phrase] = self._words[phrase[0]]
        by_pair: dict[Stems, list[Stems]] = defaultdict(list)
        for phrase in phrases:
            if len(phrase) > 1:
                by_pair[phrase[:2]].append(phrase)
        pairs = set(by_pair)
        for text in self._texts:
            for pair in pairs.intersection(pairwise(text)):
                for phrase in by_pair[pair]:
                    if len(phrase) == 2 or contains(text, phrase):
                        found[phrase] = found.get(phrase, 0) + 1
        return found


class _Phrases(NamedTuple):
    """Those that a paper has."""

    spelled: Mapping[Stems, Sequence[str]]  # each phrase, as it is written each time
    times: Mapping[Stems, int]
    titled: set[Stems]


def _phrases(paper: Paper) -> _Phrases:
    spelled: dict[Stems, list[str]] = {}
    title = phrases(paper.title)
    for phrase, spelling in (*title, *phrases(paper.abstract)):
        spelled.setdefault(phrase, []).append(spelling)
    times = {phrase: len(spellings) for phrase, spellings in spelled.items()}
    return _Phrases(spelled, times, {each.stems for each in title})


class Vocabulary:
    """Of papers in their order. What another one knows of them is not read again."""

    def __init__(self, papers: Sequence[Paper], archive: Archive, *, known: Vocabulary | None = None) -> None:
        self.papers = papers
        self.archive = archive
        there: Mapping[Paper, _Phrases] = known.phrases_of if known else {}
        self.phrases_of: Mapping[Paper, _Phrases] = {
            paper: there[paper] if paper in there else _phrases(paper) for paper in papers
        }
        by_paper = [self.phrases_of[paper] for paper in papers]
        self.times = [each.times for each in by_paper]  # of each paper's phrases
        self.titled = [each.titled for each in by_paper]
        self._spelled = [each.spelled for each in by_paper]
        self._rarities: dict[Stems, float] = {}
        self._spellings: dict[Stems, str] = {}  # a day of 5,000 papers asks for each of its words 5,000 times
        self.where: dict[Stems, list[int]] = defaultdict(list)
        for place, times in enumerate(self.times):
            for phrase in times:
                self.where[phrase].append(place)
        if known and known.archive is archive and known.phrases_of.keys() == self.phrases_of.keys():
            self.before = known.before

    @cached_property
    def before(self) -> Mapping[Stems, int]:
        """In how many of the archive each word stood, and each phrase that several papers share now."""
        return self.archive.counts(
            phrase for phrase, places in self.where.items() if len(places) > 1 or len(phrase) == 1
        )

    def rarity(self, phrase: Stems) -> float:
        """Of its words on average: that a pair is rarer than its words says nothing."""
        if phrase not in self._rarities:
            self._rarities[phrase] = sum(map(self._of_word, phrase)) / len(phrase)
        return self._rarities[phrase]

    def _of_word(self, word: str) -> float:
        total = len(self.papers) + len(self.archive)
        there = len(self.where.get((word,), ())) + self.before.get((word,), 0)
        return log((total + 1) / (there + 1))

    @cached_property
    def words(self) -> list[list[str]]:
        """Of each paper, every word that says something, once."""
        return [[phrase[0] for phrase in times if len(phrase) == 1] for times in self.times]

    def spelled(self, phrase: Stems) -> str:
        """As it is mostly written, in small letters where it is ever written so."""
        if phrase not in self._spellings:
            self._spellings[phrase] = self._mostly(phrase)
        return self._spellings[phrase]

    def _mostly(self, phrase: Stems) -> str:
        spellings = Counter(each for place in self.where[phrase] for each in self._spelled[place][phrase])
        best = min(spellings, key=lambda each: (-spellings[each], each))
        small = next(
            (each for each in sorted(spellings, key=lambda e: (-spellings[e], e)) if each.islower()), ""
        )
        return tex.plain(small or " ".join(map(_small, best.split(" "))))


def _small(word: str) -> str:
    return word.lower() if word[1:].islower() else word
