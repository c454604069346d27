"""A build of one edition: which units of files there are, which of them are not as they were, and what became
of them.

A unit whose key (of all it is made from) is as it was, and whose files are there, is not made again. A page
that does not read is left out of all lists and reported; what was rendered of it before stays where it is,
and nothing else stops.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from operator import methodcaller
from typing import TYPE_CHECKING

from broadsheet import free, hosting, outputs, paths, recordings
from broadsheet.config import Reviews
from broadsheet.errors import BroadsheetError, LibraryError
from broadsheet.files import Reads
from broadsheet.press import tasks
from broadsheet.press.program import text_of_program
from broadsheet.press.tasks import DayTask, OnItsOwn, Place, Unit, day_unit, papers_unit
from broadsheet.records import BrokenDay, DayFacts, Records
from broadsheet.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from broadsheet.config import Site
    from broadsheet.languages import InLanguage
    from broadsheet.library import DayFile, Library
    from broadsheet.outputs import Folder
    from broadsheet.press.making import Maker
    from broadsheet.press.pages.context import Context
    from broadsheet.press.plan import Job
    from broadsheet.records import Known
    from broadsheet.templates.layouts import Layouts

_A_MONTH = timedelta(days=hosting.MONTH)


@dataclass(frozen=True, slots=True)
class Edition:
    """The site as built: which of its files are other than they were, and what could not be shown."""

    made: tuple[str, ...]  # anew, whether or not they came out as they were
    written: tuple[str, ...]  # because they came out otherwise
    removed: tuple[str, ...]
    unchanged: int
    errors: tuple[BroadsheetError, ...]
    size: int = 0  # of all files
    growth: int = 0  # by which it grew in its last month
    is_overtaken: bool = False  # it was left unfinished for a build that waits


@dataclass(slots=True)
class AtHand:
    """What a process that builds one site again and again need not read and compose again."""

    reads: Reads = field(default_factory=Reads)
    look: str = ""  # of the last build that left nothing to do: templates, words, navigation, assets
    context: Context | None = None  # made with it
    others: dict[str, AtHand] = field(default_factory=dict)  # of the editions in further languages

    def of(self, prefix: str) -> AtHand:
        """What is at hand of one of those: what was read is read for all."""
        return self.others.setdefault(prefix, AtHand(self.reads))


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who looks at a site while it is built."""

    show: Callable[[Sequence[str]], None] = lambda _: None  # these files are as they will be
    is_overtaken: Callable[[], bool] = lambda: False  # whether another build waits, that would do all of this
    on_progress: Callable[[str, int, int], None] = lambda *_: None  # what is made, how many of how many


@dataclass(frozen=True, slots=True)
class OfSite:
    """What all editions of a site are made from, and where."""

    site: Site
    library: Library
    layouts: Layouts
    out: Path
    state: Path


def built(edition: InLanguage, of_site: OfSite, at_hand: AtHand, watcher: Watcher) -> Edition:
    """Bring what stands of the site in one language up to date."""
    memory = outputs.Folders(of_site.state, at_hand.reads)
    out = of_site.out / edition.prefix
    known = memory.of(out)
    folder = outputs.Folder(out, known.made, paths.may_stand_with)
    records = Records(
        of_site.library,
        of_site.site,
        of_site.state,
        program=text_of_program(),
        reads=at_hand.reads,
        language=edition.tells,
    )
    work = _Build(edition, of_site, records, folder, at_hand)

    def remember(whole: str = "") -> None:
        memory.note(out, outputs.Remembered(whole, dict(folder.made)))

    whole = ""
    try:
        if not work.is_done(known.plan):
            with _collecting_no_garbage():
                work.make(remember, watcher)
        whole = work.whole
    finally:
        records.keep(work.known.values())
        remember(whole)
    work.leave_at_hand()
    return work.edition


