"""Which sentences tell which part. A part that no sentence tells well enough is absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.model import Role
from broadsheet.summarize.extract import form
from broadsheet.summarize.extract.trim import trimmed
from broadsheet.summarize.extract.weights import MOVES, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.summarize.extract.roles import Reading

# Below this, two labels in five are wrong on the development data: better say nothing.
_LIKELY = 0.45
_LIKELY_METHOD = 0.65  # in astronomy and mathematics, what is found looks like a step at first
# A last sentence that may be a result or a conclusion tells whichever part would else be absent.
_EITHER = 0.3
# The moves know fields beyond computer science: on mathematics and physics this share is right most often.
_SHARE_OF_ROLES = 0.25
_TINY = 1e-9
_MOST = {Role.MOTIVATION: 2, Role.METHOD: 3, Role.RESULT: 3, Role.CONCLUSION: 2}
_NEVER, _LEANING, _POINTING_BACK = 99.0, 0.8, 0.4  # what a sentence loses as a TL;DR
_KNOWN = 0.6  # of a sentence that is surely background
_MAY_BE_FOUND = 0.02
_ENDING = ("conclusion", "contribution", "implication")


def choose(
    sentences: Sequence[str], readings: Sequence[Reading], standing: Sequence[float]
) -> Mapping[Role, tuple[int, ...]]:
    """The numbers, from 1, of the sentences that tell each part, in the order of the parts. No sentence
    tells two parts, and what the paper is about is told in one.
    """
    masses = [mass(reading) for reading in readings]
    notices = {n for n, sentence in enumerate(sentences, 1) if form.is_notice(sentence)}
    best = _best(sentences, masses, standing, notices)
    chosen: dict[Role, tuple[int, ...]] = {Role.TLDR: (best,)}
    if len(readings) == 1:
        return chosen
    kinds = _kinds(sentences, masses, notices)
    _move_findings(kinds, sentences, masses)
    barred = {best, *notices}
    purpose = kinds.pop("purpose", {})
    told = {
        Role.MOTIVATION: purpose | _gaps_first(_early(kinds.get("background", {}), best, readings), readings),
        Role.METHOD: kinds.get("method", {}),
        Role.RESULT: kinds.get("result", {}),
        Role.CONCLUSION: kinds.get("conclusion", {}),
    }
    for role, numbers in told.items():
        left = {number: value for number, value in numbers.items() if number not in barred}
        if left:
            chosen[role] = _likeliest(left, _MOST[role])
    used = {number for numbers in chosen.values() for number in numbers}
    if Role.RESULT not in chosen and (found := _finding(sentences, masses, barred | used)):
        chosen[Role.RESULT] = (found,)
    purpose_at = next((n for n, each in enumerate(sentences, 1) if form.states_purpose(each)), None)
    if purpose_at and purpose_at not in used | barred:
        role = Role.RESULT if form.finds(sentences[purpose_at - 1]) else Role.MOTIVATION
        others = chosen.get(role, ())[-(_MOST[role] - 1) :]
        chosen[role] = tuple(sorted({*others, purpose_at}))
    return {role: chosen[role] for role in Role if role in chosen}


def _best(
    sentences: Sequence[str],
    masses: Sequence[dict[str, float]],
    standing: Sequence[float],
    notices: set[int],
) -> int:
    """The number of the TL;DR's sentence: the one that stands highest of those that can stand alone."""

    def stands(place: int) -> float:
        sentence, of = sentences[place], masses[place]
        minus = _NEVER if place + 1 in notices else 0.0
        if form.leans(sentence):
            minus += _LEANING
        if form.points_back(sentence) and form.points_back(trimmed(sentence)):
            minus += _POINTING_BACK
        if of["background"] > _KNOWN and not form.claims(sentence):
            minus += _LEANING
        return standing[place] - minus

    return 1 + max(range(len(sentences)), key=stands)


