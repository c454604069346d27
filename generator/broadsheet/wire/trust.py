"""Who may sign for a server: read once for all clients of a run, as it takes each of them 40 ms."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable


def trusted(read: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """As the library that will connect reads it; the environment may name another list."""
    return _read(read, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _read(read: Callable[[], ssl.SSLContext], *_named: str | None) -> ssl.SSLContext:
    return read()
