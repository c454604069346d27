"""The JSON object in an answer, however it is wrapped: read generously, since it is judged strictly after."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_BARE_BACKSLASH = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})|\\(?=[bfnrt][a-zA-Z]{2,})')
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_BARE_KEY = re.compile(r"(?<=[{,])(\s*)([A-Za-z_]+)(\s*:)")
_DEEPEST = 3  # wrappers around an entry
_MOST_OBJECTS = 40


class UnreadError(ValueError):
    """There is no object in it; the message can be told to the model."""


def entry(answer: str, wanted: str) -> Mapping[str, Any]:
    """The last object in an answer, or within one, that has this key; its keys are in small letters."""
    text = _THOUGHT.sub("", answer) if "{" in _THOUGHT.sub("", answer) else answer
    found = None
    objects = list(_objects(text))
    for each in objects:
        if (inner := _unwrapped(_parsed(each), wanted)) is not None:
            found = inner
    if found is None and (closed := _closed(text, wanted)) is not None:
        found = closed
    if found is not None:
        return found
    if not objects:
        raise UnreadError("there is no JSON object" if "{" not in text else "the JSON object is cut off")
    raise UnreadError(f'there is no "{wanted}" in the JSON object, or it does not read')


def key(name: str) -> str:
    """A name as the keys of an object are read: its letters alone, small."""
    return re.sub(r"[^a-z]", "", name.lower())


def _objects(text: str) -> Iterator[str]:
    """The outermost spans in balanced braces, those in strings apart."""
    at = 0
    for _ in range(_MOST_OBJECTS):
        begin = text.find("{", at)
        if begin < 0:
            return
        end = _end(text, begin)
        if end:
            yield text[begin:end]
        at = end or begin + 1


def _end(text: str, begin: int) -> int:
    """Where the object that begins here ends; 0 when it does not."""
    depth, is_quoted, at = 0, False, begin
    while at < len(text):
        letter = text[at]
        if letter == "\\" and is_quoted:
            at += 1
        elif letter == '"':
            is_quoted = not is_quoted
        elif not is_quoted:
            depth += (letter == "{") - (letter == "}")
            if not depth:
                return at + 1
        at += 1
    return 0


def _parsed(text: str) -> Any:
    """As JSON, or as what some models write for it; None when it is neither."""
    mended = _BARE_BACKSLASH.sub(r"\\\\", text)
    plain = _TRAILING_COMMA.sub("", mended)
    for each in (text, mended, plain, _BARE_KEY.sub(r'\1"\2"\3', plain)):
        try:
            return json.loads(each, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(parsed: Any, wanted: str, depth: int = 0) -> Mapping[str, Any] | None:
    inner: list[Any] = parsed if isinstance(parsed, list) else []
    if isinstance(parsed, dict):
        small = {key(str(name)): value for name, value in parsed.items()}
        if wanted in small:
            return small
        inner = list(parsed.values())
    if depth >= _DEEPEST:
        return None
    return next((found for each in inner if (found := _unwrapped(each, wanted, depth + 1))), None)


def _closed(text: str, wanted: str) -> Mapping[str, Any] | None:
    """What an answer that was cut off had said whole: its parts up to the last that ends."""
    begin = text.find("{")
    for end in [match.end() for match in re.finditer(r"\}", text)][::-1][:8]:
        if begin >= 0 and (parsed := _unwrapped(_parsed(text[begin:end] + "}"), wanted)) is not None:
            return parsed
    return None
