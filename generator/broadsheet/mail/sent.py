"""What was sent to whom, a line each, so that nobody gets a day twice; whoever sends holds it alone. Of an
address only a fingerprint is kept.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from broadsheet import locks, processes
from broadsheet.files import append_line
from broadsheet.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

_NAME = "sent.jsonl"
_PATIENCE = 300.0  # seconds; another run hands over a message at a time


class Sent:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._keys: set[str] = set()
        with suppress(FileNotFoundError):
            for line in path.read_bytes().splitlines():
                with suppress(ValueError, KeyError, TypeError):  # a line that was cut off
                    self._keys.add(json.loads(line)["key"])

    @classmethod
    @contextmanager
    def alone(cls, state: Path, *, on_wait: Callable[[str], None]) -> Iterator[Self]:
        """Read when no other run sends, and held until this one has."""
        with locks.alone(state / "sent-lock", patience=_PATIENCE, on_wait=on_wait):
            yield cls(state / _NAME)

    def has(self, day: date, to: str, language: str) -> bool:
        return _key(day, to, language) in self._keys

    def note(self, day: date, to: str, language: str) -> None:
        """On the disk when this returns, or is interrupted."""
        key = _key(day, to, language)
        self._keys.add(key)
        line = json.dumps({"day": f"{day}", "language": language, "key": key}).encode()
        with processes.uninterrupted():
            append_line(self._path, line)


def _key(day: date, to: str, language: str) -> str:
    return fingerprint(f"{day}\n{language}\n{to}")[:24]