def _move_findings(
    kinds: dict[str, dict[int, float]], sentences: Sequence[str], masses: Sequence[dict[str, float]]
) -> None:
    """What says that something was found is no method, and how it is proved no result."""
    methods, results = kinds.setdefault("method", {}), kinds.setdefault("result", {})
    for number in [n for n in results if form.is_of_proof(sentences[n - 1])]:
        methods[number] = results.pop(number)
    for number in [n for n in methods if form.finds(sentences[n - 1])]:
        if masses[number - 1]["result"] >= _MAY_BE_FOUND:
            results[number] = methods.pop(number)


def _finding(sentences: Sequence[str], masses: Sequence[dict[str, float]], barred: set[int]) -> int | None:
    """What may well be a result, where no sentence surely is."""
    left = [n for n in range(1, len(sentences) + 1) if n not in barred]
    likely = [n for n in left if max(masses[n - 1].values()) == masses[n - 1]["result"] >= _EITHER]
    return max(likely, key=lambda n: masses[n - 1]["result"], default=None)


def _kinds(
    sentences: Sequence[str], masses: Sequence[dict[str, float]], notices: set[int]
) -> dict[str, dict[int, float]]:
    """For each kind the numbers of the sentences that are likely enough of it, and how likely they are."""
    kinds: dict[str, dict[int, float]] = {}
    for number, of in enumerate(masses, 1):
        if number <= len(masses) / 2:
            of["result"] += of.pop("conclusion")
        kind = max(of, key=of.__getitem__)
        surely = _LIKELY_METHOD if kind == "method" and not form.tells_how(sentences[number - 1]) else _LIKELY
        if of[kind] >= surely:
            kinds.setdefault(kind, {})[number] = of[kind]
    results, conclusions = kinds.setdefault("result", {}), kinds.setdefault("conclusion", {})
    last = max((n for n in range(1, len(masses) + 1) if n not in notices), default=len(masses))
    if len(results) > 1 and last in results and masses[last - 1].get("conclusion", 0.0) >= _EITHER:
        conclusions[last] = results.pop(last)
    elif not results:
        either = next(
            (
                n
                for n in sorted(conclusions)
                if masses[n - 1]["result"] >= _EITHER or form.finds(sentences[n - 1])
            ),
            None,
        )
        if either:
            results[either] = conclusions.pop(either)
    return kinds


def mass(reading: Reading) -> dict[str, float]:
    """How likely a sentence is of each kind, by both heads."""
    roles = dict(zip(ROLES, reading.roles, strict=True))
    moves = dict(zip(MOVES, reading.moves, strict=True))
    ending = sum(moves[move] for move in _ENDING)
    finding = moves["result"] / max(moves["result"] + ending, _TINY)
    by_both = {
        "background": (roles["background"], moves["background"] + moves["gap"]),
        "purpose": (roles["objective"], moves["purpose"]),
        "method": (roles["method"], moves["method"]),
        "result": (roles["result"] * finding, moves["result"]),
        "conclusion": (roles["result"] * (1 - finding), ending),
    }
    # "other" (notices, keywords) is known to the roles alone.
    rest = (1 - _SHARE_OF_ROLES) * (1 - roles["other"])
    masses = {kind: _SHARE_OF_ROLES * role + rest * move for kind, (role, move) in by_both.items()}
    return masses | {"other": roles["other"]}


def _early(numbers: Mapping[int, float], best: int, readings: Sequence[Reading]) -> dict[int, float]:
    """What is known or missing stands before what was done about it; later it is part of what was found."""
    last = max(best, len(readings) / 2)
    return {number: value for number, value in numbers.items() if number <= last}


def _gaps_first(numbers: Mapping[int, float], readings: Sequence[Reading]) -> dict[int, float]:
    """What is missing in the world motivates a paper better than what is known."""
    gap = MOVES.index("gap")
    return {number: value + readings[number - 1].moves[gap] for number, value in numbers.items()}


def _likeliest(numbers: Mapping[int, float], most: int) -> tuple[int, ...]:
    ranked: Iterable[int] = sorted(numbers, key=lambda number: (-numbers[number], number))
    return tuple(sorted(list(ranked)[:most]))
