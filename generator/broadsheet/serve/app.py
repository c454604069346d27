"""The site as GitHub Pages would serve it, with a script that listens for changes."""

from __future__ import annotations

import mimetypes
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from broadsheet.serve.preview import Preview

OWN = "__preview__"  # our own addresses, below the site's
_CLIENT = Path(__file__).parent / "client"
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  # compared with what was asked, never a default
_TYPES = {
    ".html": "text/html",
    ".xml": "application/xml",
    ".json": "application/json",
    ".js": "text/javascript",
}


def application(preview: Preview, host: str) -> Starlette:
    """Answers for the site; `host` is where it listens, and the name it may be asked for by."""
    names = _LOCAL | {host.lower(), f"[{host.lower()}]"}

    async def answer(request: Request) -> Response:
        if host not in _EVERYWHERE and _named(request) not in names:
            return PlainTextResponse("This preview answers to its own name only.\n", status_code=403)
        base = preview.workshop.base
        path = request.url.path
        if not path.startswith(base):
            is_outside = path not in {"/", base.rstrip("/")}
            return await _missing(preview) if is_outside else RedirectResponse(base)
        path = path.removeprefix(base)
        if path == f"{OWN}/news":
            return _plain(StreamingResponse(preview.listen(), media_type="text/event-stream"))
        if path.startswith(f"{OWN}/"):
            return await _file(_CLIENT, path.removeprefix(f"{OWN}/")) or await _missing(preview)
        return await _page(preview, path)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(preview.work)
            yield
            preview.close()

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "HEAD"])], lifespan=lifespan)


def _named(request: Request) -> str:
    """By which name a browser asks: a strange one is another site's, that points at this machine."""
    name = request.headers.get("host", "").lower()
    return name if name.endswith("]") else name.rpartition(":")[0] or name


async def _page(preview: Preview, path: str) -> Response:
    out = preview.workshop.out
    if path and not path.endswith("/") and _inside(out, path + "/index.html"):
        return RedirectResponse(f"{preview.workshop.base}{path}/")
    name = path + "index.html" if not path or path.endswith("/") else path
    return await _file(out, name, script=_script(preview)) or await _missing(preview)


def _script(preview: Preview) -> bytes:
    """Tells the browser which build its page is of: there may be a newer one before it asks for news."""
    address = f"{preview.workshop.base}{OWN}/client.js?version={preview.version}"
    return f'<script src="{address}" defer></script></head>'.encode()


async def _missing(preview: Preview) -> Response:
    page = await _file(preview.workshop.out, "404.html", script=_script(preview))
    if page is None:
        return PlainTextResponse("There is no such page.\n", status_code=404)
    page.status_code = 404
    return page


def _inside(folder: Path, name: str) -> Path | None:
    """The file of that name, if it is one and stands in the folder wherever links may lead."""
    try:
        path = (folder / name).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13
        return None
    return path if path.is_file() and path.is_relative_to(folder.resolve()) else None


async def _file(folder: Path, name: str, *, script: bytes = b"") -> Response | None:
    path = _inside(folder, name)
    if path is None:
        return None
    try:
        data = await anyio.Path(path).read_bytes()
    except OSError:
        return None
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if script and path.suffix == ".html":
        data = data.replace(b"</head>", script, 1)
    return _plain(Response(data, media_type=kind))


def _plain(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
