"""The only place that prints: results to standard output, talk to standard error, errors for people.

What is said carries its facts beside its words: with `--log json` each becomes a line for machines, and
who keeps a record of the run hears the same.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.errors import BroadsheetError


_OURS = re.compile(r"(\x1b\[[0-9;]*m)")


class Listener(Protocol):
    def __call__(self, level: str, event: str, facts: Mapping[str, Any]) -> None: ...


@dataclass(slots=True)
class OpenLine:
    """The last line of a terminal, on which progress is shown: what comes next begins in its place."""

    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Terminal:
    quiet: bool = False
    debug: bool = False  # whether errors are shown with where they came from
    is_json: bool = False  # whoever listens to standard error is a machine
    listener: Listener | None = None
    line: OpenLine = field(default_factory=OpenLine, compare=False)

    def result(self, text: str) -> None:
        """What was asked for: it belongs into a pipe, as it is; on a terminal nothing in it acts."""
        self.end_progress()
        click.echo(_harmless(text) if sys.stdout.isatty() else text)

    def picture(self, text: str) -> None:
        """A result to look at: in colour on a terminal, without it in a pipe."""
        self.end_progress()
        plain = "NO_COLOR" in os.environ or not sys.stdout.isatty()
        shown = _harmless(text)
        click.echo(click.unstyle(shown) if plain else shown, color=not plain)

    def talk(self, text: str, event: str = "note", **facts: Any) -> None:
        """How it goes, for whoever watches."""
        self._say("info", text, event, facts)

    def fact(self, event: str, **facts: Any) -> None:
        """What only a machine wants to know, as of each request."""
        self._hear("info", event, facts)
        if self.is_json and not self.quiet:
            _log("info", event, facts)

    def progress(self, text: str, *, is_landmark: bool, **facts: Any) -> None:
        """How far it is: on a terminal always, in a log at landmarks."""
        if self.quiet:
            return
        if self.is_json:
            if is_landmark:
                _log("info", "progress", {"text": text, **facts})
        elif sys.stderr.isatty():
            self.line.is_open = True
            click.echo(f"\r\x1b[2K{visible(text)}", err=True, nl=False)
        elif is_landmark:
            click.echo(visible(text), err=True)

    def end_progress(self) -> None:
        """Clear the line of the progress, so that the next one begins at the left."""
        if self.line.is_open:
            self.line.is_open = False
            click.echo("\r\x1b[2K", err=True, nl=False)

    def warn(self, text: str, event: str = "warning", **facts: Any) -> None:
        """What is not as it should be, and stops nothing."""
        self._say("warning", text, event, facts)

    def error(self, error: BroadsheetError) -> None:
        """What is wrong, where, and what to do; with the traceback where it is asked for."""
        what = f"{error.where}: {error.what}" if error.where else error.what
        facts: dict[str, Any] = {
            "kind": type(error).__name__,
            "what": error.what,
            "file": error.file,
            "line": error.line,
            "hint": error.hint,
            "unexpected": error.is_unexpected,
        }
        if self.debug:
            facts["traceback"] = "".join(traceback.format_exception(error)).rstrip()
        self._say("error", what, "error", facts)
        if error.hint and not self.is_json:
            click.echo(_styled(f"       {visible(error.hint)}"), err=True)
        if self.debug and not self.is_json:
            click.echo(visible(facts["traceback"]), err=True)

    def _say(self, level: str, text: str, event: str, facts: Mapping[str, Any]) -> None:
        self._hear(level, event, facts)
        if self.quiet and level == "info":
            return
        self.end_progress()
        if self.is_json:
            _log(level, event, {"text": text, **facts})
        else:
            mark = f"{_bold(level, _COLOURS[level])}: " if level in _COLOURS else ""
            click.echo(_styled(f"{mark}{visible(text)}"), err=True)

    def _hear(self, level: str, event: str, facts: Mapping[str, Any]) -> None:
        if self.listener:
            self.listener(level, event, facts)


_COLOURS = {"warning": "yellow", "error": "red"}


def _log(level: str, event: str, facts: Mapping[str, Any]) -> None:
    """One line, of ASCII alone: whatever came from outside is escaped."""
    import json

    time = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    line = {"time": time, "level": level, "event": event, **facts}
    click.echo(json.dumps(line, default=str), err=True)


def visible(text: str) -> str:
    """Control characters shown, not obeyed: text from outside must neither drive the terminal nor turn what
    stands in a line round.
    """
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"} else ascii(c)[1:-1] for c in text
    )


def _harmless(text: str) -> str:
    """The same of a text that was coloured by us."""
    return "".join(
        piece if _OURS.fullmatch(piece) else "\t".join(map(visible, piece.split("\t")))
        for piece in _OURS.split(text)
    )


def _bold(text: str, colour: str) -> str:
    return click.style(text, fg=colour, bold=True)


def _styled(text: str) -> str:
    plain = "NO_COLOR" in os.environ or not sys.stderr.isatty()
    return click.unstyle(text) if plain else text
