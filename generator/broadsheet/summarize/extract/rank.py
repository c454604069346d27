"""How well each sentence would stand for the whole paper."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import chain
from math import exp, log, sqrt
from operator import mul
from typing import TYPE_CHECKING

from broadsheet.summarize.extract.parts import mass
from broadsheet.text.patterns import lazily

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.summarize.extract.roles import Reading
    from broadsheet.summarize.extract.weights import Weights

_DIGIT = lazily(r"\d")
_WORD = lazily(r"[^\W_]+")
_SMALL_WORDS = (
    "a an the of in to and for on with by is are we that this as from be at which it our can has have not or "
    "its via using"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_LEANS = lazily(
    r"(?:however|moreover|furthermore|but|it|this|these|they|also|in addition|finally|such|then|therefore"
    r"|thus|its|additionally|specifically|for example|in particular|to do so|our|hence|consequently"
    r"|similarly|and|meanwhile|namely|more precisely|second(?:ly)?)\b",
    re.IGNORECASE,
)
_FORMULA = lazily(r"\$[^$]+\$|\\\[.{0,2000}?\\\]|\\begin\{.{0,2000}?\\end\{\w*\*?\}|\\[A-Za-z]+")
_LENGTHS = (5, 8, 11, 14, 17, 20, 24, 28, 33, 40, 50)
_USUAL_LENGTH = 20
_COMPARED = 60  # no true abstract is longer; a hostile one must not take the square of its length
_FLOOR = 1e-3
_LOWEST = log(_FLOOR)


# What stands where in a row of `described`, in words; what the role says takes the rest.
_GROUNDS = (
    ("its length", len(_LENGTHS) + 1),
    ("its place", 7 + 6 + 1),
    ("its likeness to the title", 3),
    ("its likeness to the other sentences", 3),
    ("words that a TL;DR would have", 2),
    ("its form", 4),
)
ROLE, PHRASES = "its role", "its phrases"


def scores(
    title: str, sentences: Sequence[str], readings: Sequence[Reading], weights: Weights
) -> list[float]:
    """A score for each sentence; the highest is the TL;DR."""
    rows = described(title, sentences, readings, weights.words)
    return [
        sum(map(mul, row, weights.rank)) + reading.appeal for row, reading in zip(rows, readings, strict=True)
    ]


def grounds(
    title: str, sentences: Sequence[str], readings: Sequence[Reading], weights: Weights
) -> list[dict[str, float]]:
    """For each sentence what its score is made of."""
    made = []
    for row, reading in zip(described(title, sentences, readings, weights.words), readings, strict=True):
        products = list(map(mul, row, weights.rank))
        of: dict[str, float] = {}
        at = 0
        for name, width in _GROUNDS:
            of[name] = sum(products[at : at + width])
            at += width
        made.append({**of, ROLE: sum(products[at:]), PHRASES: reading.appeal})
    return made


def described(
    title: str, sentences: Sequence[str], readings: Sequence[Reading], word_weights: Sequence[float]
) -> list[list[float]]:
    """What the ranker sees of each sentence, besides its words."""
    total = len(sentences)
    sentences = [_bare(sentence) for sentence in sentences]
    stems = [stemmed(sentence) for sentence in sentences]
    expected = expected_words(title, stems, word_weights)
    bags = [{stem for stem in its_stems if stem not in _SMALL} for its_stems in stems]
    headline = set(stemmed(title)) - _SMALL
    shared = Counter(stem for bag in bags for stem in bag)
    shares = sum(shared.values()) - len(shared)
    best_role = _most([reading.roles for reading in readings])
    best_move = _most([reading.moves for reading in readings])
    rows = []
    for i, (sentence, bag, reading) in enumerate(zip(sentences, bags, readings, strict=True)):
        length = bisect_left(_LENGTHS, len(sentence.split()))
        row = [0.0] * (len(_LENGTHS) + 1 + 7 + 6)
        row[length] = 1.0
        row[len(_LENGTHS) + 1 + min(i, 6)] = 1.0
        row[len(_LENGTHS) + 8 + min(total - 1 - i, 5)] = 1.0
        in_title = len(bag & headline)
        repeats = sum(shared[stem] - 1 for stem in bag)
        likeness = [
            len(bag & other) / (1 + sqrt(len(bag) * len(other)))
            for j, other in enumerate(bags[:_COMPARED])
            if j != i
        ]
        hoped = sum(map(expected.__getitem__, set(stems[i])))
        row += (
            i / total,
            in_title / max(1, len(headline)),
            in_title / max(1, len(bag)),
            float(in_title > 0),
            sum(likeness) / max(1, len(likeness)),
            repeats / max(1, shares),
            repeats / max(1, len(bag)) / total,
            2 * hoped / (len(stems[i]) + _USUAL_LENGTH),
            hoped / max(1, len(stems[i])),
            float(bool(_LEANS.match(sentence))),
            float(bool(_DIGIT.search(sentence))),
            float("(" in sentence),
            float(":" in sentence),
        )
        row += mass(reading).values()
        for values, best in ((reading.roles, best_role), (reading.moves, best_move)):
            row += values
            row += [log(p) if p > _FLOOR else _LOWEST for p in values]
            row += [p / (top if top > _FLOOR else _FLOOR) for p, top in zip(values, best, strict=True)]  # noqa: FURB136  # twice as fast as a call
            row += [float(p == top) for p, top in zip(values, best, strict=True)]
        rows.append(row)
    return rows


def _most(columns: Sequence[Sequence[float]]) -> list[float]:
    return [max(column) for column in zip(*columns, strict=True)]


def expected_words(
    title: str, stems: Sequence[Sequence[str]], word_weights: Sequence[float]
) -> dict[str, float]:
    """How likely each word of the abstract is to be in a TL;DR."""
    likely: dict[WordFacts, float] = {}  # many words differ in none of the facts
    total = len(stems)
    expected = {}
    for stem, facts in word_facts(title, stems).items():
        if facts not in likely:
            likely[facts] = 1 / (1 + exp(-sum(map(mul, word_row(facts, total), word_weights))))
        expected[stem] = likely[facts]
    return expected


# Of a word: whether it is in the title, small, long, and a number; how many sentences have it, how often it
# is there, and in which sentence first. A plain tuple, since there are a hundred in each abstract.
WordFacts = tuple[bool, bool, bool, bool, int, int, int]


def word_facts(title: str, stems: Sequence[Sequence[str]]) -> dict[str, WordFacts]:
    """Of each stem what may make it matter: where it stands, how often, and what kind of word it is."""
    headline = set(stemmed(title))
    within = Counter(chain.from_iterable(map(set, stems)))
    times = Counter(chain.from_iterable(stems))
    first: dict[str, int] = {}
    for place in range(len(stems) - 1, -1, -1):
        first.update(dict.fromkeys(stems[place], place))
    return {
        stem: (
            stem in headline,
            stem in _SMALL,
            len(stem) > 5,
            stem.isdigit(),
            count,
            times[stem],
            first[stem],
        )
        for stem, count in within.items()
    }


def word_row(facts: WordFacts, total: int) -> list[float]:
    """The facts as numbers, for an abstract of so many sentences."""
    titled, small, long, number, count, times, first = facts
    return [
        1.0,
        titled,
        small,
        min(count, 5) / 5,
        count / total,
        count == 1,
        first / total,
        min(times, 6) / 6,
        long,
        number,
        titled and count > 1,
        titled * count / total,
    ]


def _bare(sentence: str) -> str:
    """The sentence with each formula as one word, however long it is to write."""
    return _FORMULA.sub(" formula ", sentence) if "$" in sentence or "\\" in sentence else sentence


def stemmed(text: str) -> list[str]:
    return [word[:6].rstrip("s") if len(word) > 3 else word for word in _WORD.findall(text.lower())]
