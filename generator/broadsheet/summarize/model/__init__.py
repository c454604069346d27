"""Summaries by a language model behind any OpenAI-compatible endpoint, each checked before it is told.

One question per paper, many at once. An answer that does not hold is asked for again with the complaint;
what still does not hold is told in the authors' own words, and says so.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from broadsheet.errors import BroadsheetError, unexpected
from broadsheet.summarize import Budget, Pending
from broadsheet.summarize.model import ask, money
from broadsheet.summarize.model.conversation import NO_BUDGET, Connection, Conversation
from broadsheet.summarize.model.endpoint import Endpoint, Unanswered
from broadsheet.summarize.model.gate import Gate
from broadsheet.summarize.model.manner import EndpointMemory, Manners
from broadsheet.summarize.model.overview import (
    ModelOverview,
    OverviewVerification,
    longest_overview,
    overview_question,
    overview_schema,
)
from broadsheet.summarize.model.settings import ModelSettings
from broadsheet.summarize.model.threaded import ThreadedStream
from broadsheet.summarize.model.verification import Verification, verified

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping, Sequence

    from broadsheet.model import Paper
    from broadsheet.summarize import Outcome
    from broadsheet.summarize.verify.tracks import PaperOfDay

__all__ = ["NO_BUDGET", "Model", "ModelSettings", "verified"]
OVER = "the time of the run is over"


class Model:
    """A Summarizer. What it is asked to tell should come most wanted first: the budget may end."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings

    def summarize(self, papers: Iterable[Paper], *, budget: Budget | None = None) -> Iterator[Outcome]:
        """Outcomes as they come, each taken before the next one is made. Closing it ends all questions."""
        with ThreadedStream(self._stream(list(papers), money.Purse(budget or Budget()))) as outcomes:
            yield from outcomes

    def overview(
        self, papers: Sequence[PaperOfDay], *, languages: tuple[str, ...], budget: Budget | None = None
    ) -> ModelOverview:
        """What a day's papers have in common: one question, and one more where the answer does not hold."""
        purse = money.Purse(budget or Budget())
        with ThreadedStream(self._overviews(papers, languages, purse)) as outcomes:
            return next(iter(outcomes))

    async def _stream(self, papers: Sequence[Paper], purse: money.Purse) -> AsyncGenerator[Outcome, None]:
        settings = self._settings
        longest = money.longest_answer(settings.request)
        waiting = iter(papers)
        async with self._connected(ask.schema(settings.request), longest) as line:
            ends = asyncio.get_running_loop().time() + settings.run
            under_way: set[asyncio.Task[Outcome]] = set()
            done: set[asyncio.Task[Outcome]] = set()
            try:
                while True:
                    over = line.endpoint.breaker.given_up or (
                        OVER if asyncio.get_running_loop().time() >= ends else ""
                    )
                    while len(under_way) < settings.parallel and not over and (paper := next(waiting, None)):
                        under_way.add(asyncio.create_task(self._summarized(paper, line, purse)))
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

    async def _overviews(
        self, papers: Sequence[PaperOfDay], languages: tuple[str, ...], purse: money.Purse
    ) -> AsyncGenerator[ModelOverview, None]:
        longest = longest_overview(languages)
        async with self._connected(overview_schema(languages), longest) as line:
            talk = Conversation(overview_question(papers, languages), self._settings, line, purse, longest)
            verification = OverviewVerification(papers, languages)
            why = ""
            try:
                async with asyncio.timeout(self._settings.total):
                    await talk.until_it_holds(verification.take)
            except TimeoutError:
                why = "it took too long"
            except Unanswered as error:
                why = str(error)
            yield verification.done(talk.usage, unanswered=why)

    @asynccontextmanager
    async def _connected(self, schema: Mapping[str, Any], longest: int) -> AsyncGenerator[Connection, None]:
        import openai  # noqa: PLC0415  # takes 400 ms, and most runs ask nobody

        from broadsheet.wire.client import AsyncClient  # noqa: PLC0415  # so does this

        settings = self._settings
        async with openai.AsyncOpenAI(
            api_key=settings.key,
            base_url=settings.base_url,
            max_retries=0,
            timeout=settings.timeout,
            http_client=AsyncClient(),
        ) as client:
            memory = EndpointMemory.of(settings)
            manners = Manners(memory.recalled())
            try:
                endpoint = Endpoint(client, settings, schema=schema, longest=longest, manners=manners)
                yield Connection(endpoint, Gate(settings.parallel, longest))
            finally:
                memory.keep(manners)

    async def _summarized(self, paper: Paper, line: Connection, purse: money.Purse) -> Outcome:
        longest = money.longest_answer(self._settings.request)
        talk = Conversation(ask.messages(paper, self._settings.request), self._settings, line, purse, longest)
        verification = Verification(paper, self._settings)
        try:
            async with asyncio.timeout(self._settings.total):
                wrong = await talk.until_it_holds(verification.take)
            if verification.is_unread:
                return Pending(paper.id, str(wrong[0]), talk.usage)
            return verification.done(talk.usage)
        except TimeoutError:
            return Pending(paper.id, "it took too long", talk.usage)
        except Unanswered as error:
            return Pending(paper.id, str(error), talk.usage)
        except BroadsheetError:
            raise
        except Exception as error:  # noqa: BLE001  # one answer is no reason to lose the others
            return Pending(paper.id, unexpected(error).what, talk.usage)
