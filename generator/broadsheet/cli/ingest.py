"""`broadsheet ingest`: from the announcement to pages in content/."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from broadsheet import sources, wire
from broadsheet.cli import options
from broadsheet.errors import SourceError, UsageError
from broadsheet.ingest import Report, State, ingest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from broadsheet.batch import Batch
    from broadsheet.cli.digest import Digest
    from broadsheet.cli.say import Voice
    from broadsheet.config import Site


@click.command("ingest", short_help="Read an announcement and write its page.")
@options.announcement
@click.pass_obj
def command(digest: Digest, *, feeds: tuple[str, ...], offline: bool, day: date | None) -> int:
    r"""Read an announcement and write its page into content/.

    A page that is there already gains what it lacks; nothing that stands on it is touched.

    \b
    broadsheet ingest                                  what arXiv announces today
    broadsheet ingest --feed saved.xml --offline       a saved feed
    broadsheet ingest --feed cs.xml --feed math.xml    several, as one announcement
    """
    return run(digest, feeds=feeds, offline=offline, day=day)


def run(digest: Digest, *, feeds: tuple[str, ...], offline: bool, day: date | None) -> int:
    from broadsheet.summarize.extract import Extract  # noqa: PLC0415  # its weights are read when it is

    site = digest.site()
    batches, failed = _fetched(site, digest.voice, feeds=feeds, offline=offline)
    for report in ingest(batches, site=site, library=digest.library(), summarizer=Extract(), day=day):
        failed |= report.state is State.FAILED
        _tell(report, digest.voice)
    return int(failed)


def _fetched(site: Site, voice: Voice, *, feeds: Iterable[str], offline: bool) -> tuple[list[Batch], bool]:
    """The batches that could be had; one source that fails does not keep the others from being read."""
    batches: list[Batch] = []
    failed = False
    for fetch in _fetches(site, tuple(feeds), offline=offline):
        try:
            batches.append(fetch())
        except SourceError as error:
            failed = True
            voice.error(error)
    return batches, failed


def _fetches(site: Site, feeds: tuple[str, ...], *, offline: bool) -> list[Callable[[], Batch]]:
    if offline and (asked := next((feed for feed in feeds if "://" in feed), None)):
        raise UsageError(f"{asked} is on the network", hint="leave --offline out, or name a saved feed")
    get = partial(wire.get, user_agent=f"{sources.USER_AGENT} (+{site.url})")
    if feeds:
        return [partial(sources.fetch, feed, get=get) for feed in feeds]
    if offline or site.sources.arxiv is None:
        return []
    return [sources.ArxivFeed(site.sources.arxiv.base_url, site.sources.arxiv.categories, get).fetch]


def _tell(report: Report, voice: Voice) -> None:
    for item in report.unreadable:
        voice.warn(f"set aside, since it cannot be read: {item}")
    if report.error:
        voice.error(report.error)
    elif report.state is State.PUBLISHED:
        account = report.ledger
        voice.talk(
            f"{report.day}  {report.name}: {report.added} added, {account.listed} listed"
            f" of {sum(account.announced.values())} announced"
        )
    elif report.state is State.UNCHANGED:
        voice.talk(f"{report.day}  {report.name}: nothing new, {report.ledger.listed} listed")
    else:
        voice.talk(f"{report.day}  no page: {report.why}")
