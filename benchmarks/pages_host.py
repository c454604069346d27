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
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def serving(site: Path, base: str = "/") -> Iterator[str]:
    """The address of the site while it is served."""
    routes = [Mount(base.rstrip("/"), StaticFiles(directory=site, html=True))]
    app = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware, compresslevel=6)])
    door = socket.create_server(("127.0.0.1", 0))
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
