"""The values of `model` as JSON and back, by their types: a new field needs no word here."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any


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
    """The value that was said; ValueError, TypeError or KeyError where it is none of this type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        (inner,) = (each for each in arguments if each is not type(None))
        return None if said is None else from_json(inner, said)
    if origin is tuple:
        return tuple(from_json(arguments[0], each) for each in _is(list, said))
    if origin is Mapping:
        return {key: from_json(arguments[1], each) for key, each in _is(dict, said).items()}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        if unknown := [name for name in _is(dict, said) if name not in hints]:
            raise ValueError(f"{kind.__name__} has no {unknown[0]}")
        return kind(**{name: from_json(hints[name], each) for name, each in said.items()})
    if issubclass(kind, datetime | date):
        return kind.fromisoformat(_is(str, said))
    if issubclass(kind, Enum):
        return kind(said)
    return float(said) if kind is float and isinstance(said, int) else _is(kind, said)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, localns={"Mapping": Mapping})  # which the model needs for no more


def _is(kind: type, said: Any) -> Any:
    if not isinstance(said, kind):
        raise TypeError(f"{said!r:.60} is no {kind.__name__}")
    return said
