"""The making of an edition: days one by one, each in one pass and as many at once as the machine has
processors for; then what is site-wide, of records alone.

Every unit is made whole or stays as it was, and a fault of one stops no other. What comes out does not
depend on how many processes there were.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from broadsheet import machines, outputs, picture, search
from broadsheet.errors import BroadsheetError, guarded
from broadsheet.machines import Sitemap
from broadsheet.press import mine, subjects
from broadsheet.press.channels import Feed
from broadsheet.press.pages import days, podcast, single
from broadsheet.press.segments import Segment
from broadsheet.press.tasks import WHOLE
from broadsheet.processes import shared
from broadsheet.records import DayFacts
from broadsheet.records.days import without
from broadsheet.templates.layouts import ICON

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from broadsheet.outputs import Saved
    from broadsheet.press.feeds import Feeds
    from broadsheet.press.pages.context import Context
    from broadsheet.press.pages.sitewide import Pages
    from broadsheet.press.plan import Job
    from broadsheet.press.tasks import DayTask, OnItsOwn, Unit
    from broadsheet.records import Known, Records
    from broadsheet.search import Searched

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

# From so many for each, a second process pays for its start.
_DAYS = 4
_GROUPS = 16
_INDEXED = 200  # papers that take as long to index as a feed takes to make


@dataclass(frozen=True, slots=True)
class DayDone:
    known: Known
    written: Saved | None  # nothing was made
    error: BroadsheetError | None = None
    is_whole: bool = True  # all of its files were made


class Maker:
    def __init__(self, context: Context, records: Records, out: Path) -> None:
        self._context = context
        self._records = records
        self._out = out

    def days(self, tasks: Sequence[DayTask]) -> Iterator[DayDone]:
        """Look at days, and make those that are not as they were; in their order."""
        yield from self._shared(self._day, tasks, pays_from=_DAYS)

    def units(self, units: Sequence[Unit]) -> Iterator[tuple[Unit, Saved | BroadsheetError]]:
        """Make what is of more than one day. What shows the same day is made by one process, in which that
        day is composed once; most of it first, so that no process is left alone with it at the end, and none
        puts a long index together with other days at hand.
        """
        beside: dict[object, list[Unit]] = {}
        for unit in units:
            beside.setdefault(unit.day or unit.name, []).append(unit)
        groups = sorted(beside.values(), key=lambda group: sum(map(_weight, group)), reverse=True)
        for group, made in zip(groups, self._shared(self._made, groups, pays_from=_GROUPS), strict=True):
            yield from zip(group, made, strict=True)

    def _made(self, units: Sequence[Unit]) -> list[Saved | BroadsheetError]:
        return [self._made_or_failed(unit) for unit in units]

    def _made_or_failed(self, unit: Unit) -> Saved | BroadsheetError:
        try:
            with guarded(unit.name):
                return unit.made_by(self)
        except BroadsheetError as error:
            return error

    def _shared(
        self, work: Callable[[_Item], _Result], items: Sequence[_Item], *, pays_from: int
    ) -> Iterator[_Result]:
        """What one process finds of pages that have moved, the others have to know."""

        def work_and_look(item: _Item) -> tuple[_Result, bool]:
            return work(item), self._records.have_moved

        for result, has_moved in shared(work_and_look, items, pays_from=pays_from):
            self._records.have_moved |= has_moved
            yield result

    def _day(self, task: DayTask) -> DayDone:
        known, record = self._records.look(task.file)
        facts = known.facts
        was = self._records.known(task.file)
        is_same = was is not None and was.facts.content == facts.content
        pieces = task.stale if is_same else WHOLE
        if not isinstance(facts, DayFacts) or not pieces:
            return DayDone(known, None)
        try:
            with guarded(task.file.name):
                day = record or self._records.stored(facts).whole
                day = without(day, task.place.standing.lost([facts]))
                made = outputs.write(self._out, days.files(day, task.place, self._context, pieces))
                return DayDone(known, made, is_whole=len(pieces) == len(WHOLE))
        except BroadsheetError as error:
            return DayDone(known, None, error)

    def paper_pages(
        self, day: DayFacts, shown: Sequence[OnItsOwn], gone: Collection[tuple[str, str]]
    ) -> Saved:
        """The pages of their own that papers have with a day, which names these papers that are gone."""
        record = without(self._records.stored(day).whole, gone)
        made = single.files(record, shown, self._context)
        return outputs.write(self._out, made)

    def make(self, job: Job) -> Saved:
        """What is site-wide."""
        return outputs.write(self._out, self._files(job))

    def _files(self, job: Job) -> Iterator[tuple[str, bytes]]:
        subject = job.subject
        match subject:
            case Segment():
                yield from zip(subject.files, self._index(subject), strict=True)
            case Feed() | subjects.Opml():
                yield job.unit, self._fed(subject)
            case Sitemap():
                yield job.unit, machines.sitemap(subject, self._context.edition)
            case subjects.Podcast():
                yield job.unit, podcast.document(subject, self._context).encode()
            case subjects.Cover() | subjects.Icon():
                yield job.unit, self._drawn(subject)
            case subjects.Manifest():
                yield job.unit, machines.manifest(subject.frame, self._context.site)
            case subjects.WordsPart():
                yield job.unit, mine.words_of(subject.number)
            case subjects.Robots():
                yield job.unit, machines.robots(self._context.site, subject.sitemaps)
            case subjects.Asset():
                yield job.unit, self._context.layouts.served(subject.name)
            case _:
                yield job.unit, self._pages.page(subject)

    def _fed(self, subject: Feed | subjects.Opml) -> bytes:
        if isinstance(subject, subjects.Opml):
            return self._feeds.opml(subject.channels)
        return self._feeds.write(subject)

    def _drawn(self, subject: subjects.Cover | subjects.Icon) -> bytes:
        if isinstance(subject, subjects.Cover):
            return picture.cover((self._context.site.title, self._context.edition.whole.title))
        sign = self._context.layouts.read(ICON).decode()
        return picture.icon(sign, dict(subject.frame).get("light", ""))

    def _index(self, segment: Segment) -> Iterator[bytes]:
        days = [(day.date, day.count) for day in segment.facts]
        papers = chain.from_iterable(map(self._searched, segment.facts))
        return search.written(days, papers, parts=len(segment.files) - 1)

    def _searched(self, day: DayFacts) -> Iterator[Searched]:
        """What the index has of a day's papers. What a further edition says as the first does, the first's
        index has for both.
        """
        edition, rows = self._context.edition, self._records.rows
        if edition.is_first:
            return map(search.searched, rows(day, edition.tells))
        called = self._context.interests.labels
        found = (search.searched(row, called) for row in rows(day, edition.tells))
        return map(search.beyond, found, map(search.searched, rows(day, edition.whole.language)))

    @cached_property
    def _pages(self) -> Pages:
        from broadsheet.press.pages.sitewide import Pages  # noqa: PLC0415  # most builds change days alone

        return Pages(self._context, self._records.stored)

    @cached_property
    def _feeds(self) -> Feeds:
        from broadsheet.press.feeds import Feeds  # noqa: PLC0415  # the same

        return Feeds(self._context, self._records.stored)


def _weight(unit: Unit) -> int:
    return 1 + unit.indexed // _INDEXED
