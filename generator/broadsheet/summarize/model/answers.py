"""What came back to a question: a completion, its pieces, or a stream unasked for, as one Answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST_WORDS = 160
_EVENT = "data:"
_LAST_EVENT = "[DONE]"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `refused` when the model or its provider would not."""

    text: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    refused: bool = False
    cut: bool = False


class NoAnswerError(ValueError):
    """There is nothing in it that a model could have said."""


def read(completion: Any) -> Answer:
    """`completion` is what the client's library made of the body: a text, where that is no JSON."""
    if isinstance(completion, str):
        return _streamed(completion)
    usage = getattr(completion, "usage", None)
    choices = getattr(completion, "choices", None) or []
    if not choices:
        error = getattr(completion, "error", None)
        words = plain.line(str(error.get("message") or "")) if isinstance(error, dict) else ""
        raise NoAnswerError(f"an answer without any choice{f': {words[:_LONGEST_WORDS]}' if words else ''}")
    choice = choices[0]
    message = choice.message
    is_refused = bool(getattr(message, "refusal", None)) or choice.finish_reason == "content_filter"
    return Answer(
        text_of(getattr(message, "content", None)),
        count_of(getattr(usage, "prompt_tokens", None)),
        count_of(getattr(usage, "completion_tokens", None)),
        refused=is_refused,
        cut=choice.finish_reason == "length",
    )


def _streamed(body: str) -> Answer:
    """Server-sent events (HTML §9.2), each a piece of the answer: some endpoints send nothing else."""
    events = list(_events(body))
    if not events:
        raise NoAnswerError("an answer that is neither JSON nor events")
    text, finish = "", ""
    usage: Mapping[str, Any] = {}
    for event in events:
        usage = event.get("usage") or usage
        for choice in (event.get("choices") or [])[:1]:
            finish = choice.get("finish_reason") or finish
            text += text_of((choice.get("delta") or choice.get("message") or {}).get("content"))
    return Answer(
        text,
        count_of(usage.get("prompt_tokens")),
        count_of(usage.get("completion_tokens")),
        refused=finish == "content_filter",
        cut=finish == "length",
    )


def _events(body: str) -> Iterator[dict[str, Any]]:
    for line in body.splitlines():
        data = line.removeprefix(_EVENT).strip()
        if line.startswith(_EVENT) and data != _LAST_EVENT:
            try:
                event = json.loads(data)
            except ValueError as error:
                raise NoAnswerError("a stream that breaks off") from error
            if isinstance(event, dict):
                yield event


def text_of(content: Any) -> str:
    """The text of a message, which some endpoints send in pieces."""
    if isinstance(content, list):
        texts = (
            each.get("text") if isinstance(each, dict) else getattr(each, "text", "") for each in content
        )
        return "".join(text for text in texts if isinstance(text, str))
    return content if isinstance(content, str) else ""


def count_of(tokens: Any) -> int | None:
    """A number of tokens; nothing asked or answered was none, so that 0 is not told."""
    return tokens if isinstance(tokens, int) and not isinstance(tokens, bool) and tokens > 0 else None
