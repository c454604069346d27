"""`broadsheet interests`: what matters to the readers, and what follows from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from broadsheet import learning
from broadsheet.cli import options
from broadsheet.cli.recorded import recorded
from broadsheet.errors import UsageError
from broadsheet.ingest import State, rating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.cli.workspace import Workspace
    from broadsheet.model import Paper


@click.group("interests", short_help="Rate the pages that are there, or learn interests from a bibliography.")
def command() -> None:
    """Rate pages by the interests in broadsheet.yaml, or draft interests from what you have read."""


@command.command(short_help="Rate the papers of pages that are there.")
@options.since_until
@click.option("--again", is_flag=True, help="Replace ratings that are there, unless a model told the paper.")
@click.option(
    "--arrange", is_flag=True, help="Put papers into the sections that `editor: sections` asks for."
)
@click.pass_obj
@recorded(beats=False)
def rate(workspace: Workspace, *, since: date | None, until: date | None, again: bool, arrange: bool) -> int:
    """Rate the papers of pages that are there, and see anew what each day was about.

    What is rated already stays as it is, and so does all that somebody wrote.

    \b
    broadsheet interests rate                     pages from before there were interests
    broadsheet interests rate --again --arrange   after the interests have changed
    """
    site, library = workspace.site(), workspace.library()
    changed = failed = 0
    with workspace.lock():
        files = [f for f in library.days() if (since or f.date) <= f.date <= (until or f.date)]
        for report in rating.rate(site, library, files, again=again, arrange=arrange):
            if report.error:
                workspace.terminal.error(report.error)
                failed = 1
            elif report.state is State.PUBLISHED:
                workspace.terminal.talk(f"{report.day}  {report.name}: rated")
                changed += 1
    workspace.terminal.talk(f"{changed} {'page' if changed == 1 else 'pages'} changed")
    return failed


@command.command(short_help="Draft interests from a bibliography.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.pass_obj
def learn(workspace: Workspace, *, files: tuple[str, ...]) -> int:
    """Draft interests from what you have read, to be edited and put into broadsheet.yaml.

    FILE is BibTeX, an RDF file of Zotero, or a list of arXiv ids, of which those are known that stand on
    pages of this digest. `-` is standard input.

    \b
    broadsheet interests learn papers.bib
    broadsheet interests learn zotero.rdf read.txt >> broadsheet.yaml
    """
    workspace.terminal.result(draft(workspace, files))
    return 0


def draft(workspace: Workspace, files: tuple[str, ...]) -> str:
    """Interests as broadsheet.yaml takes them, from bibliographies."""
    named = [work for file in files for work in learning.read(_text(file), file)]
    works, missing = learning.completed(named, _papers(workspace))
    if missing:
        workspace.terminal.warn(
            f"{len(missing)} ids stand on no page here and are left out: {', '.join(missing[:5])}"
        )
    drafts = learning.drafted(works)
    if not drafts:
        raise UsageError("nothing can be learned from so little", hint="give a bibliography with titles")
    return learning.written(drafts)


def _text(file: str) -> str:
    try:
        with click.open_file(file, "rb") as stream:
            return bytes(stream.read()).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("the file is not UTF-8 text", file=file, hint="save it as UTF-8") from error
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", file=file) from error


def _papers(workspace: Workspace) -> Iterator[Paper]:
    """All papers of all pages that read."""
    for page in workspace.library().before(date.max, date.max.toordinal()):
        yield from (entry.paper for entry in page.entries)
