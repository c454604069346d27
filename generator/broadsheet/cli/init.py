"""`broadsheet init`: a digest of one's own."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from broadsheet.cli import options
from broadsheet.errors import ConfigError, LibraryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.cli.workspace import Workspace
    from broadsheet.starter import Answers

_OPTIONS = {  # by what they answer
    "language": "--language",
    "url": "--url",
    "title": "--title",
    "interests": "--interest",
    "drafted": "--bibliography",
}
_DAYS = 5  # back from today: the announcements of some days, whatever weekend there was


@click.command("init", short_help="Begin a digest of your own.")
@click.argument("folder", type=options.ExpandedPath(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--title", help="What it is called.")
@click.option("--categories", metavar="LIST", help="arXiv's categories or archives, like cs.CL,stat.")
@click.option("--interest", "interests", multiple=True, help="What matters, in a sentence. Repeatable.")
@click.option("--bibliography", metavar="FILE", help="Draft interests from BibTeX, Zotero RDF or arXiv ids.")
@click.option("--language", help="Of summaries and interface: en, zh, de, …  [default: en]")
@click.option("--url", metavar="URL", help="Where it will be published.")
@click.option(
    "--install",
    "program",
    metavar="WHAT",
    help="What the workflow installs, as pip names it  [default: this program, from where it came]",
)
@click.option("--git/--no-git", "git", default=None, help="Make it a git repository.")
@click.option("--build/--no-build", "build", default=None, help="Build it with the last days' announcements.")
@click.pass_obj
def command(  # noqa: PLR0913  # one parameter per option
    workspace: Workspace,
    *,
    folder: Path,
    title: str | None,
    categories: str | None,
    interests: tuple[str, ...],
    bibliography: str | None,
    language: str | None,
    url: str | None,
    program: str | None,
    git: bool | None,
    build: bool | None,
) -> int:
    """Write the files of a new digest into DIR: configuration, About, a workflow that publishes it every
    morning. What is not said by an option is asked, on a terminal. No file that is there is written over.

    \b
    broadsheet init digest
    broadsheet init digest --title "Small Models" --categories cs.CL,cs.LG \\
        --interest "Language models that run on a phone." --git --build
    """
    from broadsheet import starter

    folder = workspace.folder / folder
    asked = starter.Answers(
        title=title or _asked("What is it called?", "--title"),
        categories=starter.known_categories(
            categories or _asked("Which arXiv categories? (cs.CL, stat, …)", "--categories")
        ),
        interests=interests or (() if bibliography else _interests()),
        drafted=_drafted(workspace, bibliography) if bibliography else "",
        language=language or _asked("In which language?", "", "en"),
        url=url
        or _asked("Where will it be published?", "", f"https://example.github.io/{quote(folder.name)}/"),
    )
    asked = replace(asked, program=program) if program else asked
    _refuse_what_cannot_be_meant(asked)
    outer = _outer_repository(folder)
    if outer and git:
        raise UsageError(
            f"--git: {folder} is within the repository {outer}, and would be one in another",
            hint="name a folder outside of it, or leave --git out",
        )
    made = starter.files(asked)
    _write(folder, made)
    workspace.terminal.talk(f"{folder}: {len(made)} files, of which broadsheet.yaml is yours to edit")
    if asked.program == starter.NOWHERE:
        workspace.terminal.warn(
            "from where a workflow can install Broadsheet is not known: write it into requirements.txt"
        )
    begun = replace(workspace, folder=folder, config_file=None)
    if outer:
        workspace.terminal.warn(
            f"{folder} is within the repository {outer}, of which GitHub runs only the workflows at its top"
        )
    elif _wanted("Make it a git repository?", answer=git):
        _commit(begun)
    if _wanted("Build it with the last days' announcements?", answer=build):
        return _built(begun)
    workspace.terminal.talk(f"next: broadsheet -C {folder} build, then broadsheet -C {folder} serve")
    return 0


def _refuse_what_cannot_be_meant(answers: Answers) -> None:
    """Before anything is written, and by the name of the option that says it: the line of a file that is not
    there yet would help nobody.
    """
    if not (problem := _problem(answers)):
        return
    harmless: dict[str, Any] = {
        "language": "en",
        "url": "",
        "title": "A digest",
        "interests": (),
        "drafted": "",
    }
    for name, value in harmless.items():
        without = _problem(replace(answers, **{name: value}))
        if without is None or without.what != problem.what:
            what = problem.what.removeprefix(f"{name}: ")
            raise UsageError(f"{_OPTIONS[name]}: {what}", hint=problem.hint)
    raise problem


def _problem(answers: Answers) -> UsageError | None:
    """What of it can be read by nobody, or not be meant."""
    from broadsheet import config, doctor, starter

    try:
        site = config.read(starter.files(answers)["broadsheet.yaml"], name="")
    except ConfigError as error:
        return UsageError(error.what, hint=error.hint)
    wrong = (each for each in doctor.of_settings(site) if each.state is doctor.Health.WRONG)
    return next((UsageError(each.what, hint=each.remedy) for each in wrong), None)


def _outer_repository(folder: Path) -> Path | None:
    """The repository that a folder, which may not be there yet, stands in without being its top."""
    from broadsheet.errors import BroadsheetError
    from broadsheet.repository import Repository

    folder = folder.resolve()
    there = next(each for each in (folder, *folder.parents) if each.is_dir())
    try:
        top = Repository(there).top()
    except BroadsheetError:  # there is no git
        return None
    return top if top and top.resolve() != folder else None


def _asked(question: str, option: str, default: str = "") -> str:
    """On a terminal; elsewhere what has a default takes it, and what has none is missing."""
    if sys.stdin.isatty():
        return str(click.prompt(question, default=default or None, err=True)).strip()
    if default:
        return default
    raise UsageError(f"{option} is missing, and there is no terminal to ask on", hint=f"add {option} …")


def _interests() -> tuple[str, ...]:
    """One after the other, until nothing is answered."""
    found: list[str] = []
    question = "What matters to your readers, in a sentence? (Enter for nothing)"
    while sys.stdin.isatty() and (answer := click.prompt(question, default="", show_default=False, err=True)):
        found.append(answer.strip())
        question = "What else? (Enter for nothing)"
    return tuple(found)


def _wanted(question: str, *, answer: bool | None) -> bool:
    if answer is not None:
        return answer
    return sys.stdin.isatty() and click.confirm(question, default=True, err=True)


def _drafted(workspace: Workspace, file: str) -> str:
    from broadsheet.cli.interests import draft

    return draft(workspace, (file,), offline=False)


def _write(folder: Path, made: dict[str, str]) -> None:
    if there := [name for name in made if (folder / name).exists()]:
        raise UsageError(
            "is there already, and no file is written over",
            file=str(folder / there[0]),
            hint="name another folder",
        )
    try:
        for name, text in made.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise LibraryError(f"cannot be written: {error.strerror}", file=str(folder / name)) from error


def _commit(workspace: Workspace) -> None:
    from broadsheet.repository import Repository

    repository = Repository.begun(workspace.folder)
    repository.stage(".")
    repository.commit("Begin the digest", ".")


def _built(workspace: Workspace) -> int:
    """The last days' announcements, then the site."""
    from datetime import timedelta

    from broadsheet.cli import backfill, clock, ingest, render

    today = clock.now().date()
    steps: list[Callable[[], int]] = [
        lambda: backfill.repaired(workspace, today - timedelta(days=_DAYS), None, dry_run=False),
        lambda: ingest.run(workspace, feeds=(), offline=False, day=None),
        lambda: render.run(workspace, out=None, url=None),
    ]
    return max(step() for step in steps)
