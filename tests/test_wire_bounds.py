"""What an answer may take of us, and where it may lead: bounded and judged while it happens."""

import gzip
import socket
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import wire
from broadsheet.errors import SourceError
from broadsheet.wire import places
from broadsheet.wire.unpack import PackedError, Unpacking
from doors.loopback import Door, ok, redirect, respond

PUBLIC = "93.184.216.34"
MOST = 4 * 1024 * 1024


@pytest.fixture
def door(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with Door() as door:
        yield door


@pytest.fixture
def names(monkeypatch):
    """A name service that answers as a test says, each name in turn, the last answer again and again."""
    known = {}
    real = socket.getaddrinfo

    def look_up(host, port, *args, **options):
        answers = known.get(host)
        if answers:
            host = answers.pop(0) if len(answers) > 1 else answers[0]
        return real(host, port, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


def get(url, **limits):
    with wire.Wire("t", limits=wire.Limits(connect=2, read=2, size=MOST, attempts=1, **limits)) as own:
        return own.get(url)


def opened(encoding, raw, *, most=MOST, step=None):
    unpacking = Unpacking(encoding, most=most)
    pieces = [raw[at : at + step] for at in range(0, len(raw), step)] if step else [raw]
    found = b"".join(piece for each in pieces for piece in unpacking.pieces(each))
    unpacking.end()
    return found


def raw_deflate(data):
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


PACKED = {
    "": lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "X-GZIP": gzip.compress,
    "deflate": zlib.compress,
    " deflate ": raw_deflate,
}


@given(st.binary(max_size=300_000), st.sampled_from(sorted(PACKED)), st.sampled_from([None, 1000, 7]))
def test_what_was_packed_is_what_is_opened_however_it_comes(data, encoding, step):
    packed = PACKED[encoding](data)
    assert opened(encoding, packed, step=step if len(packed) < 50_000 else None) == data


def test_members_of_gzip_stand_in_a_row_and_what_follows_them_is_nothing():
    assert opened("gzip", gzip.compress(b"a") + gzip.compress(b"b") + b"\0" * 100) == b"ab"


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "compress", "gzip,identity", "\x1b[2J"])
def test_what_nobody_asked_for_is_not_opened(encoding):
    with pytest.raises(PackedError, match="packed as nobody asked for"):
        Unpacking(encoding, most=MOST)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize("cut", [1, 10, -1])
def test_half_an_answer_is_none(encoding, cut):
    packed = PACKED[encoding](bytes(range(256)) * 10)
    with pytest.raises(PackedError, match="does not decompress"):
        opened(encoding, packed[:cut])


