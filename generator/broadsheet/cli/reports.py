"""What `ingest` and `backfill` say of the days that they worked on, and of the models that they asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet import doctor
from broadsheet.ingest import State, asking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.cli.terminal import Terminal
    from broadsheet.config import Site
    from broadsheet.ingest import Report
    from broadsheet.ingest.upgrade import Upgrade


def shown(reports: Iterable[Report], terminal: Terminal) -> int:
    """Say each as it comes; the exit code."""
    exit_code = 0
    for report in reports:
        exit_code |= report.is_failure
        _tell(report, terminal)
    return exit_code


def assumed_price(site: Site, terminal: Terminal) -> None:
    """Warn where a budget in dollars stands on a price that nobody gave."""
    if warning := asking.price_warning(site):
        terminal.warn(warning, "unknown-price")


def unheard_interests(site: Site, terminal: Terminal) -> None:
    """Warn of interests that no abstract can serve."""
    for finding in doctor.unheard(site):
        terminal.warn(f"{finding.what}; {finding.remedy}", "unheard-interest")


def failed(upgrade: Upgrade, terminal: Terminal) -> int:
    """Say which pages took no answers; the exit code."""
    for error in upgrade.failed.values():
        terminal.error(error)
    return int(bool(upgrade.failed))


def doubted(upgrade: Upgrade, model: str, terminal: Terminal) -> None:
    """Say of how many papers the model's rating is not believed."""
    if count := upgrade.doubted:
        papers = "1 paper" if count == 1 else f"{count} papers"
        terminal.warn(
            f"{model} rated {papers} as your interests’ words do not: there the editor’s own rating stands"
        )


def _tell(report: Report, terminal: Terminal) -> None:
    where = {"day": report.day} if report.day else {}
    for item in report.unreadable:
        terminal.warn(f"set aside, since it cannot be read: {item}", "set-aside", **where)
    if report.refreshed:
        terminal.talk(f"{report.day}  {report.refreshed} entries of earlier pages brought up to date")
    for fault in report.faults:
        terminal.error(fault)
    if report.error:
        terminal.error(report.error)
    if report.state is State.POSTPONED:
        terminal.talk(report.why)
    elif report.state is State.NOTED and report.why:
        terminal.warn(report.why)
    elif report.day:
        _tell_day(report, terminal)


def _tell_day(report: Report, terminal: Terminal) -> None:
    facts = {
        "date": report.day,
        "state": report.state,
        "page": report.name,
        "added": report.added,
        "refreshed": report.refreshed,
        "listed": report.ledger.listed,
        "announced": sum(report.ledger.announced.values()),
        "why": report.why,
    }
    if text := _line(report):
        terminal.talk(text, "day", **facts)
    else:
        terminal.fact("day", **facts)


def _line(report: Report) -> str:
    """What people are told of a day; nothing when there is nothing to tell, or its error was."""
    account = report.ledger
    if report.error:
        return ""
    if report.state is State.PUBLISHED:
        return (
            f"{report.day}  {report.name}: {report.added} added, {account.listed} listed"
            f" of {sum(account.announced.values())} announced"
        )
    if report.state is State.WHOLE:
        return f"{report.day}  {report.name}: whole, as far as arXiv's archive knows"
    if report.state is State.UNCHANGED:
        return f"{report.day}  {report.name}: nothing new, {account.listed} listed" if report.name else ""
    return f"{report.day}  {report.state}, no page: {report.why}"
