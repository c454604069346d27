"""One question to an OpenAI-compatible endpoint: as it likes to be asked, again when it is busy, and no more
when asking cannot help.
"""

from __future__ import annotations

import asyncio
import random
import re
from typing import TYPE_CHECKING, Any

from broadsheet.errors import SourceError, SummaryError
from broadsheet.summarize.model import answers
from broadsheet.summarize.model.answers import Answer
from broadsheet.summarize.model.breaker import Breaker
from broadsheet.summarize.model.manner import Manner, Manners
from broadsheet.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import openai

    from broadsheet.summarize.model.gate import Gate
    from broadsheet.summarize.model.settings import ModelSettings

ATTEMPTS = 5
_BUSY = frozenset({408, 409, 429})
_LONGEST_PAUSE = 60.0
_LONGEST_STEP = 20.0
_TRIALS = 8  # manners in which a question is tried
_SLOWER = 5  # times as long as the slowest answer may the next one take
_LEAST_WAIT, _PROBE = 10.0, 7.0  # seconds
_ENOUGH = 1.5  # times as long as the slowest answer must the next one be allowed to take
_LONGEST_WORDS = 160
_DOUBLED = 4  # times the length that is expected is the longest that is asked for
_SPENT = re.compile(r"quota|insufficient|balance|billing|credit", re.IGNORECASE)


class Unanswered(Exception):  # noqa: N818  # no error: the paper waits
    """There was no answer to a question this time."""


