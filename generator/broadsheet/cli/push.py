"""`broadsheet push`: the pages into the repository that publishes them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from broadsheet.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.cli.workspace import Workspace

_PAGES = "content"
_MOST_NAMED = 2


@click.command("push", short_help="Commit the pages, and push them.")
@click.pass_obj
def command(workspace: Workspace) -> int:
    """Commit what changed in content/, and push it to the branch that is checked out.

    When others pushed meanwhile, the commit is put upon theirs, and tried again up to five times. A day's
    page that was written on both sides gets the papers of both; what else was, a person has to merge.
    """
    from broadsheet.repository import Repository

    repository = Repository(workspace.folder)
    repository.branch()  # before anything is committed that could not be pushed
    if changed := repository.stage(_PAGES):
        repository.commit(_message(changed), _PAGES)
    is_new = repository.push(_merged, time.sleep)
    workspace.terminal.talk(f"pushed: {_message(changed)}" if changed and is_new else "nothing new to push")
    return 0


def _message(changed: Sequence[str]) -> str:
    """Names the days."""
    from broadsheet.library import day_of

    days = sorted({str(day) for name in changed if (day := day_of(name))})
    if not days:
        return "Bring the pages up to date"
    if len(days) > _MOST_NAMED:
        return f"Editions of {len(days)} days, {days[0]} to {days[-1]}"
    return f"{'Edition' if len(days) == 1 else 'Editions'} of {' and '.join(days)}"


def _merged(name: str, theirs: str, ours: str) -> str | None:
    from broadsheet import page
    from broadsheet.ingest.merge import merged
    from broadsheet.library import day_of

    if not day_of(name):
        return None
    try:
        return str(merged(page.parse(theirs, name), page.parse(ours, name)))
    except PageError:
        return None
