"""What is known of a day's recording: a small JSON in `content/audio/`, beside the pages and committed with
them, so that a machine that is new every morning knows where the sound is. The sound itself lies elsewhere.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from broadsheet.addresses import is_web
from broadsheet.errors import PageError
from broadsheet.files import write_whole
from broadsheet.inside import HINT, stray

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = "audio"


@dataclass(frozen=True, slots=True)
class Chapter:
    start: float  # seconds
    title: str
    paper: str = ""  # its identifier, where it is about one


@dataclass(frozen=True, slots=True)
class SpokenLine:
    start: float
    text: str


@dataclass(frozen=True, slots=True)
class Recording:
    day: date
    url: str
    size: int  # bytes
    seconds: float
    language: str
    chapters: tuple[Chapter, ...]
    transcript: tuple[SpokenLine, ...]


def stem(day: date, edition: str = "") -> str:
    """What the files of a recording are called; `edition` is the language of one beside the first."""
    return f"{day}.{edition}" if edition else f"{day}"


def path(content: Path, day: date, edition: str = "") -> Path:
    return content / _FOLDER / f"{stem(day, edition)}.json"


def save(content: Path, recording: Recording, edition: str = "") -> None:
    row = {**asdict(recording), "day": recording.day.isoformat()}
    text = json.dumps(row, ensure_ascii=False, indent=1) + "\n"
    write_whole(path(content, recording.day, edition), text.encode())


def read_all(content: Path, edition: str = "") -> tuple[dict[date, Recording], list[PageError]]:
    """Those of an edition by their days, and the errors of those that do not read, whose days are without."""
    found: dict[date, Recording] = {}
    errors: list[PageError] = []
    folder = content / _FOLDER
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        day, _, of = file.stem.partition(".")
        if of != edition:
            continue
        name = f"{content.name}/{_FOLDER}/{file.name}"
        if wrong := stray(file, content):
            errors.append(PageError(wrong, file=name, hint=HINT))
            continue
        try:
            recording = read(file.read_bytes(), day=date.fromisoformat(day))
            found[recording.day] = recording
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            errors.append(
                PageError(
                    f"is not what is known of a recording: {type(error).__name__} {error}",
                    file=name,
                    hint="broadsheet audio --again writes it anew; without the file, the day has no sound",
                )
            )
    return found, errors


def read(data: bytes, *, day: date) -> Recording:
    """ValueError, KeyError or TypeError where it is not as `save` writes it of this day."""
    row: dict[str, Any] = json.loads(data)
    recording = Recording(
        day=date.fromisoformat(row["day"]),
        url=row["url"],
        size=int(row["size"]),
        seconds=float(row["seconds"]),
        language=str(row["language"]),
        chapters=tuple(
            Chapter(float(each["start"]), str(each["title"]), str(each["paper"])) for each in row["chapters"]
        ),
        transcript=tuple(SpokenLine(float(each["start"]), str(each["text"])) for each in row["transcript"]),
    )
    if recording.day != day:
        raise ValueError("it is of another day than its name says")
    if not is_web(recording.url) or recording.size < 1 or not 0 < recording.seconds < 86_400:
        raise ValueError("its address, size or duration cannot be")
    return recording
