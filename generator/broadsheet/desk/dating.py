"""Of which day a paper is, decided by evidence; the date that a feed declares is one witness.

arXiv numbers its new papers in the order of its announcements, and announces none before the cut-off that
follows its submission. So pages and submissions leave each paper a first and a last day on which it can
have been announced, and what a feed declares holds within these. A feed may be stale (yesterday's papers,
all or those of a category, under today's date) or misdated (today's papers under yesterday's).

Cross-lists and replacements carry numbers of any age: they prove nothing, and nothing is proved of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from statistics import median_low
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
    from datetime import date

    from broadsheet.batch import Announcement, Batch, Record
    from broadsheet.desk import Seen

    Point = tuple[int, date]
_FEW = 3  # so many papers may be stragglers; more that all come later in order are another announcement
_STRETCH = timedelta(days=5)  # from one announcement to the next over the longest weekend
_SHARE = 4  # a quarter of a day's papers were not all held back


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known beside the batch: where papers stand; the new papers of recent pages, and which of these
    pages were found whole; the day it is at arXiv (none for a saved feed); what arXiv's archive knows, where
    it was asked; days on which nothing was announced; papers that would be listed nowhere, so that it says
    nothing that they do not stand on a page.
    """

    seen: Seen
    pages: Mapping[date, Collection[str]] = field(default_factory=dict)
    whole: Container[date] = frozenset()
    today: date | None = None
    records: Mapping[str, Record] = field(default_factory=dict)
    quiet: frozenset[date] = frozenset()
    unlisted: Container[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Dated:
    day: date
    batch: Batch
    note: str = ""  # why it is not the declared day, for the log


def number(id_: str) -> int:
    """By which identifiers of this century's form sort as they were given; 0 for others."""
    month, _, rest = id_.partition(".")
    if id_.isascii() and month.isdigit() and rest.isdigit() and len(month) == 4:
        return int(month) * 100_000 + int(rest)
    return 0


def is_of(number: int, day: date) -> bool:
    """Whether an announcement of this day can have given the number: they begin with the month."""
    return number // 100_000 in {_month(day), _month(day - _STRETCH)}


def _month(day: date) -> int:
    return day.year % 100 * 100 + day.month


class Order:
    """Between which days papers were announced, as far as their numbers, pages and submissions tell.

    A page need not be whole for that: it is its papers that stand in order, and no range is stretched over
    what lies between them. What stands out of order (added by hand, filed amiss) or carries a number of
    another month is no witness.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        standing = ((number(id_), day) for day, ids in evidence.pages.items() for id_ in ids)
        self._points = _in_order({(own, day) for own, day in standing if is_of(own, day)})
        self._numbers = [own for own, _ in self._points]
        self._floors = list(self._rising())

    def earliest(self, id_: str) -> date | None:
        """The first day on which it can have been announced. That a whole page lacks it, though it would be
        listed, says that it came after.
        """
        own = number(id_)
        place = bisect_right(self._floors, own, key=_own)
        known = [day for day in (self._before(own), self._floors[place - 1][1] if place else None) if day]
        found = max(known, default=None)
        while found and found in self._evidence.whole and self._after(own) != found and self._is_lacking(id_):
            found = self._following(found)
        return found

    def latest(self, id_: str) -> date | None:
        """The last day on which it can have been announced."""
        after = self._after(number(id_))
        known = [day for day in (after, self._evidence.today) if day]
        return min(known, default=None)

    def floor(self, id_: str) -> date | None:
        """The first day that its own submission allows."""
        record = self._evidence.records.get(id_)
        return self._announced(almanac.announced_on(record.submitted)) if record else None

    def within(self, id_: str, day: date) -> date:
        """The day, or the next one to it that is possible."""
        earliest, latest = self.earliest(id_), self.latest(id_)
        if earliest and day < earliest:
            day = earliest
        return min(day, latest) if latest else day

    def _is_lacking(self, id_: str) -> bool:
        return id_ not in self._evidence.seen and id_ not in self._evidence.unlisted

    def _before(self, own: int) -> date | None:
        place = bisect_right(self._numbers, own)
        return self._points[place - 1][1] if place else None

    def _after(self, own: int) -> date | None:
        place = bisect_left(self._numbers, own)
        return self._points[place][1] if place < len(self._points) else None

    def _following(self, day: date) -> date:
        return self._announced(almanac.following(day))

    def _announced(self, day: date) -> date:
        while day in self._evidence.quiet:
            day = almanac.following(day)
        return day

    def _rising(self) -> Iterator[Point]:
        """What submissions prove, from number to number: none is announced before one with a lower number."""
        highest: date | None = None
        numbers = sorted((number(id_), id_) for id_ in self._evidence.records)
        for own, day in ((own, day) for own, id_ in numbers if (day := self.floor(id_))):
            after = self._after(own)
            if own // 100_000 < _month(day - _STRETCH) or (after and day > after):
                continue
            if highest is None or day > highest:
                highest = day
                yield own, day


def _own(point: Point) -> int:
    return point[0]


def _in_order(points: Iterable[Point]) -> list[Point]:
    """The most of these papers whose days follow each other as their numbers do."""
    ends: list[date] = []  # the earliest day that so many papers in order can end with
    chains: list[tuple[Point, int]] = []
    heads: list[int] = []
    for point in sorted(points):
        place = bisect_right(ends, point[1])
        before = heads[place - 1] if place else -1
        chains.append((point, before))
        if place == len(ends):
            ends.append(point[1])
            heads.append(len(chains) - 1)
        else:
            ends[place], heads[place] = point[1], len(chains) - 1
    kept = []
    at = heads[-1] if heads else -1
    while at >= 0:
        point, at = chains[at]
        kept.append(point)
    return kept[::-1]


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
        part = replace(batch, declared=other, items=tuple(items), unreadable=())
        dated.append(Dated(other, part, f"{len(items)} of {batch.source} are of {other}"))
    return dated


def _day_of(batch: Batch, evidence: Evidence, order: Order) -> tuple[date | None, str]:
    declared, today = batch.declared, evidence.today
    if declared is None or today is None:
        return declared, ""
    fresh = [item.paper.id for item in _fresh(batch, evidence)]
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
    of_today = (order.floor(item.paper.id) == declared for item in batch.items if item.kind is Kind.CROSS)
    if not new or any(of_today):
        return None
    there = Counter(max(evidence.seen[id_]) for id_ in new if id_ in evidence.seen)
    if there.total() == len(new) and declared not in there:
        return max(there, key=lambda day: (there[day], day))
    if _is_stale(new, declared, batch, evidence, order):
        return max(earliest for id_ in new if (earliest := order.earliest(id_)))
    return None


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
    if not evidence.records and _is_later(batch, declared, evidence):
        return today
    return None


def _is_later(batch: Batch, declared: date, evidence: Evidence) -> bool:
    """Where the archive does not say: nothing in it stands on the page of the declared day, or all that is
    unseen comes after that page.
    """
    last = max(map(number, evidence.pages.get(declared, ())), default=0)
    if evidence.today in evidence.pages or not last:
        return False
    fresh = [number(item.paper.id) for item in _fresh(batch, evidence)]
    there = any(
        declared in evidence.seen.get(item.paper.id, ())
        for item in batch.items
        if not item.kind.is_replacement
    )
    return bool(fresh) and min(fresh) > last and (not there or len(fresh) >= _FEW)


def _fresh(batch: Batch, evidence: Evidence) -> Iterator[Announcement]:
    for item in batch.items:
        if item.kind is Kind.NEW and item.paper.id not in evidence.seen and number(item.paper.id):
            yield item


def _homes(batch: Batch, day: date, evidence: Evidence, order: Order) -> Callable[[Announcement], date]:
    stale = _stale(batch, day, evidence, order)
    fresh = {item.paper.id for item in _fresh(batch, evidence)}

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
    with higher numbers: those would be of this day too, and in the feed.
    """
    if any((order.earliest(id_) or day) >= day for id_ in ids):
        return False
    if almanac.preceding(day) in evidence.pages and not any(id_ in evidence.seen for id_ in ids):
        return False
    lowest = min(map(number, ids))
    shown = {item.paper.id for item in batch.items}
    missing = (id_ for id_ in evidence.records if id_ not in shown and id_ not in evidence.seen)
    return any(number(id_) > lowest for id_ in missing)


def with_filed(evidence: Evidence, filed: Mapping[date, Iterable[Batch]]) -> Evidence:
    """The same after these batches were given their days."""
    pages = {day: set(ids) for day, ids in evidence.pages.items()}
    for day, batches in filed.items():
        new = (item.paper.id for batch in batches for item in batch.items if item.kind is Kind.NEW)
        pages.setdefault(day, set()).update(id_ for id_ in new if id_ not in evidence.seen)
    return replace(evidence, pages=pages)


def quiet_days(batches: Iterable[Batch], evidence: Evidence) -> frozenset[date]:
    """The days that are said to be quiet, as far as feed and page of the announcement that followed bear it
    out, with those that today's feed shows to be so: papers that were submitted for a day without a page come
    in it, mixed with its own.
    """
    today = evidence.today
    if not today or not evidence.records:
        return evidence.quiet
    fresh = list(_fresh_papers(batches, evidence))
    own: Counter[date] = Counter()
    for counts in _mixed(fresh, today, evidence).values():
        own.update(counts)
    enough = max(_FEW, own[today] / _SHARE)
    passed = {
        day for day, count in own.items() if day < today and day not in evidence.pages and count >= enough
    }
    named = {item.paper.id for batch in batches for item in batch.items if not item.kind.is_replacement}
    missing = (id_ for id_ in evidence.records if id_ not in named and id_ not in evidence.seen)
    lacking = _reckoned(missing, evidence)

    def is_refuted(day: date) -> bool:
        """Only the announcement that follows a quiet day brings its papers; that one lacks them."""
        after = min(set(almanac.days(day, today)) - evidence.quiet, default=today)
        standing = evidence.pages.get(after, ())
        shown = _mixed([*standing, *(fresh if after == today else ())], after, evidence)
        there = sum(counts[day] for counts in shown.values())
        return sum(lacking[category][day] for category in shown) >= max(_FEW, there * _SHARE)

    return (evidence.quiet | passed) - {day for day in evidence.quiet if is_refuted(day)}


def _mixed(ids: Iterable[str], day: date, evidence: Evidence) -> dict[str, Counter[date]]:
    """The same as `_reckoned` of the categories in which some of the papers were submitted for this day."""
    return {category: counts for category, counts in _reckoned(ids, evidence).items() if counts[day]}


def _fresh_papers(batches: Iterable[Batch], evidence: Evidence) -> Iterator[str]:
    for batch in batches:
        for item in () if batch.is_list else _fresh(batch, evidence):
            yield item.paper.id


def _reckoned(ids: Iterable[str], evidence: Evidence) -> dict[str, Counter[date]]:
    """By primary category, for how many of these papers which day is the first by their submission."""
    found: dict[str, Counter[date]] = defaultdict(Counter)
    for id_ in ids:
        if record := evidence.records.get(id_):
            found[record.paper.primary][almanac.announced_on(record.submitted)] += 1
    return found
