"""A day for the ear: an MP3 that is as long as it says, even in loudness, with chapters; offline or by an
endpoint that speaks.
"""

import io
import math
import re
import shutil
import struct
import subprocess
import wave

import pytest

from broadsheet import voice
from broadsheet.errors import DeliveryError, UsageError
from broadsheet.recordings import read_all
from broadsheet.voice import sound
from doors.command import caller
from doors.loopback import Door, ok, respond

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
needs_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")


def tone(seconds, volume=0.1):
    """A file of sound, as an endpoint would send it."""
    samples = [
        round(32_767 * volume * math.sin(2 * math.pi * 220 * n / 8000)) for n in range(int(8000 * seconds))
    ]
    file = io.BytesIO()
    with wave.open(file, "wb") as sound_:
        sound_.setnchannels(1)
        sound_.setsampwidth(2)
        sound_.setframerate(8000)
        sound_.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def heard(mp3, tmp_path):
    """Seconds, loudness in LUFS, chapters and tags, as ffmpeg finds them."""
    path = tmp_path / "heard.mp3"
    path.write_bytes(mp3)
    ran = subprocess.run(
        [
            "ffmpeg",
            "-hide_banner",
            "-i",
            path,
            "-af",
            "ebur128",
            "-f",
            "s16le",
            "-ac",
            "1",
            "-ar",
            "8000",
            "-",
        ],
        capture_output=True,
        check=True,
    )
    log = ran.stderr.decode()
    loudness = float(re.findall(r"I:\s+(-?[0-9.]+) LUFS", log)[-1])
    return len(ran.stdout) / 16_000, loudness, log


@needs_ffmpeg
def test_what_is_joined_is_as_long_and_as_loud_as_it_says_with_chapters_and_tags(tmp_path):
    sections = [
        voice.Spoken("Opening", "", [("One.", tone(2)), ("Two.", tone(1, volume=0.02))]),
        voice.Spoken("A; title = with # signs", "2601.90001", [("Three.", tone(3, volume=0.4))]),
    ]
    made = voice.joined(sections, {"title": "27 January", "album": "The Daily Example"})
    seconds, loudness, log = heard(made.mp3, tmp_path)
    assert abs(seconds - made.seconds) < 0.1
    assert abs(loudness + 16) < 1
    assert [chapter.title for chapter in made.chapters] == ["Opening", "A; title = with # signs"]
    assert abs(made.chapters[1].start - 4.6) < 0.05
    assert [line.text for line in made.transcript] == ["One.", "Two.", "Three."]
    assert len(re.findall(r"Chapter #0:", log.partition("Output #0")[0])) == 2
    assert "A; title = with # signs" in log
    assert re.search(r"album\s+: The Daily Example", log)
    assert voice.joined(sections, {"title": "27 January", "album": "The Daily Example"}) == made


@needs_ffmpeg
@needs_espeak
def test_a_recording_is_made_offline(tmp_path):
    said = voice.Espeak().say("Nine papers, two must reads.", "en")
    made = voice.joined([voice.Spoken("Opening", "", [("Nine papers.", said)])], {})
    seconds, loudness, _ = heard(made.mp3, tmp_path)
    assert 1 < seconds < 6
    assert abs(seconds - made.seconds) < 0.1
    assert abs(loudness + 16) < 1.5


@needs_ffmpeg
def test_silence_and_noise_that_is_no_sound_are_refused():
    with pytest.raises(DeliveryError, match="nothing is heard"):
        voice.joined([voice.Spoken("x", "", [("x", tone(1, volume=0))])], {})
    with pytest.raises(DeliveryError, match="cannot make sound"):
        voice.joined([voice.Spoken("x", "", [("x", b"not a sound")])], {})


@pytest.fixture
def endpoint():
    with Door(ok(tone(0.2), "audio/wav")) as door:
        yield door


