"""Answers that a server marked with an ETag: asked again, it need not send what did not change."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from broadsheet.errors import LibraryError
from broadsheet.files import write_whole
from broadsheet.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = 16  # answers; a digest asks for a few feeds, and a query is never asked twice
_SEPARATOR = b"\n\n"


class Memory:
    """One file per address: the mark, an empty line, the answer. A damaged one is forgotten."""

    def __init__(self, state: Path | None) -> None:
        self._folder = state / "answers" if state else None

    def asks(self, url: str) -> dict[str, str]:
        """The header by which a server is told what is known already."""
        mark, _ = self._read(url)
        return {"If-None-Match": mark} if mark else {}

    def recall(self, url: str) -> bytes | None:
        """The body that a server sent last time, where it is known and undamaged."""
        mark, body = self._read(url)
        return body if mark else None

    def keep(self, url: str, mark: str, body: bytes) -> None:
        """Remember an answer under the mark that the server gave it."""
        path = self._path(url)
        if path is None or not mark or not mark.isascii() or not mark.isprintable():
            return
        answer = mark.encode() + _SEPARATOR + hashlib.sha256(body).digest() + body
        with suppress(OSError, LibraryError):
            write_whole(path, answer, is_lasting=False)
            for old in sorted(path.parent.iterdir(), key=lambda each: -each.stat().st_mtime)[_KEPT:]:
                old.unlink()

    def _read(self, url: str) -> tuple[str, bytes]:
        path = self._path(url)
        if path is None:
            return "", b""
        try:
            mark, _, rest = path.read_bytes().partition(_SEPARATOR)
        except OSError:
            return "", b""
        checksum, body = rest[:32], rest[32:]
        return (
            (mark.decode("ascii", "replace"), body)
            if hashlib.sha256(body).digest() == checksum
            else ("", b"")
        )

    def _path(self, url: str) -> Path | None:
        return self._folder / fingerprint(url) if self._folder else None
