"""A question with what was complained of its answer, and what both cost: the purse is asked before, and paid
after.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.model import Usage
from broadsheet.summarize.model import ask, money
from broadsheet.summarize.model.endpoint import Unanswered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from broadsheet.summarize.model.answers import Answer
    from broadsheet.summarize.model.endpoint import Endpoint
    from broadsheet.summarize.model.gate import Gate
    from broadsheet.summarize.model.settings import ModelSettings
    from broadsheet.summarize.verify import Complaint

NO_BUDGET = "the budget is spent"
_ASKED_AT_MOST = 2  # once, and once more with the complaint


@dataclass(frozen=True, slots=True)
class Connection:
    """To an endpoint, through the gate that all questions of a run pass."""

    endpoint: Endpoint
    gate: Gate


class Conversation:
    """One question at a time."""

    def __init__(
        self,
        messages: Iterable[Mapping[str, str]],
        settings: ModelSettings,
        line: Connection,
        purse: money.Purse,
        longest: int,
    ) -> None:
        self.usage = Usage()
        self._messages = list(messages)
        self._settings = settings
        self._line = line
        self._purse = purse
        self._longest = longest

    async def until_it_holds(
        self, take: Callable[[Answer], Sequence[Complaint | str]]
    ) -> Sequence[Complaint | str]:
        """Ask, and once more with the complaint of whoever takes the answer; what is wrong with the last."""
        wrong: Sequence[Complaint | str] = ()
        for _ in range(_ASKED_AT_MOST):
            answer = await self._question()
            wrong = take(answer)
            if not wrong:
                break
            self._messages += [{"role": "assistant", "content": answer.text}, ask.complaint(wrong)]
        return wrong

    async def _question(self) -> Answer:
        prompt = sum(money.tokens(message["content"]) for message in self._messages)
        most = Usage(1, prompt, self._longest, self._settings.price.of(prompt, self._longest))
        if not await self._purse.promise(most):
            raise Unanswered(NO_BUDGET)
        paid = Usage()
        try:
            answer = await self._line.endpoint.ask(self._messages, self._line.gate)
            paid = self._paid(answer, prompt)
        finally:
            await self._purse.settle(most, paid)
            self.usage = money.added(self.usage, paid)
        return answer

    def _paid(self, answer: Answer, estimate: int) -> Usage:
        is_counted = answer.prompt_tokens is not None and answer.completion_tokens is not None
        prompt = estimate if answer.prompt_tokens is None else answer.prompt_tokens
        completion = answer.completion_tokens
        if completion is None:
            completion = money.tokens(answer.text)
        cost = round(self._settings.price.of(prompt, completion), 8)
        return Usage(1, prompt, completion, cost, int(not is_counted))
