"""Whether a summary denies what its evidence affirms, or affirms what it denies."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from broadsheet.summarize.verify import lexicon
from broadsheet.summarize.verify.likeness import are_alike, concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.summarize.verify.likeness import Concept
    from broadsheet.summarize.verify.passage import Passage

_CONTRASTS = frozenset({"而非", "而不"})  # rather than
_NEEDING = ("requir", "need")
_WITHIN = 32  # characters behind a denial
_NAMED = 2  # words that two sentences share when they speak of the same


def turned(mine: Passage, source: Passage, abstract: Passage) -> Iterator[str]:
    """The first denial or affirmation of a part that its evidence turns round."""
    is_foreign = mine.is_han and not source.is_han
    if is_foreign:
        yield from _groundless(mine, abstract)
    yield from _denied(mine, source, abstract if is_foreign else source, is_foreign=is_foreign)
    yield from _affirmed(mine, source)
    if is_foreign:
        yield from _affirmed_together(mine, source)


def _affirmed_together(mine: Passage, source: Passage) -> Iterator[str]:
    """Two words in one clause of a Chinese part that the evidence denies as one: “without losing marks”."""
    told = concepts(source.text)
    for denial in lexicon.NOT.finditer(source.text):
        _, close = source.clause(denial.start())
        behind = [each for each in told if denial.end() <= each.start < min(close, denial.end() + _WITHIN)]
        if len(behind) < _NAMED or behind[0].text.lower().startswith(_NEEDING):
            continue
        verb, what = behind[:_NAMED]
        if sum(are_alike(each, what) for each in told) > 1:
            continue
        for clause in mine.clauses:
            is_denied = lexicon.HAN_NOT.search(clause) or lexicon.HAN_DENYING.search(clause)
            named = [] if is_denied else concepts(clause)
            for one, other in pairwise(named):
                if are_alike(one, verb) and are_alike(other, what):
                    yield f"affirms {one.text + other.text!r}, which the evidence denies"
                    return


def _denied(mine: Passage, source: Passage, scope: Passage, *, is_foreign: bool) -> Iterator[str]:
    """What a part denies and its evidence affirms."""
    for match in lexicon.NOT.finditer(mine.text):
        if match[0].isupper() or match[0] in _CONTRASTS:
            continue
        _, close = mine.clause(match.start())
        behind = [each for each in mine.targets if each.start >= match.end() - 1 and each.end <= close]
        if not behind:
            continue
        there = [each for each in source.targets if are_alike(each, behind[0])]
        if not there and not lexicon.DENYING.search(source.text) and not source.is_han:
            yield f"says {match[0]!r}, where the evidence denies nothing"
            return
        if not is_foreign and there:
            is_affirmed = not any(_is_denied_there(source, each) for each in there)
        else:
            is_affirmed = not any(_is_near_denial(source, each) for each in there) and not _denies(
                scope, behind[0]
            )
        if there and is_affirmed:
            if is_foreign and any(_denies(scope, each) for each in behind[1:2]):
                continue
            yield f"denies {behind[0].text!r}, which the evidence affirms"
            return


def _affirmed(mine: Passage, source: Passage) -> Iterator[str]:
    """What the evidence denies and a part affirms."""
    for denied in _first_behind_denials(source):
        is_said_elsewhere = any(each != denied and are_alike(each, denied) for each in source.targets)
        is_vague = denied.weight < _NAMED or denied.text.lower().startswith(_NEEDING)
        if is_said_elsewhere or is_vague:
            continue
        for each in mine.targets:
            if are_alike(each, denied) and not _denies_around(mine, each):
                if not _are_of_the_same(_others(mine, each), _others(source, denied)):
                    continue
                yield f"affirms {each.text!r}, which the evidence denies"
                return


def _groundless(mine: Passage, abstract: Passage) -> Iterator[str]:
    """Denials of a Chinese part that the sentences under their clauses have no ground for."""
    for clause in mine.clauses:
        if lexicon.IN_VAIN.search(clause) and not lexicon.INEFFECTIVE.search(abstract.text):
            yield "says '无效', which the evidence does not"
            return
        rests_on = abstract.alike(clause)
        for claim, ground in (
            (lexicon.NO_NEED, lexicon.NEEDLESS),
            (lexicon.UNSUPPORTED, lexicon.DENYING),
        ):
            if (match := claim.search(clause)) and rests_on and not any(map(ground.search, rests_on)):
                yield f"says {match[0]!r}, where the evidence denies nothing"
                return
        need = lexicon.NEED.search(clause)
        if need and not lexicon.HAN_NOT.search(clause) and not lexicon.NEEDING.search(abstract.text):
            needed = concepts(clause[need.end() :])[:3]
            if any(_needs_none(each, needed) for each in rests_on):
                yield f"says {need[0]!r}, where the evidence needs none"
                return


def _needs_none(sentence: str, needed: Sequence[Concept]) -> bool:
    denied = [
        each
        for match in lexicon.NEEDING_NONE.finditer(sentence)
        for each in concepts(sentence)
        if 0 <= each.start - match.end() < _WITHIN
    ]
    return sum(any(are_alike(one, each) for each in denied) for one in needed) >= _NAMED


def _first_behind_denials(passage: Passage) -> list[Concept]:
    found = []
    for match in lexicon.NOT.finditer(passage.text):
        _, close = passage.clause(match.start())
        behind = (each for each in passage.targets if each.start >= match.end() and each.end <= close)
        first = next(behind, None)
        if first and first.text.lower().startswith(_NEEDING):
            first = next(behind, first)  # what is not needed
        found += [first] if first else []
    return found


def _denies(passage: Passage, what: Concept) -> bool:
    """Whether a word for it is denied by its own beginning, or stands beside a denial."""
    beginnings = "|".join(map(re.escape, what.stems))
    opposite = re.compile(rf"\b(?:un|in|im|ir|dis|non|mis)-?(?:{beginnings})", re.IGNORECASE)
    return bool(opposite.search(passage.text)) or any(
        _is_near_denial(passage, each) for each in passage.targets if are_alike(each, what)
    )


def _is_near_denial(source: Passage, concept: Concept) -> bool:
    if source.is_han:
        begin, close = source.clause(concept.start)
        clause = source.text[begin:close]
        return bool(lexicon.NOT.search(clause) or lexicon.HAN_DENYING.search(clause))
    begin, close = source.sentence(concept.start)
    around = source.text[max(begin, concept.start - 45) : min(close, concept.end + 25)]
    return bool(lexicon.DENYING.search(around))


def _is_denied_there(source: Passage, concept: Concept) -> bool:
    """Whether a denial reaches a word: none does beyond an `and`, a `but` or a comma."""
    begin, close = source.sentence(concept.start)
    before = re.split(r",| and | but |，", source.text[max(begin, concept.start - 45) : concept.start])[-1]
    behind = source.text[concept.end : min(close, concept.end + 25)]
    has_little = re.match(r"\s*(?:little|few|no|none|nothing)\b", behind)
    opposite = re.compile(rf"\b(?:un|in|im|ir|dis|non|mis)-?{re.escape(concept.stems[0])}", re.IGNORECASE)
    return bool(
        lexicon.DENYING.search(before)
        or lexicon.NOT.search(behind)
        or has_little
        or opposite.search(source.text)
    )


def _denies_around(mine: Passage, concept: Concept) -> bool:
    if mine.is_han:
        begin, close = mine.clause(concept.start)
        return bool(lexicon.HAN_NOT.search(mine.text[begin:close]))
    begin, close = mine.sentence(concept.start)
    around = mine.text[max(begin, concept.start - 70) : min(close, concept.end + 40)]
    return bool(lexicon.DENYING.search(around))


def _others(passage: Passage, concept: Concept) -> list[Concept]:
    """The other words of its sentence."""
    begin, close = passage.sentence(concept.start)
    return [each for each in passage.targets if begin <= each.start and each.end <= close and each != concept]


def _are_of_the_same(mine: Sequence[Concept], theirs: Sequence[Concept]) -> bool:
    both = sum(any(are_alike(a, b) for b in theirs) for a in mine)
    return both >= min(_NAMED, len(mine))
