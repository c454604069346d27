"""A real HTTP server on the loopback interface that behaves as a test tells it to, well or badly.

    with Door() as door:
        door.at("/rss/cs.CL", ok(feed(item())))             # the same answer every time
        door.at("/rss/cs.CV", busy(429, after="1"), ok(b""))  # one answer each, the last one stays
        read(door.url + "/rss/cs.CL")
        assert door.requests[0].headers["user-agent"]
    with Door(ok(b"taken")) as door:                          # whatever is asked, and wherever
        send(door.url, {"text": "A day"})
        assert door.requests[0].json == {"text": "A day"}

An answer is any function of the request handler, so a new misbehaviour is three lines of test. Paths
nobody spoke for answer 404, or as the door was told to. Nothing outlives the `with`: a handler that waits is
let go at its end.
"""

import gzip
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def json(self):
        return json.loads(self.body)


class Door(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, otherwise=None):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self.otherwise = [otherwise or respond(404, b"nobody is here")]  # in turn, as at a path
        self._answers = {}
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def at(self, path, *answers):
        """What to answer there, in turn; the last answer is repeated."""
        self._answers[path] = list(answers)
        return self.url + path

    def answer_to(self, path):
        waiting = self._answers.get(path, self.otherwise)
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request, client_address):
        """Clients that hang up early are what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True  # an answer in two pieces waits for nobody

    def do_GET(self):
        path = self.path
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.requests.append(Request(path, {k.lower(): v for k, v in self.headers.items()}, body))
        self.server.answer_to(path)(self)

    do_POST = do_GET  # noqa: N815  # the library's name

    def log_message(self, *_):
        pass


def respond(status, body, **headers):
    """The given status, body and headers (`retry_after` becomes `Retry-After`)."""

    def answer(handler):
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def ok(body, content_type="application/rss+xml"):
    return respond(200, body, content_type=content_type)


def gzipped(body):
    return respond(200, gzip.compress(body), content_encoding="gzip")


def busy(status=503, after=None, date=None):
    """Too many requests, or out of order; `after` is the Retry-After header."""
    headers = {"retry_after": after} if after is not None else {}

    def answer(handler):
        handler.send_response_only(status)
        for name, value in {**headers, **({"Date": date} if date else {})}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def silent(handler):
    """Takes the request and says nothing until the door closes."""
    handler.server.closing.wait(10)


def hang_up(handler):
    """Closes the connection without a word."""
    handler.close_connection = True


def cut_short(body):
    """Promises more bytes than it sends."""

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body) + 1000))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def endless(handler):
    """Sends without end, as fast as the reader takes it."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.closing.is_set():
        handler.wfile.write(b"<item>" * 10_000)


def trickle(handler):
    """Sends a byte now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.closing.wait(0.01):
        handler.wfile.write(b".")


def redirect(to, status=302):
    return respond(status, b"", location=to)
