"""The desk decides what stands on a day's page. It touches nothing: batches and policy in, a verdict out.

`announced = listed + excluded` holds because every announced item is put into exactly one of the two.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from broadsheet.model import Kind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date

    from broadsheet.batch import Announcement, Batch
    from broadsheet.config import Policy


class Rule(StrEnum):
    """Why an announced item is not listed."""

    REPLACEMENT = "replacement"
    CROSS_LIST = "cross-list"
    REPEAT = "repeat"
    EDITOR = "editor"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is listed on the page of `day`, and the account of all that was announced."""

    day: date
    listed: tuple[Announcement, ...]
    announced: Mapping[str, int]
    excluded: Mapping[str, int]


def decide(
    batches: Iterable[Batch],
    *,
    seen: Mapping[str, date],
    hidden: Container[str] = (),
    policy: Policy,
    day: date,
) -> Verdict:
    """Judge the announcement of `day`. `seen` tells on which day's page a paper stands already: one that
    stands on this very page is listed here again, so that its account stays whole, unless an editor
    has hidden it there (commented it out).
    """
    batches = tuple(batches)
    announced: Counter[str] = Counter()
    excluded: Counter[str] = Counter()
    listed = []
    for item in _once_each(batches):
        announced[item.kind] += 1
        rule = Rule.EDITOR if item.paper.id in hidden else _rule_against(item, seen, policy, day)
        if rule:
            excluded[rule] += 1
        else:
            listed.append(item)
    unreadable = sum(len(batch.unreadable) for batch in batches)
    if unreadable:
        announced[Rule.UNREADABLE] += unreadable
        excluded[Rule.UNREADABLE] += unreadable
    return Verdict(day, tuple(listed), _plain(announced), _plain(excluded))


IGNORE = "ignore"
_STRENGTH = {Kind.NEW: 0, Kind.CROSS: 1, Kind.REPLACE: 2, Kind.REPLACE_CROSS: 3}


def _once_each(batches: tuple[Batch, ...]) -> Iterator[Announcement]:
    """A paper that several feeds name is one: new where any feed calls it new, at its newest version."""
    best: dict[str, Announcement] = {}
    for batch in batches:
        for item in batch.items:
            known = best.get(item.paper.id)
            if known is None or _preference(item) < _preference(known):
                best[item.paper.id] = item
    yield from best.values()


def _preference(item: Announcement) -> tuple[int, int]:
    return _STRENGTH[item.kind], -(item.paper.version or 0)


def _rule_against(item: Announcement, seen: Mapping[str, date], policy: Policy, day: date) -> Rule | None:
    there = seen.get(item.paper.id)
    if there == day:
        return None
    if item.kind.is_replacement and policy.replacements == IGNORE:
        return Rule.REPLACEMENT
    if item.kind is Kind.CROSS and policy.cross_lists == IGNORE:
        return Rule.CROSS_LIST
    if there and not item.kind.is_replacement:
        return Rule.REPEAT
    return None


def _plain(counts: Counter[str]) -> dict[str, int]:
    return {str(name): count for name, count in counts.items()}
