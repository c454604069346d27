"""One day for who shows it elsewhere than on the site: its record as the press keeps it, so that nothing is
read twice, and what all pages of the edition have in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from broadsheet.languages import edition_in
from broadsheet.press.program import text_of_program
from broadsheet.records import BrokenDay, Records
from broadsheet.templates.layouts import Layouts, folders_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from broadsheet.config import Site
    from broadsheet.library import Library
    from broadsheet.press.pages.context import Context
    from broadsheet.records.days import DayRecord


class OneDay(NamedTuple):
    record: DayRecord
    context: Context


def one_day(  # noqa: PLR0913  # which day of what, and in which language
    site: Site, library: Library, *, layouts: Path, state: Path, day: date | None, language: str = ""
) -> OneDay | None:
    """The day that is asked for, else the newest; nothing where there is none. PageError when its page does
    not read. It is that of the edition in the `language`, else of the first.
    """
    from broadsheet.press.pages.context import Context  # noqa: PLC0415  # slow, and a render may need none

    edition = edition_in(site, language)
    records = Records(library, site, state, program=text_of_program(), language=edition.tells)
    files = [file for file in records.files if day is None or file.date == day]
    if not files:
        return None
    known, record = records.look(files[-1])
    if isinstance(known.facts, BrokenDay):
        raise known.facts.error
    context = Context(edition, Layouts(*folders_of(layouts, site.theme)), (), samples=library.samples)
    return OneDay(record or records.stored(known.facts).whole, context)
