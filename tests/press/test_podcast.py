"""Days for the ear on the site: a player where there is a recording, and a feed of all of them."""

import json
import re
import shutil
import struct
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import feedparser
import pytest

from broadsheet import recordings
from broadsheet.recordings import Chapter, Recording, SpokenLine
from doors.command import caller

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
RECORDING = Recording(
    date(2026, 1, 27),
    "https://files.example.org/2026-01-27.mp3",
    size=2_481_722,
    seconds=310.207,
    language="en",
    chapters=(Chapter(0.0, "27 January 2026"), Chapter(29.3, "A <title> & more", "2601.90001")),
    transcript=(SpokenLine(0.0, "This is it."), SpokenLine(29.3, "A <b> --> & more.")),
)


@pytest.fixture
def folder(tmp_path, listed):
    return shutil.copytree(listed, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def render(folder, monkeypatch, capsys):
    run = caller(folder, monkeypatch, capsys)
    return lambda: run("render")


def test_a_recording_is_kept_as_it_was(tmp_path):
    recordings.save(tmp_path, RECORDING)
    assert recordings.read_all(tmp_path) == ({RECORDING.day: RECORDING}, [])


def test_a_day_without_a_recording_is_simply_without(folder, render):
    assert render()[0] == 0
    page = (folder / "site/2026/01/27/index.html").read_text()
    assert "<audio" not in page
    assert "media-src 'self';" in page
    assert not (folder / "site/podcast.xml").exists()


def test_a_recording_comes_and_goes_with_its_file(folder, render):
    render()
    before = {p: p.read_bytes() for p in (folder / "site").rglob("*") if p.is_file()}
    recordings.save(folder / "content", RECORDING)
    assert render()[0] == 0
    page = (folder / "site/2026/01/27/index.html").read_text()
    assert '<audio controls preload="none" src="https://files.example.org/2026-01-27.mp3"' in page
    assert "media-src 'self' https:;" in page
    assert "A &lt;b&gt; --&gt; &amp; more." in page
    assert "0 files written" in render()[2]
    recordings.path(folder / "content", RECORDING.day).unlink()
    assert render()[0] == 0
    assert {p: p.read_bytes() for p in (folder / "site").rglob("*") if p.is_file()} == before


def test_a_recording_that_lies_in_the_site_is_played_wherever_that_is_served(folder, render):
    recordings.save(folder / "content", replace(RECORDING, url="https://example.org/daily/audio/1.mp3"))
    assert render()[0] == 0
    page = (folder / "site/2026/01/27/index.html").read_text()
    assert '<audio controls preload="none" src="/daily/audio/1.mp3"' in page
    assert "media-src 'self';" in page
    assert "https://example.org/daily/audio/1.mp3" in (folder / "site/podcast.xml").read_text()


def test_the_feed_is_what_the_two_specifications_ask_for(folder, render):
    recordings.save(folder / "content", RECORDING)
    assert render()[0] == 0
    data = (folder / "site/podcast.xml").read_bytes()
    parsed = feedparser.parse(data)
    assert not parsed.bozo
    (entry,) = parsed.entries
    (enclosure,) = entry.enclosures
    assert (enclosure.href, enclosure.length, enclosure.type) == (
        RECORDING.url,
        str(RECORDING.size),
        "audio/mpeg",
    )
    channel = ET.fromstring(data).find("channel")
    for name in ("title", "link", "description", "language", f"{ITUNES}author", f"{ITUNES}explicit"):
        assert channel.findtext(name), name
    assert channel.find(f"{ITUNES}category").get("text") == "Science"
    assert re.fullmatch(
        r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        channel.findtext(f"{PODCAST}guid"),
    )
    assert channel.find(f"{ITUNES}image").get("href") == "https://example.org/daily/podcast.png"
    cover = (folder / "site/podcast.png").read_bytes()
    assert struct.unpack(">II", cover[16:24]) == (1400, 1400), "Apple: square, 1400 to 3000"
    assert len(cover) < 512_000
    item = channel.find("item")
    assert item.findtext("guid") == "https://example.org/daily/2026/01/27/"
    assert item.findtext(f"{ITUNES}duration") == "310"
    for name, kind in (("chapters", "application/json+chapters"), ("transcript", "text/vtt")):
        beside = item.find(f"{PODCAST}{name}")
        assert beside.get("type") == kind
        path = beside.get("url").removeprefix("https://example.org/daily/")
        assert (folder / "site" / path).is_file()


def test_chapters_and_transcript_read(folder, render):
    recordings.save(folder / "content", RECORDING)
    render()
    day = folder / "site/2026/01/27"
    chapters = json.loads((day / "chapters.json").read_text())
    assert chapters["version"] == "1.2.0"
    assert chapters["chapters"][1] == {
        "startTime": 29.3,
        "title": "A <title> & more",
        "url": "https://example.org/daily/2026/01/27/#2601.90001",
    }
    assert (day / "transcript.vtt").read_text() == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:29.300\nThis is it.\n\n"
        "00:00:29.300 --> 00:05:10.207\nA &lt;b&gt; --&gt; &amp; more.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"day": "2026-01-27"}',
        json.dumps({"url": "javascript:alert(1)"}),
        "[" * 5000,
    ],
)
def test_a_file_that_does_not_read_is_named_and_the_day_is_without(folder, render, text):
    recordings.save(folder / "content", RECORDING)
    path = recordings.path(folder / "content", RECORDING.day)
    row = json.loads(path.read_text())
    path.write_text(json.dumps({**row, **json.loads(text)}) if "javascript" in text else text)
    code, _, err = render()
    assert code == 1
    assert "content/audio/2026-01-27.json" in err
    assert "Traceback" not in err
    assert "<audio" not in (folder / "site/2026/01/27/index.html").read_text()
