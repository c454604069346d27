"""The content folder: which pages there are, reading them, writing them whole or not at all.

Sample days, whose papers are invented, and real ones never stand in one library: a folder that has both is
two, and what is read, counted or shown is of the one or of the other.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from broadsheet import files
from broadsheet.errors import EditedError, LibraryError, PageError, guarded
from broadsheet.inside import HINT, stray

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.model import Digest
    from broadsheet.page import Page

_DAY = re.compile(r"(?:^|/)([0-9]{4})/(\1-[0-9]{2}-[0-9]{2})\.md$")
_TICK = 2_000_000_000  # nanoseconds
_TRIES = 5
_HEAD = 4096  # bytes
_FRONT_ENDS = re.compile(rb"\n---[ \t\r]*\n")
_FREE = re.compile(r"([a-z0-9][a-z0-9-]*)(?:\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*))?\.md")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Enough to tell that a file is still the one that was read: an editor may keep the time of a file
    (`touch -r`), but not its change, and a new file in its place is another node.
    """

    modified: int
    changed: int
    node: int
    size: int
    is_settled: bool = True  # when seen: so long after its last change that another would be seen

    @classmethod
    def of(cls, stat: os.stat_result, now: int) -> Stamp:
        """`now` in nanoseconds, from before the file is read. Clocks of files tick slowly, up to two seconds
        on some disks: who writes twice within a tick, the same number of bytes, leaves no trace.
        """
        newest = max(stat.st_mtime_ns, stat.st_ctime_ns)
        return cls(stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_size, now - newest > _TICK)

    def vouches_for(self, now: Stamp) -> bool:
        """Whether the file that was seen with this stamp, and has that one now, is surely as it was."""
        return self.is_settled and (self.modified, self.changed, self.node, self.size) == (
            now.modified,
            now.changed,
            now.node,
            now.size,
        )


@dataclass(frozen=True, slots=True)
class DayFile:
    date: date
    path: Path
    name: str  # content/2026/2026-01-27.md, as messages name it
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class FreePage:
    """A page of the editor's own, like about.md, or the same in a further language, like about.zh.md."""

    slug: str
    path: Path
    name: str
    language: str = ""


