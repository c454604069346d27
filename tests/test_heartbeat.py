"""A watching service hears of each run that went on the network, and can never fail one."""

import pytest

from broadsheet import heartbeat, wire
from doors.command import HURRIED, caller
from doors.loopback import Door, busy, hang_up, ok, redirect

SETTINGS = """
title: The Daily Example
url: https://news.example.org/digest/
sources: {arxiv: {categories: [cs.CL], base-url: BASE, api-url: BASE, oai-url: BASE}}
heartbeat: HEARTBEAT
"""


@pytest.fixture
def door():
    with Door() as door:
        yield door


@pytest.fixture
def folder(tmp_path, door):
    (tmp_path / "broadsheet.yaml").write_text(
        SETTINGS.replace("BASE", f"{door.url}/").replace("HEARTBEAT", f"{door.url}/ping/secret-1")
    )
    return tmp_path


@pytest.fixture
def broadsheet(folder, monkeypatch, capsys):
    monkeypatch.setattr(wire, "USUAL", HURRIED)
    monkeypatch.setattr(heartbeat, "_HURRIED", HURRIED)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769491020")  # the sample's day

    run = caller(folder, monkeypatch, capsys)
    return lambda *words: run(*words)[::2]


def beats(door):
    return [request for request in door.requests if request.path.startswith("/ping")]


def test_a_run_that_went_well_is_told(broadsheet, door, announcement):
    door.at("/rss/cs.CL", ok(announcement.read_bytes()))
    door.at("/ping/secret-1", ok(b"OK"))
    assert broadsheet("ingest")[0] == 0
    (beat,) = beats(door)
    assert beat.path == "/ping/secret-1"
    assert beat.headers["user-agent"].endswith("(+https://news.example.org/digest/)")


def test_a_run_that_failed_is_told_as_such(broadsheet, door):
    door.at("/rss/cs.CL", ok(b"no feed"))
    door.at("/ping/secret-1/fail", ok(b"OK"))
    assert broadsheet("ingest")[0] == 1
    assert [beat.path for beat in beats(door)] == ["/ping/secret-1/fail"]


def test_who_works_without_the_network_tells_nobody(broadsheet, door, announcement):
    assert broadsheet("build", "--offline", "--feed", announcement)[0] == 0
    assert broadsheet("render")[0] == 0
    assert broadsheet("backfill", "--since", "2026-01-20", "--dry-run")[0] == 0
    assert door.requests == []


@pytest.mark.parametrize(
    "answers",
    [
        [busy(503)],
        [hang_up],
        [redirect("ftp://example.org/")],
    ],
)
def test_a_service_that_fails_fails_no_run_and_its_address_stays_secret(
    broadsheet, door, announcement, answers
):
    door.at("/rss/cs.CL", ok(announcement.read_bytes()))
    door.at("/ping/secret-1", *answers)
    code, err = broadsheet("ingest")
    assert code == 0
    assert "warning: 127.0.0.1: the heartbeat " in err
    assert "secret-1" not in err


def test_a_service_that_knows_us_no_more_is_named(broadsheet, door, announcement):
    door.at("/rss/cs.CL", ok(announcement.read_bytes()))
    code, err = broadsheet("ingest")
    assert (code, "answered with HTTP status 404" in err) == (0, True)


def test_the_address_may_be_a_secret_of_the_environment(broadsheet, door, folder, announcement, monkeypatch):
    settings = (folder / "broadsheet.yaml").read_text()
    (folder / "broadsheet.yaml").write_text(settings.replace(f"{door.url}/ping/secret-1", "WATCHED_BY"))
    door.at("/rss/cs.CL", ok(announcement.read_bytes()))
    door.at("/ping/2", ok(b"OK"))
    code, err = broadsheet("ingest")
    assert (code, "no heartbeat: WATCHED_BY is not set" in err) == (0, True)
    monkeypatch.setenv("WATCHED_BY", f"{door.url}/ping/2")
    assert broadsheet("ingest")[0] == 0
    assert [beat.path for beat in beats(door)] == ["/ping/2"]


@pytest.mark.parametrize(
    ("address", "failed"),
    [
        ("https://hc.example.org/0-1", "https://hc.example.org/0-1/fail"),
        ("https://hc.example.org/0-1/", "https://hc.example.org/0-1/fail"),
        ("https://hc.example.org/0-1?a=b", "https://hc.example.org/0-1/fail?a=b"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/fail"),
    ],
)
def test_failure_has_an_address_of_its_own(address, failed):
    assert heartbeat.signal(address, is_well=False) == failed
    assert heartbeat.signal(address, is_well=True) == address
