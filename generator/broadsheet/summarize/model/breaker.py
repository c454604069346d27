"""When to stop asking an endpoint that does not answer: a circuit breaker for all questions of a run."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 8  # failures in a row
_SILENCE = 4  # failures that one silence counts as


class Breaker:
    """Closed while answers come. Open after some failures in a row: all wait. Then one question probes; with
    its answer all go on, and after a probe too many nobody asks any more.
    """

    def __init__(self, patience: float, pauses: Sequence[float]) -> None:
        self._pauses = pauses  # seconds before each probe
        self._patience = patience  # seconds in which somebody has to answer something
        self._heard: float | None = None  # when the last answer came, or the first question went out
        self._failures = self._probes = 0
        self._open_until: float | None = None
        self._is_probing = False
        self._moved = asyncio.Condition()
        self.has_answered = False
        self.given_up = ""  # why

    @property
    def is_open(self) -> bool:
        """Whether questions wait until a single one has found out that there are answers again."""
        return self._open_until is not None

    async def permit(self) -> bool:
        """Wait until a question may be asked; False when none may any more."""
        async with self._moved:
            self._heard = self._heard or asyncio.get_running_loop().time()
            while self.is_open and not self.given_up:
                left = (self._open_until or 0.0) - asyncio.get_running_loop().time()
                if left <= 0 and not self._is_probing:
                    self._is_probing = True
                    return True
                try:
                    await asyncio.wait_for(self._moved.wait(), max(left, 0.05) if left > 0 else None)
                except TimeoutError:
                    continue
            return not self.given_up

    async def answered(self) -> None:
        """An answer came: questions go out as before."""
        async with self._moved:
            self.has_answered = True
            self._heard = asyncio.get_running_loop().time()
            self._failures = self._probes = 0
            self._open_until, self._is_probing = None, False
            self._moved.notify_all()

    async def failed(self, why: str, *, is_silence: bool = False) -> None:
        """An attempt failed: after some in a row there is a pause, after some pauses an end."""
        async with self._moved:
            waited = asyncio.get_running_loop().time() - (self._heard or 0.0)
            is_long = is_silence and waited >= self._patience
            self._failures += _MOST if is_long else _SILENCE if is_silence else 1
            is_vain = is_long and (self._is_probing or not self.has_answered)
            if self._is_probing or (self._failures >= _MOST and not self.is_open):
                self._is_probing = False
                is_vain = is_vain or self._probes >= len(self._pauses)
                if not is_vain:
                    pause = self._pauses[self._probes]
                    self._open_until = asyncio.get_running_loop().time() + pause
                    self._probes += 1
            if is_vain:
                self.given_up = self.given_up or why
            self._moved.notify_all()

    async def give_up(self, why: str) -> None:
        """Ask no more in this run, for this reason."""
        async with self._moved:
            self.given_up = self.given_up or why
            self._moved.notify_all()
