"""Numbers as the index writes them: nearly all are small, and stand in a byte; few need more."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONE = 224  # the first that is more than a byte
_REST = 256 - _ONE


def coded(numbers: Sequence[int]) -> bytes:
    """One after another."""
    if not numbers or max(numbers) < _ONE:
        return bytes([*numbers])  # of an array itself they would be how that lies in memory
    return b"".join(map(_coded, numbers))


@lru_cache(maxsize=1 << 16)
def _coded(number: int) -> bytes:
    if number < _ONE:
        return bytes([number])
    more, rest = divmod(number - _ONE, _REST)
    return bytes([_ONE + rest]) + _coded(more)
