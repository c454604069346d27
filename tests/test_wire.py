import gzip
import socket
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from broadsheet import wire
from broadsheet.errors import SourceError
from broadsheet.wire.watch import Watch
from doors.loopback import (
    Door,
    busy,
    cut_short,
    endless,
    gzipped,
    hang_up,
    ok,
    redirect,
    respond,
    silent,
    trickle,
)

QUICK = wire.Limits(connect=2, read=2, total=30, size=100_000, first_pause=2)


@pytest.fixture
def door(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Door() as door:
        yield door


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def get(pauses):
    """The wire with short limits, no sleep and no chance; the clock moves only while it sleeps."""

    def get(url, *, limits=QUICK, clock=lambda: sum(pauses), chance=lambda: 0.5):
        with wire.Wire("test/1", clock=clock, sleep=pauses.append, chance=chance, limits=limits) as own:
            return own.get(url)

    return get


def test_an_answer_is_status_body_and_headers_and_we_say_who_we_are(door, get):
    answer = get(door.at("/", ok(b"<rss/>")))
    assert (answer.status, answer.body) == (200, b"<rss/>")
    assert answer.headers["content-type"] == "application/rss+xml"
    assert [r.headers["user-agent"] for r in door.requests] == ["test/1"]


def test_a_compressed_answer_is_read_as_what_it_means(door, get):
    assert get(door.at("/", gzipped(b"<rss/>" * 100))).body == b"<rss/>" * 100


def test_an_answer_that_does_not_decompress_is_an_error(door, get):
    url = door.at("/", respond(200, b"not gzip", content_encoding="gzip"))
    with pytest.raises(SourceError, match="does not decompress"):
        get(url)


@pytest.mark.parametrize("status", [200, 304, 400, 404])
def test_an_answer_that_will_not_change_is_returned_at_once(door, get, pauses, status):
    assert get(door.at("/", respond(status, b""))).status == status
    assert (len(door.requests), pauses) == (1, [])


@pytest.mark.parametrize("status", [406, 429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_later_and_later(door, get, pauses, status):
    assert get(door.at("/", busy(status), busy(status), ok(b"at last"))).body == b"at last"
    assert pauses == [2, 4]


def test_pauses_are_spread_so_that_many_readers_do_not_come_back_together(door, get, pauses):
    url = door.at("/", busy(), busy(), busy(), ok(b""))
    get(url, chance=iter([0.0, 0.5, 0.999]).__next__)
    assert pauses == pytest.approx([1, 4, 11.992])


def test_a_server_that_stays_busy_is_left_alone_after_four_attempts(door, get):
    url = door.at("/", busy(503))
    with pytest.raises(SourceError, match=r"is busy \(HTTP status 503\) \(4 attempts\)") as caught:
        get(url)
    assert caught.value.file == url
    assert caught.value.hint
    assert len(door.requests) == 4


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"after": "7"}, 7),
        ({"after": "Tue, 27 Jan 2026 05:00:10 GMT", "date": "Tue, 27 Jan 2026 05:00:00 GMT"}, 10),
        ({"after": "Tue, 27 Jan 2026 04:00:00 GMT", "date": "Tue, 27 Jan 2026 05:00:00 GMT"}, 2),
        ({"after": "Tue, 27 Jan 2026 05:00:10 GMT"}, 2),
        ({"after": "0"}, 2),
        ({"after": "-5"}, 2),
        ({"after": "soon", "date": "whenever"}, 2),
        ({"after": "²"}, 2),
    ],
)
def test_the_server_says_how_long_to_wait_and_we_wait_no_less(door, get, pauses, headers, pause):
    get(door.at("/", busy(429, **headers), ok(b"")))
    assert pauses == [pause]


def test_a_pause_longer_than_the_time_left_is_not_begun(door, get, pauses):
    with pytest.raises(SourceError, match="asks to wait 3600 s"):
        get(door.at("/", busy(429, after="3600")))
    assert pauses == []


def test_all_attempts_together_keep_within_the_total_time(door, get, pauses):
    with pytest.raises(SourceError, match=r"3 attempts"):
        get(door.at("/", busy(503, after="12")))
    assert pauses == [12, 12]


def test_a_silent_server_is_asked_again(door, get):
    impatient = replace(QUICK, read=0.1)
    assert get(door.at("/", silent, ok(b"awake")), limits=impatient).body == b"awake"


def test_a_server_that_stays_silent_is_an_error(door, get):
    with pytest.raises(SourceError, match="did not answer in time"):
        get(door.at("/", silent), limits=wire.Limits(read=0.05, attempts=2))


def test_a_server_that_hangs_up_is_asked_again(door, get):
    assert get(door.at("/", hang_up, ok(b"sorry"))).body == b"sorry"


