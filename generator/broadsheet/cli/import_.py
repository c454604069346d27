"""`broadsheet import`: pages from other digests, or from what `export` wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli import given, options
from broadsheet.cli.recorded import recorded
from broadsheet.errors import BroadsheetError, EditedError, SourceError, guarded

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.cli.workspace import Workspace
    from broadsheet.model import Digest

_PAPERS = (
    "name what `broadsheet export jsonl` or daily-arXiv wrote, or a digest in Markdown; `-` is standard input"
)
_MOST = 1_000_000_000  # bytes; a year of 130 papers a day has some 100 million


@click.command("import", short_help="Make pages of what other digests published.")
@click.argument("files", nargs=-1, required=True, type=options.ExpandedPath(allow_dash=True, path_type=Path))
@click.option("--date", "day", type=options.DAY, help="Of which day a digest of others is, whatever it says.")
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
@click.pass_obj
@recorded(beats=False)
def command(workspace: Workspace, *, files: tuple[Path, ...], day: date | None, dry_run: bool) -> int:
    """Make pages of FILES: JSON Lines as `broadsheet export` or daily-arXiv wrote them, or Markdown digests
    whose papers have a heading and a link to arXiv. `-` is standard input.

    A page that is there is never touched. Papers that stand on an earlier page are excluded and counted, as
    ever; what a file says that it read and did not choose is in the account too.

    \b
    broadsheet import old/*.jsonl                 what daily-arXiv published
    broadsheet import --date 2026-01-27 a.md      a digest that does not say its day
    broadsheet -C old export jsonl | broadsheet import -
    """
    workspace.site()
    failed = 0
    with workspace.lock():
        for file in files:
            failed |= _imported(workspace, file, day, is_dry=dry_run)
    return failed


def _imported(workspace: Workspace, file: Path, day: date | None, *, is_dry: bool) -> int:
    """The exit code of one file; the others are read all the same."""
    from broadsheet import exchange
    from broadsheet.library import Library
    from broadsheet.records.seen import Seen

    seen = Seen(Library(workspace.folder), workspace.state)

    def is_seen(paper: str, of: date) -> bool:
        return any(other != of for other in seen.get(paper, ()))

    try:
        text = given.text(file, meant=_PAPERS, most=_MOST, of=SourceError)
        with guarded(file.name, of=SourceError):
            found = exchange.incoming(text, file.name, site=workspace.site(), seen=is_seen, day=day)
    except BroadsheetError as error:
        workspace.terminal.error(error)
        return 1
    for item in found.unreadable:
        workspace.terminal.warn(f"set aside: {item.where}: {item.what}", "set-aside")
    if found.unreadable:
        workspace.terminal.warn(
            f"{file.name}: {len(found.unreadable)} set aside; to have them, mend them, remove the page that "
            "was made without them, and import the file again",
            "set-aside",
        )
    written = [_written(workspace, digest, is_dry=is_dry) for digest in found.digests]
    return int(bool(found.unreadable) or not all(written))


def _written(workspace: Workspace, digest: Digest, *, is_dry: bool) -> bool:
    """Whether the page stands there as it was to, now or before."""
    from broadsheet import page
    from broadsheet.library import Library

    library = Library(workspace.folder, samples=digest.sample)
    name, text = library.name_of(digest.date), page.render(digest)
    if file := library.file(digest.date):
        if library.raw(file) == text.encode():
            workspace.terminal.talk(f"{digest.date}  {name}: is there, just as it would be written")
            return True
        workspace.terminal.warn(f"{name} is there already, and stays as it is", "kept", date=digest.date)
        return False
    what = f"{digest.date}  {name}: {digest.ledger.listed} listed of {sum(digest.ledger.announced.values())}"
    if is_dry:
        workspace.terminal.result(what)
        return True
    try:
        library.save_over(None, digest.date, text)
    except EditedError:
        workspace.terminal.warn(f"{name} came meanwhile, and stays as it is", "kept", date=digest.date)
        return False
    workspace.terminal.talk(what, "imported", date=digest.date, page=name, listed=digest.ledger.listed)
    return True
