"""Write the reference pages that are made from the program; tests/test_docs.py holds them to it."""

from __future__ import annotations

import ast
import inspect
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet import config
from broadsheet.cli import root
from broadsheet.mail.letter import LetterView
from broadsheet.templates import views
from broadsheet.templates.layouts import TOKENS, shipped_layouts

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


_LAYOUTS = """\
# Layouts

What a template of your own is given, and what of it stays. [Your own layouts](README.md#your-own-layouts)
says where they stand, and how a few lines of `tokens.css` are enough for another look. `make docs` writes
this page from [`templates/views.py`](../generator/broadsheet/templates/views.py) and from the layouts.

## What is promised

From one minor version to the next (0.1 to 0.2, 1.0 to 1.1), and so between patches, these keep their names
and their meaning:

- the templates of the table below, and which view each is given;
- every field on this page, with its type;
- the blocks of `base.html`: {base}; those of `front.html`: {front};
- `{{% extends "!front.html" %}}`, by which a template builds on the program's own of that name;
- the tokens.

A layout that uses nothing else goes on working. What is to go is named in the
[changelog](../CHANGELOG.md) one minor version before it goes, and works until then. A major version may take
things away, and its changelog says what to write instead.

A minor version may add templates, fields, blocks and tokens; it may change what the program's templates make
of the fields (elements, classes, order), the rules of `rules.css`, and the macros in `components/`. Who
builds on those copies them into `layouts/`, where they stay as they are.

## What each template is given

Three things: `site`, the same on every page; `head`, what goes into `<head>` and the line under the name;
and `view`, what the page is about. There are two functions: `_("Archive")` says words in the language of the
interface, and `ngettext("%(num)s paper", "%(num)s papers", count)` counts. Values are escaped where they are
shown; a field that is not there is an error that names the template's line.

| template | `view` |
|---|---|
"""
_TOKENS = """
## Tokens

| token | in the newspaper | |
|---|---|---|
"""
_VIEWS = """
## Fields

`Markup` is safe HTML, `str` plain text. Paths are relative to the site's root, without a leading slash: put
`site.base` before them. What has a default may be empty.
"""
_LETTER: dict[str, type | None] = {"mail/letter.html": LetterView}
_TOKEN = re.compile(r"^  (--[a-z-]+): (.+?);(?: /\* (.+?) \*/)?$", re.MULTILINE)


def layouts() -> str:
    """What templates are given, as the views have it."""
    given = {name: _linked(view) if view else "nothing" for name, view in (views.TEMPLATES | _LETTER).items()}
    rows = [f"| `{name}` | {view} |\n" for name, view in given.items()]
    tokens = _TOKEN.findall((shipped_layouts() / TOKENS).read_text(encoding="utf-8"))
    shown = [f"| `{name}` | `{value}` | {note} |\n" for name, value, note in tokens]
    described = map(_described, sorted(_views(), key=_site_and_head_first))
    return "".join(
        [
            _LAYOUTS.format(base=_blocks("base.html"), front=_blocks("front.html")),
            *rows,
            _TOKENS,
            *shown,
            _VIEWS,
            *described,
        ]
    )


def _blocks(template: str) -> str:
    text = (shipped_layouts() / template).read_text(encoding="utf-8")
    return ", ".join(f"`{name}`" for name in sorted(re.findall(r"{% block (\w+) %}", text)))


def _linked(view: type) -> str:
    return f"[`{view.__name__}`](#{view.__name__.lower()})"


def _views() -> list[type]:
    own = [each for each in vars(views).values() if inspect.isclass(each)]
    return [each for each in own if each.__module__ == views.__name__] + [LetterView]


def _site_and_head_first(view: type) -> tuple[bool, str]:
    return view not in {views.SiteView, views.HeadView}, view.__name__


def _described(view: type) -> str:
    """Its fields, each with what stands beside it."""
    source = inspect.getsource(view)
    (parsed,) = ast.parse(source).body
    assert isinstance(parsed, ast.ClassDef)  # noqa: S101  # what inspect gives of a class
    doc = " ".join((ast.get_docstring(parsed) or "").split())
    fields = [each for each in parsed.body if isinstance(each, ast.AnnAssign)]
    rows = "".join(_row(each, source.splitlines()) for each in fields)
    text = f"\n### {view.__name__}\n\n" + (f"{doc}\n\n" if doc else "")
    return text.replace("<head>", "`<head>`") + f"| field | type | |\n|---|---|---|\n{rows}"


def _row(field: ast.AnnAssign, lines: list[str]) -> str:
    _, _, note = lines[(field.end_lineno or field.lineno) - 1].partition("  # ")
    kind = ast.unparse(field.annotation) + (f" = {ast.unparse(field.value)}" if field.value else "")
    cells = (f"`{ast.unparse(field.target)}`", f"`{kind}`", note.replace("<", "&lt;"))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def pages() -> dict[Path, str]:
    return {
        DOCS / "commands.md": commands(),
        DOCS / "configuration.md": config.reference(),
        DOCS / "layouts.md": layouts(),
        DOCS / "broadsheet.schema.json": json.dumps(config.schema(), indent=2, ensure_ascii=False) + "\n",
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
