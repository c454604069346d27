"""`broadsheet ingest`: from the announcement to pages in content/."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

import click

from broadsheet import almanac
from broadsheet.cli import clock, options
from broadsheet.cli.recorded import recorded
from broadsheet.cli.workspace import begun
from broadsheet.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Unpack

    from broadsheet.cli.workspace import Workspace
    from broadsheet.ingest import Report
    from broadsheet.ingest.draft import DraftLibrary
    from broadsheet.ingest.run import Run


@click.command("ingest", short_help="Read an announcement and write its page.")
@options.announcement
@click.option(
    "--estimate",
    is_flag=True,
    help="Only say what the papers that wait, or would come now, would cost: ask no model, write nothing.",
)
@click.option(
    "--refresh", is_flag=True, help="Have the model tell the newest page (or --date) anew, for money."
)
@click.option("--since", type=options.DAY, help="First reconstruct the days that were missed since this one.")
@click.option("--until", type=options.DAY, help="Up to this one  [default: yesterday]")
@click.pass_obj
@recorded(beats=True)
def command(
    workspace: Workspace,
    *,
    estimate: bool,
    refresh: bool,
    since: date | None,
    until: date | None,
    **asked: Unpack[options.WhichAnnouncement],
) -> int:
    """Read an announcement and write its page into content/.

    A page that is there already gains what it lacks; nothing that stands on it is touched. Each day of the
    last week is compared once with arXiv's archive, on a later day than its own: what it lacks is added, and
    days that were missed are reconstructed.

    \b
    broadsheet ingest                                  what arXiv announces today
    broadsheet ingest --feed saved.xml --offline       a saved feed
    broadsheet ingest --feed cs.xml --feed math.xml    several, as one announcement
    broadsheet ingest --date 2026-01-27                the announcement of that day, from arXiv's archive
    """
    if since and (asked["offline"] or asked["feeds"] or estimate):
        raise UsageError("missed days are on the network", hint="leave --since out, or what forbids to ask")
    failed = 0
    if since:
        from broadsheet.cli import backfill

        failed = backfill.repaired(workspace, since, until, dry_run=False)
    with begun() if since else nullcontext():
        if refresh:
            return max(failed, _told_anew(workspace, asked["day"], estimate=estimate))
        return max(failed, run(workspace, estimate=estimate, **asked))


def _told_anew(workspace: Workspace, day: date | None, *, estimate: bool) -> int:
    """Have the model tell a page again; the exit code."""
    from broadsheet.cli import upgrade
    from broadsheet.library import Library

    days = [file.date for file in Library(workspace.folder).days()]
    if day and day not in days:
        raise UsageError(
            f"{day} has no page to be told anew", hint=f"broadsheet ingest --date {day} makes it"
        )
    with workspace.lock():
        return upgrade.run(workspace, refresh=[day] if day else days[-1:], estimate=estimate)


def run(
    workspace: Workspace,
    *,
    feeds: tuple[str, ...],
    offline: bool,
    day: date | None,
    estimate: bool = False,
) -> int:
    """Read the announcement, from saved feeds or from arXiv, and have a model asked where there is one; the
    exit code. For an `estimate` the same is read, and nothing written.
    """
    _refuse(feeds, offline=offline, day=day)
    from broadsheet.cli.reports import unheard_interests
    from broadsheet.ingest.draft import DraftLibrary

    samples = _are_samples(feeds)
    draft = DraftLibrary(workspace.folder, samples=samples) if estimate else None
    unheard_interests(workspace.site(), workspace.terminal)
    with workspace.wire() as wire, workspace.lock():
        failed = 0
        if feeds:
            run = workspace.run(wire, samples=samples, draft=draft)
            failed = _heard(workspace, run.saved(feeds, day), draft)
        elif not offline and (day is None or day == almanac.today(clock.now())):
            run = workspace.run(wire, is_live=True, draft=draft)
            failed = _heard(workspace, run.live(None), draft)
        elif day:
            failed = _reconstructed(workspace, workspace.run(wire, draft=draft), day, draft)
        if not workspace.site().summaries:
            if estimate:
                workspace.terminal.result("no model is asked for summaries: it costs nothing")
            return failed
        if offline and not estimate:
            return failed
        from broadsheet.cli import upgrade

        with begun():
            new = draft.waiting() if draft else ()
            return max(failed, upgrade.run(workspace, estimate=estimate, new=new))


def _refuse(feeds: Sequence[str], *, offline: bool, day: date | None) -> None:
    """What cannot be meant."""
    if offline and (asked := next((feed for feed in feeds if "://" in feed), None)):
        raise UsageError(f"{asked} is on the network", hint="leave --offline out, or name a saved feed")
    if day is None or feeds:  # of a feed that was named, whoever named it says of which day it is
        return
    if offline:
        raise UsageError(
            f"the announcement of {day} is on the network", hint="leave --offline out, or --date"
        )
    if day > almanac.today(clock.now()):
        raise UsageError(f"arXiv has not announced {day} yet", hint="name a day that has come")
    if why := almanac.quiet(day):
        raise UsageError(f"{day} has no announcement: {why}", hint="name another day")


def _heard(workspace: Workspace, reports: Iterable[Report], draft: DraftLibrary | None) -> int:
    """The exit code; of a draft only what went wrong is said."""
    from broadsheet.cli.reports import shown

    return shown((report for report in reports if not draft or report.is_failure), workspace.terminal)


def _reconstructed(workspace: Workspace, run: Run, day: date, draft: DraftLibrary | None) -> int:
    """The day's page, from the archive."""
    if not run.incomplete(day, day):
        workspace.terminal.talk(f"{day}  has its page, compared with arXiv's archive")
        return 0
    return _heard(workspace, run.backfill([day]), draft)


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
