"""A running `serve` in a thread, with a workshop that a test controls or with the real one."""

import contextlib
import queue
import threading

import httpx
import uvicorn

from broadsheet import serve as serving


class Running:
    def __init__(self, address):
        self.address = address
        self.client = httpx.Client(base_url="/".join(address.split("/")[:3]), timeout=10, trust_env=False)

    def get(self, path, **kwargs):
        return self.client.get(path, **kwargs)

    @contextlib.contextmanager
    def news(self):
        """The events of the stream, one dictionary at a time."""
        with httpx.stream("GET", f"{self.address}__preview__/news", timeout=15, trust_env=False) as answer:
            yield (line.removeprefix("data: ") for line in answer.iter_lines() if line.startswith("data: "))


@contextlib.contextmanager
def running(workshop, *, port=0, host="127.0.0.1"):
    """Serve until the test is done; signals belong to the main thread, so the end is asked for directly."""
    addresses = queue.Queue()
    servers = []

    class Watched(uvicorn.Server):
        def __init__(self, config):
            super().__init__(config)
            servers.append(self)

    original, uvicorn.Server = uvicorn.Server, Watched
    thread = threading.Thread(
        target=serving.serve,
        args=(workshop,),
        kwargs={"host": host, "port": port, "ready": lambda address, asked: addresses.put((address, asked))},
    )
    thread.start()
    try:
        address, is_asked = addresses.get(timeout=15)
        site = Running(address)
        site.is_asked = is_asked
        [site.server] = servers
        with site.client:
            yield site
    finally:
        uvicorn.Server = original
        for server in servers:
            server.should_exit = True
        thread.join(timeout=15)
        assert not thread.is_alive()
