"""An OpenAI-compatible endpoint on loopback that tells papers well, or badly in every way that is known.

    with ModelServer() as server:
        server.behave(busy(429, after="0"), tell)       # one behaviour per request, the last one stays
        ... ask server.url for a model ...
        assert len(server.questions) == 2

`tell` answers with five parts made of the abstract's own sentences, so that they hold.
"""

import json
import re
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from broadsheet.model import Paper
from broadsheet.summarize.model import ModelSettings, money
from broadsheet.summarize.model.ask import AnswerRequest

ABSTRACT = (
    "Lamps are dim. We propose LampNet, a brighter lamp. It has 12 bulbs. "
    "It shines twice as far in our hall. Halls may be lit by fewer lamps."
)
ROLES = ("tldr", "motivation", "method", "result", "conclusion")


def paper(number=1):
    return Paper(f"2601.{90000 + number}", f"A Brighter Lamp {number}", abstract=ABSTRACT)


def asked(server, **changed):
    """The settings by which this server is asked, without patience."""
    usual = ModelSettings(
        "invented",
        server.url,
        "sk-secret",
        "SOME_KEY",
        AnswerRequest(),
        4,
        money.Price(1.0, 2.0),
        timeout=2,
        first_pause=0.001,
        probes=(0.01, 0.02),
    )
    return replace(usual, **changed)


class ModelServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, latency=0.0):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.questions = []
        self.keys = set()
        self.closing = threading.Event()
        self.latency = latency
        self.under_way = self.most_under_way = 0
        self.lock = threading.Lock()
        self.handed_in = []  # the questions of a batch
        self.answered = []  # the lines of its answer
        self.batch = batch("validating")
        self.batches = []  # all that were handed in, the latest first
        self._behaviours = [tell]
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/v1/"

    def behave(self, *behaviours):
        self._behaviours = list(behaviours)

    def next_behaviour(self):
        with self.lock:
            return self._behaviours.pop(0) if len(self._behaviours) > 1 else self._behaviours[0]

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
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # an answer in two pieces waits for nobody

    def do_GET(self):
        """The Batch API's side: how a batch stands, and what came of it."""
        if self.path.startswith("/v1/batches?"):
            self.send(200, {"object": "list", "data": self.server.batches, "has_more": False})
        elif self.path.startswith("/v1/batches/"):
            self.send(200, self.server.batch)
        elif self.path.startswith("/v1/files/"):
            lines = [json.dumps(line, ensure_ascii=False) for line in self.server.answered]
            self.send(200, "\n".join(lines).encode())
        else:
            self.send(404, {})

    def _take_batch(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/files"):
            lines = [line for line in body.splitlines() if line.startswith(b"{")]
            self.server.handed_in = [json.loads(line) for line in lines]
            self.send(
                200,
                {
                    "id": "file-in",
                    "object": "file",
                    "bytes": 1,
                    "created_at": 1,
                    "filename": "x",
                    "purpose": "batch",
                },
            )
        else:
            made = {**self.server.batch, "metadata": json.loads(body).get("metadata")}
            self.server.batches.insert(0, made)
            self.send(200, made)

    def do_POST(self):
        if not self.path.endswith("/chat/completions"):
            self._take_batch()
            return
        server = self.server
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.keys.add(self.headers.get("Authorization", ""))
        with server.lock:
            server.questions.append(question)
            server.under_way += 1
            server.most_under_way = max(server.most_under_way, server.under_way)
        try:
            if server.latency:
                time.sleep(server.latency)
            server.next_behaviour()(self, question)
        finally:
            with server.lock:
                server.under_way -= 1

    def send(self, status, body, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def batch(status, output=None):
    told = {"id": "batch-1", "object": "batch", "status": status, "output_file_id": output}
    more = {
        "completion_window": "24h",
        "created_at": 1,
        "endpoint": "/v1/chat/completions",
        "input_file_id": "file-in",
    }
    return {**told, **more}


def answered(question, **changed):
    """The line of a batch's answer to one of its questions."""
    said = completion(json.dumps(parts(question["body"], **changed)))
    return {"custom_id": question["custom_id"], "response": {"status_code": 200, "body": said}}


def numbered(question):
    """The sentences of the abstract that was asked about."""
    user = next(m["content"] for m in question["messages"] if m["role"] == "user")
    return re.findall(r"^\[\d+\] (.*)$", user, re.MULTILINE)


def parts(question, **changed):
    """Five parts, each a sentence of the abstract; more parts than sentences stay empty."""
    sentences = numbered(question)
    told = {
        role: {
            "text": sentences[n] if n < len(sentences) else "",
            "evidence": [n + 1] if n < len(sentences) else [],
        }
        for n, role in enumerate(ROLES)
    }
    return {**told, **changed}


def completion(text, *, usage=True, finish="stop", refusal=None):
    told = {"role": "assistant", "content": text, "refusal": refusal}
    answer = {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "invented",
        "choices": [{"index": 0, "message": told, "finish_reason": finish}],
    }
    if usage:
        answer["usage"] = {"prompt_tokens": 400, "completion_tokens": 100, "total_tokens": 500}
    return answer


def streamed(text):
    """The same as events, which some endpoints send to whoever asks for none."""
    pieces = [text[at : at + 80] for at in range(0, len(text), 80)]
    events = [{"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces]
    events.append({"choices": [], "usage": {"prompt_tokens": 400, "completion_tokens": 100}})
    return "".join(f"data: {json.dumps(event)}\n\n" for event in events).encode() + b"data: [DONE]\n\n"


def tell(handler, question):
    handler.send(200, completion(json.dumps(parts(question))))


def gathering(count):
    """Answers nobody before so many ask at once."""
    gathered = threading.Event()

    def answer(handler, question):
        if handler.server.under_way >= count:
            gathered.set()
        gathered.wait(10)
        tell(handler, question)

    return answer


def saying(**changed):
    """The same with some parts changed."""
    return lambda handler, question: handler.send(200, completion(json.dumps(parts(question, **changed))))


def text(said, **options):
    return lambda handler, _: handler.send(200, completion(said, **options))


def fenced(handler, question):
    handler.send(200, completion(f"Here you are:\n```json\n{json.dumps(parts(question))}\n```\nEnjoy!"))


def no_usage(handler, question):
    handler.send(200, completion(json.dumps(parts(question)), usage=False))


def status(code, **headers):
    return lambda handler, _: handler.send(code, {"error": {"message": "sk-secret is wrong"}}, **headers)


def raw(body):
    return lambda handler, _: handler.send(200, body)


def hang_up(handler, _):
    handler.close_connection = True


def cut_short(handler, question):
    data = json.dumps(completion(json.dumps(parts(question)))).encode()
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data[: len(data) // 2])
    handler.close_connection = True


def silent(handler, _):
    handler.server.closing.wait(10)
    handler.close_connection = True


def packed(body, encoding):
    return lambda handler, _: handler.send(200, body, Content_Encoding=encoding)


def dripping(handler, _):
    """Sends a space now and then, which JSON allows, so that no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    while not handler.server.closing.wait(0.01):
        handler.wfile.write(b" ")


def knowing(*forms):
    """Understands only these response formats, as many endpoints do, and refuses others with 400."""

    def answer(handler, question):
        form = question.get("response_format", {}).get("type")
        (tell if form in forms else status(400))(handler, question)

    return answer


no_choices = raw(
    json.dumps({"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": []}).encode()
)
