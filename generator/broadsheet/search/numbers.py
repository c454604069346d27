"""Numbers as the index writes them: nearly all are small, and stand in a byte; few need two, three or five."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE = 224  # the first that needs a second byte
_TWO, _FOUR = 254, 255  # what stands before so many bytes more
_MOST_OF_TWO = ONE + (_TWO - ONE) * 256


def coded(numbers: Sequence[int]) -> bytes:
    """One after another."""
    if not numbers or max(numbers) < ONE:
        return bytes([*numbers])  # of an array itself they would be how that lies in memory
    return b"".join(map(_coded, numbers))


@lru_cache(maxsize=1 << 16)
def _coded(number: int) -> bytes:
    if number < ONE:
        return bytes([number])
    if number < _MOST_OF_TWO:
        high, low = divmod(number - ONE, 256)
        return bytes([ONE + high, low])
    if number < 1 << 16:
        return bytes([_TWO]) + number.to_bytes(2, "little")
    return bytes([_FOUR]) + number.to_bytes(4, "little")
