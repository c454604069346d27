"""Which sentences tell which part. A part that no sentence tells well enough is absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.model import Role
from broadsheet.summarize.extract.weights import MOVES, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.summarize.extract.roles import Reading

# Below this, two labels in five are wrong on the development data: better say nothing.
_LIKELY = 0.45
# A last sentence that may be a result or a conclusion tells whichever part would else be absent.
_EITHER = 0.3
# The moves know fields beyond computer science: on mathematics and physics this share is right most often.
_SHARE_OF_ROLES = 0.25
_TINY = 1e-9
_MOST = {Role.MOTIVATION: 2, Role.METHOD: 3, Role.RESULT: 3, Role.CONCLUSION: 2}
_ENDING = ("conclusion", "contribution", "implication")


def choose(readings: Sequence[Reading], best: int) -> Mapping[Role, tuple[int, ...]]:
    """The numbers, from 1, of the sentences that tell each part, in the order of the parts.

    `best` is the number of the TL;DR's sentence. Nothing but the TL;DR shares a sentence with another part.
    """
    chosen: dict[Role, tuple[int, ...]] = {Role.TLDR: (best,)}
    if len(readings) == 1:
        return chosen
    kinds = _kinds([mass(reading) for reading in readings])
    purpose = kinds.pop("purpose", {})
    aside = {best: purpose.pop(best)} if best in purpose else {}
    told = {
        Role.MOTIVATION: purpose | _gaps_first(kinds.get("background", {}), readings),
        Role.METHOD: kinds.get("method") or aside,
        Role.RESULT: kinds.get("result", {}),
        Role.CONCLUSION: kinds.get("conclusion", {}),
    }
    for role, numbers in told.items():
        if numbers:
            chosen[role] = _likeliest(numbers, _MOST[role])
    return chosen


def _kinds(masses: Sequence[dict[str, float]]) -> dict[str, dict[int, float]]:
    """For each kind the numbers of the sentences that are likely enough of it, and how likely they are."""
    kinds: dict[str, dict[int, float]] = {}
    for number, of in enumerate(masses, 1):
        if number <= len(masses) / 2:
            of["result"] += of.pop("conclusion")
        kind = max(of, key=of.__getitem__)
        if of[kind] >= _LIKELY:
            kinds.setdefault(kind, {})[number] = of[kind]
    last, ending = len(masses), masses[-1]
    results, conclusions = kinds.setdefault("result", {}), kinds.setdefault("conclusion", {})
    if len(results) > 1 and last in results and ending.get("conclusion", 0.0) >= _EITHER:
        conclusions[last] = results.pop(last)
    elif not results and last in conclusions and ending["result"] >= _EITHER:
        results[last] = conclusions.pop(last)
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


def _gaps_first(numbers: Mapping[int, float], readings: Sequence[Reading]) -> dict[int, float]:
    """What is missing in the world motivates a paper better than what is known."""
    gap = MOVES.index("gap")
    return {number: value + readings[number - 1].moves[gap] for number, value in numbers.items()}


def _likeliest(numbers: Mapping[int, float], most: int) -> tuple[int, ...]:
    ranked: Iterable[int] = sorted(numbers, key=lambda number: (-numbers[number], number))
    return tuple(sorted(list(ranked)[:most]))
