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
from functools import cached_property
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
    if _is_of_today(batch, declared, evidence, order):
        return None
    if not new:
        found = _day_of_crossed(batch, declared, evidence, order)
        return found if found and not _renews(batch, found, evidence, order) else None
    there = Counter(max(evidence.seen[id_]) for id_ in new if id_ in evidence.seen)
    found = None
    if there.total() == len(new) and declared not in there:
        found = max(there, key=lambda day: (there[day], day))
        if _lacks_some_of(found, new, evidence):
            return None
    elif _Feed(batch, evidence, order).is_older(declared, ids=new):
        found = max(earliest for id_ in new if (earliest := order.earliest(id_)))
    return found if found and not _has_later(batch, found, evidence, order) else None


def _is_of_today(batch: Batch, declared: date, evidence: Evidence, order: Order) -> bool:
    """Whether some was cross-listed that cannot have been announced before."""
    crossed = (item.paper.id for item in batch.items if item.kind is Kind.CROSS)
    at_once = (item.paper.id for item in _crossed(batch, declared, evidence))
    return any(order.floor(id_) == declared for id_ in crossed) or any(
        order.earliest(id_) == declared for id_ in at_once
    )


def _lacks_some_of(day: date, new: Collection[str], evidence: Evidence) -> bool:
    """Whether a feed whose new papers all stand on this day's page lacks others that were new on it: the feed
    of that day would show them, too, and one that is stale in some categories does not.
    """
    return any(is_of(number(id_), day) and id_ not in new for id_ in evidence.pages.get(day, ()))


def _day_of_crossed(batch: Batch, declared: date, evidence: Evidence, order: Order) -> date | None:
    """The earlier day of a feed without new papers: all that were cross-listed at once are older than what
    the archive knows for today, and the feed lacks.
    """
    ids = [item.paper.id for item in _crossed(batch, declared, evidence)]
    if len(ids) < _PAIR or not _Feed(batch, evidence, order).is_older(declared, ids=ids):
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
    some cross-listed with numbers that come after all of them. A straggler may be but missing there, unless
    the page was compared with the archive, or the archive knows all of its new papers and not this one.
    """
    new = [id_ for id_ in evidence.pages.get(day, ()) if is_of(number(id_), day)]
    last = max(map(number, new), default=None)
    crossed = (item.paper.id for item in _crossed(batch, day, evidence))
    after = [id_ for id_ in crossed if last and number(id_) > last]
    is_unknown = any(id_ not in evidence.records for id_ in after)
    is_behind = is_unknown and all(id_ in evidence.records for id_ in new)
    enough = 1 if is_behind or day in evidence.whole else _FEW
    return len(after) >= enough or _renews(batch, day, evidence, order)


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
    submitted = [order.floor(item.paper.id) for item in unseen if not item.kind.is_replacement]
    after = [day for day in submitted if day and day > declared]
    if len(after) >= _PAIR:  # of one, arXiv may have looked at the clock otherwise
        return min(*after, today)
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
    feed = _Feed(batch, evidence, order)
    return {
        category for category, ids in by_category.items() if feed.is_older(day, ids=ids, category=category)
    }


class _Feed:
    """A feed, and what it lacks of all that arXiv's archive knows."""

    def __init__(self, batch: Batch, evidence: Evidence, order: Order) -> None:
        self._batch = batch
        self._evidence = evidence
        self._order = order

    def is_older(self, day: date, *, ids: Collection[str], category: str = "") -> bool:
        """Whether these papers of it, all or those of a category, are an earlier day's: none need be of this
        day, and some of a higher number has a new version in it, or some stand on earlier pages unless the
        day before has none, and the archive knows of others with higher numbers: those would be of this day
        too, and in the feed.
        """
        if any((self._order.earliest(id_) or day) >= day for id_ in ids):
            return False
        if self._has_renewed(after=max(map(number, ids)), day=day):
            return True
        after = [id_ for id_ in self._missing if number(id_) > min(map(number, ids))]
        own = [id_ for id_ in after if self._is_of(id_, category)]
        if not after or self._has_holes(ids, category) or (not own and self._is_half_without(category)):
            return False
        before = self._evidence.pages.get(almanac.preceding(day))
        if before is None or any(id_ in self._evidence.seen for id_ in ids):
            return True
        # Yesterday's page may lack this category altogether, as today's feed does now and nothing else.
        is_new = not any(self._is_of(id_, category) for id_ in before)
        return bool(category) and len(own) == len(after) and is_new

    def _has_renewed(self, *, after: int, day: date) -> bool:
        renewed = (number(item.paper.id) for item in self._batch.items if item.kind.is_replacement)
        return any(own > after and is_of(own, day) for own in renewed)

    def _has_holes(self, ids: Collection[str], category: str) -> bool:
        """Whether papers that were new on the day of these are missing among and before them: the part of an
        earlier day lacks nothing of that day, half of today's feed does.
        """
        last = max(map(number, ids))
        day = max((day for id_ in ids if (day := self._order.earliest(id_))), default=None)
        return any(
            number(id_) < last and self._is_of(id_, category) and self._order.earliest(id_) == day
            for id_ in self._missing_new
        )

    def _is_half_without(self, category: str) -> bool:
        """Whether the rest of the feed lacks papers among its own."""
        new = (item.paper for item in self._batch.items if item.kind is Kind.NEW)
        first = min((number(paper.id) for paper in new if paper.primary != category), default=None)
        return first is not None and any(
            number(id_) > first and not self._is_of(id_, category) for id_ in self._missing_new
        )

    def _is_of(self, id_: str, category: str) -> bool:
        """Whether a paper is of this primary category, as far as is known; without a category, all are."""
        record = self._evidence.records.get(id_)
        return not category or not record or record.paper.primary in {"", category}

    @cached_property
    def _missing(self) -> list[str]:
        """What the archive knows, and neither the feed shows for the first time nor any page."""
        shown = {item.paper.id for item in self._batch.items if not item.kind.is_replacement}
        seen = self._evidence.seen
        return [id_ for id_ in self._evidence.records if id_ not in shown and id_ not in seen]

    @cached_property
    def _missing_new(self) -> list[str]:
        """What would be new in such a feed, and not cross-listed, perhaps later."""
        asked = set(self._batch.categories)
        primary = {id_: self._evidence.records[id_].paper.primary for id_ in self._missing}
        new = (id_ for id_, own in primary.items() if {own, own.partition(".")[0]} & asked)
        return [id_ for id_ in new if id_ not in self._evidence.unlisted]
