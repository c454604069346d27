"""What is wrong with a site. One cause stands on many pages: it is told once, with the first place and how
many more there are, and what is kept of it does not grow with the site.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST = 1000  # causes that are kept apart; a site with more has one that is behind them all


@dataclass(frozen=True, slots=True)
class Fault:
    """One cause: where it stands first, what it is, and in how many more places."""

    kind: str  # link, anchor, feed, data, page, weight
    file: str
    line: int
    what: str
    remedy: str
    others: int = 0

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    def as_json(self) -> dict[str, Any]:
        """The fault for machines."""
        return {
            "kind": self.kind,
            "file": self.file,
            "line": self.line or None,
            "what": self.what,
            "remedy": self.remedy,
            "others": self.others,
        }


class Faults:
    """Faults as they come, each cause once."""

    def __init__(self) -> None:
        self._by_cause: dict[tuple[str, str], Fault] = {}
        self.unnamed = 0  # faults beyond those that are kept

    def add(self, fault: Fault) -> None:
        cause = (fault.kind, fault.what)
        if known := self._by_cause.get(cause):
            self._by_cause[cause] = replace(known, others=known.others + fault.others + 1)
        elif len(self._by_cause) < _MOST:
            self._by_cause[cause] = fault
        else:
            self.unnamed += fault.others + 1

    def extend(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.add(fault)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._by_cause.values())

    def __len__(self) -> int:
        return len(self._by_cause)
