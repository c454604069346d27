"""Whether a file in a folder of the digest is the digest's own, whatever links lead to it.

A link in `content/` or `layouts/` comes with a pull request like any text, and what it leads to would be
published. It may lead to anything in that folder, or in the one of the whole digest, that is not hidden
(`.env`, `.git`). The folder itself may be a link: that is where the publisher keeps it.
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OUTSIDE = "is a link, or stands behind one, that leads out of the digest"
NO_FILE = "is no file of text, but a device or a pipe"
HINT = "put the file itself there"


def stray(path: Path, folder: Path) -> str:
    """What forbids to read a file of `folder`, which stands in the digest's; "" when nothing does."""
    try:
        real = path.resolve()
        if not any(_is_within(real, home.resolve()) for home in (folder, folder.parent)):
            return OUTSIDE
        kind = real.stat().st_mode
    except (OSError, RuntimeError):  # a link to itself, or to nowhere: who reads it says what is wrong
        return ""
    return "" if stat.S_ISREG(kind) or stat.S_ISDIR(kind) else NO_FILE


def _is_within(real: Path, home: Path) -> bool:
    return real.is_relative_to(home) and not any(
        part.startswith(".") for part in real.relative_to(home).parts
    )
