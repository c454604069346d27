"""Of which day a paper is, decided by evidence; the date that a feed declares is one witness.

Pages and submissions leave each paper a first and a last day on which it can have been announced (see
`evidence`), and what a feed declares holds within these. A feed may be stale (yesterday's papers,
all or those of a category, under today's date) or misdated (today's papers under yesterday's).

Cross-lists and replacements carry numbers of any age: they prove nothing, and nothing is proved of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from statistics import median_low
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.desk.evidence import Order, fresh_in, is_of, number
from broadsheet.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from broadsheet.batch import Announcement, Batch
    from broadsheet.desk.evidence import Evidence

_FEW = 3  # so many papers may be stragglers; more that all come later in order are another announcement
_PAIR = 2  # fewer have nothing between them


@dataclass(frozen=True, slots=True)
class Dated:
    day: date
    batch: Batch
    note: str = ""  # why it is not the declared day, for the log


def by_day(batch: Batch, evidence: Evidence) -> list[Dated]:
    """The batch, divided among the days that its papers were announced on; nothing when no day is known."""
    order = Order(evidence)
    day, note = _day_of(batch, evidence, order)
    if day is None:
        return []
    home = _homes(batch, day, evidence, order)
    earlier: dict[date, list[Announcement]] = defaultdict(list)
    on_time: list[Announcement] = []
    for item in batch.items:
        (on_time if (own := home(item)) == day else earlier[own]).append(item)
    dated = (
        [Dated(day, replace(batch, items=tuple(on_time)), note)]
        if on_time or batch.unreadable or not earlier
        else []
    )
    for other, items in sorted(earlier.items()):
        part = replace(batch, items=tuple(items), unreadable=())
        dated.append(Dated(other, part, f"{len(items)} of {batch.source} are of {other}"))
    return dated


def _day_of(batch: Batch, evidence: Evidence, order: Order) -> tuple[date | None, str]:
    declared, today = batch.declared, evidence.today
    if declared is None or today is None:
        return declared, ""
    fresh = [item.paper.id for item in fresh_in(batch, evidence)]
    if declared.weekday() > 4 and fresh:
        day = almanac.preceding(declared)
        return day, f"{batch.source} says {declared}, when nothing is announced; its papers are of {day}"
    found = (
        _earlier_day(batch, declared, evidence, order)
        if declared >= today
        else _later_day(batch, declared, evidence, order)
    )
    note = f"{batch.source} says {declared}; its papers are those of {found}" if found else ""
    return found or declared, note


def _earlier_day(batch: Batch, declared: date, evidence: Evidence, order: Order) -> date | None:
    """Of which day a feed is that was rebuilt with the papers of an earlier one."""
    new = [item.paper.id for item in batch.items if item.kind is Kind.NEW]
    new = [id_ for id_ in new if is_of(number(id_), declared)]  # a strange number is no witness
    of_today = (order.floor(item.paper.id) == declared for item in batch.items if item.kind is Kind.CROSS)
    if any(of_today):
        return None
    if not new:
        found = _day_of_crossed(batch, declared, evidence, order)
        return found if found and not _renews(batch, found, evidence, order) else None
    there = Counter(max(evidence.seen[id_]) for id_ in new if id_ in evidence.seen)
    found = None
    if there.total() == len(new) and declared not in there:
        found = max(there, key=lambda day: (there[day], day))
    elif _is_stale(new, declared, batch, evidence, order):
        found = max(earliest for id_ in new if (earliest := order.earliest(id_)))
    return found if found and not _has_later(batch, found, evidence, order) else None


def _day_of_crossed(batch: Batch, declared: date, evidence: Evidence, order: Order) -> date | None:
    """The earlier day of a feed without new papers: all that were cross-listed at once are older than what
    the archive knows for today, and the feed lacks.
    """
    ids = [item.paper.id for item in _crossed(batch, declared, evidence)]
    if len(ids) < _PAIR or not _is_stale(ids, declared, batch, evidence, order):
        return None
    lacking = [id_ for id_ in evidence.records if id_ not in evidence.seen and id_ not in evidence.unlisted]
    after = [id_ for id_ in lacking if number(id_) > min(map(number, ids)) and id_ not in ids]
    if not any(order.floor(id_) == declared for id_ in after):
        return None
    days = [day for id_ in ids if (day := order.floor(id_))]
    return max(days) if days and max(map(number, ids)) < min(map(number, after)) else None


def _crossed(batch: Batch, day: date, evidence: Evidence) -> Iterator[Announcement]:
    """What stands nowhere yet and was cross-listed when it was announced, by its number."""
    for item in batch.items:
        id_ = item.paper.id
        if item.kind is Kind.CROSS and id_ not in evidence.seen and is_of(number(id_), day):
            yield item


def _has_later(batch: Batch, day: date, evidence: Evidence, order: Order) -> bool:
    """Whether some of a feed was announced after this day: new versions of papers that were new on it, or
    more than a straggler cross-listed with numbers that come after all of them.
    """
    new = evidence.pages.get(day, ())
    last = max(map(number, new), default=0)
    crossed = (item.paper.id for item in batch.items if item.kind is Kind.CROSS)
    unseen = [number(id_) for id_ in crossed if id_ not in evidence.seen]
    after = [own for own in unseen if own > last and is_of(own, day)]
    return len(after) >= _FEW or _renews(batch, day, evidence, order)


def _renews(batch: Batch, day: date, evidence: Evidence, order: Order) -> bool:
    """Whether it has new versions of papers that were new on this day, or cannot have been new before it."""
    new = evidence.pages.get(day, ())
    renewed = (item.paper.id for item in batch.items if item.kind.is_replacement)
    return any(
        id_ in new or (id_ not in evidence.seen and (order.floor(id_) or date.min) >= day) for id_ in renewed
    )


def _later_day(batch: Batch, declared: date, evidence: Evidence, order: Order) -> date | None:
    """Of which day a feed is whose papers cannot have been announced on the one that it declares."""
    today = evidence.today
    if today is None or almanac.quiet(today):
        return None
    unseen = [item for item in batch.items if item.paper.id not in evidence.seen]
    fresh = [order.earliest(item.paper.id) for item in unseen if item.kind is Kind.NEW]
    fresh = fresh or [order.floor(item.paper.id) for item in unseen if item.kind is Kind.CROSS]
    proven = [day for day in fresh if day]
    # Most of them: one paper with a strange number does not carry the others along.
    if len(proven) * 2 > len(fresh) and declared < (day := min(median_low(proven), today)):
        return day
    is_known = any(item.paper.id in evidence.records for item in unseen)
    if not is_known and _is_later(batch, declared, evidence):
        return today
    return None


def _is_later(batch: Batch, declared: date, evidence: Evidence) -> bool:
    """Where the archive does not say: nothing in it stands on the page of the declared day, or all that is
    unseen comes after that page.
    """
    last = max(map(number, evidence.pages.get(declared, ())), default=0)
    if evidence.today in evidence.pages or not last:
        return False
    fresh = [number(item.paper.id) for item in fresh_in(batch, evidence)]
    if not any(item.kind is Kind.NEW for item in batch.items):
        fresh = [number(item.paper.id) for item in _crossed(batch, declared, evidence)]
    there = any(
        declared in evidence.seen.get(item.paper.id, ())
        for item in batch.items
        if not item.kind.is_replacement
    )
    return bool(fresh) and min(fresh) > last and (not there or len(fresh) >= _FEW)


def _homes(batch: Batch, day: date, evidence: Evidence, order: Order) -> Callable[[Announcement], date]:
    stale = _stale(batch, day, evidence, order)
    fresh = {item.paper.id for item in fresh_in(batch, evidence)}

    def home(item: Announcement) -> date:
        id_ = item.paper.id
        if item.kind is Kind.CROSS and evidence.today and id_ not in evidence.seen:
            return min(max(day, order.floor(id_) or day), evidence.today)
        if evidence.today is None or id_ not in fresh or not is_of(number(id_), day):
            return day
        if item.paper.primary in stale:
            return min(order.earliest(id_) or day, day)
        return order.within(id_, day)

    return home


def _stale(batch: Batch, day: date, evidence: Evidence, order: Order) -> set[str]:
    """The categories whose part of the feed is an earlier day's."""
    by_category: dict[str, list[str]] = defaultdict(list)
    for item in batch.items:
        if item.kind is Kind.NEW:
            by_category[item.paper.primary].append(item.paper.id)
    return {category for category, ids in by_category.items() if _is_stale(ids, day, batch, evidence, order)}


def _is_stale(ids: Collection[str], day: date, batch: Batch, evidence: Evidence, order: Order) -> bool:
    """Whether these new papers of a feed, all or those of a category, are an earlier day's: none need be of
    this day, some stand on earlier pages unless the day before has none, and the archive knows of others
    with higher numbers: those would be of this day too, and in the feed, as new and not as a new version.
    """
    if any((order.earliest(id_) or day) >= day for id_ in ids):
        return False
    if almanac.preceding(day) in evidence.pages and not any(id_ in evidence.seen for id_ in ids):
        return False
    lowest = min(map(number, ids))
    shown = {item.paper.id for item in batch.items if not item.kind.is_replacement}
    missing = (id_ for id_ in evidence.records if id_ not in shown and id_ not in evidence.seen)
    return any(number(id_) > lowest for id_ in missing)
