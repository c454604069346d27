"""`broadsheet init`: a digest of one's own."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from broadsheet.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.cli.workspace import Workspace
    from broadsheet.config import Site

_DAYS = 5  # back from today: the announcements of some days, whatever weekend there was


@click.command("init", short_help="Begin a digest of your own.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--title", help="What it is called.")
@click.option("--categories", metavar="LIST", help="arXiv's categories or archives, like cs.CL,stat.")
@click.option("--interest", "interests", multiple=True, help="What matters, in a sentence. Repeatable.")
@click.option("--bibliography", metavar="FILE", help="Draft interests from BibTeX, Zotero RDF or arXiv ids.")
@click.option("--language", help="Of summaries and interface: en, zh, de, …  [default: en]")
@click.option("--url", metavar="URL", help="Where it will be published.")
@click.option("--from", "program", metavar="WHAT", help="What the workflow installs  [default: this release]")
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
    from broadsheet import config, starter

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
    made = starter.files(replace(asked, program=program) if program else asked)
    _look(config.read(made["broadsheet.yaml"], name=str(folder / "broadsheet.yaml")))
    _write(folder, made)
    workspace.terminal.talk(f"{folder}: {len(made)} files, of which broadsheet.yaml is yours to edit")
    begun = replace(workspace, folder=folder, config_file=None)
    if _wanted("Make it a git repository?", said=git):
        _commit(begun)
    if _wanted("Build it with the last days' announcements?", said=build):
        return _built(begun)
    workspace.terminal.talk(f"next: broadsheet -C {folder} build, then broadsheet -C {folder} serve")
    return 0


def _look(site: Site) -> None:
    """Before anything is written: refuse what can be read and not be meant."""
    from broadsheet import doctor

    for finding in doctor.of_settings(site):
        if finding.state is doctor.Health.WRONG:
            raise UsageError(finding.what, hint=finding.remedy)


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
    while sys.stdin.isatty() and (said := click.prompt(question, default="", show_default=False, err=True)):
        found.append(said.strip())
        question = "What else? (Enter for nothing)"
    return tuple(found)


def _wanted(question: str, *, said: bool | None) -> bool:
    if said is not None:
        return said
    return sys.stdin.isatty() and click.confirm(question, default=True, err=True)


def _drafted(workspace: Workspace, file: str) -> str:
    from broadsheet.cli.interests import draft

    return draft(workspace, (file,))


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