class Endpoint:
    """`schema` is what answers are asked to be; an endpoint that does not know it is asked more simply."""

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        settings: ModelSettings,
        *,
        schema: Mapping[str, Any],
        longest: int,
        manners: Manners | None = None,
    ) -> None:
        self._client = client
        self._settings = settings
        self._schema = dict(schema)
        self._expected = self._longest = longest
        self._slowest = 0.0
        self._manners = manners or Manners()
        self.breaker = Breaker(settings.patience, settings.probes)

    async def ask(
        self, messages: Sequence[Mapping[str, str]], gate: Gate, chance: Callable[[], float] = random.random
    ) -> Answer:
        """The answer; Unanswered when there is none in time, SummaryError when there never will be."""
        why = ""
        for attempt in range(1, ATTEMPTS + 1):
            async with gate:
                got = await self._attempt(messages, gate)
            if isinstance(got, Answer):
                return got
            why = got.why
            if self.breaker.given_up:
                raise Unanswered(self.breaker.given_up)
            if attempt < ATTEMPTS and not self.breaker.is_open:
                later = min(self._settings.first_pause * 2 ** (attempt - 1) * (0.5 + chance()), _LONGEST_STEP)
                await asyncio.sleep(max(got.pause, later))
        raise Unanswered(why)

    async def _attempt(self, messages: Sequence[Mapping[str, str]], gate: Gate) -> Answer | _Failed:
        """One attempt, and what the circuit breaker learns of it."""
        if not await self.breaker.permit():
            raise Unanswered(self.breaker.given_up)
        try:
            answer = await self._in_some_manner(messages, gate)
        except Unanswered as refusal:
            if not self.breaker.has_answered:  # it may refuse all papers
                await self.breaker.failed(str(refusal))
            raise
        except _Failed as failure:
            if failure.pause > _LONGEST_PAUSE:
                await self.breaker.give_up(f"{failure.why} (wait {failure.pause:.0f} s)")
            await self.breaker.failed(failure.why, is_silence=failure.is_silence)
            if failure.is_busy:
                gate.slow_down(failure.pause)
            return failure
        await self.breaker.answered()
        return answer

    async def _in_some_manner(self, messages: Sequence[Mapping[str, str]], gate: Gate) -> Answer:
        """Ask as the endpoint likes it; what it says against a question may be about how it was asked."""
        import openai  # noqa: PLC0415  # takes 400 ms

        manner: Manner | None = self._manners.now
        for _ in range(_TRIALS):
            try:
                answer = await self._once(messages, manner or self._manners.now, gate)
            except openai.APIStatusError as error:
                words = self._words(error)
                if error.status_code in {400, 422} and manner:
                    manner = self._manners.after(manner, f"{words} {_code(error)}")
                    if manner:
                        continue
                raise self._refusal(error, words) from error
            except (openai.APIConnectionError, openai.APIResponseValidationError) as error:
                silent = isinstance(error, openai.APITimeoutError)
                raise _Failed(_broken(error), is_silence=silent) from error
            except SourceError as error:
                raise SummaryError(error.what, file=error.file, hint=error.hint) from error
            except answers.NoAnswerError as error:
                raise _Failed(str(error)) from error
            except (ValueError, UnicodeDecodeError, TypeError) as error:
                raise _Failed(f"an answer that does not read ({type(error).__name__})") from error
            if manner:
                self._manners.worked(manner)
            return answer
        raise Unanswered("it refuses every way of asking")

    async def _once(self, messages: Sequence[Mapping[str, str]], manner: Manner, gate: Gate) -> Answer:
        question = manner.question(self._schema, self._longest)
        begun = asyncio.get_running_loop().time()
        raw = await self._client.chat.completions.with_raw_response.create(
            model=self._settings.model,
            messages=list(messages),  # type: ignore[arg-type]  # plain mappings
            timeout=self._wait,
            **question,
        )
        gate.heed(raw.headers)
        answer = answers.read(raw.parse())
        self._slowest = max(self._slowest, asyncio.get_running_loop().time() - begun)
        if answer.cut:
            self._longest = min(self._longest * 2, self._expected * _DOUBLED)
        return answer

    @property
    def _wait(self) -> float:
        """Seconds that an answer may take: the first patiently, others as the first ones took, and so that
        an endpoint that falls silent half way has been probed when the patience is over.
        """
        settings = self._settings
        if not self.breaker.has_answered:
            return min(settings.timeout, settings.patience)
        if self.breaker.is_open:
            return min(settings.timeout, _PROBE)
        usual = min(_SLOWER * self._slowest, settings.patience - _PROBE - sum(settings.probes[:1]))
        return min(settings.timeout, max(_LEAST_WAIT, _ENOUGH * self._slowest, usual))

    def _words(self, error: openai.APIStatusError) -> str:
        """The server's own words on one line, without the key that some quote."""
        body = error.body if isinstance(error.body, dict) else {}
        words = body.get("message") or body.get("detail") or body.get("error") or ""
        line = plain.line(str(words))
        if self._settings.key:
            line = line.replace(self._settings.key, "…")
        return re.sub(r"\b(?:sk|key|pk)-[\w*-]+", "…", line)[:_LONGEST_WORDS]

    def _refusal(self, error: openai.APIStatusError, words: str) -> Exception:
        """What becomes of a status: asked again, or the paper waits, or the run ends."""
        status = error.status_code
        reason = f"HTTP status {status}" + (f": {words}" if words else "")
        is_spent = status == 402 or (status == 429 and _SPENT.search(f"{words} {_code(error)}"))
        if status in {401, 403, 404} or status < 400 or is_spent:
            return self._hopeless(status, words, is_spent=bool(is_spent))
        if status in {400, 413, 422}:
            return Unanswered(reason)
        pause = _asked_to_wait(error.response.headers)
        return _Failed(reason, pause=pause, is_busy=status in _BUSY)

    def _hopeless(self, status: int, words: str, *, is_spent: bool) -> SummaryError:
        key_name, model = self._settings.key_name, self._settings.model
        known = {
            401: ("does not accept the key", f"set {key_name} to a key of this endpoint"),
            403: ("does not let this key ask", f"check the rights of the key in {key_name}"),
            404: (f"has no model {model}", "check summaries.model and summaries.base-url"),
        }
        elsewhere = ("leads elsewhere", "write the address it leads to into summaries.base-url")
        what, hint = known.get(status, elsewhere)
        if is_spent:
            what, hint = "has no credit left for this key", f"check the account of the key in {key_name}"
        return SummaryError(
            f"{what} (“{words}”)" if words else what, file=str(self._client.base_url), hint=hint
        )


class _Failed(Exception):  # noqa: N818  # it is asked again
    """No answer to one attempt, and whether that says something of the endpoint."""

    def __init__(
        self, why: str, *, pause: float = 0.0, is_silence: bool = False, is_busy: bool = False
    ) -> None:
        super().__init__(why)
        self.why, self.pause, self.is_silence, self.is_busy = why, pause, is_silence, is_busy


def _code(error: openai.APIStatusError) -> str:
    body = error.body if isinstance(error.body, dict) else {}
    return " ".join(str(body.get(name) or "") for name in ("code", "param", "type"))


def _broken(error: openai.APIError) -> str:
    """Why there is no answer."""
    import httpx2 as httpx  # noqa: PLC0415  # whoever asks has it already
    import openai  # noqa: PLC0415  # the same

    if isinstance(error.__cause__, httpx.DecodingError):
        return f"it {error.__cause__}"
    return "no answer in time" if isinstance(error, openai.APITimeoutError) else "a broken connection"


def _asked_to_wait(headers: Mapping[str, str]) -> float:
    value = headers.get("retry-after-ms") or headers.get("retry-after") or ""
    try:
        seconds = float(value) / (1000 if headers.get("retry-after-ms") else 1)
    except ValueError:
        return 0.0
    return max(seconds, 0.0) if seconds == seconds else 0.0  # noqa: PLR0124  # not NaN
