"""What became of a day, and why."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  # a field's type
from dataclasses import dataclass, field
from enum import StrEnum

from broadsheet.errors import BroadsheetError  # noqa: TC001  # a field's type
from broadsheet.model import Ledger


class State(StrEnum):
    PUBLISHED = "published"
    UNCHANGED = "nothing new"
    WHOLE = "whole"  # compared with arXiv's archive
    QUIET = "quiet"  # nothing is announced: a weekend, a holiday, or arXiv says so
    WAITING = "waiting"  # not announced yet
    STALE = "stale"  # the feed was rebuilt with the papers of an earlier day
    FAILED = "failed"
    POSTPONED = "postponed"  # the archive did not answer, and is asked again later
    NOTED = "noted"  # something worth a line of the log, no state of the day


@dataclass(frozen=True, slots=True)
class Report:
    """One day's outcome: what stands on its page now, how much of it is new, and why not more."""

    state: State
    day: dt.date | None = None
    name: str = ""  # of the page
    ledger: Ledger = field(default_factory=Ledger)
    added: int = 0
    refreshed: int = 0
    why: str = ""
    unreadable: tuple[str, ...] = ()
    error: BroadsheetError | None = None
    faults: tuple[BroadsheetError, ...] = ()  # at single papers; the day has its page all the same

    @property
    def is_failure(self) -> bool:
        """Whether the exit code of the run is to tell of it."""
        return self.state is State.FAILED or bool(self.faults)
