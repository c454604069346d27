"""The values of `model` as JSON and back, by their types: a new field needs no word here. What is none of
them is a ValueError that says so in words.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

_LONGEST_QUOTE = 60
_WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}


def to_json(value: Any) -> Any:
    """The value as JSON can say it; what is as it would be anyway is left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        given = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {field.name: to_json(each) for field, each in given if each != field.default}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_json(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(each) for each in value]
    return value


def from_json(kind: Any, said: Any) -> Any:
    """The value that was said; ValueError where it is none of this type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        (inner,) = (each for each in arguments if each is not type(None))
        return None if said is None else from_json(inner, said)
    if origin is tuple:
        return tuple(from_json(arguments[0], each) for each in checked(list, said))
    if origin is Mapping:
        return {key: from_json(arguments[1], each) for key, each in checked(dict, said).items()}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind, checked(dict, said))
    if issubclass(kind, datetime | date):
        return _moment(kind, checked(str, said))
    if issubclass(kind, Enum):
        known = {each.value: each for each in kind}
        if checked(str, said) not in known:
            raise ValueError(f"{_quoted(said)} is none of {', '.join(known)}")
        return known[said]
    return float(said) if kind is float and type(said) is int else checked(kind, said)


def given(said: Any, name: str) -> Any:
    """What stands under a name, which has to be there."""
    if name not in checked(dict, said):
        raise ValueError(f"it has no “{name}”")
    return said[name]


def _dataclass(kind: type, said: dict[str, Any]) -> Any:
    hints = _hints(kind)
    if unknown := [name for name in said if name not in hints]:
        raise ValueError(f"“{unknown[0]}” is not known here")
    for field in dataclasses.fields(kind):
        if field.default is field.default_factory is dataclasses.MISSING:
            given(said, field.name)
    return kind(**{name: from_json(hints[name], each) for name, each in said.items()})


def _moment(kind: type[datetime | date], said: str) -> datetime | date:
    try:
        return kind.fromisoformat(said)
    except ValueError:
        like = "a moment like 2026-01-27T05:00:00+00:00" if kind is datetime else "a day like 2026-01-27"
        raise ValueError(f"{_quoted(said)} is not {like}") from None


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, localns={"Mapping": Mapping})  # which the model needs for no more


def checked(kind: type, said: Any) -> Any:
    """What was said, which has to be of this type."""
    if not isinstance(said, kind) or (type(said) is bool and kind is not bool):
        raise ValueError(f"{_quoted(said)} is not {_WORDS.get(kind, 'names and values')}")
    return said


def _quoted(said: Any) -> str:
    """As much of it as a message has room for."""
    if said is None:
        return "nothing"
    text = f"“{said}”" if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