def test_an_endpoint_is_asked_as_it_expects_and_again_when_it_is_busy(endpoint):
    endpoint.otherwise = [respond(503, b"loading"), respond(429, b"slow down"), *endpoint.otherwise]
    waited = []
    speaker = voice.SpeechEndpoint(f"{endpoint.url}/v1/", "tts-1", "alloy", "sesame", sleep=waited.append)
    assert speaker.say("Hello.", "en") == tone(0.2)
    assert (len(endpoint.requests), len(waited)) == (3, 2)
    first = endpoint.requests[0]
    assert (first.path, first.headers["authorization"]) == ("/v1/audio/speech", "Bearer sesame")
    assert first.json == {"model": "tts-1", "voice": "alloy", "input": "Hello.", "response_format": "wav"}


def test_what_an_endpoint_refuses_is_one_line_without_the_key(endpoint):
    endpoint.otherwise = [respond(401, b'{"error": "no such key: sesame"}')]
    with pytest.raises(DeliveryError, match="does not speak") as caught:
        voice.SpeechEndpoint(f"{endpoint.url}/v1/", "tts-1", "alloy", "sesame").say("Hello.", "en")
    assert "sesame" not in str(caught.value)
    with pytest.raises(DeliveryError, match="could not be reached"):
        voice.SpeechEndpoint("http://127.0.0.1:9/v1/", "tts-1", "alloy", "k").say("Hello.", "en")


@pytest.fixture
def folder(tmp_path, listed):
    return shutil.copytree(listed, tmp_path, dirs_exist_ok=True)


def settle(folder, keys):
    with (folder / "broadsheet.yaml").open("a") as settings:
        settings.write(f'audio: {{url: "https://example.org/mp3/"{keys}}}\n')


@needs_ffmpeg
def test_a_day_is_recorded_once_and_the_site_links_it(folder, endpoint, monkeypatch, capsys):
    settle(folder, f', model: tts-1, base-url: "{endpoint.url}/v1/"')
    run = caller(folder, monkeypatch, capsys)
    code, _, err = run("audio")
    assert code == 0, err
    mp3 = folder / ".broadsheet" / "audio" / "2026-01-27.mp3"
    known, errors = read_all(folder / "content")
    (recording,) = known.values()
    assert errors == []
    assert recording.url == "https://example.org/mp3/2026-01-27.mp3"
    assert recording.size == mp3.stat().st_size
    requests = len(endpoint.requests)
    assert requests == len(recording.transcript) > 10
    code, _, err = run("audio")
    assert (code, len(endpoint.requests)) == (0, requests), "nothing is paid twice"
    assert "--again" in err
    assert run("render")[0] == 0
    page = (folder / "site/2026/01/27/index.html").read_text()
    assert '<audio controls preload="none" src="https://example.org/mp3/2026-01-27.mp3"' in page


def test_what_would_be_said_can_be_read(folder, monkeypatch, capsys):
    code, out, _ = caller(folder, monkeypatch, capsys)("audio", "--script")
    assert code == 0
    assert "This is The Daily Example for Tuesday, 27 January 2026. It has 23 papers." in out
    assert 350 < len(out.split()) < 1200  # three to eight minutes


def test_what_is_said_in_chinese_ends_and_goes_on_as_chinese_does(digest_folder, monkeypatch, capsys):
    run = caller(digest_folder, monkeypatch, capsys)
    code, out, _ = run("audio", "2026-01-26", "--script", "--language", "zh")
    assert code == 0
    assert out.count("。\n") > 10
    assert not re.findall(r"[\u4e00-\u9fff] ?\.|。 ", out)


def test_what_is_missing_is_named_with_its_remedy(folder, monkeypatch, capsys):
    run = caller(folder, monkeypatch, capsys)
    monkeypatch.setattr(sound.shutil, "which", lambda _: None)
    code, _, err = run("audio")
    assert code == 2
    assert "ffmpeg is not installed" in err
    assert "apt-get install ffmpeg" in err
    with pytest.raises(UsageError, match="espeak-ng is not installed"):
        voice.Espeak().say("x", "en")
    monkeypatch.setattr(sound.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    settle(folder, ", model: tts-1")
    code, _, err = run("audio")
    assert code == 2
    assert "OPENAI_API_KEY is not set" in err
