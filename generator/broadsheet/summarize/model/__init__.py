"""Summaries by a language model behind any OpenAI-compatible endpoint, each checked before it is told.

One question per paper, many at once. An answer that does not hold is asked for again with the complaint;
what still does not hold is told in the authors' own words, and says so.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError, unexpected
from broadsheet.model import Usage
from broadsheet.summarize import Budget, Done, Pending
from broadsheet.summarize.model import ask, money
from broadsheet.summarize.model.aside import Aside
from broadsheet.summarize.model.endpoint import Answer, Called, Endpoint, Unanswered
from broadsheet.summarize.model.gate import Gate
from broadsheet.summarize.model.holding import Asked, Holding, verified

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence

    from broadsheet.model import Paper
    from broadsheet.summarize import Outcome

__all__ = ["NO_BUDGET", "Asked", "Model", "verified"]
NO_BUDGET = "the budget is spent"
OVER = "the time of the run is over"
_ASKED_AT_MOST = 2  # once, and once more with the complaint


class Model:
    """A Summarizer. What it is asked to tell should come most wanted first: the budget may end."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def summarize(self, papers: Iterable[Paper], *, budget: Budget | None = None) -> Iterator[Outcome]:
        """Outcomes as they come, each taken before the next one is made. Closing it ends all questions."""
        with Aside(self._stream(list(papers), money.Purse(budget or Budget()))) as outcomes:
            yield from outcomes

    async def _stream(self, papers: Sequence[Paper], purse: money.Purse) -> AsyncGenerator[Outcome, None]:
        import openai  # noqa: PLC0415  # takes 400 ms, and most runs ask nobody

        from broadsheet.wire.client import AsyncClient  # noqa: PLC0415

        asked = self._asked
        longest = money.longest_answer(asked.wishes)
        gate = Gate(asked.parallel, longest)
        waiting = iter(papers)
        async with openai.AsyncOpenAI(
            api_key=asked.key,
            base_url=asked.base_url,
            max_retries=0,
            timeout=asked.timeout,
            http_client=AsyncClient(),
        ) as client:
            called = Called(client, asked.model, asked.key, asked.key_name, asked.timeout, asked.patience)
            endpoint = Endpoint(called, schema=ask.schema(asked.wishes), longest=longest)
            ends = asyncio.get_running_loop().time() + asked.run
            under_way: set[asyncio.Task[Outcome]] = set()
            done: set[asyncio.Task[Outcome]] = set()
            try:
                while True:
                    over = endpoint.breaker.given_up or (
                        OVER if asyncio.get_running_loop().time() >= ends else ""
                    )
                    while len(under_way) < asked.parallel and not over and (paper := next(waiting, None)):
                        under_way.add(asyncio.create_task(self._told(paper, endpoint, gate, purse)))
                    if not under_way:
                        for left in waiting:
                            yield Pending(left.id, over)
                        return
                    done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                    while done:
                        yield done.pop().result()
            finally:
                for task in under_way:
                    task.cancel()
                with suppress(asyncio.CancelledError):  # none of them fails unheard
                    await asyncio.gather(*under_way, *done, return_exceptions=True)

    async def _told(self, paper: Paper, endpoint: Endpoint, gate: Gate, purse: money.Purse) -> Outcome:
        story = _Story(paper, self._asked, endpoint, gate, purse)
        try:
            async with asyncio.timeout(self._asked.total):
                return await story.told()
        except TimeoutError:
            return Pending(paper.id, "it took too long", story.usage)
        except Unanswered as error:
            return Pending(paper.id, str(error), story.usage)
        except BroadsheetError:
            raise
        except Exception as error:  # noqa: BLE001  # one answer is no reason to lose the others
            return Pending(paper.id, unexpected(error).what, story.usage)


class _Story:
    """The questions about one paper, and what they cost."""

    def __init__(
        self, paper: Paper, asked: Asked, endpoint: Endpoint, gate: Gate, purse: money.Purse
    ) -> None:
        self.usage = Usage()
        self._paper = paper
        self._asked = asked
        self._endpoint = endpoint
        self._gate = gate
        self._purse = purse
        self._messages = ask.messages(paper, asked.wishes)

    async def told(self) -> Done:
        holding = Holding(self._paper, self._asked)
        for _ in range(_ASKED_AT_MOST):
            answer = await self._question()
            wrong = holding.take(answer)
            if not wrong:
                break
            self._messages += [{"role": "assistant", "content": answer.text}, ask.complaint(wrong)]
        if holding.is_unread:
            raise Unanswered(str(wrong[0]))
        return holding.done(self.usage)

    async def _question(self) -> Answer:
        prompt = sum(money.tokens(message["content"]) for message in self._messages)
        price = self._asked.price
        longest = money.longest_answer(self._asked.wishes)
        most = Usage(1, prompt, longest, price.of(prompt, longest))
        if not await self._purse.promise(most):
            raise Unanswered(NO_BUDGET)
        paid = Usage()
        try:
            answer = await self._endpoint.ask(self._messages, self._gate)
            paid = self._paid(answer, prompt)
        finally:
            await self._purse.settle(most, paid)
            self.usage = money.added(self.usage, paid)
        return answer

    def _paid(self, answer: Answer, prompt: int) -> Usage:
        told = answer.prompt_tokens is not None and answer.completion_tokens is not None
        asked = answer.prompt_tokens if answer.prompt_tokens is not None else prompt
        answered = answer.completion_tokens
        if answered is None:
            answered = money.tokens(answer.text)
        return Usage(1, asked, answered, round(self._asked.price.of(asked, answered), 8), int(not told))
