"""The question to a model, the shape of its answer, and what an answer says."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from broadsheet.model import Part, Role
from broadsheet.text import escapes, plain
from broadsheet.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.model import Paper
    from broadsheet.summarize.verify import Complaint

PROMPT = 1  # the number is on every page: a prompt that changes is another file
_LANGUAGES = {"en": "English", "zh": "Chinese (简体中文)", "de": "German", "fr": "French", "ja": "Japanese"}


class AnswerError(ValueError):
    """The answer cannot be read; the message can be told to the model."""


@cache
def prompt() -> str:
    """The same for every paper, so that providers answer its beginning from their caches."""
    file = resources.files("broadsheet.summarize.model") / "prompts" / f"{PROMPT}.md"
    return file.read_text(encoding="utf-8")


def sentences(abstract: str) -> list[str]:
    return [line for span in split(abstract) if (line := plain.line(span.of(abstract)))]


def messages(paper: Paper, language: str) -> list[dict[str, str]]:
    named = _LANGUAGES.get(language, _LANGUAGES.get(language.partition("-")[0], language))
    numbered = "\n".join(f"[{n}] {sentence}" for n, sentence in enumerate(sentences(paper.abstract), 1))
    return [
        {"role": "system", "content": f"{prompt()}\nWrite in {named}.\n"},
        {"role": "user", "content": f"Title: {paper.title}\n\nAbstract:\n{numbered}"},
    ]


def complaint(found: Sequence[Complaint | str]) -> dict[str, str]:
    told = "\n".join(f"- {each if isinstance(each, str) else f'{each.role}: {each.what}'}" for each in found)
    return {
        "role": "user",
        "content": f"That cannot be printed:\n{told}\nAnswer again with the whole JSON object, mended.",
    }


def schema() -> dict[str, Any]:
    part = {
        "type": "object",
        "additionalProperties": False,
        "required": ["text", "evidence"],
        "properties": {
            "text": {"type": "string"},
            "evidence": {"type": "array", "items": {"type": "integer"}},
        },
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(map(str, Role)),
        "properties": dict.fromkeys(map(str, Role), part),
    }


def read(answer: str, paper: Paper) -> dict[Role, Part]:
    """The parts that an answer tells, as plain text made Markdown; AnswerError when it tells nothing."""
    told = _object(answer)
    count = len(sentences(paper.abstract))
    parts = {role: part for role in Role if (part := _part(role, told.get(role), count))}
    if Role.TLDR not in parts:
        raise AnswerError('there is no "tldr"')
    return parts


def _object(answer: str) -> Mapping[str, Any]:
    """The JSON object in an answer, which some models wrap in a fence or in talk."""
    begin, end = answer.find("{"), answer.rfind("}")
    if begin < 0 or end < begin:
        raise AnswerError("there is no JSON object")
    try:
        told = json.loads(answer[begin : end + 1])
    except (ValueError, RecursionError) as error:
        raise AnswerError(f"the JSON object does not read: {error}") from error
    return told if isinstance(told, dict) else {}


def _part(role: Role, told: Any, count: int) -> Part | None:
    if isinstance(told, str):
        told = {"text": told}
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        return None
    text = plain.line(told["text"])
    numbers = told.get("evidence")
    known = (
        {n for n in numbers if isinstance(n, int) and 1 <= n <= count} if isinstance(numbers, list) else ()
    )
    return Part(role, escapes.escape(text), tuple(sorted(known))) if text else None
