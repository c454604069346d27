"""How the asking goes, and what it cost."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from broadsheet.model import Usage
from broadsheet.summarize import Done
from broadsheet.summarize.model import NO_BUDGET, money

if TYPE_CHECKING:
    from broadsheet.cli.terminal import Terminal
    from broadsheet.summarize import Outcome

_LINE_EVERY = 10  # papers, in a log


class Progress:
    """One line that moves on a terminal, a line now and then in a log, a table where GitHub shows one."""

    def __init__(self, terminal: Terminal, count: int) -> None:
        self._terminal = terminal
        self._count = count
        self._begun = time.monotonic()
        self._asked = self._summarized = 0
        self._usage = Usage()
        self._waiting: dict[str, int] = {}

    def step(self, outcome: Outcome) -> None:
        """Count an outcome in, and show how far it is."""
        self._asked += 1
        self._usage = money.added(self._usage, outcome.usage or Usage())
        if isinstance(outcome, Done):
            self._summarized += 1
        else:
            self._waiting[outcome.why] = self._waiting.get(outcome.why, 0) + 1
        self._terminal.progress(
            self._line(),
            is_landmark=self._asked % _LINE_EVERY == 0 or self._asked == self._count,
            done=self._asked,
            of=self._count,
        )

    @property
    def has_failed(self) -> bool:
        """Whether nobody answered at all; that some papers wait is how things are."""
        return not self._summarized and any(why != NO_BUDGET for why in self._waiting)

    def end(self, model: str) -> None:
        """Say in one line what the model summarized, why the rest waits, and what it cost."""
        self._terminal.end_progress()
        waits = "; ".join(f"{count} wait: {why}" for why, count in self._waiting.items())
        line = f"{model}: {self._summarized} of {self._count} papers told, {self._cost()}" + (
            f"; {waits}" if waits else ""
        )
        self._terminal.talk(
            line, "summaries", model=model, told=self._summarized, of=self._count, **asdict(self._usage)
        )

    def _line(self) -> str:
        took = max(time.monotonic() - self._begun, 0.001)
        left = (self._count - self._asked) * took / self._asked
        pace = f"{self._asked / took:.1f} a second, {left:.0f} s left"
        return f"{self._asked}/{self._count} papers, {self._cost()}, {pace}"

    def _cost(self) -> str:
        tokens = self._usage.prompt_tokens + self._usage.completion_tokens
        return f"{tokens:,} tokens, ${self._usage.cost_usd:.4f}"
