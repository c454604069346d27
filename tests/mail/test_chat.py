"""The note of a day to chats, as each service is posted to, on the loopback interface."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest

from broadsheet import mail
from broadsheet.errors import DeliveryError, UsageError
from broadsheet.mail.chat import Note, Point
from doors.loopback import Door, cut_short, hang_up, ok, respond

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
def door():
    with Door(ok(b"ok")) as door:
        yield door


def sent(door, service, path, note=NOTE):
    """Where it was posted, and what."""
    mail.send(note, service, door.url + path)
    (request,) = door.requests
    return request.path, request.json


def test_slack_gets_links_and_escaped_text(door):
    path, body = sent(door, "slack", "/services/T0/B0/secret")
    assert path == "/services/T0/B0/secret"
    assert body["text"].startswith("*<https://example.org/2026/01/27/|The Daily Example · 27 January 2026>*")
    assert "A &lt;model&gt; &amp; its" in body["text"]
    assert f"<{POINTS[0].url}|Title 0>\n_9.1 · Writing_" in body["text"]


def test_telegram_gets_the_chat_from_its_address(door):
    path, body = sent(door, "telegram", "/bot1:secret/sendMessage?chat_id=-100")
    assert path == "/bot1:secret/sendMessage"
    assert (body["chat_id"], body["parse_mode"]) == ("-100", "HTML")
    assert "A &lt;model&gt; &amp; its" in body["text"]
    assert f'<a href="{POINTS[0].url}">Title 0</a>\n<i>9.1 · Writing</i>' in body["text"]


def test_ntfy_gets_its_topic_and_text_that_is_no_markup(door):
    path, body = sent(door, "ntfy", "/secret-topic")
    assert (path, body["topic"], body["click"]) == ("/", "secret-topic", "https://example.org/2026/01/27/")
    assert r"A \<model\> & its \*draft\* \[0\]" in body["message"]
    assert f"[Title 0]({POINTS[0].url})" in body["message"]


def test_feishu_gets_lines_of_runs(door):
    door.otherwise = [ok(b'{"code": 0, "msg": "success"}')]
    _, body = sent(door, "feishu", "/open-apis/bot/v2/hook/secret")
    lines = body["content"]["post"]["zh_cn"]["content"]
    assert {run["tag"] for line in lines for run in line} == {"text", "a"}
    assert lines[2] == [{"tag": "a", "text": "Title 0", "href": POINTS[0].url}]


ADDRESSES = {  # all that is secret in them begins so
    "slack": "/services/TSECRET1/BSECRET2/secretsecret3",
    "feishu": "/open-apis/bot/v2/hook/secret4-5678-secret5",
    "telegram": "/bot12345678:secret6-secret7/sendMessage?chat_id=-100secret8",
    "ntfy": "/secret%2D9",
}


@pytest.mark.parametrize(
    ("service", "answer"),
    [
        ("slack", (404, "no_service TSECRET1 secretSECRET3")),
        ("feishu", (200, '{"code": 19024, "msg": "Key Words Not Found for secret4-5678-secret5"}')),
        ("telegram", (400, '{"ok": false, "description": "chat not found: -100secret8, secret6-secret7"}')),
        ("ntfy", (429, '{"error": "limit reached", "topic": "secret-9", "was": "secret%2D9"}')),
    ],
)
def test_what_is_not_taken_is_said_without_any_piece_of_the_secret_address(door, service, answer):
    status, reply = answer
    door.otherwise = [respond(status, f"{reply} {ADDRESSES[service]}".encode())]
    if service == "feishu":
        door.otherwise = [respond(status, reply.encode())]
    with pytest.raises(DeliveryError) as caught:
        mail.send(NOTE, service, door.url + ADDRESSES[service])
    said = f"{caught.value} {caught.value.hint}"
    assert f"does not take the message ({status} " in said
    assert re.search(r"no_service|Key Words Not Found|not found|limit reached", said)
    assert "secret" not in said.casefold()


def test_a_short_piece_of_the_address_is_hidden_as_a_word_and_no_other_word_is_touched(door):
    door.otherwise = [respond(400, b"the robot v2 of bot T0 has v23 rights")]
    with pytest.raises(DeliveryError, match=re.escape("(400 the robot … of … … has v23 rights)")):
        mail.send(NOTE, "slack", f"{door.url}/bot/v2/T0")


def test_a_chat_out_of_reach_is_one_line_without_the_secret_address():
    with pytest.raises(DeliveryError) as caught:
        mail.send(NOTE, "slack", "http://127.0.0.1:9/secret-path")
    assert str(caught.value) == "slack (127.0.0.1): could not be reached"
    assert caught.value.hint == "run it again: nobody gets the day twice"


@pytest.mark.parametrize("breaks", [hang_up, cut_short(b"ok")])
def test_of_a_chat_that_breaks_off_nobody_is_told_that_it_has_nothing(door, breaks):
    door.otherwise = [breaks]
    with pytest.raises(DeliveryError, match="broke off before it said whether it took the message") as caught:
        mail.send(NOTE, "slack", f"{door.url}/secret-path")
    assert "running it again sends it a second time" in caught.value.hint
    assert "secret-path" not in f"{caught.value} {caught.value.hint}"


def long(words, of=9):
    return replace(NOTE, points=tuple(Point(words, "T", "https://example.org/", "") for _ in range(of)))


def shown(html):
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize(
    ("service", "most", "counted"),
    [
        ("slack", 4000, lambda body: len(body["text"])),
        ("feishu", 20_000, lambda body: len(json.dumps(body, ensure_ascii=False).encode())),
        ("telegram", 4096, lambda body: len(shown(body["text"]).encode("utf-16-le")) // 2),
        ("ntfy", 4096, lambda body: len(body["message"].encode())),
    ],
)
@pytest.mark.parametrize("letter", ["字", "a", "<", "𝔽"])
def test_a_note_has_as_many_points_as_the_service_has_room_for_as_it_counts(
    door, service, most, counted, letter
):
    _, body = sent(door, service, "/secret", long(letter * 400, of=60))
    points = json.dumps(body, ensure_ascii=False).count("•")
    assert 0 < points < 60
    assert most - 3200 < counted(body) <= most
    door.requests.clear()
    _, one = sent(door, service, "/secret", long(letter * 400, of=1))
    door.requests.clear()
    _, none = sent(door, service, "/secret", long(letter, of=0))
    assert counted(body) + counted(one) - counted(none) > most, "one more has no room"


@pytest.mark.parametrize("service", mail.SERVICES)
def test_what_has_no_room_even_without_points_is_not_sent(door, service):
    with pytest.raises(DeliveryError, match="has no room for the note even without its papers: 2") as caught:
        mail.send(replace(NOTE, summary="x" * 20_500), service, f"{door.url}/secret")
    assert door.requests == []
    assert "shorten title" in caught.value.hint


def test_an_address_that_is_none_is_named_by_its_variable():
    with pytest.raises(UsageError, match="SLACK_WEBHOOK_URL"):
        mail.send(NOTE, "slack", "hooks.slack.com/secret")
