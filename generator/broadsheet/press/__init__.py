"""The press: from pages, layouts and configuration to the site. Same input, same bytes.

A build reads what changed, plans every file of the site with a key of all it is made from, and makes
only those whose key is new. A page that does not read is left out of all lists and reported; what was
rendered of it before stays where it is, and nothing else stops.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING

import broadsheet
from broadsheet.config import Reviews
from broadsheet.errors import BroadsheetError, LibraryError, guarded
from broadsheet.press import cache, dates, free, plan
from broadsheet.press.facts import BrokenDay, DayFacts, fingerprint, followed
from broadsheet.press.layouts import Layouts, shipped_layouts
from broadsheet.press.pages import Pages
from broadsheet.press.write import Folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet.config import Site
    from broadsheet.library import Library
    from broadsheet.press.free import Free
    from broadsheet.press.make import Maker
    from broadsheet.press.plan import Job

__all__ = ["Edition", "build", "shipped_layouts"]


@dataclass(frozen=True, slots=True)
class Edition:
    """The site as built: which of its files are other than they were, and what could not be shown."""

    made: tuple[str, ...]  # anew, whether or not they came out as they were
    written: tuple[str, ...]  # because they came out otherwise
    removed: tuple[str, ...]
    unchanged: int
    errors: tuple[BroadsheetError, ...]


def build(*, site: Site, library: Library, layouts: Path, out: Path, state: Path) -> Edition:
    """Bring the site in `out` up to date. `layouts` is the publisher's own folder, there or not;
    `state` is where the press keeps what it remembers.
    """
    look = Layouts(layouts, shipped_layouts())
    own, unread = free.read_all(library)
    pages = Pages(library)
    file = state / "press.json"
    memory = cache.load(file, maker=fingerprint(f"{_program()}\n{sorted(followed(site))}"))
    days = pages.survey(memory.days, followed(site))
    good = [known.facts for known in days.values() if isinstance(known.facts, DayFacts)]
    broken = [known.facts for known in days.values() if isinstance(known.facts, BrokenDay)]
    navigation = [(page.path, page.title) for page in own]
    jobs = plan.jobs(
        good,
        own,
        look.assets,
        ground=f"{_program()}\n{site!r}\n{look.words}",
        look=f"{look.fingerprint}\n{navigation}",
        interests=[interest.name for interest in site.interests],
        looks_back=_looks_back(site.editor.reviews),
        paper_pages=site.paper_pages,
    )
    kept = {file for day in broken for file in plan.day_files(day.date)} | set(map(plan.page_file, unread))

    address = str(out.resolve())
    folder = Folder(out, memory.editions.get(address, {}))
    if broken:  # nobody knows which papers stand on those days
        kept |= {file for file in folder.outputs if file.startswith(dates.PAPERS)}

    def remember() -> None:
        editions = {where: known for where, known in memory.editions.items() if Path(where).is_dir()}
        new = cache.Memory(memory.maker, days, {**editions, address: dict(folder.outputs)})
        if new != memory:
            cache.save(file, new)

    try:
        folder.clear(keep=jobs.keys() | kept)
        stale = [job for job in jobs.values() if not folder.is_current(job.path, job.key)]
        if folder.intend(job.path for job in stale):
            remember()
        failed = _make(folder, stale, _maker(site, look, own, pages)) if stale else []
        if stale and (pages.have_moved or look.have_changed()):
            folder.doubt()
    finally:
        remember()
    return Edition(
        made=tuple(folder.made),
        written=tuple(folder.written),
        removed=tuple(folder.removed),
        unchanged=len(jobs) - len(folder.written),
        errors=(*(day.error for day in broken), *unread.values(), *failed),
    )


def _looks_back(reviews: Reviews) -> tuple[str, ...]:
    both = (Reviews.WEEK.value, Reviews.MONTH.value)
    return both if reviews is Reviews.BOTH else tuple(each for each in both if each == reviews)


def _maker(site: Site, look: Layouts, own: Sequence[Free], pages: Pages) -> Maker:
    from broadsheet.press import make  # noqa: PLC0415  # Jinja2 is not for a build with nothing to do

    return make.Maker(site, look, own, pages)


def _make(folder: Folder, jobs: Iterable[Job], maker: Maker) -> list[BroadsheetError]:
    """A file that cannot be made stays as it was; a fault that many files share is told once."""
    failed: dict[str, BroadsheetError] = {}
    for job in jobs:
        try:
            with guarded(job.path):
                folder.put(job.path, job.key, maker.make(job.subject))
        except LibraryError as error:
            failed.setdefault(error.what, error)
        except BroadsheetError as error:
            failed.setdefault(str(error), error)
    return list(failed.values())


@once
def _program() -> str:
    """The program by its text: a page made by another one may be another page."""
    package = Path(broadsheet.__file__).parent
    files = [path for path in package.rglob("*") if path.suffix in {".py", ".ttf"}]
    return fingerprint(b"".join(path.read_bytes() for path in sorted(files)))
