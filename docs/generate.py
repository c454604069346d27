"""Write the reference pages that are made from the program; tests/test_docs.py holds them to it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from broadsheet import config
from broadsheet.cli import root

DOCS = Path(__file__).resolve().parent


def commands() -> str:
    """Every command's help, as the terminal shows it."""
    pages = ["# The commands\n\nAs `--help` says it; `make docs` writes this page.\n"]
    pages += [
        f"## {path}\n\n```\n{_help(path, command)}\n```\n" for path, command in _walk("broadsheet", root)
    ]
    return "\n".join(pages)


def _walk(path: str, command: click.Command) -> list[tuple[str, click.Command]]:
    found = [(path, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            found += _walk(f"{path} {name}", below) if below else []
    return found


def _help(path: str, command: click.Command) -> str:
    return command.get_help(click.Context(command, info_name=path, terminal_width=96, max_content_width=96))


def pages() -> dict[Path, str]:
    return {
        DOCS / "commands.md": commands(),
        DOCS / "configuration.md": config.reference(),
        DOCS / "broadsheet.schema.json": json.dumps(config.schema(), indent=2, ensure_ascii=False) + "\n",
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
