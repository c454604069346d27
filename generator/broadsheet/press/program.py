"""The program by its text: what was made by another one may be other than this one would make it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import broadsheet
from broadsheet.text.fingerprint import fingerprint


@cache
def text_of_program() -> str:
    """Its fingerprint."""
    package = Path(broadsheet.__file__).parent
    files = [
        Path(where, name)
        for where, _, names in os.walk(package)
        for name in names
        if name.endswith((".py", ".ttf"))
    ]
    return fingerprint(b"".join(path.read_bytes() for path in sorted(files)))
