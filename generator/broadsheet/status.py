"""The account of days: in which state each is, what stands on its page, and what needs a look."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from broadsheet import __version__, almanac
from broadsheet.errors import BroadsheetError
from broadsheet.ingest.published import is_known_quiet
from broadsheet.model import ARCHIVE, Ledger, Usage
from broadsheet.records.seen import PageFacts
from broadsheet.runs import STOPPED, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from broadsheet.library import Library
    from broadsheet.outcomes import Outcomes
    from broadsheet.page import Page
    from broadsheet.runs import RunRecord


_PARTS = {"build": {"ingest", "render"}}  # what a command does that others do alone
_RUNS = 10  # that are told; the state folder keeps more
_LOOKED_BACK = timedelta(days=7)  # for runs that failed


class DayState(StrEnum):
    PUBLISHED = "published"
    QUIET = "quiet"
    WAITING = "waiting"
    STALE = "stale"
    FAILED = "failed"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Standing:
    day: date
    state: DayState
    why: str = ""
    ledger: Ledger = field(default_factory=Ledger)
    reconstructed: bool = False
    checked: date | None = None  # when arXiv's archive was last asked whether its page is whole
    usage: Usage | None = None

    @property
    def is_whole(self) -> bool:
        """Compared with the archive on a later day than its own."""
        return self.checked is not None and self.checked > self.day

    def as_json(self) -> dict[str, Any]:
        """The day for machines."""
        return {
            "date": self.day.isoformat(),
            "state": str(self.state),
            "why": self.why,
            "announced": dict(self.ledger.announced),
            "excluded": dict(self.ledger.excluded),
            "listed": self.ledger.listed,
            "summarized": dict(self.ledger.summarized),
            "pending": self.ledger.pending,
            "reconstructed": self.reconstructed,
            "checked": self.checked.isoformat() if self.checked else None,
            "usage": asdict(self.usage) if self.usage else None,
        }


def account(library: Library, outcomes: Outcomes, *, today: date, length: int = 30) -> list[Standing]:
    """The last days, oldest first; those before the first page of the digest are none of its days."""
    every = library.every_day()
    first = next((file.date for file in every if library.has(file)), today)
    span = [day for n in reversed(range(length)) if (day := today - timedelta(days=n)) >= first]
    files = {file.date: file for file in every if file.date in span and library.has(file)}
    read: dict[date, Page] = {}
    failed: dict[date, Standing] = {}
    for day in (day for day in span if day in files):
        try:
            read[day] = library.parse(library.read(files[day]), files[day])
        except BroadsheetError as error:
            failed[day] = Standing(day, DayState.FAILED, f"{error.where}: {error.what}")
    pages = {day: PageFacts.of(page) for day, page in read.items()}
    return [
        failed.get(day) or (_published(read[day]) if day in read else _without(day, pages, outcomes, today))
        for day in span
    ]


def _published(page: Page) -> Standing:
    digest = page.digest
    return Standing(
        digest.date,
        DayState.PUBLISHED,
        ledger=page.account(),
        reconstructed={source.partition(":")[0] for source in digest.sources} == {ARCHIVE},
        checked=digest.checked,
        usage=digest.usage,
    )


def _without(day: date, pages: Mapping[date, PageFacts], outcomes: Outcomes, today: date) -> Standing:
    known = outcomes.of(day)
    if why := almanac.quiet(day):
        return Standing(day, DayState.QUIET, why)
    if known.state == DayState.QUIET:
        return Standing(day, DayState.QUIET, known.why)
    if is_known_quiet(day, pages) or any(day in page.quiet for page in pages.values()):
        return Standing(day, DayState.QUIET, "arXiv's archive knows of no announcement")
    if day < today:
        return Standing(day, DayState.MISSED, known.why)
    if known.state in {DayState.STALE, DayState.FAILED}:
        return Standing(day, DayState(known.state), known.why)
    return Standing(day, DayState.WAITING, known.why)


def missed(standings: Iterable[Standing]) -> list[tuple[date, date]]:
    """The missed days as stretches, for `backfill --since --until`."""
    found: list[tuple[date, date]] = []
    for standing in standings:
        if standing.state is not DayState.MISSED:
            continue
        if found and almanac.following(found[-1][1]) >= standing.day:
            found[-1] = found[-1][0], standing.day
        else:
            found.append((standing.day, standing.day))
    return found


def as_json(
    standings: Sequence[Standing],
    records: Sequence[RunRecord],
    needs: Sequence[Need],
    *,
    today: date,
    now: datetime,
) -> dict[str, Any]:
    """All of it for machines; docs/monitoring.md says what each key means."""
    published = [each for each in standings if each.state is DayState.PUBLISHED]
    return {
        "version": __version__,
        "now": now.isoformat(),
        "today": today.isoformat(),
        "well": not needs,
        "needs": [asdict(need) for need in needs],
        "newest": published[-1].day.isoformat() if published else None,
        "listed": sum(each.ledger.listed for each in standings),
        "pending": sum(each.ledger.pending for each in standings),
        "days": [each.as_json() for each in standings],
        "runs": [record.as_json() for record in records[-_RUNS:]],
    }


def as_markdown(standings: Sequence[Standing], needs: Iterable[Need]) -> str:
    """The days as a table, newest first, and what needs a look: for the page of a workflow's run."""
    rows = "".join(f"| {' | '.join(map(cell, _row(each)))} |\n" for each in reversed(standings))
    names = ("day", "state", "announced", "excluded", "listed", "summarized", "pending", "cost")
    table = f"| {' | '.join(names)} |\n|{'---|' * len(names)}\n{rows}\n"
    return table + "".join(f"- {cell(need.what)}. To do: `{cell(need.do)}`\n" for need in needs) + "\n"


