"""The note of a day to chats, as each service is posted to, on the loopback interface."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from broadsheet import mail
from broadsheet.errors import DeliveryError, UsageError
from broadsheet.mail.chat import Note, Point

POINTS = tuple(
    Point(
        claim=f"A <model> & its *draft* [{number}] halves the cost.",
        title=f"Title {number}",
        url=f"https://example.org/2026/01/27/#2601.9000{number}",
        why="9.1 · Writing",
    )
    for number in range(6)
)
NOTE = Note(
    "The Daily Example · 27 January 2026", "https://example.org/2026/01/27/", "23 papers", POINTS, "Stop."
)


@pytest.fixture
def webhook():
    asked, answers = [], []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            asked.append((self.path, json.loads(body)))
            status, reply = answers.pop(0) if answers else (200, b"ok")
            self.send_response(status)
            self.send_header("content-length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked, answers
    server.shutdown()
    thread.join()
    server.server_close()


def test_slack_gets_links_and_escaped_text(webhook):
    url, asked, _ = webhook
    mail.send(NOTE, "slack", f"{url}/services/T0/B0/secret")
    ((path, body),) = asked
    assert path == "/services/T0/B0/secret"
    assert body["text"].startswith("*<https://example.org/2026/01/27/|The Daily Example · 27 January 2026>*")
    assert "A &lt;model&gt; &amp; its" in body["text"]


def test_telegram_gets_the_chat_from_its_address(webhook):
    url, asked, _ = webhook
    mail.send(NOTE, "telegram", f"{url}/bot1:secret/sendMessage?chat_id=-100")
    ((path, body),) = asked
    assert path == "/bot1:secret/sendMessage"
    assert (body["chat_id"], body["parse_mode"]) == ("-100", "HTML")
    assert "A &lt;model&gt; &amp; its" in body["text"]


def test_ntfy_gets_its_topic_and_text_that_is_no_markup(webhook):
    url, asked, _ = webhook
    mail.send(NOTE, "ntfy", f"{url}/secret-topic")
    ((path, body),) = asked
    assert (path, body["topic"], body["click"]) == ("/", "secret-topic", "https://example.org/2026/01/27/")
    assert r"A \<model\> & its \*draft\* \[0\]" in body["message"]


def test_feishu_gets_lines_of_runs(webhook):
    url, asked, answers = webhook
    answers.append((200, b'{"code": 0, "msg": "success"}'))
    mail.send(NOTE, "feishu", f"{url}/open-apis/bot/v2/hook/secret")
    ((_, body),) = asked
    lines = body["content"]["post"]["zh_cn"]["content"]
    assert {run["tag"] for line in lines for run in line} == {"text", "a"}
    assert lines[2] == [{"tag": "a", "text": "Title 0", "href": POINTS[0].url}]


@pytest.mark.parametrize(
    ("service", "answer"),
    [
        ("slack", (404, b"no_service")),
        ("feishu", (200, b'{"code": 19024, "msg": "Key Words Not Found"}')),
        ("telegram", (400, b'{"ok": false, "description": "chat not found"}')),
        ("ntfy", (429, b'{"error": "limit reached"}')),
    ],
)
def test_what_is_not_taken_is_said_without_the_secret_address(webhook, service, answer):
    url, _, answers = webhook
    answers.append((answer[0], answer[1] + b" /secret-path?chat_id=7"))
    answers[0] = answer if service == "feishu" else answers[0]
    with pytest.raises(DeliveryError) as caught:
        mail.send(NOTE, service, f"{url}/secret-path?chat_id=7")
    assert "does not take the message" in caught.value.what
    assert "secret-path" not in str(caught.value) + caught.value.hint


def test_a_chat_out_of_reach_is_one_line_without_the_secret_address():
    with pytest.raises(DeliveryError) as caught:
        mail.send(NOTE, "slack", "http://127.0.0.1:9/secret-path")
    assert str(caught.value) == "slack (127.0.0.1): could not be reached"


@pytest.mark.parametrize("service", mail.SERVICES)
def test_a_note_fits_what_the_service_takes(webhook, service):
    url, asked, _ = webhook
    long = Note(
        NOTE.title, NOTE.url, NOTE.summary, tuple(Point("字" * 900, "T", "u", "") for _ in range(9)), "S"
    )
    mail.send(long, service, f"{url}/secret")
    assert len(json.dumps(asked[0][1], ensure_ascii=False).encode()) < {"telegram": 4500, "ntfy": 4500}.get(
        service, 20_000
    )


def test_an_address_that_is_none_is_named_by_its_variable():
    with pytest.raises(UsageError, match="SLACK_WEBHOOK_URL"):
        mail.send(NOTE, "slack", "hooks.slack.com/secret")
