"""`broadsheet status`: the last days as a small calendar, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from broadsheet import almanac
from broadsheet.cli import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from broadsheet.cli.digest import Digest
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


@click.command("status", short_help="Show the last days: published, quiet, waiting, stale, failed, missed.")
@click.option(
    "--days", "length", type=click.IntRange(1, 3660), default=30, show_default=True, help="How many."
)
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_obj
def command(digest: Digest, *, length: int, as_json: bool) -> int:
    """Show in which state the last days are, and what to run where something is amiss.

    A day is published, quiet (weekend or holiday), waiting (not announced yet), stale (its feed holds the
    papers of an earlier day), failed, or missed. Exit code 1 when a day failed or was missed.
    """
    from broadsheet import status  # noqa: PLC0415  # only here
    from broadsheet.outcomes import Outcomes  # noqa: PLC0415

    digest.site()
    today = almanac.today(clock.now())
    standings = status.account(digest.library(), Outcomes(digest.state), today=today, length=length)
    if as_json:
        import json  # noqa: PLC0415

        digest.voice.result(json.dumps([standing.as_json() for standing in standings], indent=1))
    else:
        for line in _picture(standings, today):
            digest.voice.picture(line)
        for since, until in status.missed(standings):
            digest.voice.result(f"to do: broadsheet backfill --since {since} --until {until}")
    amiss = {status.DayState.FAILED, status.DayState.MISSED}
    return int(any(standing.state in amiss for standing in standings))


def _picture(standings: list[Standing], today: date) -> Iterator[str]:
    if not standings:
        yield "There is no page yet: broadsheet build makes the first."
        return
    yield from _calendar(standings)
    yield ""
    counts: dict[DayState, int] = {}
    for standing in standings:
        counts[standing.state] = counts.get(standing.state, 0) + 1
    yield "  ".join(f"{_mark(state)} {count} {state}" for state, count in counts.items())
    papers = sum(standing.ledger.listed for standing in standings)
    announced = sum(sum(standing.ledger.announced.values()) for standing in standings)
    pending = sum(standing.ledger.pending for standing in standings)
    waits = f", {pending} pending" if pending else ""
    yield f"{papers} papers listed of {announced} announced{waits}; today at arXiv is {today}"
    paid = [standing.usage for standing in standings if standing.usage]
    if paid:
        tokens = sum(usage.prompt_tokens + usage.completion_tokens for usage in paid)
        cost = sum(usage.cost_usd for usage in paid)
        yield f"{sum(usage.requests for usage in paid)} questions to models, {tokens:,} tokens, ${cost:.4f}"
    for standing in standings:
        if standing.why and standing.state not in {"published", "quiet"}:
            yield f"{_mark(standing.state)} {standing.day}  {standing.state}: {standing.why}"
        elif standing.reconstructed:
            yield f"{_mark(standing.state)} {standing.day}  reconstructed from arXiv's archive"


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
    return f"{_mark(standing.state)} {count}" + " " * (_CELL - 2 - len(count))


def _mark(state: str) -> str:
    mark, colour = _MARKS[state]
    return click.style(mark, fg=colour)
