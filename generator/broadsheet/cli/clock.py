"""What time it is. SOURCE_DATE_EPOCH says it for reproducible builds and for tests."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from broadsheet.errors import UsageError


def now() -> datetime:
    """The time in UTC; UsageError when SOURCE_DATE_EPOCH names none."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(_since_1970(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {seconds!r}, which is no time", hint="unset it, or give seconds since 1970"
        ) from None


def _since_1970(seconds: str) -> int:
    """ValueError when that is not what it says."""
    number = int(seconds)
    if number < 0:
        raise ValueError
    return number
