"""Summaries by a language model behind any OpenAI-compatible endpoint, each checked before it is told.

One question per paper, many at once. An answer that does not hold is asked for again with the complaint;
what still does not hold is told in the authors' own words, and says so.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet.model import Part, Role, Summary, Usage
from broadsheet.summarize import Budget, Done, Pending
from broadsheet.summarize.extract import summarize as extracted
from broadsheet.summarize.model import ask, money
from broadsheet.summarize.model.aside import Aside
from broadsheet.summarize.model.endpoint import Answer, Endpoint, Unanswered
from broadsheet.summarize.model.gate import Gate
from broadsheet.summarize.verify import complaints
from broadsheet.text import markdown

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence

    from broadsheet.model import Paper
    from broadsheet.summarize import Outcome
    from broadsheet.summarize.model.money import Price
    from broadsheet.summarize.verify import Complaint

NO_BUDGET = "the budget is spent"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to ask, and how."""

    model: str
    base_url: str
    key: str
    key_name: str
    language: str
    parallel: int
    price: Price
    timeout: float = 60.0  # for one request
    total: float = 300.0  # for one paper, with all it takes


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

        asked = self._asked
        gate = Gate(asked.parallel, money.LONGEST_ANSWER)
        waiting = iter(papers)
        async with openai.AsyncOpenAI(
            api_key=asked.key, base_url=asked.base_url, max_retries=0, timeout=asked.timeout
        ) as client:
            endpoint = Endpoint(client, asked.model, asked.key_name, longest=money.LONGEST_ANSWER)
            under_way: set[asyncio.Task[Outcome]] = set()
            try:
                while True:
                    while len(under_way) < asked.parallel and (paper := next(waiting, None)):
                        under_way.add(asyncio.create_task(self._told(paper, endpoint, gate, purse)))
                    if not under_way:
                        return
                    done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                    for task in done:
                        yield task.result()
            finally:
                for task in under_way:
                    task.cancel()
                with suppress(asyncio.CancelledError):
                    await asyncio.gather(*under_way, return_exceptions=True)

    async def _told(self, paper: Paper, endpoint: Endpoint, gate: Gate, purse: money.Purse) -> Outcome:
        story = _Story(paper, self._asked, endpoint, gate, purse)
        try:
            async with asyncio.timeout(self._asked.total):
                summary = await story.told()
        except TimeoutError:
            return Pending(paper.id, "it took too long", story.usage)
        except Unanswered as error:
            return Pending(paper.id, str(error), story.usage)
        return Done(paper.id, summary, story.usage)


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
        self._messages = ask.messages(paper, asked.language)

    async def told(self) -> Summary:
        good: dict[Role, Part] = {}
        told: set[Role] = set()
        for is_last in (False, True):
            answer = await self._question()
            if answer.refused:
                break
            try:
                parts = ask.read("" if answer.cut else answer.text, self._paper)
            except ask.AnswerError as error:
                if is_last and not good:
                    raise Unanswered(str(error)) from error
                self._complain(answer, ["it is too long" if answer.cut else str(error)])
                continue
            wrong = self._wrong(parts)
            told |= set(parts)
            good |= {role: part for role, part in parts.items() if role not in {each.role for each in wrong}}
            if not wrong:
                return self._summary(good)
            self._complain(answer, wrong)
        return self._summary(good, failed=(told or set(Role)) - set(good))

    def _wrong(self, parts: dict[Role, Part]) -> list[Complaint]:
        texts = {role: markdown.unescape(part.text) for role, part in parts.items()}
        paper = self._paper
        return complaints(texts, title=paper.title, abstract=paper.abstract, language=self._asked.language)

    def _complain(self, answer: Answer, what: Sequence[Complaint | str]) -> None:
        self._messages += [{"role": "assistant", "content": answer.text}, ask.complaint(what)]

    async def _question(self) -> Answer:
        prompt = sum(money.tokens(message["content"]) for message in self._messages)
        price = self._asked.price
        most = Usage(1, prompt, money.LONGEST_ANSWER, price.of(prompt, money.LONGEST_ANSWER))
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

    def _summary(self, good: dict[Role, Part], failed: Iterable[Role] = ()) -> Summary:
        """What holds, and in place of what does not the extract's part, where there is one."""
        own = extracted(self._paper.title, self._paper.abstract)
        instead = {role: part for role in failed if (part := own.part(role))}
        parts = {**good, **instead}
        return replace(
            Summary(self._asked.model, tuple(parts[role] for role in Role if role in parts), ask.PROMPT),
            own=tuple(role for role in Role if role in instead),
        )
