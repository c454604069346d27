"""The phrases of some papers: in which they stand, how they are spelled, and how often they stood before."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.text import tex
from broadsheet.text.terms import contains, is_abbreviation, phrases, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.model import Paper

Stems = tuple[str, ...]
# Read on real days of cs.CV and cs.CL: below these stand `real-world`, `noise ratio`, `remarkable progress`.
_COHERENT = 1.15
_TITLED = 0.25
_COMMON = 0.042  # of all papers: what more of them say is everybody's (CNN, neural networks)
_FEW = 5
_UNLIKE, _ALIKE = 0.01, 0.1  # between these lies what two papers of a day have in common: 0.03 on real ones


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

    def is_topic(self, phrase: Stems) -> bool:
        """Whether a phrase names something that papers are about: it is of several words, or a name; titles
        say it; and the papers that say it are alike beside it. That keeps out what any paper may say.
        """
        where = self.where[phrase]
        known = len(where) + self.before.get(phrase, 0)
        if len(where) > _FEW and known > _COMMON * (len(self.papers) + len(self.archive)):
            return False
        if len(phrase) == 1 and not is_abbreviation(self.spelled(phrase)):
            return False
        titled = sum(phrase in self.titled[place] for place in where)
        if titled < min(2, len(where)) or titled < _TITLED * len(where):
            return False
        return len(where) < 2 or self.coherence(phrase) >= _COHERENT

    def coherence(self, phrase: Stems) -> float:
        """How much more alike the papers of a phrase are, beside it, than any two papers here."""
        return self._likeness(self.where[phrase], without=phrase) / self._usual_likeness

    @cached_property
    def _usual_likeness(self) -> float:
        return min(_ALIKE, max(_UNLIKE, self._likeness(range(len(self.papers)))))

    def _likeness(self, places: Sequence[int], without: Stems = ()) -> float:
        """The mean cosine of two papers by their words, rare ones weighing more."""
        total: dict[str, float] = defaultdict(float)
        own = 0.0
        for place in places:
            for word, weight in self._weights[place].items():
                if word not in without:
                    total[word] += weight
                    own += weight * weight
        pairs = len(places) * (len(places) - 1)
        return (sum(each * each for each in total.values()) - own) / pairs if pairs else 0.0

    @cached_property
    def _weights(self) -> list[dict[str, float]]:
        """Of each paper, the words that it has in common with others, as a vector of length one."""
        found = []
        for said in self.words:
            weights = {word: self.rarity((word,)) for word in said if len(self.where[word,]) > 1}
            length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            found.append({word: weight / length for word, weight in weights.items()})
        return found

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
