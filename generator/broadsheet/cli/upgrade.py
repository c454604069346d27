"""What `ingest` and `backfill` do with a model: have it asked, show how it goes, and say what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.cli import clock, secrets
from broadsheet.cli.progress import Progress
from broadsheet.errors import SummaryError, UsageError
from broadsheet.ingest import asking
from broadsheet.ingest.batches import Batches, BatchState, asked_about
from broadsheet.ingest.upgrade import Upgrade
from broadsheet.journal import Journal
from broadsheet.summarize.model import Model

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from broadsheet.cli.workspace import Workspace
    from broadsheet.config import Summaries
    from broadsheet.ingest.batches import BatchReport
    from broadsheet.ingest.upgrade import Wanted
    from broadsheet.summarize import Budget
    from broadsheet.summarize.model import ModelSettings


def run(workspace: Workspace, *, refresh: Sequence[dt.date] = (), estimate: bool = False) -> int:
    """Upgrade what waits; 1 when the endpoint will not have us, or answers nothing."""
    site, terminal = workspace.site(), workspace.terminal
    summaries = site.summaries
    if not summaries:
        return 0
    journal, upgrade = _opened(workspace)
    if recovered := upgrade.recover():
        line = f"{recovered} answers of an earlier run are on their pages now"
        terminal.talk(line, "recovered", answers=recovered)
    exit_code = _say_what_failed(workspace, upgrade)
    wanted = _not_in_a_batch(workspace, upgrade.wanted(again=refresh))
    if estimate:
        terminal.result(_estimated(wanted, asking.terms(site, summaries, "")))
        return 0
    if not wanted:
        _say_what_is_doubted(workspace, upgrade, summaries.model)
        return exit_code
    key = secrets.of_model(summaries, workspace.folder)
    if key is None:
        line = f"{len(wanted)} papers wait for {summaries.model}: set {summaries.key}"
        terminal.warn(line, "no-key", waiting=len(wanted))
        return exit_code
    _warn_of_prices(workspace)
    budget = asking.budget(summaries, journal.spent_today())
    return _asked(workspace, upgrade, wanted, asking.terms(site, summaries, key), budget)


def batch(workspace: Workspace) -> int:
    """Collect the batch that was submitted, if it has ended; else submit what waits."""
    summaries, key = _asked_for(workspace)
    journal, upgrade = _opened(workspace)
    upgrade.recover()
    _warn_of_prices(workspace)
    settings = asking.terms(workspace.site(), summaries, key)
    batches = Batches(upgrade, journal, workspace.folder / "content", settings)
    if ticket := batches.open():
        return _collected(workspace, upgrade, batches.collect(ticket))
    handed_in = batches.hand_in(asking.budget(summaries, journal.spent_today()))
    if handed_in.papers:
        papers = f"{handed_in.papers} of {handed_in.waiting} waiting papers"
        workspace.terminal.talk(f"{papers} handed in as {handed_in.name}; run this again later")
    else:
        workspace.terminal.talk("the budget pays for no paper" if handed_in.waiting else "no paper waits")
    return 0


def _opened(workspace: Workspace) -> tuple[Journal, Upgrade]:
    journal, library = Journal(workspace.state, now=clock.now), workspace.library()
    return journal, Upgrade(library, journal, opinion=asking.opinion(workspace.site(), library))


def _asked_for(workspace: Workspace) -> tuple[Summaries, str]:
    """Whom a batch is asked of, and the key to them."""
    summaries = workspace.site().summaries
    if not summaries:
        raise UsageError(
            "there is no model to ask", file=str(workspace.settings), hint="add a key `summaries`"
        )
    key = secrets.of_model(summaries, workspace.folder)
    if key is None:
        raise UsageError(f"{summaries.key} is not set", hint=f"a batch is asked of {summaries.model}")
    return summaries, key


def _asked(
    workspace: Workspace, upgrade: Upgrade, wanted: Sequence[Wanted], settings: ModelSettings, budget: Budget
) -> int:
    progress = Progress(workspace.terminal, len(wanted))
    try:
        for outcome in upgrade.run(wanted, Model(settings), budget=budget):
            progress.step(outcome)
    except SummaryError as error:
        workspace.terminal.error(error)
        return 1
    finally:
        progress.end(settings.model)
        _say_what_is_doubted(workspace, upgrade, settings.model)
    return int(progress.has_failed or bool(upgrade.failed))


def _collected(workspace: Workspace, upgrade: Upgrade, batch: BatchReport) -> int:
    terminal, ticket = workspace.terminal, batch.ticket
    if batch.standing is BatchState.COLLECTED_BEFORE:
        terminal.talk(f"the batch {ticket.name} was collected by an earlier run")
        return 0
    if batch.standing is BatchState.UNDER_WAY:
        terminal.talk(f"the batch {ticket.name} is {batch.status}; run this again later")
        return 0
    papers = f"{batch.summarized} of {batch.papers} papers of the batch"
    reason = f"; {batch.reason}" if batch.reason else ""
    terminal.talk(f"{ticket.model}: {papers} told ({batch.status}){reason}")
    _say_what_is_doubted(workspace, upgrade, ticket.model)
    return _say_what_failed(workspace, upgrade) or int(batch.has_failed)


def _not_in_a_batch(workspace: Workspace, wanted: Sequence[Wanted]) -> list[Wanted]:
    """What may be asked about: a paper in a batch that is under way would be paid for twice."""
    handed_in = asked_about(workspace.folder / "content")
    left = [each for each in wanted if each.paper.id not in handed_in]
    if count := len(wanted) - len(left):
        line = f"{count} papers are in a batch, which `broadsheet backfill --batch` collects"
        workspace.terminal.talk(line, "in-a-batch", papers=count)
    return left


def _warn_of_prices(workspace: Workspace) -> None:
    if warning := asking.price_warning(workspace.site()):
        workspace.terminal.warn(warning, "unknown-price")


def _say_what_failed(workspace: Workspace, upgrade: Upgrade) -> int:
    for error in upgrade.failed.values():
        workspace.terminal.error(error)
    return int(bool(upgrade.failed))


def _say_what_is_doubted(workspace: Workspace, upgrade: Upgrade, model: str) -> None:
    if count := upgrade.doubted:
        papers = "1 paper" if count == 1 else f"{count} papers"
        workspace.terminal.warn(
            f"{model} rated {papers} as your interests’ words do not: there the editor’s own rating stands"
        )


def _estimated(wanted: Sequence[Wanted], settings: ModelSettings) -> str:
    usage = asking.estimate((each.paper for each in wanted), settings)
    cost = f", {usage.cost_usd:.4f} US dollars" if settings.price.prompt else ", at a price that is not known"
    return (
        f"{len(wanted)} papers wait for {settings.model}: about {usage.prompt_tokens:,} tokens asked and "
        f"{usage.completion_tokens:,} answered{cost}"
    )
