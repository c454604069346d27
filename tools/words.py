"""Bring the catalogues of interface words up to date: `make words`; with LANGUAGE=de, begin a new one.

What is said in the layouts and by the press is collected; translations that are there stay, and messages
that nothing says any more go.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from broadsheet import taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LAYOUTS = ROOT / "layouts"
PACKAGE = ROOT / "generator" / "broadsheet"
_IN_TEMPLATES = {"_": None, "ngettext": (1, 2)}
_IN_PYTHON = {"say": None, "mark": None, "say_many": (1, 2), "mark_many": (1, 2)}
_ROOMS = ("mail", "plots", "press", "voice")  # which say something to readers
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # the history of a file is git's


def said() -> Iterator[tuple[str, str | tuple[str, str]]]:
    """Every message, and the file that says it."""
    for file in sorted(LAYOUTS.rglob("*.html")):
        options = {"silent": "false", "trim_blocks": "true"}
        for _, message, *_ in extract(
            babel_extract, BytesIO(file.read_bytes()), _IN_TEMPLATES, options=options
        ):
            yield file.relative_to(ROOT).as_posix(), message
    rooms = [file for room in _ROOMS for file in sorted((PACKAGE / room).rglob("*.py"))]
    for file in [*rooms, PACKAGE / "words.py"]:
        for _, message, *_ in extract("python", BytesIO(file.read_bytes()), _IN_PYTHON):
            yield file.relative_to(ROOT).as_posix(), message
    for category in taxonomy.known():
        yield "generator/broadsheet/taxonomy.py", taxonomy.name(category)
        yield "generator/broadsheet/taxonomy.py", taxonomy.group(category)


def template() -> Catalog:
    found = Catalog(project="Broadsheet", fuzzy=False)
    for file, message in said():
        found.add(message, locations=[(file, 0)])
    return found


def updated(path: Path) -> bytes:
    """The catalogue as it should be: every message, the translations that there are, nothing else."""
    known = read_po(BytesIO(path.read_bytes())) if path.is_file() else Catalog()
    new = Catalog(
        path.stem.replace("-", "_"),
        project="Broadsheet",
        version="1",
        msgid_bugs_address="see CONTRIBUTING.md",
        copyright_holder="The Broadsheet developers",
        creation_date=_NEVER,
        revision_date=_NEVER,
        last_translator="The Broadsheet developers",
        language_team=path.stem,
        fuzzy=False,
    )
    new.header_comment = f"# The words of Broadsheet's interface: {new.locale.english_name}."
    for message in template():
        if message.id:
            old = known.get(message.id)
            new.add(message.id, old.string if old else None, locations=message.locations)
    out = BytesIO()
    write_po(out, new, include_lineno=False, width=100)
    return out.getvalue()


if __name__ == "__main__":
    for name in sys.argv[1:] or [path.stem for path in sorted((LAYOUTS / "words").glob("*.po"))]:
        catalogue = LAYOUTS / "words" / f"{name}.po"
        catalogue.parent.mkdir(exist_ok=True)
        catalogue.write_bytes(updated(catalogue))
