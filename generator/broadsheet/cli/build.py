"""`broadsheet build`: ingest, then render."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from broadsheet.cli import ingest, options, render
from broadsheet.cli.recorded import recorded
from broadsheet.cli.workspace import begun

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Unpack

    from broadsheet.cli.workspace import Workspace


@click.command("build", short_help="Read the announcement, then render the site.")
@options.announcement
@options.output
@click.pass_obj
@recorded(beats=True)
def command(
    workspace: Workspace, *, out: Path | None, url: str | None, **asked: Unpack[options.WhichAnnouncement]
) -> int:
    """Read the announcement, write its page, and render the site.

    When the announcement cannot be had, what is published stays and the site is rendered all the same.

    \b
    broadsheet build                                what arXiv announces today
    broadsheet build --feed saved.xml --offline     a saved feed, without network
    """
    workspace.site(url)  # what cannot be meant is said before anything is paid for
    workspace.refuse_foreign(out or workspace.folder / "site")
    ingested = ingest.run(workspace, **asked)
    with begun():
        return max(ingested, render.run(workspace, out=out, url=url))
