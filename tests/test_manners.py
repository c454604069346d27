"""The wire's manners: turns with other processes, answers it remembers, places it does not go to."""

import threading

import pytest

from broadsheet.errors import SourceError
from broadsheet.wire import Wire, places, turns
from doors.loopback import Door, ok, redirect, respond

ARXIV = "https://rss.arxiv.org/rss/cs.CL"


@pytest.fixture
def door(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Door() as door:
        yield door


@pytest.fixture(params=["with a state folder", "without one"])
def taking(request, tmp_path):
    """Turns whose clock moves only while they sleep, and what they slept."""
    slept = []
    state = tmp_path if request.param == "with a state folder" else None
    return turns.Turns(state, sleep=slept.append, clock=lambda: 1000.0 + sum(slept)), slept


def test_requests_to_arxiv_are_three_seconds_apart(taking):
    turn, slept = taking
    for url in (ARXIV, "https://export.arxiv.org/api/query", "https://arxiv.org/list"):
        with turn.of(url):
            pass
    assert slept == [3.0, 3.0]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8/", "https://notarxiv.org/", "https://arxiv.org.example/", "x:["]
)
def test_other_hosts_are_asked_at_once(taking, url):
    turn, slept = taking
    for _ in range(3):
        with turn.of(url):
            pass
    assert slept == []


def test_turns_are_taken_across_processes(tmp_path):
    """Two wires with one state folder: the second waits for the first, and then the rest of three seconds."""
    slept, order = [], []
    first = turns.Turns(tmp_path, sleep=slept.append, clock=lambda: 1000.0)
    second = turns.Turns(tmp_path, sleep=slept.append, clock=lambda: 1001.0)
    inside, go_on = threading.Event(), threading.Event()

    def hold():
        with first.of(ARXIV):
            inside.set()
            go_on.wait(5)
            order.append("first")

    def follow():
        with second.of(ARXIV):
            order.append("second")

    threads = [threading.Thread(target=hold), threading.Thread(target=follow)]
    threads[0].start()
    assert inside.wait(5)
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert order == ["first", "second"]
    assert slept == [2.0]


@pytest.mark.parametrize("stamp", [b"99999", b"soon", b"\xff", b""])
def test_a_strange_stamp_keeps_nobody_waiting(tmp_path, stamp):
    (tmp_path / "arxiv-turn").write_bytes(stamp)
    slept = []
    with turns.Turns(tmp_path, sleep=slept.append, clock=lambda: 1000.0).of(ARXIV):
        pass
    assert slept == []


def tagged(body, mark='"one"'):
    """Answers 304 to who knows the mark already."""

    def answer(handler):
        if handler.headers.get("If-None-Match") == mark:
            respond(304, b"")(handler)
        else:
            respond(200, body, etag=mark)(handler)

    return answer


def test_what_did_not_change_is_not_sent_again(door, tmp_path):
    url = door.at("/", tagged(b"<rss/>"))
    for _ in range(2):
        with Wire("t", state=tmp_path) as wire:
            answer = wire.get(url)
            assert (answer.status, answer.body) == (200, b"<rss/>")
    assert [request.headers.get("if-none-match") for request in door.requests] == [None, '"one"']


def test_a_damaged_memory_is_asked_again_in_full(door, tmp_path):
    url = door.at("/", tagged(b"<rss/>"))
    with Wire("t", state=tmp_path) as wire:
        wire.get(url)
        (kept,) = (tmp_path / "answers").iterdir()
        kept.write_bytes(kept.read_bytes()[:-2])
        assert wire.get(url).body == b"<rss/>"
    assert door.requests[1].headers.get("if-none-match") is None


def test_an_answer_that_merely_stops_is_not_remembered_since_it_may_be_cut_off(door, tmp_path):
    def stops(handler):
        handler.send_response_only(200)
        handler.send_header("ETag", '"one"')
        handler.end_headers()
        handler.wfile.write(b"<rss><chan")

    url = door.at("/", stops)
    with Wire("t", state=tmp_path) as wire:
        for _ in range(2):
            wire.get(url)
    assert [request.headers.get("if-none-match") for request in door.requests] == [None, None]


def test_without_a_place_for_the_stamp_arxiv_is_not_asked(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    turn = turns.Turns(tmp_path / "state", sleep=pytest.fail)
    with pytest.raises(SourceError, match="cannot take its turn") as caught, turn.of(ARXIV):
        pass
    assert caught.value.hint


def test_an_error_in_a_turn_is_not_mistaken_for_one_of_the_stamp(tmp_path):
    with pytest.raises(OSError, match="broken pipe"), turns.Turns(tmp_path, sleep=pytest.fail).of(ARXIV):
        raise OSError("broken pipe")


def test_a_full_disk_does_not_make_us_hasty(tmp_path):
    slept = []
    turn = turns.Turns(tmp_path, sleep=slept.append, clock=lambda: 1000.0)
    for _ in range(2):
        with turn.of(ARXIV):
            pass
        (tmp_path / "arxiv-turn").write_bytes(b"")
    assert slept == [3.0]


def test_memory_is_bounded(door, tmp_path):
    with Wire("t", state=tmp_path) as wire:
        for n in range(20):
            wire.get(door.at(f"/{n}", tagged(b"x")))
    assert len(list((tmp_path / "answers").iterdir())) == 16


def test_one_connection_serves_a_run(door):
    with Wire("t") as wire:
        for _ in range(3):
            wire.get(door.at("/", ok(b"x")))
        wire.close()
        assert wire.get(door.at("/", ok(b"y"))).body == b"y"


@pytest.mark.parametrize(
    ("target", "sent_by", "refused"),
    [
        ("http://127.0.0.1/", "http://93.184.216.34/", True),
        ("http://10.0.0.1/", "http://93.184.216.34/", True),
        ("http://[::1]/", "http://93.184.216.34/", True),
        ("http://169.254.169.254/latest", "http://93.184.216.34/", True),
        ("http://localhost/", "http://93.184.216.34/", True),
        ("file:///etc/passwd", "http://93.184.216.34/", True),
        ("http://93.184.216.35/", "http://93.184.216.34/", False),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/", False),
    ],
)
def test_a_redirect_leads_to_no_private_place(target, sent_by, refused):
    if refused:
        with pytest.raises(SourceError, match="leads to"):
            places.Places().refuse_private(target, sent_by=sent_by)
    else:
        places.Places().refuse_private(target, sent_by=sent_by)


@pytest.mark.parametrize("target", ["http://[", "http://a..b/", f"http://{'a' * 70}.example/", "//[/"])
def test_a_redirect_to_no_address_is_an_error(door, target):
    with Wire("t") as wire, pytest.raises(SourceError, match="no address"):
        wire.get(door.at("/", redirect(target)))


def test_redirects_are_followed_within_a_private_place_that_was_asked_for(door):
    door.at("/new", ok(b"moved"))
    with Wire("t") as wire:
        assert wire.get(door.at("/old", redirect("/new", 308))).body == b"moved"
