"""What `status` shows of days: a small calendar, their account, and how the last run went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from broadsheet.runs import RunRecord
    from broadsheet.status import DayState, Standing

_MARKS = {
    "published": ("●", "green"),
    "quiet": ("·", "bright_black"),
    "waiting": ("○", "cyan"),
    "stale": ("~", "yellow"),
    "failed": ("!", "red"),
    "missed": ("✗", "red"),
}
_WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
_CELL = 9


def of_days(standings: list[Standing], records: Sequence[RunRecord], today: date) -> Iterator[str]:
    """The lines of the picture."""
    if not standings:
        yield "There is no page yet: broadsheet build makes the first."
        return
    yield from _calendar(standings)
    yield ""
    counts: dict[DayState, int] = {}
    for standing in standings:
        counts[standing.state] = counts.get(standing.state, 0) + 1
    yield "  ".join(f"{mark(state)} {count} {state}" for state, count in counts.items())
    papers = sum(standing.ledger.listed for standing in standings)
    announced = sum(sum(standing.ledger.announced.values()) for standing in standings)
    pending = sum(standing.ledger.pending for standing in standings)
    waits = f", {pending} pending" if pending else ""
    yield f"{papers} papers listed of {announced} announced{waits}; today at arXiv is {today}"
    if (published := [each for each in standings if each.state == "published"]) and any(
        each.checked for each in published
    ):
        yield _whole(published)
    paid = [standing.usage for standing in standings if standing.usage]
    if paid:
        tokens = sum(usage.prompt_tokens + usage.completion_tokens for usage in paid)
        cost = sum(usage.cost_usd for usage in paid)
        yield f"{sum(usage.requests for usage in paid)} questions to models, {tokens:,} tokens, ${cost:.4f}"
    for standing in standings:
        if standing.why and standing.state not in {"published", "quiet", "failed"}:
            yield f"{mark(standing.state)} {standing.day}  {standing.state}: {standing.why}"
        elif standing.reconstructed:
            yield f"{mark(standing.state)} {standing.day}  reconstructed from arXiv's archive"
    for record in records[-1:]:
        yield f"the last run, {record.started:%Y-%m-%d %H:%M} UTC: {_run(record)}"


def _run(record: RunRecord) -> str:
    asked = sum(host["asked"] for host in record.requests.values())
    requests = f", {asked} requests" if asked else ""
    failures = sum(record.errors.values())
    errors = "1 error" if failures == 1 else f"{failures} errors"
    ended = "all well" if record.is_well else f"{errors}, exit code {record.exit_code}"
    return f"{record.command}, {record.seconds:.0f} s{requests}, {ended}"


def _whole(published: list[Standing]) -> str:
    """Days before the first that was compared stood there before days were."""
    first = next(place for place, each in enumerate(published) if each.checked)
    open_ = [each.day for each in published[first:] if not each.is_whole]
    rest = f"; not yet: {', '.join(map(str, open_))}" if open_ else ""
    count = len(published[first:]) - len(open_)
    return f"{count} of {len(published)} pages compared with arXiv's archive and whole{rest}"


def _calendar(standings: list[Standing]) -> Iterator[str]:
    yield " " * 9 + "".join(day.ljust(_CELL) for day in _WEEKDAYS).rstrip()
    by_week: dict[date, dict[int, Standing]] = {}
    for standing in standings:
        year, week, weekday = standing.day.isocalendar()
        monday = standing.day.fromisocalendar(year, week, 1)
        by_week.setdefault(monday, {})[weekday] = standing
    for monday, week_days in by_week.items():
        cells = [_cell(week_days.get(weekday)) for weekday in range(1, 8)]
        yield f"{monday:%d %b}   ".ljust(9) + "".join(cells).rstrip()


def _cell(standing: Standing | None) -> str:
    if standing is None:
        return " " * _CELL
    count = str(standing.ledger.listed) if standing.state == "published" else ""
    return f"{mark(standing.state)} {count}" + " " * (_CELL - 2 - len(count))


def mark(state: str) -> str:
    """The sign of a state, in its colour."""
    mark, colour = _MARKS[state]
    return click.style(mark, fg=colour)
