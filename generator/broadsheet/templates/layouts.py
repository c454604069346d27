"""The layouts of a site: the publisher's own, file by file before those of the theme, and those before the
ones that every theme falls back on. Two of them are joined instead, so that nobody copies a style sheet to
change a colour.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from broadsheet.errors import LayoutError
from broadsheet.inside import HINT, stray
from broadsheet.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from broadsheet.config import Theme

TEMPLATE = ".html"
OWN = "!"  # before a template's name: the one that comes with the program, whatever takes its place
_COLOUR = r"#[0-9A-Fa-f]{3,8}|[a-z]+(?:\([^()]*\))?"
_CATALOGUE = re.compile(r"words/([A-Za-z0-9-]+)\.po")
STYLE = "broadsheet.css"
SCRIPT = "broadsheet.js"
SAVED = "saved.js"
MINE = "mine.js"
SEARCH = "search.js"
NEAR = "near.js"
SLIPS = "slips.js"
OFFLINE = "offline.js"
ICON = "favicon.svg"
_SCRIPTS = ".js"
_ELSEWHERE = "mail/"  # what is shown elsewhere than on the site
TOKENS = "tokens.css"
JOINED = (TOKENS, "rules.css")  # set in where a style sheet imports them, the publisher's own last
_IMPORT = re.compile(rb'^@import "(tokens\.css|rules\.css)";\n?', re.MULTILINE)
_PAPER = re.compile(rf"--paper:\s*(?:light-dark\(({_COLOUR}),\s*({_COLOUR})\)|({_COLOUR}))\s*;")


def shipped_layouts() -> Path:
    """The layouts that come with the program: inside the wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "layouts"
    return packed if packed.is_dir() else package.parent.parent / "layouts"


def folders_of(own: Path, theme: Theme) -> tuple[Path, ...]:
    """Where the layouts of a site stand, first those that go before the others."""
    return own, _themes() / theme, shipped_layouts()


def _themes() -> Path:
    return shipped_layouts() / "themes"


class Layouts:
    """What stands where: templates to fill in, and assets to copy as they are."""

    def __init__(self, *folders: Path) -> None:
        """Earlier folders stand before later ones; one that is not there holds nothing."""
        self.folders = folders
        self._files, self.strays = _files_of(folders)
        self._prints = _prints_of(self._files)

    @property
    def fingerprint(self) -> str:
        """Of all that shapes a page: templates, and the addresses of style and scripts."""
        addresses = map(self.versioned, (STYLE, SCRIPT, SAVED, SEARCH, OFFLINE, MINE, NEAR, SLIPS))
        pages = {name: mark for name, mark in self.templates.items() if not name.startswith(_ELSEWHERE)}
        return fingerprint("\n".join([str(pages), str(self.frame), *addresses]))

    def have_changed(self) -> bool:
        """Whether a file is no longer what it was when this was made."""
        try:
            return _prints_of(_files_of(self.folders)[0]) != self._prints
        except LayoutError:
            return True

    @property
    def words(self) -> str:
        """The fingerprint of all catalogues: feeds speak their words too."""
        return fingerprint("".join(self._prints[name] for name in self.catalogues.values()))

    @property
    def catalogues(self) -> dict[str, str]:
        """Languages, and the names of the files that hold their words."""
        found = filter(None, map(_CATALOGUE.fullmatch, self._prints))
        return {match[1]: match[0] for match in found}

    @property
    def templates(self) -> dict[str, str]:
        """Names and fingerprints."""
        return {name: mark for name, mark in self._prints.items() if name.endswith(TEMPLATE)}

    @property
    def assets(self) -> dict[str, str]:
        """Names and fingerprints."""
        return {
            name: mark
            for name, mark in self._prints.items()
            if not name.endswith(TEMPLATE)
            and name not in JOINED
            and not _CATALOGUE.fullmatch(name)
            and not name.startswith(_ELSEWHERE)
        }

    @cached_property
    def frame(self) -> tuple[tuple[str, str], ...]:
        """The colour of the paper by day and by night, as the tokens say it last."""
        if TOKENS not in self._files:
            return ()
        tokens = self.read(TOKENS).decode("utf-8", "replace")
        found = [(day or always, night or always) for day, night, always in _PAPER.findall(tokens)]
        return tuple(zip(("light", "dark"), found[-1], strict=True)) if found else ()

    def read(self, name: str) -> bytes:
        """The bytes of a file, the publisher's own where there is one; of a style sheet, with its parts."""
        return _whole(name, self._files)

    def served(self, name: str) -> bytes:
        """An asset as readers load it: scripts without comments, and the space that only people need."""
        if not name.endswith(_SCRIPTS):
            return self.read(name)
        import rjsmin  # noqa: PLC0415  # only an edition whose scripts have changed needs it

        lean: bytes = rjsmin.jsmin(self.read(name))
        return lean + b"\n"

    def path(self, name: str) -> Path:
        return self._files[name][0]

    def template(self, name: str) -> tuple[Path, bytes] | None:
        """The file of the template of this name; with the mark before it, of the program's own."""
        files = self._files.get(name.removeprefix(OWN), [])
        if name.startswith(OWN):
            files = [path for path in files[-1:] if path.is_relative_to(self.folders[-1])]
        return (files[0], _read(files[0])) if files and name.endswith(TEMPLATE) else None

    @property
    def template_files(self) -> frozenset[Path]:
        return frozenset(path for name in self.templates for path in self._files[name])

    @property
    def foreign(self) -> frozenset[str]:
        """The names of templates that do not come with the program."""
        shipped = shipped_layouts()
        return frozenset(
            name for name in self.templates if not self._files[name][0].resolve().is_relative_to(shipped)
        )

    def versioned(self, name: str) -> str:
        """An asset's address that changes with it, so that no browser shows a stale one; "" if absent."""
        return f"{name}?v={self._prints[name][:8]}" if name in self._prints else ""


