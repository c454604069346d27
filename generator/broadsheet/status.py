"""The account of days: in which state each is, what stands on its page, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from broadsheet import almanac
from broadsheet.errors import BroadsheetError
from broadsheet.model import Ledger, Usage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.library import DayFile, Library
    from broadsheet.outcomes import Outcomes


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
    usage: Usage | None = None

    def as_json(self) -> dict[str, Any]:
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
            "usage": asdict(self.usage) if self.usage else None,
        }


def account(library: Library, outcomes: Outcomes, *, today: date, length: int = 30) -> list[Standing]:
    """The last days, oldest first; those before the first page of the digest are none of its days."""
    files = {file.date: file for file in library.days()}
    first = min(files, default=today)
    span = (today - timedelta(days=n) for n in reversed(range(length)))
    return [
        _with_page(library, files[day]) if day in files else _without(day, outcomes, today)
        for day in span
        if day >= first
    ]


def _with_page(library: Library, file: DayFile) -> Standing:
    try:
        page = library.parse(library.read(file), file)
    except BroadsheetError as error:
        return Standing(file.date, DayState.FAILED, f"{error.where}: {error.what}")
    digest = page.digest
    is_reconstructed = all(source.startswith("arxiv-archive:") for source in digest.sources)
    return Standing(
        file.date,
        DayState.PUBLISHED,
        ledger=page.account(),
        reconstructed=bool(digest.sources) and is_reconstructed,
        usage=digest.usage,
    )


def _without(day: date, outcomes: Outcomes, today: date) -> Standing:
    known = outcomes.of(day)
    if why := almanac.quiet(day):
        return Standing(day, DayState.QUIET, why)
    if known.state == DayState.QUIET:
        return Standing(day, DayState.QUIET, known.why)
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
