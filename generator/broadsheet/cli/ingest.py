"""`broadsheet ingest`: from the announcement to pages in content/."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

import click

from broadsheet.cli import options
from broadsheet.cli.recorded import recorded
from broadsheet.cli.workspace import begun
from broadsheet.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from broadsheet.cli.workspace import Workspace


@click.command("ingest", short_help="Read an announcement and write its page.")
@options.announcement
@click.option("--estimate", is_flag=True, help="Only say what the waiting papers would cost, and ask nobody.")
@click.option(
    "--refresh", is_flag=True, help="Have the model tell the newest page (or --date) anew, for money."
)
@click.option("--since", type=options.DAY, help="First reconstruct the days that were missed since this one.")
@click.option("--until", type=options.DAY, help="Up to this one  [default: yesterday]")
@click.pass_obj
@recorded(beats=True)
def command(  # noqa: PLR0913  # one parameter per option
    workspace: Workspace,
    *,
    feeds: tuple[str, ...],
    offline: bool,
    day: date | None,
    estimate: bool,
    refresh: bool,
    since: date | None,
    until: date | None,
) -> int:
    """Read an announcement and write its page into content/.

    A page that is there already gains what it lacks; nothing that stands on it is touched. Each day of the
    last week is compared once with arXiv's archive, on a later day than its own: what it lacks is added, and
    days that were missed are reconstructed.

    \b
    broadsheet ingest                                  what arXiv announces today
    broadsheet ingest --feed saved.xml --offline       a saved feed
    broadsheet ingest --feed cs.xml --feed math.xml    several, as one announcement
    """
    if since and (offline or feeds or estimate):
        raise UsageError("missed days are on the network", hint="leave --since out, or what forbids to ask")
    failed = 0
    if since:
        from broadsheet.cli import backfill

        failed = backfill.repaired(workspace, since, until, dry_run=False)
    if not (estimate or refresh):
        with begun() if since else nullcontext():
            return max(failed, run(workspace, feeds=feeds, offline=offline, day=day))
    from broadsheet.cli import upgrade
    from broadsheet.library import Library

    newest = [file.date for file in Library(workspace.folder).days()][-1:]
    with workspace.lock():
        days = ([day] if day else newest) if refresh else ()
        return max(failed, upgrade.run(workspace, refresh=days, estimate=estimate))


def run(workspace: Workspace, *, feeds: tuple[str, ...], offline: bool, day: date | None) -> int:
    """Read the announcement, from saved feeds or from arXiv, and have a model asked where there is one; the
    exit code.
    """
    if offline and (asked := next((feed for feed in feeds if "://" in feed), None)):
        raise UsageError(f"{asked} is on the network", hint="leave --offline out, or name a saved feed")
    from broadsheet.cli.reports import shown, unheard_interests

    samples = _are_samples(feeds)
    unheard_interests(workspace.site(), workspace.terminal)
    with workspace.wire() as wire, workspace.lock():
        failed = 0
        if feeds:
            failed = shown(workspace.run(wire, samples=samples).saved(feeds, day), workspace.terminal)
        elif not offline:
            failed = shown(workspace.run(wire, is_live=True).live(day), workspace.terminal)
        if offline or not workspace.site().summaries:
            return failed
        from broadsheet.cli import upgrade

        with begun():
            return max(failed, upgrade.run(workspace))


def _are_samples(feeds: Sequence[str]) -> bool:
    """Whether these feeds say that their papers are invented."""
    from broadsheet import sources
    from broadsheet.errors import SourceError

    kinds = set()
    for feed in feeds:
        with suppress(SourceError):  # which is said when it is read
            kinds.add(sources.is_sample(feed))
    if len(kinds) > 1:
        raise UsageError("a sample and a real announcement are not mixed", hint="build one after the other")
    return kinds == {True}
