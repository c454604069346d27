"""Writes docs/dependencies.md: what a digest runs on, in which version, under which licence.

`python -m tools.dependencies`. Licences are read from what is installed; what is installed on other systems
only, or says nothing for machines, was looked up once and stands here.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "run.lock"
PAGE = ROOT / "docs" / "dependencies.md"

# Free to use, change and pass on in whatever is built on it. MPL-2.0 asks that its own files stay open, which
# they are: none is changed here. Nothing stronger (LGPL, GPL, AGPL), and nothing unknown.
ACCEPTED = frozenset({"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "PSF-2.0", "MPL-2.0"})
_LOOKED_UP = {
    "css-inline": "MIT",  # only in its file
    "jinja2": "BSD-3-Clause",  # its metadata says BSD, the file which
    "resvg-py": "MIT",  # only in its file
    "tzdata": "Apache-2.0",  # for Windows
}
_HEAD = """# What it runs on

The packages that are installed beside Broadsheet, at the versions and with the hashes of
[`requirements/run.lock`](../requirements/run.lock). `make docs` writes this page; a test fails where a
licence is unknown, or asks for more than [MPL-2.0](https://www.mozilla.org/MPL/2.0/FAQ/) does. What is part
of Broadsheet itself and of other people's making is in [NOTICE](../NOTICE).

| package | version | licence |
|---|---|---|
"""


_TAIL = """
## Why there are no extras

All of it is installed with `pip install broadsheet`. It is 70 MB, of which no part is both heavy and left
unused by a digest; measured on Linux with Python 3.11, import in seconds of work:

| what would be an extra | packages | MB | import | what a digest without it lacks |
|---|---|---|---|---|
| a model | `openai`, its `httpx2` and `pydantic` | 18.8 | 1.1 | summaries by a model |
| mail and chats | `css-inline` | 4.6 | 0.02 | letters |
| pictures | `resvg-py` | 3.1 | 0.00 | what is shown where a link is shared |
| the preview | `starlette`, `uvicorn`, `watchfiles` | 1.8 | 0.2 | `broadsheet serve` |

Nothing is imported before a command needs it, so that what is not used costs no time. The model is the one
part that would be worth an extra by its size, but an extra can only add: who installs plain `broadsheet` and
then names a model in `broadsheet.yaml` would have a digest that works on one machine and not on the next,
for 19 MB. The largest part of all, Babel with 31 MB, knows how dates and numbers are said, which every page
needs.
"""


def locked(lock: Path = LOCK) -> dict[str, str]:
    """Names and versions."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def licence(package: str) -> str:
    """As SPDX writes it; nothing, when it is not known."""
    if package in _LOOKED_UP:
        return _LOOKED_UP[package]
    try:
        about = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return ""
    return about.get("License-Expression") or about.get("License") or ""


def is_accepted(expression: str) -> bool:
    """Whether one of the licences it offers is accepted, of those that it demands together each."""
    return any(
        all(demanded.strip("() ") in ACCEPTED for demanded in offered.split(" AND "))
        for offered in expression.split(" OR ")
    )


def page() -> str:
    rows = [f"| {name} | {version} | {licence(name)} |\n" for name, version in sorted(locked().items())]
    return _HEAD + "".join(rows) + _TAIL


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
