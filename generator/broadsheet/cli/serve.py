"""`broadsheet serve`: a preview that follows every change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli import options

if TYPE_CHECKING:
    from broadsheet.cli.workspace import Workspace


@click.command("serve", short_help="Preview the site, following every change.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Or the next free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option(
    "-o",
    "--out",
    type=options.ExpandedPath(file_okay=False, path_type=Path),
    default=None,
    help="Write the site here  [default: site/]",
)
@click.pass_obj
def command(workspace: Workspace, *, port: int, host: str, out: Path | None) -> int:
    """Render, serve, and render again whenever a page, a layout or the configuration changes.

    Browsers reload by themselves; what is wrong is shown over the page and here. Ctrl-C ends it.
    """
    from broadsheet.cli.workshop import DigestWorkshop
    from broadsheet.serve import serve

    folder = out or workspace.folder / "site"
    workspace.refuse_foreign(folder)
    workshop = DigestWorkshop(workspace, folder)

    def ready(address: str, is_asked: bool) -> None:  # noqa: FBT001  # one of two facts
        if not is_asked and port:
            workspace.terminal.warn(f"port {port} is taken")
        workspace.terminal.talk(f"{address}  (Ctrl-C ends it)")

    serve(workshop, host=host, port=port, ready=ready)
    return 0
