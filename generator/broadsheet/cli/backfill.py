"""`broadsheet backfill`: reconstruct the pages of missed days."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from broadsheet import almanac
from broadsheet.cli import clock, options
from broadsheet.cli.recorded import recorded
from broadsheet.cli.workspace import begun
from broadsheet.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.cli.workspace import Workspace


@click.command("backfill", short_help="Reconstruct the pages of missed days.")
@click.option("--since", type=options.DAY, help="The first day; needed unless --batch stands alone.")
@click.option("--until", type=options.DAY, help="The last day  [default: yesterday]")
@click.option("--dry-run", is_flag=True, help="Only say which days lack their page, or a comparison.")
@click.option(
    "--batch",
    is_flag=True,
    help="Then have the model tell what waits by its Batch API: slower, half the price.",
)
@click.pass_obj
@recorded(beats=True)
def command(
    workspace: Workspace, *, since: date | None, until: date | None, dry_run: bool, batch: bool
) -> int:
    """Reconstruct the pages of days that were missed, from what arXiv's archive knows of their papers.

    Pages that were never compared with the archive gain what they lack; those that were are left alone, so
    that it can be stopped and begun again. The pages say that they were reconstructed, and when they were
    compared. `broadsheet ingest` does all this by itself for the last seven days.

    With --batch, what waits for a model is handed in as one batch, whose name is kept beside the content; run
    it again, on any machine that has the content, to collect the answers.
    """
    failed = 0 if batch and since is None else repaired(workspace, since, until, dry_run=dry_run)
    if not batch or dry_run:
        return failed
    from broadsheet.cli import batch as batches

    with begun() if since else nullcontext(), workspace.lock():
        return max(failed, batches.run(workspace))


def repaired(workspace: Workspace, since: date | None, until: date | None, *, dry_run: bool) -> int:
    """Reconstruct what lacks a page or a comparison; the exit code."""
    from broadsheet.cli.reports import shown

    if since is None:
        raise UsageError("from which day on?", hint="give --since DAY")
    today = almanac.today(clock.now())
    last = min(until or almanac.preceding(today), almanac.preceding(today))
    if max(since, almanac.BEGUN) > last:
        hint = "give earlier days" if since > last else f"{almanac.quiet(last)}: give later days"
        raise UsageError(f"there is no announcement from {since} to {last}", hint=hint)
    with workspace.wire() as wire, workspace.lock():
        run = workspace.run(wire)
        days = run.incomplete(since, last)
        if not days:
            workspace.terminal.talk(
                f"{since} to {last}: every day has its page, compared with arXiv's archive"
            )
        elif dry_run:
            missing = "has no page", "was not compared with arXiv's archive"
            workspace.terminal.result(
                "\n".join(f"{day}  {missing[has_page]}" for day, has_page in days.items())
            )
        else:
            return shown(run.backfill(days), workspace.terminal)
    return 0
