"""Who tells a paper, and what comes of asking.

A summarizer yields one outcome for each paper, as soon as it is known: an outcome that was yielded may
be written to disk before the next one is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.model import Paper, Rating, Summary, Translation, Usage


@dataclass(frozen=True, slots=True)
class Done:
    paper_id: str
    summary: Summary
    usage: Usage | None = None  # what it cost
    keywords: tuple[str, ...] = ()
    rating: Rating | None = None
    reason: str = ""  # of the rating
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True)
class Pending:
    """Not told this time; a later run may ask again. `why` is for the log, never for a page."""

    paper_id: str
    why: str
    usage: Usage | None = None


Outcome = Done | Pending


@dataclass(frozen=True, slots=True)
class Budget:
    """What a run may spend at most. None is no limit."""

    tokens: int | None = None
    cost_usd: float | None = None
    requests: int | None = None


class Summarizer(Protocol):
    def summarize(self, papers: Iterable[Paper], *, budget: Budget | None = None) -> Iterator[Outcome]:
        """An outcome for each paper, as they come; those beyond the budget stay pending."""
