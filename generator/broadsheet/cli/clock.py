"""What time it is. SOURCE_DATE_EPOCH says it for reproducible builds and for tests."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from broadsheet.errors import UsageError


def now() -> datetime:
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(said), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {said!r}, which is no time", hint="unset it, or give seconds since 1970"
        ) from None
