"""A tool's site of many days: to it days are added, in it one is edited, of it everything is forgotten."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers import corpus
from benchmarks.peers.runs import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.peers.tools import Tool

PAPERS = 130
LAYOUTS = Path(__file__).resolve().parents[2] / "layouts"


@dataclass(slots=True)
class Site:
    """A tool's site of many days, to which days are added and which is edited."""

    tool: Tool
    folder: Path
    pool: Sequence[corpus.Paper]
    days: list[dt.date] = field(default_factory=list)  # newest first
    _marks: Iterator[int] = field(default_factory=count)

    @classmethod
    def of(cls, tool: Tool, folder: Path, pool: Sequence[corpus.Paper], days: int) -> Site:
        tool.set_up(folder)
        site = cls(tool, folder, pool, corpus.weekdays(days))
        for day, papers in corpus.pages(pool, site.days, PAPERS):
            tool.write(folder, day, papers)
        return site

    def command(self, prepare: Callable[[], None]) -> Command:
        return Command(self.tool.build, self.folder, prepare)

    def forget(self) -> None:
        self.tool.forget(self.folder)

    def edit(self) -> None:
        """The newest day says something else."""
        first, *others = corpus.dealt(self.pool, self.days[0], PAPERS)
        parts = (f"Edited {next(self._marks)} times. {first.parts[0]}", *first.parts[1:])
        self.tool.write(self.folder, self.days[0], [replace(first, parts=parts), *others])

    def add(self) -> None:
        """One more day, newer than all."""
        day = self.days[0] + dt.timedelta(days=3 if self.days[0].weekday() == 4 else 1)
        self.days.insert(0, day)
        self.tool.write(self.folder, day, corpus.dealt(self.pool, day, PAPERS))

    def change_layout(self) -> None:
        """A layout of the publisher's own differs from what it was."""
        if self.tool.name == "broadsheet":
            own = self.folder / "layouts" / "base.html"
            own.parent.mkdir(exist_ok=True)
            text = (LAYOUTS / "base.html").read_text(encoding="utf-8")
        else:
            own = self.folder / "layouts" / "_default" / "baseof.html"
            text = own.read_text(encoding="utf-8")
        own.write_text(text.replace("</body>", f"<!-- {next(self._marks)} --></body>", 1), encoding="utf-8")

    def files(self) -> dict[str, tuple[int, bytes]]:
        """Size and digest of every file of the built site."""
        out = self.folder / self.tool.out
        return {
            str(file.relative_to(out)): (file.stat().st_size, hashlib.blake2b(file.read_bytes()).digest())
            for file in out.rglob("*")
            if file.is_file()
        }
