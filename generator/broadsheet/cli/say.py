"""The only place that prints: results to standard output, talk to standard error, errors for people."""

from __future__ import annotations

import os
import sys
import traceback
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from broadsheet.errors import BroadsheetError


@dataclass(frozen=True, slots=True)
class Voice:
    quiet: bool = False
    debug: bool = False  # whether errors are shown with where they came from

    def result(self, text: str) -> None:
        """What was asked for: it belongs into a pipe."""
        click.echo(text)

    def picture(self, text: str) -> None:
        """A result to look at: in colour on a terminal, without it in a pipe."""
        plain = "NO_COLOR" in os.environ or not sys.stdout.isatty()
        click.echo(click.unstyle(text) if plain else text, color=not plain)

    def talk(self, text: str) -> None:
        """How it goes, for whoever watches."""
        if not self.quiet:
            click.echo(_styled(visible(text)), err=True)

    def progress(self, text: str, *, is_landmark: bool) -> None:
        """How far it is: on a terminal always, in a log at landmarks."""
        if self.quiet:
            return
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[2K{visible(text)}", err=True, nl=False)
        elif is_landmark:
            click.echo(visible(text), err=True)

    def end_progress(self) -> None:
        if not self.quiet and sys.stderr.isatty():
            click.echo("\r\x1b[2K", err=True, nl=False)

    def warn(self, text: str) -> None:
        click.echo(_styled(f"{_bold('warning', 'yellow')}: {visible(text)}"), err=True)

    def error(self, error: BroadsheetError) -> None:
        what = f"{error.where}: {error.what}" if error.where else error.what
        click.echo(_styled(f"{_bold('error', 'red')}: {visible(what)}"), err=True)
        if error.hint:
            click.echo(_styled(f"       {visible(error.hint)}"), err=True)
        if self.debug:
            click.echo(visible("".join(traceback.format_exception(error)).rstrip()), err=True)


def visible(text: str) -> str:
    """Control characters shown, not obeyed: text from outside must not drive the terminal."""
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"} else ascii(c)[1:-1] for c in text
    )


def _bold(text: str, colour: str) -> str:
    return click.style(text, fg=colour, bold=True)


def _styled(text: str) -> str:
    plain = "NO_COLOR" in os.environ or not sys.stderr.isatty()
    return click.unstyle(text) if plain else text