def _row(day: Standing) -> Iterator[str]:
    ledger, usage = day.ledger, day.usage
    yield day.day.isoformat()
    yield f"{day.state}, {day.why}" if day.why else str(day.state)
    for counts in (ledger.announced, ledger.excluded):
        yield f"{sum(counts.values())}" + (f" ({_counts(counts)})" if counts else "")
    yield str(ledger.listed)
    yield _counts(ledger.summarized)
    yield str(ledger.pending)
    yield f"{usage.requests} requests, ${usage.cost_usd:.4f}" if usage else ""


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


@dataclass(frozen=True, slots=True)
class Need:
    """Something that needs a look, and what to do about it."""

    what: str
    do: str


def needs(standings: Iterable[Standing], records: Sequence[RunRecord], *, now: datetime) -> Iterator[Need]:
    """What a person should look at: nothing, when all is well."""
    standings = list(standings)
    for since, until in missed(standings):
        days = f"{since} was" if since == until else f"{since} to {until} were"
        yield Need(f"{days} missed", f"broadsheet backfill --since {since} --until {until}")
    for standing in standings:
        if standing.state is DayState.FAILED:
            yield Need(
                f"{standing.day} failed: {standing.why}", "mend what it names, then: broadsheet ingest"
            )
    for record in _failed(records, since=now - _LOOKED_BACK):
        yield Need(_summary_of(record), "see its log; run it again")


def _failed(records: Sequence[RunRecord], *, since: datetime) -> Iterator[RunRecord]:
    """Runs that did not go well and of which no later one did the same."""
    done: set[str] = set()
    for record in reversed(records):
        if record.exit_code == STOPPED:
            continue
        parts = _PARTS.get(record.command, {record.command})
        if record.started >= since and not record.is_well and not parts <= done:
            yield record
        done |= parts


def _summary_of(record: RunRecord) -> str:
    kinds = ", ".join(f"{count} {kind}" for kind, count in record.errors.items())
    ended = f"broadsheet {record.command} of {record.started:%Y-%m-%d %H:%M} UTC"
    return f"{ended} ended with exit code {record.exit_code}" + (f" ({kinds})" if kinds else "")