class _Build:
    def __init__(
        self, edition: InLanguage, of_site: OfSite, records: Records, folder: Folder, at_hand: AtHand
    ) -> None:
        library = of_site.library
        self._edition = edition
        self._site = edition.site
        self._samples = library.samples
        self._layouts = look = of_site.layouts
        self._own, self._unread = free.read_all(library, edition)
        self._recordings, self._unheard = recordings.read_all(library.folder, edition.suffix)
        self._records = records
        self._folder = folder
        self._ground = fingerprint(f"{text_of_program()}\n{edition!r}\n{look.words}\n{library.samples}")
        navigation = [(page.path, page.title, page.language) for page in self._own]
        self._look = fingerprint(f"{self._ground}\n{look.fingerprint}\n{navigation}")
        self._at_hand = at_hand
        self._was = at_hand.look, at_hand.context
        at_hand.look, at_hand.context = "", None  # until this build has ended well
        self._failed: dict[str, BroadsheetError] = {}  # a fault that many files share is said once
        self._is_doubtful = False
        self._is_overtaken = False
        self.known: dict[date, Known] = {
            file.date: known for file in records.files if (known := records.known(file))
        }

    @property
    def whole(self) -> str:
        """All that the site is made from, in a word; nothing where something could not be made."""
        if self._failed or self._is_doubtful or self._is_overtaken:
            return ""
        days = [(day.isoformat(), known.facts.content) for day, known in sorted(self.known.items())]
        own = [*map(repr, self._own), *map(repr, self._recordings.values())]
        unread = [file.name for file in self._unread]
        return fingerprint(f"{self._ground}{self._look}{self._layouts.assets}{days}{own}{unread}")

    def is_done(self, plan: str) -> bool:
        """Whether nothing is to do: all is made from what it was made from, and there."""
        files = self._records.files
        is_same = all(map(self._records.is_as_it_was, files)) and len(files) == len(self.known)
        return is_same and plan == self.whole != "" and self._folder.is_whole()

    @property
    def _served(self) -> str:
        """All that a browser shows of a day beside what the day says."""
        return f"{self._look}{self._layouts.assets}"

    def leave_at_hand(self) -> None:
        """For the next build, which may have the same look: what of this one is surely made with it."""
        look, context = self._was
        is_same = look == self._served
        if self.whole or (self._is_overtaken and is_same):
            self._at_hand.look = self._served
            self._at_hand.context = self.__dict__.get("_context", context if is_same else None)

    def make(self, remember: Callable[[], None], watcher: Watcher) -> None:
        """Make what is to be made; `remember` is called when files are about to come that never were."""
        from broadsheet.press import plan  # noqa: PLC0415  # slow, and not for a build with nothing to do

        files = self._records.files
        self.known = {file.date: self.known[file.date] for file in files if file.date in self.known}
        unsure = [file for file in files if not self._records.is_as_it_was(file)]
        self._make_days(unsure, {file.date for file in unsure}, remember, watcher)
        if self._may_be_shown(unsure):
            watcher.show(tuple(self._folder.written))
        self._records.keep(self.known.values())
        self._make_days(files, set(), remember, watcher)  # those beside a day that came or went, too
        days = self._good
        own = tasks.on_their_own(days) if self._site.paper_pages else {}
        subjects = plan.subjects(
            days,
            self._own,
            self._layouts.assets if self._edition.is_first else {},
            interests=[interest.name for interest in self._site.interests],
            looks_back=_looks_back(self._site.editor.reviews),
            papers={day.date: [each.id for each in shown] for day, shown in own.items()},
            recordings=self._recordings,
            prefixes=self._prefixes,
            languages=len(self._edition.all) or 1,
            frame=self._layouts.frame if self._site.offline else None,
        )
        jobs = plan.jobs(subjects, ground=self._ground, look=self._look)
        self._folder.clear(keep=jobs.keys() | self._kept(own))
        units = {
            papers_unit(day.date): [paths.page_file(paths.paper_page(each.id)) for each in shown]
            for day, shown in own.items()
        }
        if self._folder.intend(units | {unit: job.files for unit, job in jobs.items()}):
            remember()
        of_papers = self._units_of_papers(own, tasks.PapersByDay({str(day.date): day for day in days}))
        self._make_units([*of_papers, *self._units_of(jobs)], watcher)
        if self._folder.anew and (self._records.have_moved or self._layouts.have_changed()):
            self._folder.doubt()
            self._is_doubtful = True

    @property
    def _prefixes(self) -> Sequence[str]:
        """Of all editions, for the first."""
        if not self._edition.is_first:
            return ()
        return [prefix for _, prefix in self._edition.all] or [""]

    @property
    def edition(self) -> Edition:
        folder = self._folder
        written = tuple(
            dict.fromkeys(folder.written)
        )  # a day is made twice that learns later what it has lost
        broken = [known.facts.error for known in self.known.values() if isinstance(known.facts, BrokenDay)]
        return Edition(
            made=tuple(folder.anew),
            written=written,
            removed=tuple(folder.removed),
            unchanged=folder.files - len(written),
            errors=(
                *self._layouts.strays,
                *broken,
                *self._unread.values(),
                *self._unheard,
                *self._failed.values(),
            ),
            size=folder.bytes,
            growth=self._growth(),
            is_overtaken=self._is_overtaken,
        )

    @property
    def _good(self) -> list[DayFacts]:
        """The days that read, oldest first."""
        known = (self.known[day].facts for day in sorted(self.known))
        tells = self._edition.tells
        return [facts.told_in(tells) for facts in known if isinstance(facts, DayFacts)]

    @cached_property
    def _maker(self) -> Maker:
        from broadsheet.press import making  # noqa: PLC0415  # slow, and not for a build with nothing to do

        return making.Maker(self._context, self._records, self._folder.root)

    @cached_property
    def _context(self) -> Context:
        from broadsheet.press.pages.context import Context  # noqa: PLC0415  # slow, as above

        look, context = self._was
        if context and look == self._served:
            return context
        return Context(self._edition, self._layouts, self._own, samples=self._samples)

    def _may_be_shown(self, unsure: Sequence[DayFile]) -> bool:
        """Whether the days that were made come out as they will stay, with the style that is there."""
        if self._failed or self._was[0] != self._served or not self._folder.written:
            return False
        return all(isinstance(self.known[file.date].facts, DayFacts) for file in unsure)

    def _make_days(
        self,
        files: Sequence[DayFile],
        asked: Collection[date],
        remember: Callable[[], None],
        watcher: Watcher,
    ) -> None:
        """Those of them that may have changed, which are `asked`, and those whose files are not as they
        should be; newest first.
        """
        places = self._places(asked)
        todo = []
        for file in reversed(files):
            place = places.get(file.date)
            if place and (known := self.known.get(file.date)) and isinstance(known.facts, DayFacts):
                pieces = tasks.stale(self._key(known.facts, place), self._folder.key(day_unit(file.date)))
            else:
                pieces = tasks.WHOLE
            if place and (pieces or file.date in asked):
                names = tasks.day_files(file.date, is_first=self._edition.is_first)
                todo.append(DayTask(file, place, pieces, names))
        if not todo:
            return
        if self._folder.intend({day_unit(task.file.date): task.names for task in todo}):
            remember()
        for number, (task, done) in enumerate(zip(todo, self._maker.days(todo), strict=True), 1):
            watcher.on_progress("days", number, len(todo))
            facts = done.known.facts
            self.known[facts.date] = done.known
            if done.error:
                self._fail(done.error)
            if done.written and isinstance(facts, DayFacts):
                key = self._key(facts, task.place)
                self._folder.note(day_unit(facts.date), key, done.written, is_whole=done.is_whole)

    def _places(self, unsure: Collection[date]) -> dict[date, Place]:
        """Of all days that read, as far as that is known; one that is not known is thought to."""
        days: dict[date, DayFacts | None] = {}
        for file in self._records.files:
            known = self.known.get(file.date)
            facts = known.facts if known else None
            if isinstance(facts, DayFacts):
                days[file.date] = facts
            elif facts is None or file.date in unsure:
                days[file.date] = None
        return tasks.places(days, self._recordings)

    def _key(self, day: DayFacts, place: Place) -> str:
        heard = f"\n{place.recording!r}" if place.recording else ""
        made_from = fingerprint(f"{self._look}\n{day.content}{heard}{place.standing.lost([day])}")
        return tasks.day_key(made_from, place)

    def _units_of_papers(
        self, own: Mapping[DayFacts, Sequence[OnItsOwn]], standing: tasks.PapersByDay
    ) -> Iterator[Unit]:
        for day, shown in own.items():
            lost = standing.lost([day])
            key = fingerprint(f"{self._look}\n{day.content}\n{shown}{lost}")
            yield Unit(papers_unit(day.date), key, methodcaller("paper_pages", day, shown, lost))

    def _units_of(self, jobs: Mapping[str, Job]) -> Iterator[Unit]:
        for job in jobs.values():
            yield Unit(job.unit, job.key, methodcaller("make", job), job.day, job.indexed)

    def _make_units(self, units: Sequence[Unit], watcher: Watcher) -> None:
        """Those that are not as they should be. One that cannot be made stays as it was; and so does what is
        left when another build waits.
        """
        stale = [unit for unit in units if not self._folder.is_current(unit.name, unit.key)]
        for number, (unit, made) in enumerate(self._maker.units(stale) if stale else (), 1):
            watcher.on_progress("pages and feeds", number, len(stale))
            if isinstance(made, BroadsheetError):
                self._fail(made)
            else:
                self._folder.note(unit.name, unit.key, made)
            if watcher.is_overtaken():
                self._is_overtaken = True
                break

    def _kept(self, own: Mapping[DayFacts, object]) -> set[str]:
        """Units beside those of the plan: of days, and of pages that cannot be read now."""
        kept = {day_unit(day) for day in self.known} | {papers_unit(day.date) for day in own}
        kept |= {paths.page_file(f"{file.slug}/") for file in self._unread if not file.language}
        if any(isinstance(known.facts, BrokenDay) for known in self.known.values()):
            # Nobody knows which papers stand on those days.
            kept |= {unit for unit in self._folder.made if unit.startswith(paths.PAPERS)}
        return kept

    def _fail(self, error: BroadsheetError) -> None:
        self._failed.setdefault(error.what if isinstance(error, LibraryError) else str(error), error)

    def _growth(self) -> int:
        """The bytes of the days of the last month."""
        newest = max(self.known, default=None)
        return sum(
            self._folder.size(unit)
            for day in self.known
            if newest and newest - day < _A_MONTH
            for unit in (day_unit(day), papers_unit(day))
        )


def _looks_back(reviews: Reviews) -> tuple[str, ...]:
    both = (Reviews.WEEK.value, Reviews.MONTH.value)
    return both if reviews is Reviews.BOTH else tuple(each for each in both if each == reviews)


@contextmanager
def _collecting_no_garbage() -> Iterator[None]:
    """Nothing that a build makes by the thousand refers to itself; to look for what does is a seventh of its
    time, and finds nothing.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()
