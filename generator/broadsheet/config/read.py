"""From text to `Site`. Works on the nodes of `safe_yaml`, since only they know their lines.

Every mistake is collected, so that a publisher need not run twice to learn of two: the error is the
first of them, and its hint says where the others stand.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from contextlib import suppress
from dataclasses import MISSING
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from broadsheet.config import agreement
from broadsheet.config.about import About, nearest
from broadsheet.config.site import Site
from broadsheet.errors import ConfigError
from broadsheet.safe_yaml import NULL, TEXT, Scalar, Sequence, Value, YamlProblem, compose
from broadsheet.safe_yaml import Mapping as Pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST_MISTAKES = 100
_LONGEST_TEXT = 10_000  # characters of a value; the longest that means something is an interest's `about`
_TRUTHS = ("true", "false")


def read(text: str, *, name: str = "broadsheet.yaml") -> Site:
    """What the text says; a ConfigError names `name`, the line, and what was expected there."""
    reader = _KeyReader(name, len(text.splitlines()))
    made: Site | None = None
    with suppress(_TooManyError):
        made = reader.mapping(reader.compose(text), Site, "")
    _refuse(reader.mistakes)
    assert made  # noqa: S101  # where there are no mistakes there is a site
    made = agreement.with_first_language(made, text, name)
    _refuse(agreement.mistakes(made, text, name, reader.lines_of))
    return made if made.publisher else _published_by_title(made)


def _published_by_title(made: Site) -> Site:
    """Whoever names no publisher is known by the title, in each language."""
    translations = (
        dataclasses.replace(each, publisher=each.publisher or each.title) for each in made.translations
    )
    return dataclasses.replace(made, publisher=made.title, translations=tuple(translations))


def keys(of: type[Any]) -> Mapping[str, dataclasses.Field[Any]]:
    """The keys of a mapping as they are written: with hyphens."""
    fields = (field for field in dataclasses.fields(of) if not field.metadata["about"].is_key)
    return {field.name.replace("_", "-"): field for field in fields}


def key_of(of: type[Any]) -> dataclasses.Field[Any] | None:
    """That of a list's items by which they stand as keys and values: each under what it says there."""
    return next((field for field in dataclasses.fields(of) if field.metadata["about"].is_key), None)


def alone(of: type[Any]) -> dataclasses.Field[Any] | None:
    """The text that may stand for all keys of a mapping."""
    return next((field for field in keys(of).values() if field.metadata["about"].alone), None)


def _refuse(mistakes: Iterable[ConfigError]) -> None:
    if found := sorted(mistakes, key=lambda mistake: mistake.line):
        raise _all_in_one(found)


def _all_in_one(mistakes: list[ConfigError]) -> ConfigError:
    first, *others = mistakes
    lines = [f"line {line}" for line in dict.fromkeys(other.line for other in others)]
    if others:
        count = "is one more mistake" if len(others) == 1 else f"are {len(others)} more mistakes"
        places = ", ".join([*lines[:5], *(["…"] if lines[5:] else [])])
        first.hint = "; ".join(filter(None, [first.hint, f"there {count} ({places})"]))
    return first


class _TooManyError(Exception):
    """There are more mistakes than anybody reads, and finding the nearest right word takes its time."""


