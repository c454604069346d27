"""`broadsheet push`: the pages into the repository that publishes them."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from broadsheet.cli import clock
from broadsheet.cli.recorded import recorded
from broadsheet.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.cli.workspace import Workspace
    from broadsheet.repository import HttpKey

_PAGES = "content"
_MOST_NAMED = 2
_IDLE = timedelta(days=45)


@click.command("push", short_help="Commit the pages, and push them.")
@click.option(
    "--keep-alive",
    is_flag=True,
    help=f"Commit nothing at all, where that is all there was for {_IDLE.days} days.",
)
@click.pass_obj
@recorded(beats=False)
def command(workspace: Workspace, *, keep_alive: bool) -> int:
    """Commit what changed in content/, and push it to the branch that is checked out.

    When others pushed meanwhile, the commit is rebased on theirs, and tried again up to five times. A day's
    page that was written on both sides gets the papers of both, and the summaries that either has paid for;
    what else was, a person has to merge.

    GitHub switches a schedule off when nothing was committed for 60 days: --keep-alive sees to it.
    """
    from broadsheet.repository import Repository

    workspace.expect_digest()
    repository = Repository(workspace.folder, key=_key(os.environ))
    repository.branch()  # before anything is committed that could not be pushed
    if changed := repository.stage(_PAGES):
        repository.commit(_message(changed), _PAGES)
    elif keep_alive and clock.now() - repository.last_commit() > _IDLE:
        repository.commit_nothing(f"Nothing new for {_IDLE.days} days; the digest is looked after")
    is_new = repository.push(_merged, time.sleep)
    workspace.terminal.talk(f"pushed: {_message(changed)}" if changed and is_new else "nothing new to push")
    return 0


def _key(environment: Mapping[str, str]) -> HttpKey | None:
    """In a workflow, its token."""
    from broadsheet.repository import HttpKey

    token, server = (environment.get(name) for name in ("GITHUB_TOKEN", "GITHUB_SERVER_URL"))
    return HttpKey(server, token) if token and server else None


def _message(changed: Sequence[str]) -> str:
    """Names the days."""
    from broadsheet.library import day_of

    days = sorted({str(day) for name in changed if (day := day_of(name))})
    if not days:
        return "Bring the pages up to date"
    if len(days) > _MOST_NAMED:
        return f"Editions of {len(days)} days, {days[0]} to {days[-1]}"
    return f"{'Edition' if len(days) == 1 else 'Editions'} of {' and '.join(days)}"


def _merged(name: str, base: str, theirs: str, ours: str) -> str | None:
    from broadsheet import journal, page
    from broadsheet.ingest.merge import merged
    from broadsheet.library import day_of

    if name == f"{_PAGES}/{journal.NAME}":
        return journal.merged(base, theirs, ours)
    if not day_of(name):
        return None
    try:
        began = page.parse(base, name) if base else None
        return str(merged(page.parse(theirs, name), page.parse(ours, name), began))
    except PageError:
        return None
