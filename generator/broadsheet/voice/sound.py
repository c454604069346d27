"""One file of what was said: joined, of even loudness (EBU R 128, −16 LUFS), as MP3 with chapters and tags.
ffmpeg does it, tags too: mutagen is under a licence that we cannot pass on.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.errors import DeliveryError, UsageError
from broadsheet.recordings import Chapter, SpokenLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

RATE = 44_100
_WIDTH = 2  # bytes of a sample
_PAUSE, _LONG_PAUSE = 0.35, 0.9  # seconds, between paragraphs and chapters
_LOUDNESS = -16.0  # LUFS
_PEAK = 0.84  # −1.5 dB
_SECONDS = 300.0
_SAMPLES = ["-f", "s16le", "-ar", str(RATE), "-ac", "1"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A chapter: each paragraph with the file of its sound."""

    title: str
    paper: str
    paragraphs: Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Sound:
    mp3: bytes
    seconds: float
    chapters: tuple[Chapter, ...]
    transcript: tuple[SpokenLine, ...]


def is_there() -> str:
    """Where ffmpeg is; UsageError where it is not."""
    if program := shutil.which("ffmpeg"):
        return program
    raise UsageError("ffmpeg is not installed, which joins what is said", hint="apt-get install ffmpeg")


def joined(sections: Sequence[Spoken], tags: Mapping[str, str]) -> Sound:
    """The same parts and tags give the same file, by the same ffmpeg."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-") as name:
        folder = Path(name)
        samples, chapters, lines = bytearray(), [], []
        for spoken in sections:
            chapters.append(Chapter(_seconds(samples), spoken.title, spoken.paper))
            for text, sound in spoken.paragraphs:
                lines.append(SpokenLine(_seconds(samples), text))
                samples += _decoded(folder, sound) + _silence(_PAUSE)
            samples += _silence(_LONG_PAUSE)
        raw, notes, made = folder / "raw", folder / "notes", folder / "made.mp3"
        raw.write_bytes(samples)
        notes.write_text(_notes(tags, chapters, _seconds(samples)), encoding="utf-8")
        _run(
            *_SAMPLES, "-i", str(raw), "-f", "ffmetadata", "-i", str(notes), "-map", "0:a",
            "-map_metadata", "1", "-map_chapters", "1", "-af", _evened(raw),
            "-ar", str(RATE), "-ac", "1", "-c:a", "libmp3lame", "-b:a", "64k",
            "-id3v2_version", "3", "-fflags", "+bitexact", "-flags:a", "+bitexact", str(made),
        )  # fmt: skip
        return Sound(made.read_bytes(), _seconds(samples), tuple(chapters), tuple(lines))


def _decoded(folder: Path, sound: bytes) -> bytes:
    file = folder / "part"
    file.write_bytes(sound)
    return _run("-i", str(file), *_SAMPLES, "-").stdout


def _evened(raw: Path) -> str:
    """The whole as loud as it should be, with the peaks rounded that would then be too high. What rounding
    takes is measured and given back: with espeak-ng it is a unit.
    """
    gain = _LOUDNESS - _loudness(raw, "anull")
    gain += _LOUDNESS - _loudness(raw, _louder(gain))
    return _louder(gain)


def _louder(gain: float) -> str:
    return f"volume={gain:.2f}dB,alimiter=limit={_PEAK}:attack=1:release=50:level=false"


def _loudness(raw: Path, shaped: str) -> float:
    """In LUFS."""
    ran = _run(
        *_SAMPLES, "-i", str(raw), "-af", f"{shaped},loudnorm=print_format=json", "-f", "null", "-",
        loglevel="info",
    )  # fmt: skip
    found = re.search(rb"\{[^{}]*\}\s*\Z", ran.stderr.strip())
    heard = json.loads(found[0])["input_i"] if found else "-inf"
    if heard == "-inf":
        raise DeliveryError("nothing is heard in what was spoken", file="ffmpeg")
    return float(heard)


def _notes(tags: Mapping[str, str], chapters: Sequence[Chapter], end: float) -> str:
    lines = [";FFMETADATA1", *(f"{name}={_escaped(value)}" for name, value in tags.items())]
    ends = [*(each.start for each in chapters[1:]), end]
    for chapter, until in zip(chapters, ends, strict=True):
        lines += ["[CHAPTER]", "TIMEBASE=1/1000"]
        lines += [f"START={round(chapter.start * 1000)}", f"END={round(until * 1000)}"]
        lines.append(f"title={_escaped(chapter.title)}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return re.sub(r"([=;#\\])", r"\\\1", " ".join(text.split()))


def _seconds(samples: bytes | bytearray) -> float:
    return round(len(samples) / (RATE * _WIDTH), 3)


def _silence(seconds: float) -> bytes:
    return bytes(round(RATE * seconds) * _WIDTH)


def _run(*words: str, loglevel: str = "error") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  # a program of the system, on files of ours
            [is_there(), *_arguments(words, loglevel)], capture_output=True, check=True, timeout=_SECONDS
        )
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode("utf-8", "replace").split("\n")
        reply = next((line.strip() for line in reversed(lines) if line.strip()), "")[:200]
        raise DeliveryError(f"cannot make sound of this: {reply}", file="ffmpeg") from error
    except subprocess.TimeoutExpired as error:
        raise DeliveryError("does not come to an end", file="ffmpeg") from error


def _arguments(words: Sequence[str], loglevel: str) -> Iterator[str]:
    yield from ("-hide_banner", "-nostdin", "-loglevel", loglevel, "-y", *words)
