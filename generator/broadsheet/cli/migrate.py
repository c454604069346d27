"""`broadsheet migrate`: pages of an older format become pages of the present one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from broadsheet.cli.recorded import recorded
from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from broadsheet.cli.workspace import Workspace
    from broadsheet.library import DayFile, Library


@click.command("migrate", short_help="Bring pages of an older format up to the present one.")
@click.option("--write", "is_written", is_flag=True, help="Do it, rather than only say what would be done.")
@click.pass_obj
@recorded(beats=False)
def command(workspace: Workspace, *, is_written: bool) -> int:
    """Say which pages are of an older format than this Broadsheet writes, and what would become of them;
    with --write, make it so.

    A page is written whole or not at all, and only when what came of it reads as a page of its day. A page of
    the present format is not touched.

    \b
    broadsheet migrate               what would change, page by page
    broadsheet migrate --write       change it

    \b
    Exit codes:
      0  every page is of the present format, or can be (with --write: is now)
      1  a page cannot be: its front matter does not read, a newer Broadsheet wrote it, or it was
         saved meanwhile
    """
    from broadsheet.library import Library

    workspace.site()
    if not is_written:
        return _reported(workspace, Library(workspace.folder), is_written=False)
    with workspace.lock():
        return _reported(workspace, Library(workspace.folder), is_written=True)


def _reported(workspace: Workspace, library: Library, *, is_written: bool) -> int:
    files = library.every_day()
    count = Counter(_outcome(workspace, library, file, is_written=is_written) for file in files)
    done = "migrated" if is_written else "to migrate"
    pages = "1 page" if len(files) == 1 else f"{len(files)} pages"
    said = f"{pages}: {count['older']} {done}, {count['present']} of the present format"
    workspace.terminal.talk(f"{said}, {count['failed']} that cannot be" if count["failed"] else said)
    if count["older"] and not is_written:
        workspace.terminal.talk("nothing was written; `broadsheet migrate --write` does it")
    return int(bool(count["failed"]))


def _outcome(workspace: Workspace, library: Library, file: DayFile, *, is_written: bool) -> str:
    """What came of one page: it was `older`, is `present`, or `failed`; the others go on all the same."""
    from broadsheet import page

    try:
        before = library.read(file)
        number, after = page.migrated(before, file.name)
        if after == before:
            return "present"
        library.parse(after, file)
        if is_written:
            library.save_over(before, file.date, after)
    except BroadsheetError as error:
        workspace.terminal.error(error)
        return "failed"
    workspace.terminal.result(f"{file.date}  {file.name}: format {number}, {_difference(before, after)}")
    return "older"


def _difference(before: str, after: str) -> str:
    """How many lines are other ones, wherever they stand."""
    old, new = Counter(before.splitlines()), Counter(after.splitlines())
    return f"{(new - old).total()} lines added, {(old - new).total()} removed"
