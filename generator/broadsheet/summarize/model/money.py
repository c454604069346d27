"""What asking costs, before and after: tokens, dollars, and a purse that cannot be overdrawn."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet.model import Usage
from broadsheet.summarize.model import ask

if TYPE_CHECKING:
    from broadsheet.model import Paper
    from broadsheet.summarize import Budget
    from broadsheet.summarize.model.ask import AnswerRequest

# US dollars for a million tokens in and out, as published in November 2026; `summaries.price` overrules.
PRICES = {
    "gpt-4o-mini": (0.15, 0.60),
    "gpt-4o": (2.50, 10.00),
    "gpt-4.1-mini": (0.40, 1.60),
    "gpt-4.1-nano": (0.10, 0.40),
    "deepseek-chat": (0.28, 0.42),
}
_USUAL_ANSWER = 320
_USUAL_TRANSLATION = 420  # with its title; Chinese has about a token a character
_LETTERS_A_TOKEN = 3.6
_ROUNDING = 1e-9


def tokens(text: str) -> int:
    """An estimate, rather too high than too low: Chinese has about a token a character."""
    wide = sum(c > "\u2e7f" for c in text)
    return round((len(text) - wide) / _LETTERS_A_TOKEN + wide) + 4


def question(paper: Paper, request: AnswerRequest) -> int:
    """An estimate of the tokens of a question."""
    return sum(tokens(message["content"]) for message in ask.messages(paper, request))


def longest_answer(request: AnswerRequest) -> int:
    """The most tokens that an answer may have: five parts have about 250, in Chinese 400."""
    whole = 80 * len(request.also) + (1500 if "abstract" in request.also else 0)
    return 900 + whole + len(request.others) * (800 + whole)


@dataclass(frozen=True, slots=True)
class Price:
    """For a million tokens."""

    prompt: float
    completion: float

    def of(self, prompt: int, completion: int) -> float:
        """What so many tokens cost in US dollars."""
        return (prompt * self.prompt + completion * self.completion) / 1_000_000


ASSUMED = Price(2.50, 10.00)  # of a model whose price is not known: rather too high than too low


def price_of(model: str) -> Price:
    """The known price of a model, also under a provider's prefix or with a date; else nothing is known: 0."""
    bare = model.rpartition("/")[2]
    known = next(
        (PRICES[name] for name in sorted(PRICES, key=len, reverse=True) if bare.startswith(name)), (0, 0)
    )
    return Price(*known)


def expected(paper: Paper, request: AnswerRequest, price: Price) -> Usage:
    """What a paper will probably cost."""
    prompt = question(paper, request)
    answer = _USUAL_ANSWER + _USUAL_TRANSLATION * len(request.others)
    return Usage(1, prompt, answer, price.of(prompt, answer))


def added(one: Usage, other: Usage) -> Usage:
    """What both used together."""
    return Usage(
        one.requests + other.requests,
        one.prompt_tokens + other.prompt_tokens,
        one.completion_tokens + other.completion_tokens,
        round(one.cost_usd + other.cost_usd, 8),
        one.estimated + other.estimated,
    )


def negative(usage: Usage) -> Usage:
    """What takes it off again when it is added."""
    return Usage(
        -usage.requests,
        -usage.prompt_tokens,
        -usage.completion_tokens,
        -usage.cost_usd,
        -usage.estimated,
    )


def grown(begun: Usage, one: Usage, other: Usage) -> Usage:
    """What two have spent who both went on from `begun`."""
    return added(added(one, other), negative(begun))


class Purse:
    """What is spent, and what is promised to questions under way. No question is begun that could overdraw
    it, so that its limits are hard.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._promised = Usage()
        self._settled = asyncio.Condition()
        self.spent = Usage()

    async def promise(self, most: Usage) -> bool:
        """Set the most that a question can cost aside. What is promised to others may turn out to be more
        than they need: only when nothing is promised any more there is no hope.
        """
        async with self._settled:
            while not self._fits(most):
                if not self._promised.requests:
                    return False
                await self._settled.wait()
            self._promised = added(self._promised, most)
            return True

    async def settle(self, most: Usage, paid: Usage) -> None:
        """A question is over: what it cost is spent, what was promised to it is free."""
        minus = negative(most)
        async with self._settled:
            self._promised = added(self._promised, minus)
            self.spent = added(self.spent, paid)
            self._settled.notify_all()

    def _fits(self, most: Usage) -> bool:
        return fits(added(added(self.spent, self._promised), most), self._budget)


def fits(usage: Usage, budget: Budget) -> bool:
    """Whether it is within every limit of the budget."""
    tokens = usage.prompt_tokens + usage.completion_tokens
    return (
        (budget.requests is None or usage.requests <= budget.requests)
        and (budget.tokens is None or tokens <= budget.tokens)
        and (budget.cost_usd is None or usage.cost_usd <= budget.cost_usd + _ROUNDING)
    )


def less(budget: Budget, spent: Usage) -> Budget:
    """What is left of a budget."""

    def left(limit: float | None, used: float) -> float | None:
        return None if limit is None else max(limit - used, 0)

    tokens_left = left(budget.tokens, spent.prompt_tokens + spent.completion_tokens)
    requests_left = left(budget.requests, spent.requests)
    return replace(
        budget,
        tokens=None if tokens_left is None else int(tokens_left),
        cost_usd=left(budget.cost_usd, spent.cost_usd),
        requests=None if requests_left is None else int(requests_left),
    )
