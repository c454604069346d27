"""What `ingest` does with a model: have it asked, show how it goes, and say what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.cli import reports, secrets
from broadsheet.cli.progress import Progress
from broadsheet.config import OVERVIEW
from broadsheet.errors import BroadsheetError, SummaryError
from broadsheet.ingest import asking
from broadsheet.ingest.batches import asked_about
from broadsheet.ingest.overviews import Overviews
from broadsheet.summarize.model import Model, money

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from broadsheet.cli.workspace import Workspace
    from broadsheet.ingest.upgrade import Upgrade, Wanted
    from broadsheet.model import Paper
    from broadsheet.summarize import Budget
    from broadsheet.summarize.model import ModelSettings


def run(
    workspace: Workspace,
    *,
    refresh: Sequence[dt.date] = (),
    estimate: bool = False,
    new: Sequence[Paper] = (),
) -> int:
    """Upgrade what waits; 1 when the endpoint will not have us, or answers nothing."""
    site, terminal = workspace.site(), workspace.terminal
    summaries = site.summaries
    if not summaries:
        return 0
    upgrade = workspace.upgrade()
    if not estimate and (recovered := upgrade.recover()):
        line = f"{recovered} answers of an earlier run are on their pages now"
        terminal.talk(line, "recovered", answers=recovered)
    exit_code = reports.failed(upgrade, terminal)
    wanted = _not_in_a_batch(workspace, upgrade.wanted(again=refresh))
    if estimate:
        paid = {answer.outcome.paper_id for answer in upgrade.journal.answers()}
        papers = [*(each.paper for each in wanted if each.paper.id not in paid), *new]
        terminal.result(_estimated(papers, asking.terms(site, summaries, "")))
        return exit_code
    overviews = Overviews(site, workspace.library(), upgrade.journal)
    days = list(overviews.due()) if OVERVIEW in summaries.also and not wanted else []
    if not (wanted or days):
        reports.doubted(upgrade, summaries.model, terminal)
        return exit_code
    key = secrets.of_model(summaries, workspace.folder)
    if key is None:
        if wanted:
            line = f"{len(wanted)} papers wait for {summaries.model}: set {summaries.key}"
            terminal.warn(line, "no-key", waiting=len(wanted))
        return exit_code
    reports.assumed_price(site, terminal)
    budget = asking.budget(summaries, upgrade.journal.spent_today())
    settings = asking.terms(site, summaries, key, state=workspace.state)
    spent = upgrade.journal.spent_today()
    if wanted:
        exit_code = _asked(workspace, upgrade, wanted, settings, budget)
    if OVERVIEW in summaries.also and not exit_code:
        left = money.less(budget, money.added(upgrade.journal.spent_today(), money.negative(spent)))
        _tell_days(workspace, overviews, settings, left)
    return exit_code


def _tell_days(workspace: Workspace, overviews: Overviews, settings: ModelSettings, budget: Budget) -> None:
    """Ask what the newest days were about; what fails leaves the overview that is there."""
    for day in list(overviews.due()):
        papers = overviews.papers(day)
        try:
            overview = Model(settings).overview(
                papers, languages=(settings.request.language, *settings.request.others), budget=budget
            )
            overviews.keep(day, overview)
        except BroadsheetError as error:
            workspace.terminal.warn(f"{day}: without an overview: {error.what}", "no-overview")
            return
        budget = money.less(budget, overview.usage)
        if overview.tracks:
            line = f"{day}: {len(overview.tracks)} tracks named by {settings.model}"
            workspace.terminal.talk(line, "overview", tracks=len(overview.tracks))
        else:
            workspace.terminal.talk(f"{day}: the editor's overview stays: {overview.why}", "no-overview")


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
        reports.doubted(upgrade, settings.model, workspace.terminal)
    return int(progress.has_failed or bool(upgrade.failed))


def _not_in_a_batch(workspace: Workspace, wanted: Sequence[Wanted]) -> list[Wanted]:
    """What may be asked about: a paper in a batch that is under way would be paid for twice."""
    handed_in = asked_about(workspace.folder / "content")
    left = [each for each in wanted if each.paper.id not in handed_in]
    if count := len(wanted) - len(left):
        line = f"{count} papers are in a batch, which `broadsheet backfill --batch` collects"
        workspace.terminal.talk(line, "in-a-batch", papers=count)
    return left


def _estimated(papers: Sequence[Paper], settings: ModelSettings) -> str:
    usage = asking.estimate(papers, settings)
    cost = f", {usage.cost_usd:.4f} US dollars" if settings.price.prompt else ", at a price that is not known"
    return (
        f"{len(papers)} papers wait for {settings.model}: about {usage.prompt_tokens:,} tokens asked and "
        f"{usage.completion_tokens:,} answered{cost}"
    )
