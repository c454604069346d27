"""What is known beside a batch, and the order of announcements that it proves.

arXiv numbers its new papers in the order of its announcements, and announces none before the cut-off that
follows its submission. So pages and submissions leave each paper a first and a last day on which it can
have been announced.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.model import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping
    from datetime import date

    from broadsheet.batch import Announcement, Batch, Record
    from broadsheet.desk import Seen

    Point = tuple[int, date]
_STRETCH = timedelta(days=5)  # from one announcement to the next over the longest weekend


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


def fresh_in(batch: Batch, evidence: Evidence) -> Iterator[Announcement]:
    """The new papers of a batch that stand nowhere yet."""
    for item in batch.items:
        if item.kind is Kind.NEW and item.paper.id not in evidence.seen and number(item.paper.id):
            yield item


def with_filed(evidence: Evidence, filed: Mapping[date, Iterable[Batch]]) -> Evidence:
    """The same after these batches were given their days."""
    pages = {day: set(ids) for day, ids in evidence.pages.items()}
    for day, batches in filed.items():
        new = (item.paper.id for batch in batches for item in batch.items if item.kind is Kind.NEW)
        pages.setdefault(day, set()).update(id_ for id_ in new if id_ not in evidence.seen)
    return replace(evidence, pages=pages)


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
