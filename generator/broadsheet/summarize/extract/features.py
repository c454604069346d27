"""What the sequence model sees of a sentence: words, their order, its place, its cues and its neighbours'."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from broadsheet.summarize.extract.cues import CUES, SUBJECTS
from broadsheet.text.patterns import lazily

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = lazily(
    r"\$\$?[^$]{1,400}\$\$?|\\[a-z]+|[a-z]+(?:['’-][a-z]+)*|\d[\d.,]*|[%?:;()=&©\[\]]", re.IGNORECASE
)
_FIFTHS = 5
_LENGTHS = (6, 10, 14, 18, 22, 27, 33, 45)


def tokens(sentence: str) -> list[str]:
    """Words in small letters; a formula, a command and a number are each one class of word."""
    found = []
    for word in _TOKEN.findall(sentence.lower()):
        first = word[0]
        if first.isdigit():
            found.append(f"0{min(len(word), 4)}")
        elif first in "$\\":
            found.append(first)
        else:
            found.append(word)
    return found


def features(sentences: Sequence[str]) -> list[list[str]]:
    """For each sentence of one abstract, the names of the binary features that hold, each once."""
    total = len(sentences)
    words = [tokens(sentence) for sentence in sentences]
    unique = [set(its_words) for its_words in words]
    pairs = [_pairs(its_words) for its_words in words]
    cues = [_cues(unique[i], pairs[i]) for i in range(total)]
    goal = next((i for i, names in enumerate(cues) if "goal" in names), -1)
    finding = next((i for i, names in enumerate(cues) if i > goal and "finding" in names), -1)
    # What a sentence shows to its neighbours: its cues, how it opens, and, next to it, its words.
    shown = [[f"c={cue}" for cue in its_cues] for its_cues in cues]
    openings = [[f"^{' '.join(its_words[:n])}" for n in (1, 2, 3, 4)] for its_words in words]
    found = []
    for i in range(total):
        relation = "?" if goal < 0 else "B" if i < goal else "T" if i == goal else "A"
        names = _own(sentences[i], words[i], pairs[i])
        names += _place(i, total, goal, finding, relation)
        names += shown[i]
        names += [f"{cue}{relation}" for cue in shown[i]]
        names += [f"{cue}@{_FIFTHS * i // total}" for cue in shown[i]]
        names += [f"w={word}" for word in unique[i]]
        names += [relation + word for word in unique[i]]
        names += set(openings[i])
        for j, mark in ((i - 1, "<"), (i + 1, ">"), (i - 2, "<<"), (i + 2, ">>")):
            if not 0 <= j < total:
                names.append(f"{mark}none")
                continue
            names += [mark + cue for cue in shown[j]]
            names.append(mark + openings[j][0])
            if len(mark) == 1:
                names.append(f"{mark}2{openings[j][1]}")
                names += [mark + word for word in unique[j]]
        found.append(names)
    return found


def _pairs(words: list[str]) -> set[str]:
    """Neighbouring words, and subjects with their verbs past an adverb: "we also show" gives "we show"."""
    pairs = set(map("{} {}".format, words, words[1:]))
    for place, word in enumerate(words[:-2]):
        if word in SUBJECTS:
            verb = words[place + 1]
            if verb.endswith("ly") or verb in {"also", "first", "then", "further", "here", "not", "thus"}:
                pairs.add(f"{word} {words[place + 2]}")
    return pairs


def _cues(words: set[str], pairs: set[str]) -> list[str]:
    names = {name for phrase in words & CUES.keys() for name in CUES[phrase]}
    names.update(name for phrase in pairs & CUES.keys() for name in CUES[phrase])
    return sorted(names)


def _place(i: int, total: int, goal: int, finding: int, relation: str) -> list[str]:
    left = total - 1 - i
    fifth = _FIFTHS * i // total
    names = [
        "bias",
        f"i={min(i, 8)}",
        f"j={min(left, 8)}",
        f"5={fifth}",
        f"5={fifth}n={min(total, 12) // 2}",
        f"i={min(i, 3)}j={min(left, 3)}",
        f"n={min(total, 14)}",
        f"r={relation}",
        f"r={relation}5={fifth}",
    ]
    if goal >= 0:
        names.append(f"g={max(-4, min(i - goal, 6))}")
        names.append(f"g={max(-3, min(i - goal, 3))}j={min(left, 3)}")
    names.append(f"f={max(-4, min(i - finding, 4))}" if finding >= 0 else "f?")
    return names


def _own(sentence: str, words: list[str], pairs: set[str]) -> list[str]:
    names = [f"b={pair}" for pair in pairs]
    names += set(map("s={} _ {}".format, words, words[2:]))
    names += set(map("t={} {} {}".format, words, words[1:], words[2:]))
    names += {f"-{word[-3:]}" for word in words if len(word) > 5}
    names += {f"v={subject} -{verb[-2:]}" for subject, verb in pairwise(words) if subject in SUBJECTS}
    capitals = len([word for word in sentence.split()[1:] if word[0].isupper()])
    names += (
        f"l={bisect_left(_LENGTHS, len(words))}",
        f"ed={min(len([word for word in words if word.endswith('ed')]), 4)}",
        f"0={min(len([word for word in words if word[0] == '0']), 3)}",
        f"${min(words.count('$'), 3)}",
        f"end={words[-1] if words else ''}",
        f"Aa={min(capitals, 5)}",
    )
    return names
