"""One question to an OpenAI-compatible endpoint: in the best form that it really understands, asked again
when it is busy, and given up when asking again cannot help.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.errors import SourceError, SummaryError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import openai

    from broadsheet.summarize.model.gate import Gate

ATTEMPTS = 5
FIRST_PAUSE = 0.5  # seconds
_BUSY = frozenset({408, 409, 429})
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `refused` when the model or its provider would not."""

    text: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    refused: bool = False
    cut: bool = False


class Unanswered(Exception):  # noqa: N818  # no error: the paper waits
    """There was no answer to a question this time."""


class Endpoint:
    """`schema` is what answers are asked to be; an endpoint that does not know it is asked more simply."""

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        model: str,
        key_name: str,
        *,
        schema: Mapping[str, Any],
        longest: int,
    ) -> None:
        self._client = client
        self._model = model
        self._key_name = key_name
        self._longest = longest
        strict = {"name": "entry", "strict": True, "schema": schema}
        self._forms: list[Mapping[str, Any] | None] = [
            {"type": "json_schema", "json_schema": strict},
            {"type": "json_object"},
            None,
        ]

    async def ask(
        self, messages: Sequence[Mapping[str, str]], gate: Gate, chance: Callable[[], float] = random.random
    ) -> Answer:
        """The answer; Unanswered when there is none in time, SummaryError when there never will be."""
        import openai  # noqa: PLC0415  # takes 400 ms

        why = ""
        for attempt in range(1, ATTEMPTS + 1):
            pause = 0.0
            async with gate:
                form = self._forms[0]
                try:
                    return await self._once(messages, form, gate)
                except openai.APIStatusError as error:
                    if error.status_code == 400 and form is not None and form is self._forms[0]:
                        self._forms.pop(0)  # it does not know this form: ask in a simpler one
                        continue
                    if error.status_code in {400, 401, 403, 404, 422} or error.status_code < 400:
                        raise self._hopeless(error) from error
                    why = f"HTTP status {error.status_code}"
                    pause = _asked_to_wait(error.response.headers)
                    if error.status_code in _BUSY:
                        gate.slow_down(pause)
                except (openai.APIConnectionError, openai.APIResponseValidationError) as error:
                    why = self._broken(error)
                except SourceError as error:
                    raise SummaryError(error.what, file=error.file, hint=error.hint) from error
                except (ValueError, UnicodeDecodeError, TypeError) as error:
                    why = f"an answer that does not read ({type(error).__name__})"
            if attempt < ATTEMPTS:
                await asyncio.sleep(max(pause, min(FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + chance()), 20)))
        raise Unanswered(why)

    async def _once(
        self, messages: Sequence[Mapping[str, str]], form: Mapping[str, Any] | None, gate: Gate
    ) -> Answer:
        question: dict[str, Any] = {
            "model": self._model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": self._longest,
        }
        if form:
            question["response_format"] = form
        raw = await self._client.chat.completions.with_raw_response.create(**question)
        gate.heed(raw.headers)
        completion = raw.parse()
        usage = getattr(completion, "usage", None)
        choices = getattr(completion, "choices", None) or []
        if not choices:
            raise ValueError("no choices")
        choice = choices[0]
        text = getattr(choice.message, "content", None) or ""
        is_refused = (
            bool(getattr(choice.message, "refusal", None)) or choice.finish_reason == "content_filter"
        )
        return Answer(
            text,
            getattr(usage, "prompt_tokens", None),
            getattr(usage, "completion_tokens", None),
            refused=is_refused,
            cut=choice.finish_reason == "length",
        )

    @staticmethod
    def _broken(error: openai.APIError) -> str:
        """Why there is no answer."""
        import httpx2 as httpx  # noqa: PLC0415
        import openai  # noqa: PLC0415

        if isinstance(error.__cause__, httpx.DecodingError):
            return f"it {error.__cause__}"
        return "no answer in time" if isinstance(error, openai.APITimeoutError) else "a broken connection"

    def _hopeless(self, error: openai.APIStatusError) -> SummaryError:
        """What no second attempt mends. The answer's own words may quote the key, and are not repeated."""
        told = {
            401: ("does not accept the key", f"set {self._key_name} to a key of this endpoint"),
            403: ("does not let this key ask", f"check the rights of the key in {self._key_name}"),
            **dict.fromkeys(
                range(300, 400),
                ("leads elsewhere", "write the address it leads to into summaries.base-url"),
            ),
            404: (f"has no model {self._model}", "check summaries.model and summaries.base-url"),
        }
        what, hint = told.get(
            error.status_code,
            (f"cannot be asked like this (HTTP status {error.status_code})", "check summaries.model"),
        )
        return SummaryError(what, file=str(self._client.base_url), hint=hint)


def _asked_to_wait(headers: Mapping[str, str]) -> float:
    said = headers.get("retry-after-ms") or headers.get("retry-after") or ""
    try:
        seconds = float(said) / (1000 if headers.get("retry-after-ms") else 1)
    except ValueError:
        return 0.0
    return min(max(seconds, 0.0), _LONGEST_PAUSE)