def test_an_answer_that_is_shorter_than_promised_is_never_believed(door, get):
    url = door.at("/", cut_short(b"<rss>"), ok(b"<rss></rss>"))
    assert get(url).body == b"<rss></rss>"
    with pytest.raises(SourceError, match="broke off its answer"):
        get(door.at("/", cut_short(b"<rss>")))


def test_an_endless_answer_is_cut_at_the_size_limit(door, get):
    with pytest.raises(SourceError, match="more than 100,000 bytes"):
        get(door.at("/", endless))


def test_a_small_answer_that_unpacks_to_a_huge_one_is_cut_at_the_size_limit(door, get):
    bomb = gzip.compress(bytes(2_000_000))
    assert len(bomb) < 10_000
    with pytest.raises(SourceError, match="more than 100,000 bytes"):
        get(door.at("/", respond(200, bomb, content_encoding="gzip")))


def test_an_answer_that_trickles_is_cut_at_the_time_limit(door, get):
    with pytest.raises(SourceError, match="takes too long"):
        get(door.at("/", trickle), clock=time.monotonic, limits=wire.Limits(read=5, total=0.05))


def dripping(head):
    """Sends the head of an answer, and then a byte now and then that never completes it."""

    def answer(handler):
        handler.wfile.write(head)
        while not handler.server.closing.wait(0.01):
            handler.wfile.write(b"a")

    return answer


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08" + bytes(6),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
    ],
    ids=["headers", "a file name in gzip", "a chunk's extension"],
)
def test_what_trickles_without_ever_being_part_of_the_answer_is_cut_too(door, get, head):
    with pytest.raises(SourceError, match="takes too long"):
        get(door.at("/", dripping(head)), clock=time.monotonic, limits=wire.Limits(read=5, total=0.1))


def test_a_connection_that_opens_when_the_time_is_over_is_cut_as_well():
    watch, (near, far) = Watch(), socket.socketpair()
    far.settimeout(5)
    with near, far, watch.within(0):
        while not watch._is_over:
            time.sleep(0.001)
        watch.keep(near)
        assert far.recv(1) == b""


def test_a_connection_that_was_opened_earlier_is_cut_as_well(door):
    url = door.at("/", ok(b"first"), dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "))
    with wire.Wire("t", limits=wire.Limits(read=5, total=0.2)) as own:
        assert own.get(url).body == b"first"
        with pytest.raises(SourceError, match="takes too long"):
            own.get(url)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("ALL_PROXY", "weird://127.0.0.1"), ("SSL_CERT_FILE", "/nowhere/to/be/found.pem")],
)
def test_an_environment_that_forbids_it_is_an_error_that_says_so(door, get, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SourceError, match="environment forbids it") as caught:
        get(door.at("/", ok(b"x")))
    assert variable in caught.value.hint


def test_we_say_who_we_are_in_letters_that_a_header_can_hold(door):
    with wire.Wire("b/1 (+https://bücher.example/)\r\nX: y") as own:
        own.get(door.at("/", ok(b"x")))
    assert door.requests[0].headers["user-agent"] == "b/1 (+https://b%C3%BCcher.example/)%0D%0AX: y"


def test_redirects_are_followed(door, get):
    door.at("/new", ok(b"moved"))
    assert get(door.at("/old", redirect("/new", 301))).body == b"moved"


def test_a_redirect_loop_ends_after_five(door, get):
    with pytest.raises(SourceError, match="redirects without end"):
        get(door.at("/", redirect("/")))
    assert len(door.requests) == 6


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://127.0.0.1/x"])
def test_a_redirect_leads_to_http_only(door, get, target):
    with pytest.raises(SourceError, match="not http"):
        get(door.at("/", redirect(target)))


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "http://", "http://[::1", "nowhere", f"http://{'a' * 70}.example/"]
)
def test_an_address_that_cannot_be_asked_is_an_error_and_not_retried(get, pauses, url):
    with pytest.raises(SourceError):
        get(url)
    assert pauses == []


def test_a_closed_port_is_an_error_after_some_attempts(door, get):
    with Door() as gone:
        url = gone.url
    with pytest.raises(SourceError, match=r"could not be reached \(4 attempts\)") as caught:
        get(url)
    assert caught.value.__cause__ is not None


def test_clock_sleep_and_chance_are_real_unless_given(door):
    url = door.at("/", busy(), ok(b"x"))
    with wire.Wire("t", limits=wire.Limits(first_pause=0.001)) as own:
        assert own.get(url).body == b"x"


def test_importing_the_wire_does_not_import_httpx():
    code = "import broadsheet.wire, sys; print('httpx' in sys.modules)"
    path = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=path, check=True)
    assert done.stdout.strip() == "False"
