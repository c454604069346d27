"""What runs found on days that have no page: a memory that may be lost, and is asked for hints only."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from broadsheet.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Outcome:
    state: str = ""
    why: str = ""
    asked: str = ""  # the day on which arXiv's archive was last asked about it


class Outcomes:
    """By day, in one small file of the state folder."""

    def __init__(self, state: Path) -> None:
        self.path = state / "outcomes.json"
        self.days: dict[date, Outcome] = dict(self._read())

    def of(self, day: date) -> Outcome:
        """What is known of a day; an empty outcome where nothing is."""
        return self.days.get(day, Outcome())

    def note(self, day: date, *, state: str, why: str = "") -> None:
        """Remember what became of a day; when the archive was asked of it stays."""
        self.days[day] = Outcome(state, why, self.of(day).asked)

    def note_asked(self, day: date, today: date) -> None:
        """Remember that the archive was asked of a day today."""
        known = self.of(day)
        self.days[day] = Outcome(known.state, known.why, today.isoformat())

    def asked_on(self, today: date) -> frozenset[date]:
        """The days of which arXiv's archive was asked on this one."""
        return frozenset(day for day, known in self.days.items() if known.asked == today.isoformat())

    def save(self, today: date) -> None:
        """Write down what a later run may want to know, and forget older days."""
        kept = {
            day.isoformat(): asdict(known) for day, known in sorted(self.days.items()) if day >= today - _KEPT
        }
        write_whole(self.path, json.dumps(kept, indent=1).encode())

    def _read(self) -> Iterator[tuple[date, Outcome]]:
        with suppress(OSError, ValueError, AttributeError):
            for day, known in json.loads(self.path.read_bytes()).items():
                with suppress(ValueError, TypeError):
                    yield date.fromisoformat(day), Outcome(**known)