def _files_of(folders: Iterable[Path]) -> tuple[dict[str, list[Path]], tuple[LayoutError, ...]]:
    """Names, and their files in all folders; and an error for each link that leads out of the digest: such a
    file is no layout.
    """
    found: dict[str, list[Path]] = {}
    strays: dict[Path, LayoutError] = {}
    for folder in folders:
        for name, path in _files_under(folder):
            if wrong := _wrong(path, folder):
                strays[path] = LayoutError(wrong, file=f"{folder.name}/{name}", hint=HINT)
            else:
                found.setdefault(name, []).append(path)
    return found, tuple(strays.values())


def _wrong(path: Path, folder: Path) -> str:
    """A plain file that was found without following links needs no second look."""
    with suppress(OSError):
        if S_ISREG(path.lstat().st_mode):
            return ""
    return stray(path, folder)


def _prints_of(files: Mapping[str, Sequence[Path]]) -> dict[str, str]:
    return {name: fingerprint(_said(name, files)) for name in sorted(files)}


def _said(name: str, files: Mapping[str, Sequence[Path]]) -> bytes:
    """All that shapes what is made of a file: a template may build on those whose place it takes."""
    return b"".join(map(_read, files[name])) if name.endswith(TEMPLATE) else _whole(name, files)


def _whole(name: str, files: Mapping[str, Sequence[Path]]) -> bytes:
    if name in JOINED:
        return b"".join(_read(path).rstrip() + b"\n" for path in reversed(files[name]))
    text = _read(files[name][0])
    if not name.endswith(".css"):
        return text

    def joined(found: re.Match[bytes]) -> bytes:
        return _whole(part, files) if (part := found[1].decode()) in files else b""

    return _IMPORT.sub(joined, text)


def _files_under(folder: Path) -> Iterator[tuple[str, Path]]:
    themes = _themes()  # each is a folder of its own, and no part of the one it stands in
    for where, folders, names in os.walk(folder):
        inner = sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in inner if Path(where, name) != themes]
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith("~"):
                path = Path(where, name)
                yield path.relative_to(folder).as_posix(), path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LayoutError(f"cannot be read: {error.strerror}", file=str(path)) from error
