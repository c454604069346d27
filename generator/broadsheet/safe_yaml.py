"""YAML as people write it at the head of a page and in the configuration: one reader, with limits.

PyYAML's own loaders recurse (100,000 open brackets end the interpreter), follow aliases without end, and
build whatever a tag asks for. This one puts a tree together from libyaml's events, and stops at a bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

LONGEST = 4_000_000  # characters; a thousand interests with their words need a tenth of it
DEEPEST = 20  # our own keys need four
_MOST_VALUES = 200_000  # what aliases repeat is counted as often as it is meant
_LONGEST_NUMBER = 40  # characters; what is longer is text: Python refuses 4,301 digits, a float 310
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IMPLICIT = yaml.SafeLoader.yaml_implicit_resolvers
_PREFIX = "tag:yaml.org,2002:"
# YAML 1.1, section 5.1: what a text may hold.
_FOREIGN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

TEXT, NULL, _MERGE = "str", "null", "merge"
_MEANINGS = {
    NULL: SafeConstructor.construct_yaml_null,
    "bool": SafeConstructor.construct_yaml_bool,
    "int": SafeConstructor.construct_yaml_int,
    "float": SafeConstructor.construct_yaml_float,
    "timestamp": SafeConstructor.construct_yaml_timestamp,
}


class YamlProblem(ValueError):  # noqa: N818  # callers make of it an error of their own family
    """What is wrong with a text, in which of its lines, and what to do."""

    def __init__(self, what: str, line: int, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.hint = hint


@dataclass(slots=True)
class Node:
    line: int  # of the text, from 1
    start: int  # its place in the text, in characters


@dataclass(slots=True)
class Scalar(Node):
    text: str
    kind: str  # as what it reads: str, null, bool, int, float or timestamp
    is_tagged: bool = False
    size: int = 1
    depth: int = 0


@dataclass(slots=True)
class Sequence(Node):
    items: list[Value] = field(default_factory=list)
    size: int = 1  # how many values there are in all
    depth: int = 1  # how many lists and mappings stand in each other, itself included


@dataclass(slots=True)
class Mapping(Node):
    pairs: list[tuple[Value, Value]] = field(default_factory=list)
    size: int = 1
    depth: int = 1


Value = Scalar | Sequence | Mapping


def load(text: str) -> Any:
    """The text as plain values: dict, list, str, int, float, bool, date, datetime, None."""
    root = compose(text)
    return None if root is None else plain(root)


def compose(text: str) -> Value | None:
    """The text as a tree that knows its lines; None when it says nothing."""
    if len(text) > LONGEST:
        what = f"this has {len(text):,} characters, and more than {LONGEST:,} are not read"
        raise YamlProblem(what, 1, "leave out what is not needed")
    if foreign := _FOREIGN.search(text):
        line = len(f"{text[: foreign.start()]}.".splitlines())
        what = f"the character U+{ord(foreign[0]):04X} may not stand in a file of text"
        raise YamlProblem(what, line, "remove it")
    tree = _Tree()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            tree.take(event)
    except yaml.YAMLError as error:
        raise _complaint(error, text) from error
    return tree.root


def plain(node: Value) -> Any:
    """What a tree means; no deeper than DEEPEST, so that it may call itself."""
    if isinstance(node, Scalar):
        return _meaning(node)
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    found: dict[Any, Any] = {}
    for key, value in node.pairs:
        if not isinstance(key, Scalar) or key.kind == _MERGE:
            raise YamlProblem("this key is not a word", key.line, "write `key: value`")
        name = _meaning(key)
        if name in found:
            raise YamlProblem(f"{key.text} stands here twice", key.line, "keep one of them")
        found[name] = plain(value)
    return found


def _meaning(node: Scalar) -> Any:
    """Its value; text where it only looks like a number or a day, as 2026-02-30 does."""
    if node.kind not in _MEANINGS:
        return node.text
    try:
        return _MEANINGS[node.kind](_CONSTRUCTOR, yaml.ScalarNode(_PREFIX + node.kind, node.text))
    except (ValueError, OverflowError, KeyError, AttributeError, IndexError):
        if node.is_tagged:
            raise YamlProblem(
                f"this is no {node.kind}: {node.text:.40}", node.line, "leave out the !!"
            ) from None
        return node.text


_CONSTRUCTOR = SafeConstructor()


class _Tree:
    """Grows by events; what is open is a list, not the interpreter's own stack."""

    def __init__(self) -> None:
        self.root: Value | None = None
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Value | None] = []  # of each that is open, the key that waits for its value
        self.anchors: dict[str, Value] = {}
        self.values = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._put(_scalar(event), event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.open.pop()
            self.keys.pop()
            self._place(done)
        elif isinstance(event, yaml.AliasEvent):
            self._repeat(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise YamlProblem("another document begins here", _line(event), "remove the line ---")

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        of = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        if event.tag not in {None, "!", _PREFIX + ("map" if of is Mapping else "seq")}:
            raise _foreign_tag(event)
        if len(self.open) >= DEEPEST:
            raise _too_deep(_line(event))
        node = of(_line(event), _start(event))
        if event.anchor:
            self.anchors[event.anchor] = node
        self._count(1, node.line)
        self.open.append(node)
        self.keys.append(None)

    def _repeat(self, event: yaml.AliasEvent) -> None:
        line, name = _line(event), event.anchor or ""
        meant = self.anchors.get(name)
        if meant is None:
            raise YamlProblem(f"*{name} repeats what is not there", line, f"write &{name} above")
        if any(meant is node for node in self.open):
            raise YamlProblem(f"*{name} stands within itself", line, "write it out")
        if len(self.open) + meant.depth > DEEPEST:
            raise _too_deep(line)
        self._count(meant.size, line)
        self._place(meant)

    def _put(self, node: Scalar, event: yaml.ScalarEvent) -> None:
        if event.anchor:
            self.anchors[event.anchor] = node
        self._count(1, node.line)
        self._place(node)

    def _count(self, more: int, line: int) -> None:
        self.values += more
        if self.values > _MOST_VALUES:
            raise YamlProblem(f"there are more than {_MOST_VALUES:,} values", line, "repeat less")

    def _place(self, node: Value) -> None:
        if not self.open:
            self.root = node
            return
        there = self.open[-1]
        there.size += node.size
        there.depth = max(there.depth, node.depth + 1)
        if isinstance(there, Sequence):
            there.items.append(node)
            return
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = node
        else:
            there.pairs.append((key, node))
            self.keys[-1] = None


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    text = event.value
    if event.tag in {None, "!"}:
        kind = _kind(text) if event.implicit[0] else TEXT
    else:
        kind = event.tag.removeprefix(_PREFIX)
        if kind != TEXT and kind not in _MEANINGS:
            raise _foreign_tag(event)
    return Scalar(_line(event), _start(event), text, kind, is_tagged=event.tag is not None)


def _kind(text: str) -> str:
    if len(text) > _LONGEST_NUMBER:
        return TEXT
    for tag, pattern in (*_IMPLICIT.get(text[:1], ()), *_IMPLICIT.get(None, ())):
        if pattern.match(text):
            kind: str = tag.removeprefix(_PREFIX)
            return kind if kind in _MEANINGS or kind == _MERGE else TEXT
    return TEXT


def _too_deep(line: int) -> YamlProblem:
    return YamlProblem("lists and mappings stand too deep in each other", line, "write it flatter")


def _foreign_tag(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> YamlProblem:
    tag = str(event.tag).replace(_PREFIX, "!!")
    return YamlProblem(f"the tag {tag:.60} means nothing here", _line(event), "leave it out")


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _start(event: Any) -> int:
    start: int = event.start_mark.index
    return start


def _complaint(error: yaml.YAMLError, text: str) -> YamlProblem:
    """YAML's own words; what is never closed is named where it was opened."""
    problem, context = getattr(error, "problem", None), getattr(error, "context", None)
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if "end of stream" in (problem or ""):
        marks.reverse()
    after = next((mark.line + 1 for mark in marks if mark), 1)
    line = max(1, min(after, len(text.splitlines())))  # what is missing is missed behind the last one
    words = ", ".join(filter(None, (context, problem))) or str(error).splitlines()[0]
    hint = "indent with spaces" if "\t" in text else "quote text that holds : # or brackets"
    return YamlProblem(f"this is not YAML: {words}", line, hint)
