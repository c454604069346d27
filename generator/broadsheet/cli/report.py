"""`broadsheet report`: how the morning went, where those look who publish from GitHub."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet import almanac
from broadsheet.cli import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.cli.workspace import Workspace
    from broadsheet.runs import RunRecord

_DAYS = 7
_FAILED, _CANCELLED = "failure", "cancelled"  # as a workflow says of a job


@click.command("report", short_help="Say how the morning went: days, cost, size, what failed.")
@click.pass_obj
def command(workspace: Workspace) -> int:
    """Say how the morning went: the last days with their account, what was spent, the size of the site and
    when it will be too large, and what failed.

    In a workflow on GitHub this goes onto the page of the run, and why it is to end red, if it is, into the
    output `failed`. With a GITHUB_TOKEN that may write issues, three mornings that fail open an issue, which
    the first that goes well closes. Elsewhere it is printed.
    """
    from broadsheet import runs, status
    from broadsheet.outcomes import Outcomes

    workspace.site()
    now, outcome = clock.now(), os.environ.get("OUTCOME")
    records = _own(runs.kept(workspace.state), os.environ)
    reason = runs.reason(records, has_failed=outcome == _FAILED)
    library = workspace.library()
    standings = status.account(library, Outcomes(workspace.state), today=almanac.today(now), length=_DAYS)
    table = status.as_markdown(standings, status.needs(standings, records, now=now))
    lines = "".join(f"- {line}\n" for line in _figures(workspace, records))
    _add(os.environ.get("GITHUB_STEP_SUMMARY"), f"### How it stands\n\n{table}{lines}\n", workspace)
    _add(os.environ.get("GITHUB_OUTPUT"), f"failed={reason}\n", workspace if reason else None)
    if outcome != _CANCELLED:  # which says neither that something failed nor that all is well
        _keep_issue(workspace, records, reason)
    return 0


def _own(records: Sequence[RunRecord], environment: Mapping[str, str]) -> list[RunRecord]:
    """Those of this workflow's run; elsewhere the last one of each command."""
    if job := environment.get("GITHUB_RUN_ID"):
        return [each for each in records if each.job == job]
    return list({each.command: each for each in records}.values())


def _figures(workspace: Workspace, records: Sequence[RunRecord]) -> Iterator[str]:
    from broadsheet import hosting
    from broadsheet.journal import Journal

    site = workspace.site()
    if site.summaries:
        spent = Journal(workspace.library().folder, now=clock.now).spent_today()
        tokens = spent.prompt_tokens + spent.completion_tokens
        limit = site.summaries.daily_budget.usd
        of = f" of ${limit:.2f}" if limit is not None else ""
        yield f"spent today (UTC): {spent.requests} requests, {tokens:,} tokens, ${spent.cost_usd:.4f}{of}"
    rendered = [record for record in records if record.site.get("size") is not None]
    if rendered:
        newest = max(rendered, key=lambda record: record.started).site
        size, left = newest["size"] or 0, newest.get("days_left")
        pace = "" if left is None else f", which it reaches {hosting.in_words(left)} at the last month's pace"
        yield f"the site has {size / 1e6:,.1f} MB of {hosting.SITE / 1e6:,.0f} MB{pace}"


def _add(file: str | None, text: str, workspace: Workspace | None) -> None:
    if file:
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(text)
    elif workspace:
        workspace.terminal.result(text.rstrip())


def _keep_issue(workspace: Workspace, records: Sequence[RunRecord], reason: str) -> None:
    """Nothing of this may fail the run."""
    from broadsheet import github, sources
    from broadsheet.errors import BroadsheetError

    job, token = github.WorkflowRun.of(os.environ), os.environ.get("GITHUB_TOKEN")
    if not job or not token:
        return
    repository = github.RepositoryApi(job, token, user_agent=sources.USER_AGENT)
    messages = [message for record in records for message in record.messages]
    try:
        today = clock.now().date()
        done = github.keep_issue(repository, job, today, reason=reason, messages=messages)
    except (BroadsheetError, LookupError, TypeError, ValueError) as error:
        workspace.terminal.warn(f"no issue could be opened or closed: {error}", "issue")
    else:
        if done:
            workspace.terminal.talk(done, "issue")
