"""What `backfill --batch` does: hand a batch of questions in, or collect the one that was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.cli import reports, secrets
from broadsheet.errors import UsageError
from broadsheet.ingest import asking
from broadsheet.ingest.batches import Batches, BatchState

if TYPE_CHECKING:
    from broadsheet.cli.workspace import Workspace
    from broadsheet.config import Summaries
    from broadsheet.ingest.batches import BatchReport
    from broadsheet.ingest.upgrade import Upgrade


def run(workspace: Workspace) -> int:
    """Collect the batch that was submitted, if it has ended; else submit what waits."""
    summaries, key = _asked_for(workspace)
    upgrade = workspace.upgrade()
    upgrade.recover()
    reports.assumed_price(workspace.site(), workspace.terminal)
    settings = asking.terms(workspace.site(), summaries, key)
    batches = Batches(upgrade, workspace.folder / "content", settings)
    if ticket := batches.open():
        return _collected(workspace, upgrade, batches.collect(ticket))
    handed_in = batches.hand_in(asking.budget(summaries, upgrade.journal.spent_today()))
    if handed_in.papers:
        papers = f"{handed_in.papers} of {handed_in.waiting} waiting papers"
        workspace.terminal.talk(f"{papers} handed in as {handed_in.name}; run this again later")
    else:
        workspace.terminal.talk("the budget pays for no paper" if handed_in.waiting else "no paper waits")
    return 0


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
    reports.doubted(upgrade, ticket.model, terminal)
    return reports.failed(upgrade, terminal) or int(batch.has_failed)