class Library:
    """The pages of one digest, in `root/content`: the real ones, or the `samples`."""

    def __init__(self, root: Path, *, samples: bool = False) -> None:
        self.root = root
        self.folder = root / "content"
        self.samples = samples

    @classmethod
    def shown(cls, root: Path) -> Library:
        """The real pages; where there are none, the samples."""
        real = cls(root)
        has_samples = False
        for _, file, _ in reversed(real._listed()):
            if (kind := _is_sample(file.path)) is False:
                return real
            has_samples |= bool(kind)
        return cls(root, samples=True) if has_samples else real

    def days(self, *, are_known: Callable[[DayFile], bool] = lambda _: False) -> list[DayFile]:
        """Every day that has a file, oldest first; with those whose file does not read, whatever they are.
        Files that `are_known` to be as they were when they were days of this library are not looked into.
        """
        return [file for file in self.every_day() if are_known(file) or self.has(file)]

    def has(self, file: DayFile) -> bool:
        """Whether a day's file is one of this library's, or does not read."""
        return _is_sample(file.path) in {self.samples, None}

    def every_day(self) -> list[DayFile]:
        """Of real days and of samples, with those whose file does not read, oldest first."""
        now = time.time_ns()
        return [DayFile(day, Path(file.path), name, _stamp(file, now)) for day, file, name in self._listed()]

    def _listed(self) -> list[tuple[date, os.DirEntry[str], str]]:
        """The same, with their names, and nothing looked at."""
        found = []
        for year in self._entries(self.folder):
            if re.fullmatch(r"[0-9]{4}", year.name) and _is_folder(year):
                for file in self._entries(Path(year.path)):
                    name = f"{self.folder.name}/{year.name}/{file.name}"
                    if day := day_of(name):
                        found.append((day, file, name))
        return sorted(found, key=itemgetter(0))

    def file(self, day: date) -> DayFile | None:
        """The file of a day, if it has one."""
        path, now = self.path_of(day), time.time_ns()
        if not os.path.lexists(path):
            return None
        return DayFile(day, path, self._name(path), _stamp(path, now))

    def path_of(self, day: date) -> Path:
        """Where the page of a day stands, or would."""
        return self.folder / f"{day.year:04}" / f"{day.isoformat()}.md"

    def name_of(self, day: date) -> str:
        """As messages name it."""
        return self._name(self.path_of(day))

    def read(self, file: DayFile | FreePage) -> str:
        """The text of a file as it stands, line endings and all."""
        return self._read(file.path)

    def raw(self, file: DayFile) -> bytes:
        """The bytes of a file; OSError when they cannot be had, or are not the digest's own."""
        if wrong := stray(file.path, self.folder):
            raise PermissionError(wrong)
        return file.path.read_bytes()

    def parse(self, text: str, file: DayFile) -> Page:
        """The page that this text is; PageError when it is none, or one of another day."""
        from broadsheet.page import parse  # noqa: PLC0415  # slow, and not for who finds nothing changed

        with guarded(file.name, of=PageError):
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
        """The page of a day, or None when there is none. A PageError where a sample stands in a real day's
        place, or the other way round: their papers are not mixed.
        """
        file = self.file(day)
        if file and not self.has(file):
            raise PageError(
                "is a real day's page" if self.samples else "is a sample, to which no real paper is added",
                file=file.name,
                hint="build the sample elsewhere" if self.samples else "remove it, as `make fresh` does",
            )
        return self.parse(self.read(file), file) if file else None

    def before(self, day: date, days: int) -> list[Digest]:
        """What the pages of so many days before this one mean, oldest first; pages that do not read are
        left to those who show them.
        """
        found = []
        for file in self.every_day():
            if 0 < (day - file.date).days <= days and self.has(file):
                with suppress(PageError):
                    found.append(self.parse(self.read(file), file).digest)
        return found

    def save(self, day: date, text: str) -> Path:
        """Write a page, whatever stands in its place."""
        path = self._own(self.path_of(day))
        files.write_whole(path, text.encode())
        return path

    def save_over(self, page: Page | str | None, day: date, text: str) -> None:
        """Write a page over the one that was loaded or the text that was read, or where there was none;
        EditedError, and nothing is written, when its file is another one by now.
        """
        path = self._own(self.path_of(day))
        if not files.write_over(path, None if page is None else str(page).encode(), text.encode()):
            raise EditedError(
                "was changed while a change was made to it", file=self._name(path), hint="run again"
            )

    def change(self, day: date, change: Callable[[Page | None], str | None]) -> bool:
        """Write what `change` makes of a page, None being no page before and no change after; whether there
        was one. When somebody saves the file meanwhile, the change is made again on what they saved.
        """
        for _ in range(_TRIES - 1):
            with suppress(EditedError):
                return self._changed(day, change)
        return self._changed(day, change)

    def sweep(self) -> None:
        """Remove what runs that were killed left unfinished; for whoever holds the lock."""
        files.sweep(self.folder)

    def free_pages(self) -> list[FreePage]:
        """Those that are named like one, whether or not they can be read."""
        files = sorted(self._entries(self.folder), key=lambda f: f.name)
        return [
            FreePage(named[1], Path(file.path), self._name(Path(file.path)), named[2] or "")
            for file in files
            if (named := _FREE.fullmatch(file.name))
        ]

    def _changed(self, day: date, change: Callable[[Page | None], str | None]) -> bool:
        page = self.load(day)
        text = change(page)
        if text is None or (page and text == str(page)):
            return False
        self.save_over(page, day, text)
        return True

    def _own(self, path: Path) -> Path:
        """A page's place, if it is in the digest; a link in the place itself is written over."""
        if wrong := stray(path.parent, self.folder):
            raise LibraryError(wrong, file=self._name(path.parent), hint="make it a folder")
        return path

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _read(self, path: Path) -> str:
        if wrong := stray(path, self.folder):
            raise PageError(wrong, file=self._name(path), hint=HINT)
        data = b""
        try:
            data = path.read_bytes()
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise PageError(
                "the file is not UTF-8 text", file=self._name(path), line=line, hint="save it as UTF-8"
            ) from error
        except OSError as error:
            raise PageError(
                f"cannot be read: {error.strerror}", file=self._name(path), hint="a page is a file of text"
            ) from error

    @staticmethod
    def _entries(folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise LibraryError(f"cannot be listed: {error.strerror}", file=str(folder)) from error


def _is_sample(path: Path | str) -> bool | None:
    """By its front matter alone; None where that cannot be read, which is told by whoever reads it."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe is not waited for
    except OSError:
        return None
    try:
        head = _head(handle) if S_ISREG(os.fstat(handle).st_mode) else b""
    except OSError:
        return None
    finally:
        os.close(handle)
    if head.startswith(b"---") and b"sample" not in _FRONT_ENDS.split(head, maxsplit=1)[0]:
        return False
    from broadsheet.page import is_sample  # noqa: PLC0415  # slow, and seldom asked

    return is_sample(head.decode("utf-8", "replace"))


def _head(handle: int) -> bytes:
    """So much of a file that its front matter is in it."""
    head = os.read(handle, _HEAD)
    while not _FRONT_ENDS.search(head) and (piece := os.read(handle, _HEAD)):
        head += piece
    return head


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _stamp(file: os.DirEntry[str] | Path, now: int) -> Stamp:
    """A link that leads nowhere has one that vouches for nothing; reading it says what is wrong."""
    try:
        return Stamp.of(file.stat(), now)
    except OSError:
        return Stamp(0, 0, 0, 0, is_settled=False)


def day_of(name: str) -> date | None:
    """Of which day a file is the page, by the end of its path: `2026/2026-01-27.md`."""
    match = _DAY.search(name)
    try:
        return date.fromisoformat(match[2]) if match else None
    except ValueError:
        return None
