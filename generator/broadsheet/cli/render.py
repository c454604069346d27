"""`broadsheet render`: from content/ to the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from broadsheet import hosting
from broadsheet.cli import options
from broadsheet.cli.recorded import recorded
from broadsheet.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.cli.workspace import Workspace


@click.command("render", short_help="Render content/ to the site.")
@options.output
@click.option(
    "--no-samples", "real", is_flag=True, help="Leave sample days out, even where there are no others."
)
@click.pass_obj
@recorded(beats=False)
def command(workspace: Workspace, *, out: Path | None, url: str | None, real: bool) -> int:
    """Render what content/ holds to the site, rewriting only what changed.

    A page that does not read is named with its line; all others are rendered. Sample days, whose papers are
    invented, are shown only until there is a real one.
    """
    return run(workspace, out=out, url=url, real=real)


def run(workspace: Workspace, *, out: Path | None, url: str | None, real: bool = False) -> int:
    """Render the site and say how it went; the exit code."""
    from broadsheet import free

    folder = out or workspace.folder / "site"
    library = Library(workspace.folder) if real else None
    site = workspace.site(url)
    edition = workspace.render(site, folder, library=library)
    for error in edition.errors:
        workspace.terminal.error(error)
    for file in free.shown_nowhere(Library(workspace.folder), site):
        workspace.terminal.warn(
            f"{file.name} is shown nowhere: the site is not in {file.language!r}\n"
            "         add it to `languages`, or take this file away"
        )
    workspace.terminal.talk(
        f"{folder}: {len(edition.written)} files written, {edition.unchanged} as they were"
        + (f", {len(edition.removed)} removed" if edition.removed else "")
        + f"; {edition.size / 1e6:,.1f} MB in all",
        "rendered",
        written=len(edition.written),
        unchanged=edition.unchanged,
        removed=len(edition.removed),
        size=edition.size,
        days_left=hosting.days_left(edition.size, edition.growth),
    )
    if warning := hosting.warning(edition.size, edition.growth):
        workspace.terminal.warn(warning)
    return int(bool(edition.errors))
