"""`broadsheet check`: whether the site as it was built holds together."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli import options
from broadsheet.errors import UsageError

if TYPE_CHECKING:
    from broadsheet.cli.workspace import Workspace
    from broadsheet.inspection import Fault, Inspection

_SHOWN = 40  # faults; --json has them all
_UNTIL_TOLD = 1.0  # seconds of silence


@click.command("check", short_help="Look whether the site as built holds together.")
@click.argument("site", required=False, type=options.ExpandedPath(file_okay=False, path_type=Path))
@click.option("--url", metavar="URL", help="Where it is published  [default: as its front page says]")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_obj
def command(workspace: Workspace, *, site: Path | None, url: str | None, as_json: bool) -> int:
    """Look at every file of a site that was built, SITE or site/: whether links and anchors lead somewhere,
    feeds, maps and data are what their standards ask for, no item of a feed stands twice, and when the site
    will be as large as GitHub Pages takes. A fault is named once, with its file, its line and what to do.

    No digest is needed for it, and nothing is asked on the network: links to other sites are not tried.

    \b
    broadsheet check                    site/ of this folder
    broadsheet check public --json      another folder, for machines

    \b
    Exit codes:
      0  nothing is wrong
      1  something is, or the site is larger than GitHub Pages takes
      2  there is no site, or nobody says where it is published
    """
    from broadsheet import hosting

    report = _inspected(workspace, site or workspace.folder / "site", url)
    if as_json:
        import json

        workspace.terminal.result(json.dumps(report.as_json(), indent=1))
    else:
        _show(workspace, report)
    return int(bool(report.faults) or report.bytes > hosting.SITE)


def _inspected(workspace: Workspace, root: Path, url: str | None) -> Inspection:
    from broadsheet import inspection

    if not (root / "index.html").is_file():
        hint = "broadsheet render makes one; or name the folder"
        raise UsageError("there is no site here", file=str(root), hint=hint)
    address = url or inspection.address_of(root)
    if not address.startswith(("http://", "https://")):
        raise UsageError(
            "its front page does not say where it is published", file=str(root), hint="say it with --url URL"
        )
    began = time.monotonic()

    def on_progress(done: int, of: int) -> None:
        if time.monotonic() - began > _UNTIL_TOLD:
            workspace.terminal.progress(f"{done:,} of {of:,} files", is_landmark=False, done=done, of=of)

    try:
        return inspection.inspect(root, address.rstrip("/") + "/", on_progress=on_progress)
    finally:
        workspace.terminal.end_progress()


def _show(workspace: Workspace, report: Inspection) -> None:
    from broadsheet import hosting
    from broadsheet.cli import picture

    faults = list(report.faults)
    for fault in faults[:_SHOWN]:
        workspace.terminal.picture(f"{picture.mark('failed')} {_line(fault)}")
        workspace.terminal.result(f"to do: {fault.remedy}")
    if len(faults) > _SHOWN:
        left = len(faults) - _SHOWN + report.faults.unnamed
        workspace.terminal.result(f"and {left:,} more: --json has them")
    if report.warning:
        workspace.terminal.picture(f"{picture.mark('waiting')} {report.warning}")
    days = report.days_left
    full = f", full {hosting.in_words(days)}" if days is not None and not report.warning else ""
    workspace.terminal.result(
        f"{report.pages:,} pages, {report.links:,} links, {report.feeds:,} feeds; "
        f"{report.bytes / 1e6:,.1f} MB of the 1,000 that GitHub Pages publishes{full}"
    )
    if not faults:
        workspace.terminal.picture(f"{picture.mark('published')} nothing is wrong")


def _line(fault: Fault) -> str:
    more = f" (and in {fault.others:,} more places)" if fault.others else ""
    return f"{fault.where}: {fault.what}{more}"
