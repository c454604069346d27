"""What the last build knew: facts of days, and which outputs it made from what.

One JSON file beside the configuration. Losing it costs time, never correctness: whatever does not
read as ours is taken for absent.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from broadsheet.files import write_whole
from broadsheet.library import Stamp
from broadsheet.press.facts import BrokenDay, DayFacts, Story

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A day's file as it was last seen, and what it said."""

    stamp: Stamp
    facts: DayFacts | BrokenDay


@dataclass(frozen=True, slots=True)
class Made:
    """An output: what it was made from, and its file as it was written."""

    key: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Memory:
    """`maker` names the program and settings that read the facts; `editions` are kept by output folder."""

    maker: str
    days: Mapping[date, Known] = field(default_factory=dict)
    editions: Mapping[str, Mapping[str, Made]] = field(default_factory=dict)


def load(path: Path, maker: str) -> Memory:
    """What is remembered. Another program's facts are forgotten; what it made is not."""
    try:
        said = json.loads(path.read_bytes())
        if said["version"] != VERSION:
            return Memory(maker)
        editions = {
            str(out): {
                str(name): Made(str(key), int(size), int(at)) for name, (key, size, at) in made.items()
            }
            for out, made in said["editions"].items()
        }
        days = map(_read_day, said["days"]) if said["maker"] == maker else ()
        return Memory(maker, {known.facts.date: known for known in days}, editions)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Memory(maker)


def save(path: Path, memory: Memory) -> None:
    said = {
        "version": VERSION,
        "maker": memory.maker,
        "days": [_write_day(memory.days[day]) for day in sorted(memory.days)],
        "editions": {
            out: {name: astuple(made) for name, made in sorted(memory.editions[out].items())}
            for out in sorted(memory.editions)
        },
    }
    write_whole(path, json.dumps(said, separators=(",", ":")).encode())


def _write_day(known: Known) -> list[Any]:
    facts = known.facts
    head = [facts.date.isoformat(), astuple(known.stamp), facts.content]
    if isinstance(facts, BrokenDay):
        return [*head, "broken", [facts.what, facts.file, facts.line, facts.hint]]
    stories = [[story.id, story.title] for story in facts.stories]
    rest = [facts.updated.isoformat(), facts.count, facts.categories, stories, facts.fields, facts.papers]
    return [*head, "reads", rest]


def _read_day(said: list[Any]) -> Known:
    day, seen, content, state, rest = said
    modified, changed, node, size, is_settled = map(int, seen)
    stamp = Stamp(modified, changed, node, size, bool(is_settled))
    if state == "broken":
        what, file, line, hint = rest
        return Known(stamp, BrokenDay(date.fromisoformat(day), content, what, file, int(line), hint))
    updated, count, categories, stories, fields, papers = rest
    return Known(
        stamp,
        DayFacts(
            date=date.fromisoformat(day),
            content=content,
            updated=datetime.fromisoformat(updated),
            count=int(count),
            categories=tuple((str(name), int(papers)) for name, papers in categories),
            stories=tuple(Story(str(id_), str(title)) for id_, title in stories),
            fields=tuple((str(name), int(count)) for name, count in fields),
            papers=tuple(map(str, papers)),
        ),
    )
