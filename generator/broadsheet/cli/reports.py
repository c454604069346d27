"""What `ingest` and `backfill` say of the days that they worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.ingest import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.cli.terminal import Terminal
    from broadsheet.ingest import Report


def shown(reports: Iterable[Report], terminal: Terminal) -> int:
    """Say each as it comes; the exit code."""
    exit_code = 0
    for report in reports:
        exit_code |= report.is_failure
        _tell(report, terminal)
    return exit_code


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
