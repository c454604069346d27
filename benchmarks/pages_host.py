"""Serves a rendered site on loopback as GitHub Pages does: packed with gzip, below a path, with its 404."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from starlette.types import Scope

OVERLOADED = 503


class _Files(StaticFiles):
    def __init__(self, site: Path, failing: Container[str]) -> None:
        super().__init__(directory=site, html=True)
        self._failing = failing

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path in self._failing:
            return Response(status_code=OVERLOADED)
        return await super().get_response(path, scope)


@contextmanager
def serving(site: Path, base: str = "/", *, failing: Container[str] = ()) -> Iterator[str]:
    """The address of the site while it is served, without what `failing` has: paths below it."""
    routes = [Mount(base.rstrip("/"), _Files(site, failing))]
    app = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware, compresslevel=6)])
    # With the protocol named, asyncio sends what is written at once; else a body waits 40 ms.
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.bind(("127.0.0.1", 0))
    door.listen(64)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{door.getsockname()[1]}{base}"
    finally:
        server.should_exit = True
        thread.join()
