"""Write the reference pages that are made from the program; tests/test_docs.py holds them to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet import config
from broadsheet.cli import root

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).resolve().parent


def commands() -> str:
    """Every command's help, as the terminal shows it."""
    pages = ["# The commands\n\nAs `--help` says it; `make docs` writes this page.\n"]
    pages += [f"## {each.command_path}\n\n```\n{each.get_help()}\n```\n" for each in every_command()]
    return "\n".join(pages)


def every_command() -> Iterator[click.Context]:
    width = {"terminal_width": 96, "max_content_width": 96}
    yield from _below(click.Context(root, info_name="broadsheet", **root.context_settings | width))


def _below(context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            if command := context.command.get_command(context, name):
                yield from _below(click.Context(command, info_name=name, parent=context))


def pages() -> dict[Path, str]:
    return {
        DOCS / "commands.md": commands(),
        DOCS / "configuration.md": config.reference(),
        DOCS / "broadsheet.schema.json": json.dumps(config.schema(), indent=2, ensure_ascii=False) + "\n",
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
