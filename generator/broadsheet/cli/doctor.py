"""`broadsheet doctor`: whether a digest has all that it needs."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from broadsheet import __version__
from broadsheet.cli import picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.cli.workspace import Workspace
    from broadsheet.config import Site, Summaries
    from broadsheet.doctor import Finding

_PAGES = 10  # of which is seen whether an interest has papers
_MARKS = {"well": "published", "odd": "waiting", "wrong": "failed"}


@click.command("doctor", short_help="Look whether all is there that a digest needs.")
@click.option("--offline", is_flag=True, help="Make no request to the network.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_obj
def command(workspace: Workspace, *, offline: bool, as_json: bool) -> int:
    """Look at all that has to be right for a digest to come out every morning: configuration, interests, key,
    source, folders, git, versions. What is amiss is named with what to do about it.

    \b
    Exit codes:
      0  nothing is wrong
      1  something is
      2  broadsheet.yaml does not read
    """
    from broadsheet.doctor import Health

    findings = list(_findings(workspace, workspace.site(), offline=offline))
    if as_json:
        import json

        workspace.terminal.result(json.dumps([each.as_json() for each in findings], indent=1))
    else:
        for each in findings:
            workspace.terminal.picture(f"{picture.mark(_MARKS[each.state])} {each.subject}: {each.what}")
            if each.remedy:
                workspace.terminal.result(f"to do: {each.remedy}")
    return int(any(each.state is Health.WRONG for each in findings))


def _findings(workspace: Workspace, site: Site, *, offline: bool) -> Iterator[Finding]:
    from datetime import date

    from broadsheet import doctor
    from broadsheet.cli import secrets

    settings = list(doctor.of_settings(site))
    yield from settings or [
        doctor.Finding("broadsheet.yaml", doctor.Health.WELL, f"{site.title}, {site.url}")
    ]
    days = workspace.library().before(date.max, date.max.toordinal())[-_PAGES:]
    yield from doctor.of_interests(site.interests, days)
    yield from doctor.of_words(site.interests, days)
    key = secrets.of_model(site.summaries, workspace.folder) if site.summaries else None
    if key is None or offline:
        yield from doctor.of_key(site, is_there=key is not None)
    elif site.summaries:
        yield _endpoint(site, site.summaries, key)
    if not offline:
        yield from _source(workspace, site)
    yield from _folders(workspace)
    yield from _git(workspace)
    if not offline:
        yield from _pages()
    with suppress(OSError, UnicodeDecodeError):
        text = (workspace.folder / "requirements.txt").read_text(encoding="utf-8")
        yield from doctor.of_installation(text)
    yield doctor.Finding(
        "versions", doctor.Health.WELL, f"broadsheet {__version__}, Python {platform.python_version()}"
    )


def _source(workspace: Workspace, site: Site) -> Iterator[Finding]:
    """One request."""
    from broadsheet.doctor import Finding, Health
    from broadsheet.errors import SourceError
    from broadsheet.sources import ArxivFeed

    if not (arxiv := site.sources.arxiv):
        return
    try:
        with workspace.wire() as wire:
            batch = ArxivFeed(arxiv.base_url, arxiv.categories, wire.get).fetch()
    except SourceError as error:
        yield Finding("arXiv", Health.WRONG, str(error), error.hint or "see whether the machine is online")
    else:
        yield Finding("arXiv", Health.WELL, f"its feed answers; papers in it: {len(batch.items)}")


def _endpoint(site: Site, summaries: Summaries, key: str) -> Finding:
    """Three questions of a few words."""
    from broadsheet import doctor
    from broadsheet.errors import BroadsheetError, unexpected
    from broadsheet.ingest import asking
    from broadsheet.summarize.model.trial import Trial, tried

    try:
        trial = tried(asking.terms(site, summaries, key))
    except BroadsheetError as error:
        trial = Trial(why=str(error))
    except Exception as error:  # noqa: BLE001  # whatever a library raises, all else is looked at too
        trial = Trial(why=unexpected(error).what)
    return doctor.of_endpoint(trial, summaries.model)


def _folders(workspace: Workspace) -> Iterator[Finding]:
    from broadsheet.doctor import Finding, Health

    for folder in (workspace.folder / "content", workspace.state, workspace.folder):
        if folder.exists() and not os.access(folder, os.W_OK):
            remedy = "let the account that runs broadsheet write there"
            yield Finding("folders", Health.WRONG, f"{folder} cannot be written to", remedy)


def _git(workspace: Workspace) -> Iterator[Finding]:
    from broadsheet import doctor
    from broadsheet.errors import BroadsheetError
    from broadsheet.repository import Repository

    repository = Repository(workspace.folder)
    try:
        if top := repository.top():
            yield from doctor.of_place(top, workspace.folder)
        branch, remote = repository.whereabouts()
        yield from doctor.of_files(repository.tracked(), branch, remote)
        yield from doctor.of_address(workspace.site().url, remote)
        if pages := repository.uncommitted("content"):
            what = f"files of content/ that are not committed: {pages}"
            yield doctor.Finding("git", doctor.Health.ODD, what, "broadsheet push")
    except BroadsheetError as error:
        yield doctor.Finding(
            "git", doctor.Health.ODD, str(error), "git init, if it is to be published by GitHub"
        )


def _pages() -> Iterator[Finding]:
    """In a workflow, or wherever the same is in the environment: GitHub tells nobody else."""
    from broadsheet import doctor, github, sources
    from broadsheet.errors import SourceError

    run, token = github.WorkflowRun.of(os.environ), os.environ.get("GITHUB_TOKEN")
    if not run or not token:
        return
    try:
        yield doctor.of_pages(github.RepositoryApi(run, token, user_agent=sources.USER_AGENT).pages())
    except SourceError as error:
        yield doctor.Finding("Pages", doctor.Health.ODD, str(error), "see whether the token may read Pages")
