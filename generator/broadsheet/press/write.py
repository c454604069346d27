"""The output folder: files appear whole, stay untouched when nothing changed, and go when they are ours."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from broadsheet.errors import LibraryError
from broadsheet.files import write_whole
from broadsheet.press.cache import Made

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class Folder:
    """The site's folder and the outputs that are known to be in it; all other files are not ours."""

    def __init__(self, root: Path, known: Mapping[str, Made]) -> None:
        self._root = root
        self.outputs = dict(known)
        self.made: list[str] = []
        self.written: list[str] = []
        self.removed: list[str] = []

    def is_current(self, name: str, key: str) -> bool:
        """Whether an output was made from just this and is still the file that was written then. A machine
        that lost its power may have kept the list of outputs and lost an output that has the same size.
        """
        known = self.outputs.get(name)
        return known is not None and known.key == key and self._stamp(name) == (known.size, known.modified)

    def intend(self, names: Iterable[str]) -> bool:
        """List what is to be made: who is killed over it leaves files that are known as ours. Whether there
        is any new name among them.
        """
        new = {name: Made("", -1, 0) for name in names if name not in self.outputs}
        self.outputs |= new
        return bool(new)

    def put(self, name: str, key: str, data: bytes) -> None:
        """Write an output, unless it is there already, byte for byte."""
        path = self._root / name
        if self._stamp(name)[0] != len(data) or not _holds(path, data):
            write_whole(path, data, is_lasting=False)
            self.written.append(name)
        self.made.append(name)
        self.outputs[name] = Made(key, *self._stamp(name))

    def doubt(self) -> None:
        """What was made in this build may be made from something else than was thought."""
        for name in self.made:
            self.outputs[name] = replace(self.outputs[name], key="")

    def clear(self, *, keep: Collection[str]) -> None:
        """Remove the outputs that nobody wants any more, and the folders that they leave empty."""
        for name in [name for name in self.outputs if name not in keep]:
            if _is_inside(name):
                self._remove(self._root / name)
                self.removed.append(name)
            del self.outputs[name]

    def _stamp(self, name: str) -> tuple[int, int]:
        """Size and time of change."""
        try:
            stat = os.stat(self._root / name)  # noqa: PTH116  # by the thousand when nothing changed
        except OSError:
            return -1, 0
        return stat.st_size, stat.st_mtime_ns

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise LibraryError(f"cannot be removed: {error.strerror}", file=str(path)) from error
        with suppress(OSError):
            for folder in path.parents:
                if folder == self._root:
                    break
                folder.rmdir()


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
