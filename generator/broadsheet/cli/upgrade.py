"""What `ingest` and `backfill` do with a model: have it asked, show how it goes, and say what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.cli import clock, secrets
from broadsheet.cli.progress import Progress
from broadsheet.errors import SummaryError, UsageError
from broadsheet.ingest import asking
from broadsheet.ingest.batches import Batches, Standing
from broadsheet.ingest.upgrade import Upgrade
from broadsheet.journal import Journal
from broadsheet.summarize.model import Model

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from broadsheet.cli.digest import Digest
    from broadsheet.config import Summaries
    from broadsheet.ingest.batches import Collected
    from broadsheet.ingest.upgrade import Wanted
    from broadsheet.summarize import Budget
    from broadsheet.summarize.model import Asked


def run(digest: Digest, *, refresh: Sequence[dt.date] = (), estimate: bool = False) -> int:
    """Upgrade what waits; 1 when the endpoint will not have us, or answers nothing."""
    site, voice = digest.site(), digest.voice
    summaries = site.summaries
    if not summaries:
        return 0
    journal, upgrade = _opened(digest)
    if recovered := upgrade.recover():
        line = f"{recovered} answers of an earlier run are on their pages now"
        voice.talk(line, "recovered", answers=recovered)
    exit_code = _say_what_failed(digest, upgrade)
    wanted = upgrade.wanted(again=refresh)
    if estimate:
        voice.result(_estimated(wanted, asking.terms(site, summaries, "")))
        return 0
    if not wanted:
        _say_what_is_doubted(digest, upgrade, summaries.model)
        return exit_code
    key = secrets.of_model(summaries, digest.folder)
    if key is None:
        line = f"{len(wanted)} papers wait for {summaries.model}: set {summaries.key}"
        voice.warn(line, "no-key", waiting=len(wanted))
        return exit_code
    budget = asking.budget(summaries, journal.spent_today())
    return _asked(digest, upgrade, wanted, asking.terms(site, summaries, key), budget)


def batch(digest: Digest) -> int:
    """Collect the batch that was submitted, if it has ended; else submit what waits."""
    summaries, key = _asked_for(digest)
    journal, upgrade = _opened(digest)
    upgrade.recover()
    asked = asking.terms(digest.site(), summaries, key)
    batches = Batches(upgrade, journal, digest.folder / "content", asked)
    if ticket := batches.open():
        return _collected(digest, upgrade, batches.collect(ticket))
    handed_in = batches.hand_in(asking.budget(summaries, journal.spent_today()))
    if handed_in.papers:
        papers = f"{handed_in.papers} of {handed_in.waiting} waiting papers"
        digest.voice.talk(f"{papers} handed in as {handed_in.name}; run this again later")
    else:
        digest.voice.talk("the budget pays for no paper" if handed_in.waiting else "no paper waits")
    return 0


def _opened(digest: Digest) -> tuple[Journal, Upgrade]:
    journal, library = Journal(digest.state, now=clock.now), digest.library()
    return journal, Upgrade(library, journal, opinion=asking.opinion(digest.site(), library))


def _asked_for(digest: Digest) -> tuple[Summaries, str]:
    """Whom a batch is asked of, and the key to them."""
    summaries = digest.site().summaries
    if not summaries:
        raise UsageError("there is no model to ask", file=str(digest.settings), hint="add a key `summaries`")
    key = secrets.of_model(summaries, digest.folder)
    if key is None:
        raise UsageError(f"{summaries.key} is not set", hint=f"a batch is asked of {summaries.model}")
    return summaries, key


def _asked(digest: Digest, upgrade: Upgrade, wanted: Sequence[Wanted], asked: Asked, budget: Budget) -> int:
    progress = Progress(digest.voice, len(wanted))
    try:
        for outcome in upgrade.run(wanted, Model(asked), budget=budget):
            progress.step(outcome)
    except SummaryError as error:
        digest.voice.error(error)
        return 1
    finally:
        progress.end(asked.model)
        _say_what_is_doubted(digest, upgrade, asked.model)
    return int(progress.has_failed or bool(upgrade.failed))


def _collected(digest: Digest, upgrade: Upgrade, batch: Collected) -> int:
    voice, ticket = digest.voice, batch.ticket
    if batch.standing is Standing.COLLECTED_BEFORE:
        voice.talk(f"the batch {ticket.name} was collected by an earlier run")
        return 0
    if batch.standing is Standing.UNDER_WAY:
        voice.talk(f"the batch {ticket.name} is {batch.status}; run this again later")
        return 0
    papers = f"{batch.summarized} of {batch.papers} papers of the batch"
    voice.talk(f"{ticket.model}: {papers} told ({batch.status})")
    _say_what_is_doubted(digest, upgrade, ticket.model)
    return _say_what_failed(digest, upgrade)


def _say_what_failed(digest: Digest, upgrade: Upgrade) -> int:
    for error in upgrade.failed.values():
        digest.voice.error(error)
    return int(bool(upgrade.failed))


def _say_what_is_doubted(digest: Digest, upgrade: Upgrade, model: str) -> None:
    if count := upgrade.doubted:
        papers = "1 paper" if count == 1 else f"{count} papers"
        digest.voice.warn(
            f"{model} rated {papers} as your interests’ words do not: there the editor’s own rating stands"
        )


def _estimated(wanted: Sequence[Wanted], asked: Asked) -> str:
    usage = asking.estimate((each.paper for each in wanted), asked)
    cost = f", {usage.cost_usd:.4f} US dollars" if asked.price.prompt else ", at a price that is not known"
    return (
        f"{len(wanted)} papers wait for {asked.model}: about {usage.prompt_tokens:,} tokens asked and "
        f"{usage.completion_tokens:,} answered{cost}"
    )
