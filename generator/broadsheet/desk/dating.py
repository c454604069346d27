"""Of which day an announcement is, decided by evidence; the date that a feed declares is one witness.

arXiv gives identifiers in the order of its announcements, so the new papers of a day have a range of
them to themselves. A submission is announced no earlier than its cut-off allows. A feed may be stale
(yesterday's papers under today's date) or misdated (today's papers under yesterday's).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.model import Kind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from broadsheet.batch import Announcement, Batch
    from broadsheet.desk import Seen

    Range = tuple["Number", "Number"]
Number = tuple[str, str]
_FEW = 3  # so many papers may be stragglers; more that all come later in order are another announcement


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known beside the batch: where papers stand, the ranges of identifiers of recent pages, the
    day it is at arXiv (none for a saved feed), and where that was asked, on which days papers were announced.
    """

    seen: Seen
    ranges: Mapping[date, Range]
    today: date | None = None
    announced: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dated:
    day: date
    batch: Batch
    note: str = ""  # why it is not the declared day, for the log


def number(id_: str) -> Number:
    """By which identifiers of this century's form sort as they were given."""
    month, _, rest = id_.partition(".")
    return (month, rest.zfill(5)) if rest and month.isdigit() else ("", "")


def new_numbers(items: Iterable[tuple[str, Kind]]) -> list[Number]:
    return sorted(number(id_) for id_, kind in items if kind is Kind.NEW and number(id_)[0])


def by_day(batch: Batch, evidence: Evidence) -> list[Dated]:
    """The batch, divided among the days that its papers were announced on; nothing when no day is known."""
    day, note = _day_of(batch, evidence)
    if day is None:
        return []
    homes = _homes_of_categories(batch, day, evidence)
    earlier: dict[date, list[Announcement]] = defaultdict(list)
    on_time: list[Announcement] = []
    for item in batch.items:
        home = homes.get(item.paper.primary) or _earlier_home(item, day, evidence)
        (earlier[home] if home else on_time).append(item)
    dated = (
        [Dated(day, replace(batch, items=tuple(on_time)), note)]
        if on_time or batch.unreadable or not earlier
        else []
    )
    for home, items in sorted(earlier.items()):
        late = replace(batch, declared=home, items=tuple(items), unreadable=())
        note = f"{len(items)} of {batch.source} are of {home}"
        dated.append(Dated(home, late, note))
    return dated


def _day_of(batch: Batch, evidence: Evidence) -> tuple[date | None, str]:
    declared, today = batch.declared, evidence.today
    if declared is None or today is None:
        return declared, ""
    if known := _latest_announced(batch, evidence):
        if known != declared and known <= today:
            return known, f"{batch.source} says {declared}; its papers are those of {known}"
        return declared, ""
    if declared.weekday() > 4 and any(_fresh(batch, evidence)):
        day = almanac.preceding(declared)
        return day, f"{batch.source} says {declared}, when nothing is announced; its papers are of {day}"
    if declared < today and not almanac.quiet(today) and _is_of_a_later_day(batch, declared, evidence):
        return today, f"{batch.source} says {declared}; its papers are not those of that day"
    return declared, ""


def _latest_announced(batch: Batch, evidence: Evidence) -> date | None:
    new = (item.paper.id for item in batch.items if item.kind is Kind.NEW)
    return max((evidence.announced[id_] for id_ in new if id_ in evidence.announced), default=None)


def _homes_of_categories(batch: Batch, day: date, evidence: Evidence) -> dict[str, date]:
    """The categories whose part of the feed is stale, and the day of which it is."""
    latest: dict[str, date] = {}
    for item in batch.items:
        known = evidence.announced.get(item.paper.id)
        if item.kind is Kind.NEW and known:
            latest[item.paper.primary] = max(known, latest.get(item.paper.primary, known))
    return {category: home for category, home in latest.items() if home < day}


def _is_of_a_later_day(batch: Batch, declared: date, evidence: Evidence) -> bool:
    """Nothing in it stands on the page of the declared day, or all that is unseen comes after that page."""
    if evidence.today in evidence.ranges or declared not in evidence.ranges:
        return False
    fresh = list(_fresh(batch, evidence))
    there = any(
        declared in evidence.seen.get(item.paper.id, ())
        for item in batch.items
        if not item.kind.is_replacement
    )
    last = evidence.ranges[declared][1]
    return bool(fresh) and min(fresh) > last and (not there or len(fresh) >= _FEW)


def _fresh(batch: Batch, evidence: Evidence) -> Iterator[Number]:
    unseen = ((i.paper.id, i.kind) for i in batch.items if i.paper.id not in evidence.seen)
    yield from new_numbers(unseen)


def _earlier_home(item: Announcement, day: date, evidence: Evidence) -> date | None:
    """The earlier page whose range of identifiers an unseen paper falls into."""
    if item.kind is not Kind.NEW or item.paper.id in evidence.seen:
        return None
    own = number(item.paper.id)
    return next(
        (home for home, (first, last) in evidence.ranges.items() if home < day and first <= own <= last), None
    )


def reckoned(
    submitted: Mapping[str, datetime], ranges: Mapping[date, Range], quiet: Container[date] = ()
) -> dict[str, date]:
    """On which day each paper was announced: as early as its own submission and those of the papers with
    lower identifiers allow, on no day that was seen to be quiet, and in keeping with the pages that are
    there. So a paper that was held back stands on the day it was announced on.
    """
    found: dict[str, date] = {}
    pages = sorted(ranges.items())
    earliest: date | None = None
    for id_ in sorted(submitted, key=number):
        day = almanac.announced_on(submitted[id_])
        while day in quiet:
            day = almanac.following(day)
        earliest = max(day, earliest) if earliest else day
        found[id_] = _between_pages(number(id_), earliest, pages)
    return found


def _between_pages(own: Number, day: date, pages: list[tuple[date, Range]]) -> date:
    for page, (first, last) in pages:
        if first <= own <= last:
            return page
        if own > last:
            day = max(day, almanac.following(page))
    for page, (first, _) in reversed(pages):
        if own < first:
            day = min(day, almanac.preceding(page))
    return day
