"""Scripts as readers load them: without comments, and without the space that only people need."""

from __future__ import annotations

SUFFIX = ".js"


def lean(script: bytes) -> bytes:
    import rjsmin  # noqa: PLC0415  # only an edition whose scripts have changed needs it

    served: bytes = rjsmin.jsmin(script)
    return served + b"\n"
