"""`broadsheet export`: all pages for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli import options
from broadsheet.errors import BroadsheetError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.cli.workspace import Workspace
    from broadsheet.page import Page


@click.command("export", short_help="Write the pages as JSON Lines, tables or a bibliography.")
@click.argument("form", type=click.Choice(["jsonl", "sqlite", "bib"]))
@click.argument("file", required=False, type=options.ExpandedPath(dir_okay=False, path_type=Path))
@options.since_until
@click.pass_obj
def command(
    workspace: Workspace, *, form: str, file: Path | None, since: date | None, until: date | None
) -> int:
    """Write what the pages hold to FILE, which must not be there yet, or to standard output.

    jsonl has a line for each day and one for each paper, in the fields of daily-arXiv and with all that
    Broadsheet knows beside them: `broadsheet import` makes the same pages of it. sqlite is a database, bib
    has each paper once.

    \b
    broadsheet export jsonl > all.jsonl
    broadsheet export sqlite papers.sqlite
    broadsheet export bib --since 2026-01-01 papers.bib
    """
    workspace.site()
    if file and (file.exists() or file.is_symlink()):
        raise UsageError("is there already", file=str(file), hint="name another file, or remove it")
    failed: list[BroadsheetError] = []
    pages = _pages(workspace, since, until, failed, is_newest_first=form == "bib")
    if form == "sqlite":
        _tables(pages, file)
    else:
        _texts(workspace, form, pages, file)
    for error in failed:
        workspace.terminal.error(error)
    return int(bool(failed))


def _pages(
    workspace: Workspace,
    since: date | None,
    until: date | None,
    failed: list[BroadsheetError],
    *,
    is_newest_first: bool,
) -> Iterator[Page]:
    """One after the other; what does not read is told at the end."""
    library = workspace.library()
    files = [f for f in library.days() if (not since or f.date >= since) and (not until or f.date <= until)]
    for file in reversed(files) if is_newest_first else files:
        try:
            yield library.parse(library.read(file), file)
        except BroadsheetError as error:
            failed.append(error)


def _texts(workspace: Workspace, form: str, pages: Iterator[Page], file: Path | None) -> None:
    from broadsheet import exchange

    made = exchange.bibliography(pages) if form == "bib" else exchange.lines(page.digest for page in pages)
    if not file:
        for text in made:
            workspace.terminal.result(text)
        return
    with _opened(file).open("x", encoding="utf-8", newline="\n") as out:
        for text in made:
            out.write(f"{text}\n")


def _tables(pages: Iterator[Page], file: Path | None) -> None:
    import shutil
    import tempfile

    from broadsheet import exchange

    if file:
        exchange.write_tables((page.digest for page in pages), _opened(file))
        return
    if sys.stdout.isatty():
        raise UsageError("a database is no text for a terminal", hint="broadsheet export sqlite FILE")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "export.sqlite"
        exchange.write_tables((page.digest for page in pages), made)
        with made.open("rb") as database:
            shutil.copyfileobj(database, sys.stdout.buffer)


def _opened(file: Path) -> Path:
    """The file, if its folder is there."""
    if not file.absolute().parent.is_dir():
        raise UsageError("its folder is not there", file=str(file), hint="make the folder first")
    return file
