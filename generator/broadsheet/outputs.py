"""The output folder, and what is remembered of it. Files appear whole, stay untouched when nothing changed,
and go when they are ours. Losing the memory costs time, never correctness: whatever does not read as ours
is taken for absent.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from broadsheet.errors import LibraryError
from broadsheet.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from broadsheet.files import Reads

VERSION = 3
Stamp = tuple[int, int]  # size, and time of the last change


@dataclass(frozen=True, slots=True)
class Made:
    """Files that are made together: what they were made from, and each as it was written."""

    key: str
    files: Mapping[str, Stamp]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of one output folder; `plan` names all that the whole of it was made from."""

    plan: str = ""
    made: Mapping[str, Made] = field(default_factory=dict)


def load(path: Path) -> dict[str, Remembered]:
    """By their folders."""
    try:
        stored = json.loads(path.read_bytes())
        if stored["version"] != VERSION:
            return {}
        return {
            str(out): Remembered(
                str(plan),
                {
                    str(unit): Made(
                        str(key), {str(n): (int(size), int(at)) for n, (size, at) in files.items()}
                    )
                    for unit, (key, files) in made.items()
                },
            )
            for out, (plan, made) in stored["editions"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def save(path: Path, editions: Mapping[str, Remembered]) -> None:
    """Remember what was made of which key; losing it costs a build, not a file."""
    stored = {
        out: [edition.plan, {unit: [made.key, made.files] for unit, made in sorted(edition.made.items())}]
        for out, edition in sorted(editions.items())
    }
    data = json.dumps({"version": VERSION, "editions": stored}, separators=(",", ":"))
    write_whole(path, data.encode(), is_lasting=False)


class Folders:
    """What is remembered of all output folders, in one file of the press's."""

    def __init__(self, state: Path, reads: Reads) -> None:
        self._path = state / "press.json"
        self._reads = reads

    @property
    def known(self) -> Mapping[str, Remembered]:
        """By their addresses."""
        return self._reads.of(self._path, load)

    def of(self, out: Path) -> Remembered:
        """What is remembered of this folder."""
        return self.known.get(str(out.resolve()), Remembered())

    def note(self, out: Path, what: Remembered) -> None:
        """Remember it of this folder; and nothing more of those that are no longer there."""
        others = {address: each for address, each in self.known.items() if Path(address).is_dir()}
        self._keep(others | {str(out.resolve()): what})

    def forget(self, outs: Collection[str]) -> None:
        """Remember nothing more of these."""
        self._keep({address: each for address, each in self.known.items() if address not in outs})

    def _keep(self, folders: Mapping[str, Remembered]) -> None:
        if folders != self.known:
            save(self._path, folders)
            self._reads.keep(self._path, folders)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the files of a unit: all of them, and those that came out otherwise."""

    files: Mapping[str, Stamp]
    changed: tuple[str, ...]


def write(root: Path, files: Iterable[tuple[str, bytes]]) -> Saved:
    """Write files, save those that are there already, byte for byte."""
    written: dict[str, Stamp] = {}
    changed = []
    for name, data in files:
        path = root / name
        if _stamp(path)[0] != len(data) or not _holds(path, data):
            write_whole(path, data, is_lasting=False)
            changed.append(name)
        written[name] = _stamp(path)
    return Saved(written, tuple(changed))


class Folder:
    """The site's folder and the outputs that are known to be in it; all other files are not ours."""

    def __init__(
        self, root: Path, known: Mapping[str, Made], may_stand_with: Callable[[str], Iterable[str]]
    ) -> None:
        """`may_stand_with` names files that a unit may have had, though nobody remembers them."""
        self.root = root
        self._may_stand_with = may_stand_with
        self.made = dict(known)
        self.anew: list[str] = []  # files made, whether or not they came out as they were
        self.written: list[str] = []
        self.removed: list[str] = []
        self._units: list[str] = []  # made in this build

    @property
    def files(self) -> int:
        """How many files the edition has."""
        return sum(len(made.files) for made in self.made.values())

    @property
    def bytes(self) -> int:
        """How large they are together."""
        return sum(map(self.size, self.made))

    def size(self, unit: str) -> int:
        """How large the files of a unit are together; one that was never made is nothing."""
        made = self.made.get(unit)
        return sum(max(0, size) for size, _ in made.files.values()) if made else 0

    def is_current(self, unit: str, key: str) -> bool:
        """Whether the files of a unit were made from just this and are still those that were written then.
        A machine that lost its power may have kept the list and lost an output that has the same size.
        """
        return self.key(unit) == key

    def key(self, unit: str) -> str:
        """What the files of a unit were made from; nothing where they are not as they were written."""
        known = self.made.get(unit)
        return known.key if known and self._is_there(known) else ""

    def is_whole(self) -> bool:
        """Whether all that is known to be there is, as it was written."""
        return all(map(self._is_there, self.made.values()))

    def note(self, unit: str, key: str, saved: Saved, *, is_whole: bool = True) -> None:
        """A unit was made, or a piece of it: what the whole no longer has goes."""
        known = self.made.get(unit, Made("", {})).files
        self.anew += saved.files
        self._units.append(unit)
        self.written += saved.changed
        self.made[unit] = Made(key, saved.files if is_whole else {**known, **saved.files})
        if is_whole:
            self._remove_all({*known, *self._strays(unit)} - saved.files.keys())

    def intend(self, units: Mapping[str, Iterable[str]]) -> bool:
        """List what is to be made: who is killed over it leaves files that are known as ours. Whether there
        is any new name among them.
        """
        is_new = False
        for unit, names in units.items():
            known = self.made.get(unit, Made("", {}))
            if new := {name: (-1, 0) for name in names if name not in known.files}:
                self.made[unit] = Made("", {**known.files, **new})
                is_new = True
        return is_new

    def doubt(self) -> None:
        """What was made in this build may be made from something else than was thought."""
        for unit in self._units:
            if unit in self.made:
                self.made[unit] = replace(self.made[unit], key="")

    def clear(self, *, keep: Collection[str]) -> None:
        """Remove what nobody wants any more, and the folders that it leaves empty."""
        gone = {unit: self.made.pop(unit) for unit in [unit for unit in self.made if unit not in keep]}
        self._remove_all(name for unit, made in gone.items() for name in {*made.files, *self._strays(unit)})

    def _strays(self, unit: str) -> list[str]:
        """What may have been made with a unit and is there, remembered or not."""
        root = str(self.root)
        return [name for name in self._may_stand_with(unit) if _stamp(f"{root}/{name}")[0] >= 0]

    def _remove_all(self, names: Iterable[str]) -> None:
        """But for what another unit has by now."""
        names = list(names)
        kept = {name for made in self.made.values() for name in made.files} if names else ()
        for name in names:
            if name not in kept and _is_inside(name):
                self._remove(self.root / name)
                self.removed.append(name)

    def _is_there(self, known: Made) -> bool:
        root = str(self.root)
        return all(_stamp(f"{root}/{name}") == stamp for name, stamp in known.files.items())

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise LibraryError(f"cannot be removed: {error.strerror}", file=str(path)) from error
        with suppress(OSError):
            for folder in path.parents:
                if folder == self.root:
                    break
                folder.rmdir()


def _stamp(path: str | Path) -> Stamp:
    try:
        stat = os.stat(path)  # noqa: PTH116  # by the thousand when nothing changed
    except OSError:
        return -1, 0
    return stat.st_size, stat.st_mtime_ns


def _holds(path: Path, data: bytes) -> bool:
    """What cannot be read is written anew, and then says why it cannot."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _is_inside(name: str) -> bool:
    """The list of outputs is a file that anybody could have written."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
