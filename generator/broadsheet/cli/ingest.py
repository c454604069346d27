"""`broadsheet ingest`: from the announcement to pages in content/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from broadsheet.cli import options
from broadsheet.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.cli.digest import Digest


@click.command("ingest", short_help="Read an announcement and write its page.")
@options.announcement
@click.pass_obj
def command(digest: Digest, *, feeds: tuple[str, ...], offline: bool, day: date | None) -> int:
    r"""Read an announcement and write its page into content/.

    A page that is there already gains what it lacks; nothing that stands on it is touched. Days of the last
    week that were missed are reconstructed.

    \b
    broadsheet ingest                                  what arXiv announces today
    broadsheet ingest --feed saved.xml --offline       a saved feed
    broadsheet ingest --feed cs.xml --feed math.xml    several, as one announcement
    """
    return run(digest, feeds=feeds, offline=offline, day=day)


def run(digest: Digest, *, feeds: tuple[str, ...], offline: bool, day: date | None) -> int:
    from broadsheet.cli.edition import Run  # noqa: PLC0415  # reads a good part of the program

    if offline and (asked := next((feed for feed in feeds if "://" in feed), None)):
        raise UsageError(f"{asked} is on the network", hint="leave --offline out, or name a saved feed")
    with digest.wire() as wire, digest.lock():
        if feeds:
            return Run.of(digest, wire).saved(feeds, day)
        return 0 if offline else Run.of(digest, wire, is_live=True).live(day)
