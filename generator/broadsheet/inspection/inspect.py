"""All files of a site, one after the other, in as many processes as there are processors. Of a page is kept
eight bytes for each of its anchors: ten years of days are some tens of megabytes.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from broadsheet import almanac, hosting, processes
from broadsheet.inspection import feeds, pages
from broadsheet.inspection.faults import Fault, Faults
from broadsheet.inspection.sites import Files, Links

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

_AT_ONCE = 16  # files that a process gets together
_PAYS_FROM = 8  # such lots
_PARTS = 64  # in which anchors are compared
_OF_DAY = re.compile(r"(?:^|/)([0-9]{4})/([0-9]{2})/([0-9]{2})[/.]")
_PAPERS = "paper/"


@dataclass(slots=True)
class Inspection:
    """What was looked at and what was found."""

    address: str
    files: int = 0
    bytes: int = 0
    pages: int = 0
    links: int = 0
    feeds: int = 0
    growth: int = 0  # bytes that the last month added
    faults: Faults = field(default_factory=Faults)

    @property
    def days_left(self) -> int | None:
        """Until the site is as large as GitHub Pages takes."""
        return hosting.days_left(self.bytes, self.growth)

    @property
    def warning(self) -> str:
        return hosting.warning(self.bytes, self.growth)

    def as_json(self) -> dict[str, Any]:
        """All of it for machines."""
        return {
            "address": self.address,
            "well": not self.faults,
            "files": self.files,
            "pages": self.pages,
            "links": self.links,
            "feeds": self.feeds,
            "bytes": self.bytes,
            "limit": hosting.SITE,
            "growth": self.growth,
            "days_left": self.days_left,
            "warning": self.warning,
            "faults": [fault.as_json() for fault in self.faults],
            "unnamed": self.faults.unnamed,
        }


@dataclass(slots=True)
class _Lot:
    """What a few files gave: small, since it crosses from process to process."""

    faults: list[Fault] = field(default_factory=list)
    pages: int = 0
    links: int = 0
    anchors: array[int] = field(default_factory=lambda: array("q"))
    wanted: array[int] = field(default_factory=lambda: array("q"))  # anchors on other pages
    feeds: list[_Chained] = field(default_factory=list)
    papers: set[str] = field(default_factory=set)  # pages of their own, of the last month's papers


@dataclass(frozen=True, slots=True)
class _Chained:
    name: str
    previous: str
    ids: array[int]


def inspect(
    root: Path, address: str, *, on_progress: Callable[[int, int], None] = lambda *_: None
) -> Inspection:
    """Look at every file of the site in `root`, which is published at `address`."""
    files = Files.of(root)
    report = Inspection(address, files=len(files.sizes), bytes=files.bytes)
    report.faults.extend(files.faults)
    inspector = _Inspector(root, files, address)
    names = list(files.sizes)
    lots = [names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE)]
    anchors, wanted, found, papers = array("q"), array("q"), [], set()
    for number, lot in enumerate(processes.shared(inspector.look, lots, pays_from=_PAYS_FROM), 1):
        report.faults.extend(lot.faults)
        report.pages += lot.pages
        report.links += lot.links
        anchors.extend(lot.anchors)
        wanted.extend(lot.wanted)
        found += lot.feeds
        papers |= lot.papers
        on_progress(min(number * _AT_ONCE, len(names)), len(names))
    report.feeds = len(found)
    report.growth = inspector.growth + sum(files.sizes[paper] for paper in papers)
    report.faults.extend(_repeated(found))
    if missing := _missing(wanted, anchors):
        report.faults.extend(inspector.asking_for(missing))
    return report


class _Inspector:
    def __init__(self, root: Path, files: Files, address: str) -> None:
        self._root = root
        self._files = files.sizes
        self._links = Links(address, files.sizes)
        dated = {name: day for name in files.sizes if (day := _day(name))}
        since = almanac.moved(max(dated.values(), default=date.max), -timedelta(days=hosting.MONTH))
        self._recent = {name for name, day in dated.items() if day > since}

    @property
    def growth(self) -> int:
        """The bytes of the days of the last month."""
        return sum(self._files[name] for name in self._recent)

    def look(self, names: Sequence[str]) -> _Lot:
        """At some files of the site."""
        lot = _Lot()
        for name in names:
            if name.endswith(".html"):
                self._page(name, lot)
            elif name.endswith((".xml", ".opml")):
                self._data(name, feeds.of_xml, lot)
            elif name.endswith(".json"):
                self._data(name, feeds.of_json, lot)
        return lot

    def asking_for(self, missing: Collection[int]) -> Iterator[Fault]:
        """Who links to anchors that are on no page; looked for only when there are any."""
        for name in self._files:
            if not name.endswith(".html"):
                continue
            text = self._text(name)
            for mark in pages.marks(text):
                if not mark.is_anchor:
                    target = self._links.of(mark.value, name)
                    if target.anchor and _key(target.file, target.anchor) in missing:
                        yield _no_anchor(name, pages.line_of(text, mark.place), target.file, target.anchor)

    def _page(self, name: str, lot: _Lot) -> None:
        lot.pages += 1
        text = self._text(name)
        marks = list(pages.marks(text))
        own = [mark.value for mark in marks if mark.is_anchor]
        anchors = set(own)
        lot.anchors.extend(_key(name, anchor) for anchor in anchors)
        if len(own) > len(anchors):
            lot.faults.extend(_twice(name, text, marks))
        if "</html>" not in text[-200:].lower():
            remedy = "render again; a layout that forgets </html> is to be mended"
            lot.faults.append(Fault("page", name, 0, "ends before its end", remedy))
        for mark in marks:
            if mark.is_anchor:
                continue
            lot.links += 1
            target = self._links.of(mark.value, name)
            if target.missing:
                lot.faults.append(_no_file(name, pages.line_of(text, mark.place), target.missing))
            elif target.anchor and target.file == name:
                if target.anchor not in anchors:
                    line = pages.line_of(text, mark.place)
                    lot.faults.append(_no_anchor(name, line, name, target.anchor))
            elif target.anchor:
                lot.wanted.append(_key(target.file, target.anchor))
            if target.file.startswith(_PAPERS) and name in self._recent:
                lot.papers.add(target.file)

    def _data(self, name: str, read: Callable[[bytes], feeds.Document], lot: _Lot) -> None:
        document = read((self._root / name).read_bytes())
        kind, remedy = (
            ("feed" if document.is_feed else "data"),
            "render again; if it stays so, please report it",
        )
        lot.faults += [Fault(kind, name, 0, what, remedy) for what in document.wrong]
        lot.links += len(document.links)
        for link in document.links:
            target = self._links.of(link, name)
            if target.missing:
                lot.faults.append(_no_file(name, 0, target.missing))
            elif target.anchor:
                lot.wanted.append(_key(target.file, target.anchor))
        if document.is_feed:
            if document.address and self._links.of(document.address, name).file != name:
                what = f"says that it stands at {document.address}"
                lot.faults.append(Fault("feed", name, 0, what, "render with the --url it is published at"))
            before = self._links.of(document.previous, name).file if document.previous else ""
            lot.feeds.append(_Chained(name, before, array("q", map(hash, document.ids))))

    def _text(self, name: str) -> str:
        return (self._root / name).read_text(encoding="utf-8", errors="replace")


def _key(file: str, anchor: str) -> int:
    return hash(f"{file}#{anchor}")


def _missing(wanted: Iterable[int], anchors: Iterable[int]) -> set[int]:
    """What is wanted and not there: part by part, so that no set holds all anchors of the site."""
    parts: list[array[int]] = [array("q") for _ in range(_PARTS)]
    for each in anchors:
        parts[each % _PARTS].append(each)
    asked: list[set[int]] = [set() for _ in range(_PARTS)]
    for each in wanted:
        asked[each % _PARTS].add(each)
    return {each for part, ones in zip(parts, asked, strict=True) if ones for each in ones - set(part)}


def _repeated(found: Sequence[_Chained]) -> Iterator[Fault]:
    """Items that stand twice in a feed, its archives included: readers would show one of them, or both."""
    by_name = {feed.name: feed for feed in found}
    archives = {feed.previous for feed in found}
    for feed in found:
        if feed.name in archives:
            continue
        seen: set[int] = set()
        walked: set[str] = set()
        at: _Chained | None = feed
        while at and at.name not in walked:
            walked.add(at.name)
            if len(seen) + len(at.ids) > len(seen := seen | set(at.ids)):
                what = "has an item that stands in this feed or its later archives already"
                yield Fault("feed", at.name, 0, what, "render again; if it stays so, please report it")
            at = by_name.get(at.previous)


def _twice(name: str, text: str, marks: Sequence[pages.Mark]) -> Iterator[Fault]:
    seen: set[str] = set()
    for mark in marks:
        if mark.is_anchor and mark.value in seen:
            line = pages.line_of(text, mark.place)
            remedy = "give one of them another name: no link finds the second"
            yield Fault("anchor", name, line, f"has the anchor #{mark.value} twice", remedy)
        elif mark.is_anchor:
            seen.add(mark.value)


def _no_file(name: str, line: int, path: str) -> Fault:
    remedy = "mend the link in the page or layout it comes from, or add what it leads to"
    return Fault("link", name, line, f"links to {path}, which is not there", remedy)


def _no_anchor(name: str, line: int, file: str, anchor: str) -> Fault:
    what = f"links to #{anchor}, which is not on {'this page' if file == name else file}"
    return Fault("anchor", name, line, what, "mend the link, or the heading that it names")


def _day(name: str) -> date | None:
    if not (found := _OF_DAY.search(name)):
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
