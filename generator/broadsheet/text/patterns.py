"""Regular expressions that are compiled when they are first used: a third of what the summarizer without
a model took to import was spent on patterns that its caller might never need.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Becomes its pattern as soon as something is asked of it; each method is looked up once."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._source), name)
        setattr(self, name, value)
        return value


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, only later."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
