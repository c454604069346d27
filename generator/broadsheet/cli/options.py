"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from os.path import expanduser
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import click

if TYPE_CHECKING:
    from collections.abc import Callable


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it like 2026-01-27", param, ctx)


DAY = _Day()


class ExpandedPath(click.Path):
    """A file or folder: of `--out=~/site` the shell does not say where the home is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert(expanduser(value), param, ctx)  # noqa: PTH111  # leaves an unknown user as it is


class WhichAnnouncement(TypedDict):
    """What `announcement` gives a command."""

    feeds: tuple[str, ...]
    offline: bool
    day: date | None


def announcement(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the announcement comes from."""
    for option in reversed(
        (
            click.option(
                "--feed",
                "feeds",
                multiple=True,
                metavar="FILE_OR_URL",
                help="Read this feed (RSS, Atom or old RDF) instead of asking arXiv. Repeatable.",
            ),
            click.option("--offline", is_flag=True, help="Make no request to the network."),
            click.option(
                "--date",
                "day",
                type=DAY,
                help="The announcement of this day, from arXiv's archive; or the day of the --feed.",
            ),
        )
    ):
        command = option(command)
    return command


def since_until(command: Callable[..., Any]) -> Callable[..., Any]:
    """Of which days."""
    until = click.option("--until", type=_Day(), help="Up to this day  [default: the newest]")
    since = click.option("--since", type=_Day(), help="From this day on  [default: the oldest]")
    return since(until(command))


def output(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the site goes, and where it will be published."""
    for option in reversed(
        (
            click.option(
                "-o",
                "--out",
                type=ExpandedPath(file_okay=False, path_type=Path),
                default=None,
                help="Write the site here  [default: site/]",
            ),
            click.option("--url", metavar="URL", help="Publish at this address, not the configured one."),
        )
    ):
        command = option(command)
    return command
