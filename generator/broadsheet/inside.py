"""Whether a file in a folder of the digest is the digest's own, whatever links lead to it.

A link in `content/` or `layouts/` comes with a pull request like any text, and what it leads to would be
published. It may lead to anything in that folder, or in the one of the whole digest, that is not hidden
(`.env`, `.git`). The folder itself may be a link: that is where the publisher keeps it.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OUTSIDE = "is a link, or stands behind one, that leads out of the digest"
NO_FILE = "is no file of text, but a device or a pipe"
HINT = "put the file itself there"


def stray(path: Path, folder: Path) -> str:
    """What forbids to read a file of `folder`, which stands in the digest's; "" when nothing does."""
    real = os.path.realpath(path)
    if not any(_is_within(real, os.path.realpath(home)) for home in (folder, folder.parent)):
        return OUTSIDE
    try:
        kind = os.stat(real).st_mode  # noqa: PTH116  # as text: all pages of an archive pass here
    except OSError:  # a link to itself, or to nowhere: who reads it says what is wrong
        return ""
    return "" if stat.S_ISREG(kind) or stat.S_ISDIR(kind) else NO_FILE


def _is_within(real: str, home: str) -> bool:
    return real == home or (real.startswith(f"{home.rstrip(os.sep)}{os.sep}") and not _is_hidden(real, home))


def _is_hidden(real: str, home: str) -> bool:
    """Whether the file, or a folder below the home, has a name that begins with a dot."""
    return f"{os.sep}." in real[len(home.rstrip(os.sep)) :]
