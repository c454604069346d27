"""How many questions are under way at once: as many as wished, fewer while that is said to be too many."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_PAUSE = 60.0
_DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|s|m|h)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


class Gate:
    def __init__(self, parallel: int, needed_tokens: int = 0) -> None:
        self._most = parallel
        self._wide = float(parallel)
        self._inside = 0
        self._needed = needed_tokens
        self._closed_until = 0.0
        self._moved = asyncio.Condition()

    async def __aenter__(self) -> Self:
        async with self._moved:
            await self._moved.wait_for(lambda: self._inside < max(int(self._wide), 1))
            self._inside += 1
        await asyncio.sleep(max(self._closed_until - asyncio.get_running_loop().time(), 0))
        return self

    async def __aexit__(self, *_: object) -> None:
        async with self._moved:
            self._inside -= 1
            self._wide = min(self._wide + 1 / self._wide, float(self._most))
            self._moved.notify_all()

    def slow_down(self, pause: float) -> None:
        """Too many: half as many, and none before the pause is over."""
        self._wide = max(self._wide / 2, 1.0)
        self._close_for(pause)

    def heed(self, headers: Mapping[str, str]) -> None:
        """Wait for the renewal of a limit that the next questions would break."""
        left = headers.get("x-ratelimit-remaining-tokens", "")
        if left.isascii() and left.isdigit() and int(left) < self._needed * max(self._inside, 1):
            self._close_for(duration(headers.get("x-ratelimit-reset-tokens", "")))

    def _close_for(self, pause: float) -> None:
        until = asyncio.get_running_loop().time() + min(pause, _LONGEST_PAUSE)
        self._closed_until = max(self._closed_until, until)


def duration(value: str) -> float:
    """`6m0s`, `20ms`, `1.5`: how providers say when their limits are renewed."""
    found = _DURATION.findall(value)
    if found:
        return sum(float(number) * _SECONDS[unit] for number, unit in found)
    try:
        return max(float(value), 0.0)
    except ValueError:
        return 0.0
