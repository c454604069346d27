"""What must not stand in a public file: it is in the environment, or in an ignored `.env` of the digest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from broadsheet.addresses import OPENAI

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.config import Summaries


def named(name: str, folder: Path) -> str | None:
    """The value of a variable; the environment's own comes first."""
    if found := os.environ.get(name):
        return found
    try:
        lines = (folder / ".env").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for line in lines:
        key, _, value = line.strip().removeprefix("export ").partition("=")
        if key.strip() == name and value.strip():
            return value.strip().strip("\"'")
    return None


def of_model(summaries: Summaries, folder: Path) -> str | None:
    """The key to a model; other endpoints than OpenAI's may need none."""
    return named(summaries.key, folder) or (None if summaries.base_url.startswith(OPENAI) else "none")
