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
from broadsheet.summarize.model.endpoint import Endpoint, Unanswered
from broadsheet.summarize.model.gate import Gate
from broadsheet.summarize.model.manner import EndpointMemory, Manners
from broadsheet.summarize.model.settings import ModelSettings
from broadsheet.summarize.model.threaded import ThreadedStream
from broadsheet.summarize.model.verification import Verification, verified

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence

    from broadsheet.model import Paper
    from broadsheet.summarize import Outcome
    from broadsheet.summarize.model.answers import Answer

__all__ = ["NO_BUDGET", "Model", "ModelSettings", "verified"]
NO_BUDGET = "the budget is spent"
OVER = "the time of the run is over"
_ASKED_AT_MOST = 2  # once, and once more with the complaint


class Model:
    """A Summarizer. What it is asked to tell should come most wanted first: the budget may end."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings

    def summarize(self, papers: Iterable[Paper], *, budget: Budget | None = None) -> Iterator[Outcome]:
        """Outcomes as they come, each taken before the next one is made. Closing it ends all questions."""
        with ThreadedStream(self._stream(list(papers), money.Purse(budget or Budget()))) as outcomes:
            yield from outcomes

    async def _stream(self, papers: Sequence[Paper], purse: money.Purse) -> AsyncGenerator[Outcome, None]:
        import openai  # noqa: PLC0415  # takes 400 ms, and most runs ask nobody

        from broadsheet.wire.client import AsyncClient  # noqa: PLC0415  # so does this

        settings = self._settings
        longest = money.longest_answer(settings.request)
        gate = Gate(settings.parallel, longest)
        waiting = iter(papers)
        async with openai.AsyncOpenAI(
            api_key=settings.key,
            base_url=settings.base_url,
            max_retries=0,
            timeout=settings.timeout,
            http_client=AsyncClient(),
        ) as client:
            memory = EndpointMemory.of(settings)
            manners = Manners(memory.recalled())
            endpoint = Endpoint(
                client, settings, schema=ask.schema(settings.request), longest=longest, manners=manners
            )
            ends = asyncio.get_running_loop().time() + settings.run
            under_way: set[asyncio.Task[Outcome]] = set()
            done: set[asyncio.Task[Outcome]] = set()
            try:
                while True:
                    over = endpoint.breaker.given_up or (
                        OVER if asyncio.get_running_loop().time() >= ends else ""
                    )
                    while len(under_way) < settings.parallel and not over and (paper := next(waiting, None)):
                        under_way.add(asyncio.create_task(self._summarized(paper, endpoint, gate, purse)))
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
                memory.keep(manners)

    async def _summarized(self, paper: Paper, endpoint: Endpoint, gate: Gate, purse: money.Purse) -> Outcome:
        questions = _PaperQuestions(paper, self._settings, endpoint, gate, purse)
        try:
            async with asyncio.timeout(self._settings.total):
                return await questions.answered()
        except TimeoutError:
            return Pending(paper.id, "it took too long", questions.usage)
        except Unanswered as error:
            return Pending(paper.id, str(error), questions.usage)
        except BroadsheetError:
            raise
        except Exception as error:  # noqa: BLE001  # one answer is no reason to lose the others
            return Pending(paper.id, unexpected(error).what, questions.usage)


class _PaperQuestions:
    """The questions about one paper, and what they cost."""

    def __init__(
        self, paper: Paper, settings: ModelSettings, endpoint: Endpoint, gate: Gate, purse: money.Purse
    ) -> None:
        self.usage = Usage()
        self._paper = paper
        self._settings = settings
        self._endpoint = endpoint
        self._gate = gate
        self._purse = purse
        self._messages = ask.messages(paper, settings.request)

    async def answered(self) -> Done:
        verification = Verification(self._paper, self._settings)
        for _ in range(_ASKED_AT_MOST):
            answer = await self._question()
            wrong = verification.take(answer)
            if not wrong:
                break
            self._messages += [{"role": "assistant", "content": answer.text}, ask.complaint(wrong)]
        if verification.is_unread:
            raise Unanswered(str(wrong[0]))
        return verification.done(self.usage)

    async def _question(self) -> Answer:
        prompt = sum(money.tokens(message["content"]) for message in self._messages)
        price = self._settings.price
        longest = money.longest_answer(self._settings.request)
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

    def _paid(self, answer: Answer, estimate: int) -> Usage:
        is_counted = answer.prompt_tokens is not None and answer.completion_tokens is not None
        prompt = estimate if answer.prompt_tokens is None else answer.prompt_tokens
        completion = answer.completion_tokens
        if completion is None:
            completion = money.tokens(answer.text)
        cost = round(self._settings.price.of(prompt, completion), 8)
        return Usage(1, prompt, completion, cost, int(not is_counted))
