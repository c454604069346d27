"""What a work says: the phrases in it that could name a thing, as they are written inside a sentence.

Told by where words stand and how they end; a tagger of parts of speech would be many times the program.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.text.terms import SAYS_LITTLE, STOPPED, clauses, is_abbreviation, is_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from broadsheet.learning.works import Work

Stems = tuple[str, ...]
_LONGEST = 4  # words of a phrase
_JOINED = 5  # of two that a small word joins
JOINS = frozenset(["for", "of", "in", "from"])
# Say little alone, and something behind another word: diffusion models, federated learning.
_HEADS = frozenset(
    ["model", "learning", "data", "system", "detection", "network", "design", "code", "problem", "matter"]
)
_FIRSTS = frozenset(["large", "long", "few", "open", "low", "high", "question"])  # and before one
_NAMED_AFTER = ("ian", "ean")  # Gaussian, Euclidean
_OWNED = re.compile("['’]s$")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a work says: its phrases as they are spelled, those of its title, and all of its words."""

    spelled: Mapping[Stems, str]
    titled: frozenset[Stems]
    closed: frozenset[Stems]  # behind which no other word of the same thing stands
    words: frozenset[str]


def words_of(work: Work, cases: Mapping[str, str]) -> Wording:
    """What the title, the abstract and the keywords of a work say."""
    spelled: dict[Stems, str] = {}
    titled: set[Stems] = set()
    closed: set[Stems] = set()
    said: set[str] = set()
    for text, is_title in ((work.title, True), (". ".join(work.keywords), True), (work.abstract, False)):
        for stems, words in clauses(text):
            said.update(stems)
            for first, end in _windows(stems, words):
                phrase = tuple(stems[first:end])
                spelled.setdefault(phrase, _spelling(words[first:end], cases))
                if is_title:
                    titled.add(phrase)
                if end == len(stems) or not _goes_on(stems[end]):
                    closed.add(phrase)
    return Wording(spelled, frozenset(titled), frozenset(closed), frozenset(said))


def _windows(stems: Sequence[str], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where phrases stand that can name a thing, and halve nothing that a hyphen joins."""
    for first in range(len(stems)):
        if not _can_begin(words[first], stems[first]) or (first == 0 and _does(words[0])):
            continue
        joins = 0
        for end in range(first + 1, min(first + _JOINED, len(stems)) + 1):
            last = stems[end - 1]
            if last in STOPPED and last not in _FIRSTS:
                joins += 1
                if last not in JOINS or joins > 1 or not _can_end(stems[end - 2]):
                    break
            elif _is_whole(stems[first:end], joins) and not (end < len(words) and words[end][:1] == "-"):
                yield first, end


def _is_whole(phrase: Sequence[str], joins: int) -> bool:
    """Whether these words are a thing, or two that a small word joins."""
    last = phrase[-1]
    if len(phrase) == 1 and last in SAYS_LITTLE:
        return False
    begun = next(place for place, word in enumerate(phrase) if word in JOINS) + 1 if joins else 0
    return (
        _can_end(last)
        and _can_begin(phrase[begun], phrase[begun])
        and len(phrase) <= (_JOINED if joins else _LONGEST)
    )


def _goes_on(word: str) -> bool:
    return word in _HEADS or word not in SAYS_LITTLE


def _does(word: str) -> bool:
    """Whether a sentence or title begins with what is done: Defending language models."""
    return word.endswith("ing") and not is_name((word.lower(),))


def _can_begin(word: str, its_stem: str) -> bool:
    """Not with half of what a hyphen joins, nor with what says little."""
    return its_stem in _FIRSTS or (
        word[:1] != "-" and len(its_stem) > 1 and not SAYS_LITTLE & {its_stem, word.lstrip().lower()}
    )


def _can_end(word: str) -> bool:
    return word in _HEADS or (word not in SAYS_LITTLE and is_name((word,)))


def _spelling(words: Sequence[str], cases: Mapping[str, str]) -> str:
    spelled = ""
    for word in words:
        bare = _OWNED.sub("", word.lstrip(" -"))
        joint = word[:1] if word[:1] in (" ", "-") and spelled else ""
        spelled += joint + cases.get(bare.lower(), bare)
    return spelled


def cases_of(works: Iterable[Work]) -> dict[str, str]:
    """How each word is written inside a sentence. What only stands in titles, where most begin with a
    capital, is in small letters unless it is an abbreviation or made of a name.
    """
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    titled: dict[str, Counter[str]] = defaultdict(Counter)
    for work in works:
        for text, found in ((work.title, titled), (work.abstract, inside)):
            for _, words in clauses(text):
                for word in words if found is titled else words[1:]:
                    bare = word.lstrip(" -")
                    found[bare.lower()][bare] += 1
    usual = {word: _usual(forms) for word, forms in titled.items()}
    named = {word: form if _is_proper(form) else word for word, form in usual.items()}
    return named | {word: _usual(forms) for word, forms in inside.items()}


def _is_proper(form: str) -> bool:
    return is_abbreviation(form) or form.endswith(_NAMED_AFTER)


def _usual(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], not form.islower(), form))
