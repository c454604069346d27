"""Packed answers, opened piece by piece and bounded while it is done.

By hand, because httpx opens each piece that comes in one go: 2 kB of gzip in gzip are 2.5 GB at once. Only
what was asked for is opened, and only one layer of it.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED_FOR = "gzip, deflate"
_PIECE = 64 * 1024  # bytes opened at once
_RATIO = 200  # feeds shrink to a fifth; what shrinks to a thousandth is no text
_FREE = 1024 * 1024  # bytes that may be opened of however few
_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
_GZIP = b"\x1f\x8b"


class PackedError(ValueError):
    """An answer is too large, or packed as it must not be; the message continues "the server …"."""


class Unpacking:
    """Of one answer. `encoding` is what its header says; at most `most` bytes are taken, packed or not."""

    def __init__(self, encoding: str, *, most: int) -> None:
        name = encoding.strip().lower()
        if name not in {"", "identity", *_WINDOWS}:
            raise PackedError(f"sent an answer that is packed as nobody asked for ({name[:40]!r})")
        self._window = _WINDOWS.get(name, 0)
        self._inside = zlib.decompressobj(self._window) if self._window else None
        self._most = most
        self._came = self._opened = 0

    def pieces(self, raw: bytes) -> Iterator[bytes]:
        """What these bytes hold, a bounded piece at a time."""
        self._came += len(raw)
        if self._came > self._most:
            raise PackedError(f"sends more than {self._most:,} bytes")
        if self._inside is None:
            yield raw
            return
        piece = b""
        while (raw or len(piece) == _PIECE) and not (self._inside.eof and not raw.startswith(_GZIP)):
            if self._inside.eof:  # another member: RFC 1952, section 2.2
                self._inside = zlib.decompressobj(self._window)
            piece = self._decompressed(raw)
            raw = self._inside.unused_data if self._inside.eof else self._inside.unconsumed_tail
            self._count(piece)
            yield piece

    def end(self) -> None:
        """PackedError when the answer broke off."""
        if self._inside is not None and self._came and not self._inside.eof:
            raise PackedError("sent an answer that does not decompress")

    def _decompressed(self, raw: bytes) -> bytes:
        assert self._inside is not None  # noqa: S101  # asked before
        try:
            return self._inside.decompress(raw, _PIECE)
        except zlib.error as error:
            if self._window != zlib.MAX_WBITS or self._opened:
                raise PackedError("sent an answer that does not decompress") from error
        self._window = -zlib.MAX_WBITS  # what some servers mean by `deflate`: without its head
        self._inside = zlib.decompressobj(self._window)
        return self._decompressed(raw)

    def _count(self, piece: bytes) -> None:
        self._opened += len(piece)
        if self._opened > self._most:
            raise PackedError(f"sends more than {self._most:,} bytes")
        if self._opened > max(_FREE, self._came * _RATIO):
            raise PackedError(f"sent an answer that unpacks to more than {_RATIO} times its size")
