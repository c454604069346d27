"""The desk decides what stands on a day's page. It touches nothing: batches and policy in, a verdict out.

`announced = listed + excluded` holds because every announced item is put into exactly one of the two.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from broadsheet.config import Replacements
from broadsheet.desk.filters import excluded_by
from broadsheet.desk.withdrawn import is_withdrawn
from broadsheet.model import REMOVED_BY_HAND, Kind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from broadsheet.batch import Announcement, Batch
    from broadsheet.config import Policy, Site
    from broadsheet.model import Paper

    Seen = Mapping[str, Mapping[date, int | None]]  # on which days a paper stands, at which version


class Rule(StrEnum):
    """Why an announced item is not listed. The rules of filters have names of their own."""

    REPLACEMENT = "replacement"
    REFRESHED = "refreshed"
    WITHDRAWN = "withdrawn"
    CROSS_LIST = "cross-list"
    REPEAT = "repeat"
    LISTED = "already listed"  # of Hugging Face's list: what stands on another page gains its facts there
    REMOVED = REMOVED_BY_HAND
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is listed on the page of `day`, what is news of papers on other pages, and the account of all."""

    day: date
    listed: tuple[Announcement, ...]
    refreshed: tuple[Announcement, ...]
    announced: Mapping[str, int]
    excluded: Mapping[str, int]


def decide(
    batches: Iterable[Batch],
    *,
    seen: Seen,
    removed: Container[str] = (),
    site: Site,
    day: date,
) -> Verdict:
    """Judge the announcement of `day`. `seen` tells on which days' pages a paper stands already: one that
    stands on this very page is listed here again, so that its account stays whole, unless it was
    removed there by hand.
    """
    batches = tuple(batches)
    announced: Counter[str] = Counter()
    excluded: Counter[str] = Counter()
    listed, refreshed = [], []
    for item in once_each(batches):
        announced[item.kind] += 1
        rule = Rule.REMOVED if item.paper.id in removed else _rule_against(item, seen, site, day)
        if not rule:
            listed.append(item)
            continue
        excluded[rule] += 1
        is_news = rule in {Rule.REFRESHED, Rule.WITHDRAWN, Rule.LISTED} or item.paper.daily
        if is_news and item.paper.id in seen:
            refreshed.append(item)
    unreadable = sum(len(batch.unreadable) for batch in batches)
    if unreadable:
        announced[Rule.UNREADABLE] += unreadable
        excluded[Rule.UNREADABLE] += unreadable
    return Verdict(day, tuple(listed), tuple(refreshed), _plain(announced), _plain(excluded))


_STRENGTH = {Kind.NEW: 0, Kind.CROSS: 1, Kind.REPLACE: 2, Kind.REPLACE_CROSS: 3, Kind.DAILY: 4}


def once_each(batches: Iterable[Batch]) -> Iterator[Announcement]:
    """A paper that several feeds name is one: new where any feed calls it new, at its newest version."""
    best: dict[str, Announcement] = {}
    for batch in batches:
        for item in batch.items:
            known = best.get(item.paper.id)
            if known is None:
                best[item.paper.id] = item
            else:
                first, second = sorted([known, item], key=_preference)
                best[item.paper.id] = replace(first, paper=with_daily(first.paper, second.paper))
    yield from best.values()


def with_daily(paper: Paper, other: Paper) -> Paper:
    """The paper with what Hugging Face's list says of it, where the other one comes from there."""
    if not other.daily:
        return paper
    known = {link.url for link in paper.links}
    more = tuple(link for link in other.links if link.url not in known)
    return replace(paper, daily=other.daily, links=paper.links + more)


def _preference(item: Announcement) -> tuple[int, int]:
    return _STRENGTH[item.kind], -(item.paper.version or 0)


def unlisted_by(item: Announcement, site: Site) -> str:
    """The rule by which an item would be listed on no page, wherever it stands already; empty when none."""
    return _rule_against(item, {}, site, date.min)


def _rule_against(item: Announcement, seen: Seen, site: Site, day: date) -> str:
    there = seen.get(item.paper.id, {})
    if day in there:
        return ""
    if is_withdrawn(item.paper):
        return Rule.WITHDRAWN
    if rule := excluded_by(site.filters, item.paper):
        return rule
    if item.kind.is_replacement:
        return _rule_against_replacement(item, there, site.policy)
    if item.kind is Kind.CROSS and not _takes_cross_list(item, site.policy):
        return Rule.CROSS_LIST
    if not there:
        return ""
    return Rule.LISTED if item.kind is Kind.DAILY else Rule.REPEAT


def _rule_against_replacement(item: Announcement, there: Mapping[date, int | None], policy: Policy) -> str:
    standing = max((version or 0 for version in there.values()), default=0)
    is_newer = (item.paper.version or 0) > standing
    match policy.replacements:
        case Replacements.LIST:
            return "" if is_newer else Rule.REPEAT
        case Replacements.REFRESH if there:
            return Rule.REFRESHED if is_newer else Rule.REPEAT
    return Rule.REPLACEMENT


def _takes_cross_list(item: Announcement, policy: Policy) -> bool:
    """By the paper's own category, or its archive, when the policy names some."""
    own = item.paper.primary
    return bool({"all", own, own.partition(".")[0]} & set(policy.cross_lists))


def _plain(counts: Counter[str]) -> dict[str, int]:
    return {str(name): count for name, count in counts.items()}
