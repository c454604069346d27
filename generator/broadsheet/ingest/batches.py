"""Batches of questions, handed in at half the price and collected later: one at a time, whose ticket lies
beside the content, so that any machine that has it may collect.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from broadsheet.summarize import Done
from broadsheet.summarize.model import batch
from broadsheet.ticket import Ticket

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.ingest.upgrade import Upgrade
    from broadsheet.summarize import Budget
    from broadsheet.summarize.model import ModelSettings


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Under which name, and how many of the papers that wait; none where nothing was."""

    name: str
    papers: int
    waiting: int


class BatchState(Enum):
    UNDER_WAY = auto()
    COLLECTED_BEFORE = auto()  # by an earlier run, which was stopped before it could say so
    COLLECTED = auto()


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What became of a batch, which is in the endpoint's words `status`."""

    ticket: Ticket
    standing: BatchState
    status: str = ""
    summarized: int = 0
    papers: int = 0
    reason: str = ""  # why not all were, in the endpoint's words

    @property
    def has_failed(self) -> bool:
        """Whether a batch that has ended brought no summary, or did not end well."""
        return self.standing is BatchState.COLLECTED and (
            self.status != "completed" or bool(self.papers and not self.summarized)
        )


def asked_about(content: Path) -> frozenset[str]:
    """The papers in a batch that was not collected yet: they are paid for, and nobody else is asked."""
    ticket = Ticket.read(content)
    return frozenset(ticket.papers) if ticket else frozenset()


class Batches:
    def __init__(self, upgrade: Upgrade, content: Path, settings: ModelSettings) -> None:
        self._upgrade = upgrade
        self._content = content
        self._settings = settings

    def open(self) -> Ticket | None:
        """The batch that was handed in and not collected yet, if there is one."""
        ticket = Ticket.read(self._content)
        return self._found_again(ticket) if ticket and not ticket.name else ticket

    def hand_in(self, budget: Budget) -> HandedIn:
        """What waits, as far as the budget pays. The ticket is on the disk before anything is paid for."""
        wanted = self._upgrade.wanted()
        papers = batch.affordable([each.paper for each in wanted], self._settings, budget)
        if not papers:
            return HandedIn("", 0, len(wanted))
        days = {each.paper.id: each.day for each in wanted}
        ticket = Ticket.of(self._settings.model, [paper.id for paper in papers], days)
        ticket.write(self._content)
        try:
            ticket = replace(ticket, name=batch.submit(papers, self._settings, mark=ticket.mark))
        except batch.RefusedError:
            ticket.cross_out(self._content)
            raise
        ticket.write(self._content)
        return HandedIn(ticket.name, len(papers), len(wanted))

    def collect(self, ticket: Ticket) -> BatchReport:
        """Put its answers onto their pages, if it has ended."""
        if self._upgrade.journal.was_collected(ticket.name):
            ticket.cross_out(self._content)
            return BatchReport(ticket, BatchState.COLLECTED_BEFORE)
        wanted = self._upgrade.wanted(again=set(ticket.papers.values()))
        papers = {each.paper.id: each.paper for each in wanted if each.paper.id in ticket.papers}
        found = batch.collect(ticket.name, papers, replace(self._settings, model=ticket.model))
        if found.status in batch.UNDER_WAY:
            return BatchReport(ticket, BatchState.UNDER_WAY, found.status)
        self._upgrade.keep(ticket.name, [(ticket.papers[each.paper_id], each) for each in found.outcomes])
        ticket.cross_out(self._content)
        summarized = sum(isinstance(outcome, Done) for outcome in found.outcomes)
        left = Counter(each.why for each in found.outcomes if not isinstance(each, Done))
        reason = "; ".join([*filter(None, [found.reason]), *(f"{n} wait: {why}" for why, n in left.items())])
        return BatchReport(ticket, BatchState.COLLECTED, found.status, summarized, len(papers), reason)

    def _found_again(self, ticket: Ticket) -> Ticket | None:
        """That of a run that was stopped while it handed its batch in, if the endpoint has the batch."""
        name = batch.find(ticket.mark, replace(self._settings, model=ticket.model))
        if name is None:
            ticket.cross_out(self._content)
            return None
        ticket = replace(ticket, name=name)
        ticket.write(self._content)
        return ticket
