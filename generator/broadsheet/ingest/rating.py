"""Pages that are there, rated by the interests as they are now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from broadsheet.editor import DAYS, Editor, edited
from broadsheet.errors import PageError, guarded
from broadsheet.ingest.hands import respected
from broadsheet.ingest.report import Report, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.config import Site
    from broadsheet.library import DayFile, Library
    from broadsheet.page import Page


def rate(
    site: Site, library: Library, files: Iterable[DayFile], *, again: bool = False, arrange: bool = False
) -> Iterator[Report]:
    """Each page as it is rated. What is rated already stays, unless it is to be rated `again`; papers stay
    in their sections, unless these are to be arranged anew.
    """
    for file in files:
        try:
            with guarded(file.name, of=PageError):
                editor = Editor(site, library.before(file.date, DAYS))
                rated = partial(_rated, editor=editor, again=again, arrange=arrange)
                is_changed = library.change(file.date, rated)
        except PageError as error:
            yield Report(State.FAILED, file.date, file.name, error=error)
        else:
            yield Report(State.PUBLISHED if is_changed else State.UNCHANGED, file.date, file.name)


def _rated(page: Page | None, *, editor: Editor, again: bool, arrange: bool) -> str | None:
    if page is None:
        return None
    new = edited(page.digest, editor, again=again, arrange=arrange)
    return str(page.update(respected(page, new)))
