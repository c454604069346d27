"""`broadsheet status`: the last days as a small calendar, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from broadsheet import almanac
from broadsheet.cli import clock, picture

if TYPE_CHECKING:
    from broadsheet.cli.workspace import Workspace


@click.command("status", short_help="Show the last days: published, quiet, waiting, stale, failed, missed.")
@click.option(
    "--days", "length", type=click.IntRange(1, 3660), default=30, show_default=True, help="How many."
)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_obj
def command(workspace: Workspace, *, length: int, as_json: bool) -> int:
    """Show in which state the last days are, how the last run went, and what to do where something is amiss.

    A day is published, quiet (weekend or holiday), waiting (not announced yet), stale (its feed holds the
    papers of an earlier day), failed, or missed.

    \b
    Exit codes:
      0  all is well
      1  something needs a look: a day failed or was missed, or the last run of a command failed
      2  the command or the configuration is wrong
    """
    from broadsheet import runs, status
    from broadsheet.outcomes import Outcomes

    workspace.site()
    now = clock.now()
    today = almanac.today(now)
    standings = status.account(workspace.library(), Outcomes(workspace.state), today=today, length=length)
    records = runs.kept(workspace.state)
    needs = list(status.needs(standings, records, now=now))
    if as_json:
        import json

        payload = status.as_json(standings, records, needs, today=today, now=now)
        workspace.terminal.result(json.dumps(payload, indent=1))
    else:
        for line in picture.of_days(standings, records, today):
            workspace.terminal.picture(line)
        for need in needs:
            workspace.terminal.picture(f"{picture.mark('failed')} {need.what}")
            workspace.terminal.result(f"to do: {need.do}")
    return int(bool(needs))