@pytest.mark.parametrize("encoding", ["gzip", "deflate", " deflate "])
def test_no_more_is_opened_than_may_be(encoding):
    bomb = PACKED[encoding](bytes(20_000_000))
    tracemalloc.start()
    with pytest.raises(PackedError, match=r"200 times its size|more than"):
        opened(encoding, bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000
    with pytest.raises(PackedError, match="more than 1,000 bytes"):
        opened(encoding, PACKED[encoding](b"word " * 400), most=1000)


def test_an_answer_packed_twice_is_refused_before_it_is_opened(door):
    bomb = gzip.compress(gzip.compress(bytes(20_000_000), 1))
    assert len(bomb) < 2_000
    tracemalloc.start()
    with pytest.raises(SourceError, match="packed as nobody asked for"):
        get(door.at("/", respond(200, bomb, content_encoding="gzip, gzip")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def test_only_what_is_bounded_is_asked_for(door):
    get(door.at("/", ok(b"x")))
    assert door.requests[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("127.8.9.1", "loopback"),
        ("::1", "loopback"),
        ("0.0.0.0", "none at all"),  # a place not to go to
        ("0.1.2.3", "none at all"),
        ("::", "none at all"),
        ("10.1.2.3", "private"),
        ("172.31.0.1", "private"),
        ("192.168.1.1", "private"),
        ("fd00::1", "private"),
        ("fec0::1", "private"),
        ("100.64.0.1", "shared by a provider"),
        ("169.254.169.254", "link-local"),
        ("fe80::1%lo", "link-local"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("198.18.0.7", "for benchmarks"),
        ("203.0.113.9", "for documents"),
        ("2001:db8::1", "for documents"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::127.0.0.1", "loopback"),
        ("::ffff:0:10.0.0.1", "private"),
        ("64:ff9b::7f00:1", "loopback"),
        ("64:ff9b::a9fe:a9fe", "link-local"),
        ("64:ff9b:1::a00:1", "private"),
        ("64:ff9b:1::5db8:d822", "NAT64"),
        ("2002:7f00:1::", "loopback"),
        ("2002:a9fe:a9fe::1", "link-local"),
        ("2002:5db8:d822::1", "reserved"),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", "loopback"),  # Teredo keeps 127.0.0.1 turned over
        ("2001:0:4136:e378:8000:63bf:a247:27dd", "reserved"),  # and this 93.184.216.34
        ("4000::1", "reserved"),
        (PUBLIC, ""),
        ("::ffff:93.184.216.34", ""),
        ("64:ff9b::5db8:d822", ""),
        ("2606:2800:220:1:248:1893:25c8:1946", ""),
    ],
)
def test_every_spelling_of_an_address_is_known(address, network):
    assert places.network_of(address) == network


@pytest.mark.parametrize(
    "target",
    [
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://localhost./",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_no_spelling_of_an_inner_address_is_a_place_to_lead_to(target):
    with pytest.raises(SourceError, match="leads to a private address"):
        places.Places().led(f"http://{PUBLIC}/", target, sent_by=f"http://{PUBLIC}/")


def test_a_name_that_changes_its_mind_reaches_nothing(door, names):
    """DNS rebinding: public while it is judged, this machine when it is connected to."""
    names["feeds.example"] = ["127.0.0.1"]
    names["other.example"] = [PUBLIC, "127.0.0.1"]
    port = door.url.rpartition(":")[2]
    door.at("/secret", ok(b"secret"))
    door.at("/", redirect(f"http://other.example:{port}/secret"))
    own = places.Places()
    own.refuse_private(f"http://other.example:{port}/secret", sent_by=f"http://{PUBLIC}/")
    own.refuse_reached(PUBLIC, f"http://{PUBLIC}/", sent_by=f"http://{PUBLIC}/")
    with pytest.raises(SourceError, match=r"private address \(loopback\)"):
        own.refuse_reached("127.0.0.1", "http://other.example/secret", sent_by=f"http://{PUBLIC}/")


def test_no_byte_is_sent_to_where_it_may_not_lead(door, names, monkeypatch):
    names["feeds.example"] = ["127.0.0.1"]
    names["other.example"] = [PUBLIC, "127.0.0.1"]
    port = door.url.rpartition(":")[2]
    door.at("/secret", ok(b"secret"))
    door.at("/", redirect(f"http://other.example:{port}/secret"))
    real = places.network_of
    asked = []

    def the_first_is_public(address):
        asked.append(address)
        return "" if len(asked) == 1 else real(address)

    monkeypatch.setattr(places, "network_of", the_first_is_public)
    with pytest.raises(SourceError, match=r"private address \(loopback\)"):
        get(f"http://feeds.example:{port}/")
    assert asked == ["127.0.0.1", PUBLIC, "127.0.0.1"]  # connected, looked up, connected again
    assert [request.path for request in door.requests] == ["/"]


def test_who_names_this_machine_is_led_within_it_and_nowhere_else_inside(door):
    door.at("/new", ok(b"moved"))
    assert get(door.at("/old", redirect("/new"))).body == b"moved"
    for target in ("http://10.0.0.1/", "http://169.254.169.254/", "http://[fd00::1]/"):
        with pytest.raises(SourceError, match="leads to a private address"):
            get(door.at("/out", redirect(target)))


def test_a_name_may_mean_this_machine_but_no_cloud_s_own_address(door, names, monkeypatch):
    names["models.example"] = ["127.0.0.1"]
    url = door.at("/", ok(b"x")).replace("127.0.0.1", "models.example")
    assert get(url).body == b"x"
    monkeypatch.setattr(places, "network_of", lambda _: "link-local")
    with pytest.raises(SourceError, match=r"private address \(link-local\)"):
        get(url)
    assert len(door.requests) == 1


def test_a_proxy_may_stand_inside_and_is_trusted_to_look_names_up(door, monkeypatch):
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.setenv("HTTP_PROXY", door.url)
    door.at("http://feeds.example/", ok(b"through a proxy"))
    assert get("http://feeds.example/").body == b"through a proxy"
    door.at("http://feeds.example/", redirect("http://169.254.169.254/"))
    with pytest.raises(SourceError, match="leads to a private address"):
        get("http://feeds.example/")
