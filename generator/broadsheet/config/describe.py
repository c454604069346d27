"""The configuration described, from the same types that read it: a JSON Schema and a reference page."""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import MISSING
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from broadsheet.config.read import alone, key_of, keys
from broadsheet.config.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.config.about import About

_INTRODUCTION = """\
# The configuration

`broadsheet.yaml` is the one file that a publisher edits. `broadsheet config check` says whether it can be
meant; a mistake is named with its line and the nearest right word. `broadsheet config schema` prints a JSON
Schema, by which an editor completes and checks it as you type. `make docs` writes this page.

It has no version, since there was only one so far. A key that comes later may be left out, and means then
what was so before. Should one be renamed or go, the program will name the old word, its line and the word to
write, and the changelog will say so.

| key | what it means | default | example |
|---|---|---|---|
"""


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `broadsheet.yaml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Broadsheet",
        **_object(Site),
    }


def _object(of: type[Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(of)
    known = keys(of)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key for key, field in known.items() if field.default is MISSING],
        "properties": {
            key: {"description": field.metadata["about"].doc, **_property(hints[field.name], field)}
            for key, field in known.items()
        },
    }


def _property(kind: Any, field: dataclasses.Field[Any]) -> dict[str, Any]:
    """What may be there as a bare key may be null."""
    schema = _type(kind, field)
    is_bare = isinstance(kind, types.UnionType) and schema.get("required") == []
    return {"anyOf": [schema, {"type": "null"}]} if is_bare else schema


def _plain(kind: Any) -> Any:
    """The type itself, where None may stand for it too."""
    if isinstance(kind, types.UnionType):
        return next(each for each in typing.get_args(kind) if each is not types.NoneType)
    return kind


def _type(kind: Any, field: dataclasses.Field[Any]) -> dict[str, Any]:
    about: About = field.metadata["about"]
    kind = _plain(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _object(kind)
    facts: dict[str, Any] = {} if about.example is None else {"examples": [about.example]}
    if typing.get_origin(kind) is tuple and dataclasses.is_dataclass(of := typing.get_args(kind)[0]):
        assert isinstance(of, type)  # noqa: S101  # a class, as sections are
        key = key_of(of)
        return _by_key(of, key) if key else {"type": "array", "minItems": 1, "items": _object(of)}
    if field.default not in (MISSING, "", (), None):
        default: Any = field.default
        facts["default"] = default[0] if about.alone else default
    text = _text(about)
    if kind is bool:
        return {"type": "boolean", **facts}
    if kind in {int, float}:
        bounds = {"minimum": about.least, "maximum": about.most} if about.most else {"exclusiveMinimum": 0}
        return {"type": "integer" if kind is int else "number", **bounds, **facts}
    if about.words:
        text = {"enum": list(about.words)}
    if typing.get_origin(kind) is tuple:
        many = {"type": "array", "minItems": 1, "uniqueItems": True, "items": text}
        return ({"anyOf": [text, many]} if about.alone else many) | facts
    if issubclass(kind, StrEnum):
        return {"enum": list(map(str, kind)), **facts}
    return text | facts


def _text(about: About) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string", "minLength": 1}
    return text | {"pattern": about.pattern} if about.pattern else text


def _by_key(of: type[Any], key: dataclasses.Field[Any]) -> dict[str, Any]:
    """Items under what they are called by; of some a text may stand for the whole."""
    item, text = _object(of), alone(of)
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": _text(key.metadata["about"]),
        "additionalProperties": {"anyOf": [_text(text.metadata["about"]), item]} if text else item,
    }


def reference() -> str:
    """The reference page, as Markdown."""
    return _INTRODUCTION + "".join(f"| {' | '.join(row)} |\n" for row in _rows(Site, ""))


def _rows(of: type[Any], above: str) -> Iterator[tuple[str, str, str, str]]:
    hints = typing.get_type_hints(of)
    for key, field in keys(of).items():
        about: About = field.metadata["about"]
        kind = _plain(hints[field.name])
        name = f"{above}{key}"
        inner = typing.get_args(kind)[0] if typing.get_origin(kind) is tuple else kind
        if dataclasses.is_dataclass(inner) and isinstance(inner, type):
            yield f"`{name}`", about.doc, "", ""
            under = key_of(inner)
            yield from _rows(inner, f"{name}.{under.metadata['about'].shown}." if under else f"{name}.")
        else:
            value: Any = field.default
            value = value[0] if about.alone and value else value
            value = str(value).lower() if isinstance(value, bool) else value
            default = "**required**" if value is MISSING else f"`{value}`" if value else ""
            yield f"`{name}`", about.doc, default, f"`{about.shown}`"
