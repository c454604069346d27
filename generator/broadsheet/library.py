"""The content folder: which pages there are, reading them, writing them whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.errors import LibraryError, PageError
from broadsheet.page import Page, parse

if TYPE_CHECKING:
    from collections.abc import Container

    from broadsheet.model import Digest

_DAY = re.compile(r"(\d{4})/(\d{4}-\d{2}-\d{2})\.md")
_LISTED = re.compile(r"^### \[.*\]\(https?://arxiv\.org/abs/([^\s()]+?)(?:v(\d+))?\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Enough to tell that a file is still the one that was read."""

    modified: int
    size: int


@dataclass(frozen=True, slots=True)
class DayFile:
    date: date
    path: Path
    name: str  # content/2026/2026-01-27.md, as messages name it
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class FreePage:
    """A page of the editor's own, like about.md."""

    slug: str
    path: Path
    name: str


class Library:
    """The pages of one digest, in `root/content`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "content"

    def days(self) -> list[DayFile]:
        """Every day that has a file, oldest first."""
        found = []
        for year in self._entries(self.folder):
            if year.is_dir() and re.fullmatch(r"\d{4}", year.name):
                for file in self._entries(Path(year.path)):
                    match = _DAY.fullmatch(f"{year.name}/{file.name}")
                    if match and match[2].startswith(match[1]) and (day := _day(match[2])):
                        path = Path(file.path)
                        try:
                            stat = file.stat()
                        except OSError as error:  # a link that leads nowhere
                            raise LibraryError(
                                f"cannot be read: {error.strerror}", file=self._name(path)
                            ) from error
                        found.append(
                            DayFile(day, path, self._name(path), Stamp(stat.st_mtime_ns, stat.st_size))
                        )
        return sorted(found, key=lambda file: file.date)

    def path_of(self, day: date) -> Path:
        return self.folder / f"{day.year:04}" / f"{day.isoformat()}.md"

    def read(self, file: DayFile | FreePage) -> str:
        """The text of a file as it stands, line endings and all."""
        return self._read(file.path)

    def parse(self, text: str, file: DayFile) -> Page:
        """The page that this text is; PageError when it is none, or one of another day."""
        page = parse(text, file.name)
        if page.digest.date != file.date:
            raise PageError(
                f"the page says it is of {page.digest.date}, its file name says {file.date}",
                file=file.name,
                line=1,
                hint="make the two agree",
            )
        return page

    def load(self, day: date) -> Page | None:
        """The page of a day, or None when there is none."""
        file = next((file for file in self.days() if file.date == day), None)
        return self.parse(self.read(file), file) if file else None

    def before(self, day: date, days: int) -> list[Digest]:
        """What the pages of so many days before this one mean, oldest first; pages that do not read are
        left to those who show them.
        """
        found = []
        for file in self.days():
            if 0 < (day - file.date).days <= days:
                with suppress(PageError):
                    found.append(self.parse(self.read(file), file).digest)
        return found

    def save(self, day: date, text: str) -> Path:
        path = self.path_of(day)
        write_whole(path, text.encode())
        return path

    def listed(self, days: Container[date] | None = None) -> dict[str, dict[date, int | None]]:
        """On which days' pages (or which of these) a paper stands, at which version: found in the texts, of
        broken pages too.
        """
        found: dict[str, dict[date, int | None]] = {}
        for file in self.days():
            if days is not None and file.date not in days:
                continue
            for id_, version in _LISTED.findall(self.read(file)):
                found.setdefault(id_, {})[file.date] = int(version) if version else None
        return found

    def free_pages(self) -> list[FreePage]:
        files = sorted((f for f in self._entries(self.folder) if f.is_file()), key=lambda f: f.name)
        return [
            FreePage(path.stem, path, self._name(path))
            for path in (Path(file.path) for file in files)
            if re.fullmatch(r"[a-z0-9][a-z0-9-]*\.md", path.name)
        ]

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _read(self, path: Path) -> str:
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes().count(b"\n", 0, error.start) + 1
            raise PageError(
                "the file is not UTF-8 text", file=self._name(path), line=line, hint="save it as UTF-8"
            ) from error
        except OSError as error:
            raise LibraryError(f"cannot be read: {error.strerror}", file=self._name(path)) from error

    @staticmethod
    def _entries(folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise LibraryError(f"cannot be listed: {error.strerror}", file=str(folder)) from error


def write_whole(path: Path, data: bytes, *, is_lasting: bool = True) -> None:
    """Write a file so that it is there whole or not at all, whenever the program stops; and whenever the
    machine does, unless it can be made again and need not be `is_lasting`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                if is_lasting:
                    file.flush()
                    os.fsync(file.fileno())
            Path(name).chmod(_mode(path))
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise LibraryError(
            f"cannot be written: {error.strerror}",
            file=str(path),
            hint="check the folder's rights and the disk's room",
        ) from error


def _mode(path: Path) -> int:
    """What the file had, or what the umask would give a new one."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