class _KeyReader:
    def __init__(self, name: str, lines: int) -> None:
        self.name = name
        self.lines = lines
        self.mistakes: list[ConfigError] = []
        self.lines_of: dict[str, int] = {}  # of keys that the publisher names

    def compose(self, text: str) -> Value:
        try:
            root = compose(text)
        except YamlProblem as problem:
            raise self._error(problem.what, problem.line, problem.hint) from problem
        if root is None or (isinstance(root, Scalar) and root.kind == NULL):
            raise self._error("the file says nothing", 1, "begin with a line like `title: My Digest`")
        return root

    def mapping(
        self, node: Value, of: type[Any], where: str, given: Mapping[str, str] = MappingProxyType({})
    ) -> Any:
        """The value, or None when there are mistakes in it; what is `given` stands elsewhere."""
        known = keys(of)
        if not isinstance(node, Pairs):
            what = f"{where or 'the file'} has keys and values, not {_quoted(node)}"
            self._note(what, node, f"the keys are {', '.join(known)}")
            return None
        mistakes = len(self.mistakes)
        hints = typing.get_type_hints(of)
        values: dict[str, Any] = {}
        for key, value in self._pairs(node, known, where).items():
            field = known[key]
            path = f"{where}.{key}" if where else key
            values[field.name] = self._value(value, hints[field.name], field.metadata["about"], path)
        if len(self.mistakes) == mistakes:
            for key, field in known.items():
                if field.name not in values and field.default is MISSING:
                    self._note(f"{where or 'the file'} has no {key}", node, f"add a line `{key}: …`")
        return of(**values, **given) if len(self.mistakes) == mistakes else None

    def _pairs(self, node: Pairs, known: Mapping[str, Any], where: str) -> dict[str, Value]:
        pairs: dict[str, Value] = {}
        lines: dict[str, int] = {}
        for key, value in node.pairs:
            name = key.text.replace("_", "-") if isinstance(key, Scalar) else ""
            if name not in known:
                place = f" under {where}" if where else ""
                near = nearest(name, known) or f"the keys{place} are {', '.join(known)}"
                self._note(f"there is no key {_quoted(key)}{place}", key, near)
            elif name in pairs:
                self._note(f"{name} stands here twice", key, f"it stands in line {lines[name]} already")
            else:
                pairs[name] = value
                lines[name] = key.line
        return pairs

    def _value(self, node: Value, kind: Any, about: About, where: str) -> Any:
        if isinstance(kind, types.UnionType):
            kind = next(each for each in typing.get_args(kind) if each is not types.NoneType)
            if isinstance(node, Scalar) and node.kind == NULL and _may_be_bare(kind):
                return kind()
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            return self.mapping(node, kind, where)
        if typing.get_origin(kind) is tuple:
            of = typing.get_args(kind)[0]
            if not (dataclasses.is_dataclass(of) and isinstance(of, type)):
                return self._list(node, about, where)
            key = key_of(of)
            return self._by_key(node, of, key, where) if key else self._each(node, of, where)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self._choice(node, kind, where)
        if kind is bool:
            return self._truth(node, where)
        if kind in {int, float}:
            return self._number(node, kind, about, where)
        return self._text(node, about, where)

    def _truth(self, node: Value, where: str) -> bool:
        word = node.text if isinstance(node, Scalar) else ""
        if word not in _TRUTHS:
            self._note(f"{where} is true or false, not {_quoted(node)}", node, nearest(word, _TRUTHS))
        return word == "true"

    def _number(self, node: Value, kind: type[int | float], about: About, where: str) -> Any:
        """Within its bounds, or where it has none, above nothing: then it counts something."""
        digits = node.text.replace("_", "") if isinstance(node, Scalar) else ""
        pattern = r"[0-9]{1,12}" if kind is int else r"[0-9]{1,12}(?:\.[0-9]{1,12})?"
        number = kind(digits) if re.fullmatch(pattern, digits) else kind(-1)
        if about.least <= number <= about.most if about.most else number > 0:
            return number
        bounds = f"from {about.least:g} to {about.most:g}" if about.most else "above 0"
        what = f"a {'whole ' if kind is int else ''}number {bounds}"
        self._note(f"{where} is {what}, not {_quoted(node)}", node, f"write it like {about.shown}")
        return None

    def _list(self, node: Value, about: About, where: str) -> tuple[str, ...]:
        if about.alone and isinstance(node, Scalar) and node.kind != NULL:
            text = self._text(node, about, where)
            return (text,) if text else ()
        if not isinstance(node, Sequence) or not node.items:
            self._note(f"{where} is a list with at least one item", node, f"write it like {about.shown}")
            return ()
        found: dict[str, None] = {}
        for item in node.items:
            text = self._text(item, about, f"an item of {where}")
            if text in found:
                self._note(f"{where} names {text} twice", item, "keep one of them")
            elif text:
                found[text] = None
        return tuple(found)

    def _each(self, node: Value, of: Any, where: str) -> tuple[Any, ...]:
        """A list of mappings, each with a name of its own."""
        if not isinstance(node, Sequence) or not node.items:
            self._note(
                f"{where} is a list with at least one item",
                node,
                f"begin a line with `- name: …` under {where}",
            )
            return ()
        found: dict[str, Any] = {}
        for item in node.items:
            made = self.mapping(item, of, f"an item of {where}")
            if made and made.name.casefold() in found:
                self._note(f"{where} names {made.name} twice", item, "give one of them another name")
            elif made:
                found[made.name.casefold()] = made
        return tuple(found.values())

    def _by_key(self, node: Value, of: type[Any], key: dataclasses.Field[Any], where: str) -> tuple[Any, ...]:
        """Keys and values, each an item under what it is called by."""
        about: About = key.metadata["about"]
        if not isinstance(node, Pairs) or not node.pairs:
            what = f"{where} has keys and values, not {_quoted(node)}"
            self._note(what, node, f"begin a line with `{about.shown}: …` under {where}")
            return ()
        found: dict[str, Any] = {}
        for named, value in node.pairs:
            name = self._text(named, about, f"a key of {where}")
            path = f"{where}.{name}"
            if name in found:
                self._note(
                    f"{path} stands here twice", named, f"it stands in line {self.lines_of[path]} already"
                )
            elif name:
                self.lines_of[path] = named.line
                found[name] = self._item(value, of, path, {key.name: name})
        return tuple(found.values())

    def _item(self, node: Value, of: type[Any], where: str, given: Mapping[str, str]) -> Any:
        field = alone(of)
        if not field or not isinstance(node, Scalar) or node.kind == NULL:
            return self.mapping(node, of, where, given)
        return of(**given, **{field.name: self._text(node, field.metadata["about"], where)})

    def _choice(self, node: Value, kind: type[StrEnum], where: str) -> StrEnum | None:
        word = node.text if isinstance(node, Scalar) else ""
        if word in set(kind):
            return kind(word)
        self._note(f"{where} is {' or '.join(kind)}, not {_quoted(node)}", node, nearest(word, kind))
        return None

    def _text(self, node: Value, about: About, where: str) -> str:
        if not isinstance(node, Scalar) or node.kind == NULL:
            self._note(f"{where} is text, not {_quoted(node)}", node, f"write it like {about.shown}")
            return ""
        if len(node.text) > _LONGEST_TEXT:
            what = f"{where} has {len(node.text):,} characters"
            self._note(what, node, f"write it in at most {_LONGEST_TEXT:,}")
            return ""
        try:
            text = about.read(node.text)
        except ValueError as error:
            hint = f"write it like {about.shown}" if about.secret else f"it says {node.text!r} now"
            self._note(f"{where}: {error}", node, hint)
            return ""
        if node.kind != TEXT:  # YAML means a number, a truth or a date
            self._note(f"{where} is text, not {_quoted(node)}", node, f"put it in quotes: '{text}'")
        return text

    def _note(self, what: str, node: Value, hint: str) -> None:
        self.mistakes.append(self._error(what, node.line, hint))
        if len(self.mistakes) >= _MOST_MISTAKES:
            raise _TooManyError

    def _error(self, what: str, line: int, hint: str) -> ConfigError:
        """YAML places what is missing after the end: within the file, that is the last line."""
        return ConfigError(what, file=self.name, line=max(1, min(line, self.lines)), hint=hint)


def _may_be_bare(kind: Any) -> bool:
    """Whether a key alone on its line says enough: nothing under it has to be said."""
    return dataclasses.is_dataclass(kind) and all(
        field.default is not MISSING for field in dataclasses.fields(kind)
    )


def _quoted(node: Value) -> str:
    if isinstance(node, Scalar):
        return "nothing" if node.kind == NULL else repr(node.text)
    return "a list" if isinstance(node, Sequence) else "keys and values"
