"""The preview: builds, serves what was built as production will, watches, and tells browsers of changes."""

from __future__ import annotations

import errno
import socket
from contextlib import closing
from typing import TYPE_CHECKING

from broadsheet.errors import UsageError
from broadsheet.serve.app import application
from broadsheet.serve.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from broadsheet.serve.preview import Workshop

__all__ = ["Preview", "serve"]
_TRIED = 20


def serve(workshop: Workshop, *, host: str, port: int, ready: Callable[[str, bool], None]) -> None:
    """Build and serve until interrupted. `ready` is told the address, and whether the asked port was free."""
    import uvicorn  # noqa: PLC0415  # slow, and only for this

    preview = Preview(workshop)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready(f"http://{_shown(host)}:{bound}{workshop.base}", bound == port)

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            """One way to end, however often it is asked for."""
            del sig, frame
            self.should_exit = True

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            """Browsers that wait for news would keep the server waiting for them."""
            preview.close()
            await super().shutdown(sockets)

    with closing(_bound(host, port)) as listening:
        bound = listening.getsockname()[1]
        preview.prepare()
        config = uvicorn.Config(
            application(preview, host), log_level="error", lifespan="on", timeout_graceful_shutdown=2
        )
        Server(config).run(sockets=[listening])


def _bound(host: str, port: int) -> socket.socket:
    """A socket at the port, or at the first free one of the next twenty."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    trouble: OSError | None = None
    for each in range(port, min(port + _TRIED, 65535) + 1) if port else [0]:
        # With the protocol named, asyncio sends what is written at once; else the second part of an answer
        # waits until the first is acknowledged, for 40 ms.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, each))
            listening.listen(64)
        except OSError as error:
            listening.close()
            trouble = error
            if error.errno != errno.EADDRINUSE:
                break
        else:
            return listening
    reason = (trouble.strerror or str(trouble)) if trouble else "no port is left"
    raise UsageError(f"cannot listen at {_shown(host)}:{port}: {reason}", hint="try another --port or --host")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
