"""The files of a site by their names, and where a link on one of them leads."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from broadsheet.inspection.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

FRONT = "index.html"
_CANONICAL = re.compile(r"<link\s[^>]*rel=[\"']?canonical\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"\shref=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MOST_KNOWN = 100_000  # links
_UNFINISHED = re.compile(r"\..+\.unfinished")


def address_of(root: Path) -> str:
    """The address for which a site was made, as its front page says it; nothing where it says none."""
    try:
        text = (root / FRONT).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    if not (link := _CANONICAL.search(text)) or not (href := _HREF.search(link[0])):
        return ""
    return href[1] if href[1].endswith("/") else f"{href[1]}/"


@dataclass(frozen=True, slots=True)
class Files:
    """What is there, and how large it is; and what may not be there."""

    sizes: dict[str, int]
    faults: tuple[Fault, ...] = ()

    @property
    def bytes(self) -> int:
        return sum(self.sizes.values())

    @classmethod
    def of(cls, root: Path) -> Files:
        sizes: dict[str, int] = {}
        faults: list[Fault] = []
        for name, entry in _walked(str(root), ""):
            if entry.is_symlink():
                remedy = "put the file itself there: GitHub Pages takes no links"
                faults.append(Fault("weight", name, 0, "is a link to another file", remedy))
            elif _UNFINISHED.fullmatch(entry.name):
                remedy = "render again: that sweeps it"
                faults.append(Fault("weight", name, 0, "is what a render that was stopped left", remedy))
            else:
                sizes[name] = entry.stat().st_size
        return cls(sizes, tuple(faults))


def _walked(folder: str, within: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        name = f"{within}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(entry.path, f"{name}/")
        else:
            yield name, entry


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: a file of the site with an anchor, a path that is no file, or away."""

    file: str = ""
    anchor: str = ""
    missing: str = ""  # the path where there should be a file


AWAY = Target()


class Links:
    """Finds where links lead, on a site that is published at an address."""

    def __init__(self, address: str, files: Container[str]) -> None:
        parts = urlsplit(address)
        self._host = f"{parts.scheme}://{parts.netloc}"
        self._base = parts.path
        self._address = address
        self._files = files
        self._known: dict[str, Target] = {}  # what stands on every page is looked up once

    def of(self, link: str, page: str) -> Target:
        """Where a link on a page leads."""
        if link.startswith("#"):
            return Target(page, _anchor(link[1:]))
        if link.startswith("/") and not link.startswith("//"):
            return self._at(link)
        if _SCHEME.match(link) or link.startswith("//"):
            return self._at(link.removeprefix(self._host)) if self._is_ours(link) else AWAY
        return self._at(urljoin(f"{self._address}{page}", link).removeprefix(self._host))

    def _is_ours(self, link: str) -> bool:
        return f"{link}/".startswith(self._address)

    def _at(self, link: str) -> Target:
        if (found := self._known.get(link)) is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            found = self._known[link] = self._sought(link)
        return found

    def _sought(self, link: str) -> Target:
        where, fragment = urldefrag(link)
        path = unquote(where.partition("?")[0])
        if not f"{path}/".startswith(self._base):
            return Target(missing=path)
        name = path[len(self._base) :]
        shown = (f"{name}{FRONT}",) if not name or name.endswith("/") else (name, f"{name}/{FRONT}")
        for file in shown:
            if file in self._files:
                return Target(file, _anchor(fragment))
        return Target(missing=path)


def _anchor(fragment: str) -> str:
    """What it asks for on the page; every page has a top, and a text that is sought is no anchor."""
    anchor = unquote(fragment).partition(":~:")[0]
    return "" if anchor.lower() == "top" else anchor
