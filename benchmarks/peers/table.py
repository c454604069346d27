"""The measurements, in the order in which the table tells them."""

from __future__ import annotations

import math
import os
import platform
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers import corpus, runs
from benchmarks.peers.runs import Command
from benchmarks.peers.site import PAPERS, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.peers.tools import Tool

LARGE = 481  # papers of a large mathematical day
ADDED = 5  # days, to know what one weighs: archives of feeds go by whole weeks
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Row:
    work: str
    figure: str
    must: str
    aim: str

    def __str__(self) -> str:
        return f"| {self.work} | {self.figure} | {self.must} | {self.aim} |"


def measure(  # noqa: PLR0913  # who is measured, on what, how often
    ours: Tool,
    peers: Sequence[Tool],
    digest: Sequence[corpus.Paper],
    heavy: Sequence[corpus.Paper],
    *,
    rounds: int,
    counts: Sequence[int],
) -> str:
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(ours, peers, Path(name), rounds)
        parts = [
            _head(ours, peers),
            bench.beside_hugo(digest, counts),
            bench.beside_all(digest, min(counts, key=lambda days: abs(days - 50))),
            bench.mathematics(heavy),
            _rooms(),
        ]
    return "\n".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Bench:
    ours: Tool
    peers: Sequence[Tool]
    folder: Path
    rounds: int

    @property
    def _hugo(self) -> Tool | None:
        return next((peer for peer in self.peers if peer.name == "hugo"), None)

    def _site(self, tool: Tool, pool: Sequence[corpus.Paper], days: int) -> Site:
        return Site.of(tool, self.folder / f"{tool.name}-{days}", pool, days)

    def beside_hugo(self, pool: Sequence[corpus.Paper], counts: Sequence[int]) -> str:
        middle, most, least = _nearest(counts, 250), max(counts), min(counts)
        rows: list[Row] = []
        colds: dict[int, float] = {}
        peaks: dict[int, float] = {}
        added: dict[int, float] = {}
        for days in counts:
            mine = self._site(self.ours, pool, days)
            theirs = self._site(self._hugo, pool, days) if self._hugo else None
            rounds = max(1, self.rounds if days < 1000 else self.rounds - 1)
            cold = self._paired(mine, theirs, Site.forget, rounds)
            colds[days], peaks[days] = runs.wall(cold.mine), runs.peak(cold.mine)
            if days in {middle, most}:
                bounds = ("≤ 4", "≤ 1") if days == middle else ("≤ 3", "≤ 0.5")
                rows.append(Row(f"cold, {days} days, / Hugo", cold.told, *bounds))
            if days == middle:
                rows += self._state_kept(mine, theirs, days)
            plus = self._paired(mine, None, Site.add, self.rounds)
            added[days] = runs.wall(plus.mine)
            if days == most:
                rows.append(self._nothing_to_do(mine, days))
            if days == middle:
                rows += _weights(mine, days)
            for site in filter(None, (mine, theirs)):
                shutil.rmtree(site.folder)
        rows.append(
            Row(
                f"one day added at {most} days / at {least} days",
                f"{added[most] / added[least]:.2f} ({added[most]:.2f} s, {added[least]:.2f} s)",
                "≤ 1.3",
                "≤ 1.1",
            )
        )
        memory = ", ".join(f"{peaks[days]:.0f} MB at {days}" for days in counts)
        rows.append(Row("peak memory of the largest process, cold", memory, "≤ 150 MB", "≤ 100 MB"))
        growth = math.log(colds[most] / colds[least]) / math.log(most / least) if most > least else 1.0
        seconds = ", ".join(f"{colds[days]:.1f} s at {days}" for days in counts)
        rows.append(Row("cold, wall ~ days^k", f"k = {growth:.2f} ({seconds})", "", ""))
        return _table(f"A digest of {PAPERS} papers a day", rows)

    def _state_kept(self, mine: Site, theirs: Site | None, days: int) -> Iterator[Row]:
        layout = self._paired(mine, theirs, Site.change_layout, self.rounds)
        yield Row(f"one layout changed, {days} days, / Hugo", layout.told, "≤ 2", "≤ 0.5")
        edited = self._paired(mine, theirs, Site.edit, self.rounds)
        yield Row(f"one day edited, {days} days, / Hugo", edited.told, "≤ 0.25", "≤ 0.1")
        plus = self._paired(mine, theirs, Site.add, self.rounds)
        yield Row(f"one day added, {days} days, / Hugo", plus.told, "≤ 0.25", "≤ 0.1")
        same = self._paired(mine, theirs, lambda _: None, self.rounds + 2)
        yield Row(f"nothing to do, {days} days, / Hugo", same.told, "≤ 0.08", "≤ 0.04")

    def _nothing_to_do(self, mine: Site, days: int) -> Row:
        version = Command((self.ours.build[0], "--version"), mine.folder, _nothing)
        least, middle, most = runs.ratio(
            *runs.in_turns([mine.command(_nothing), version], rounds=self.rounds + 2)
        )
        return Row(
            f"nothing to do, {days} days, / `broadsheet --version`",
            f"{middle:.2f} ({least:.2f}–{most:.2f})",
            "≤ 3",
            "≤ 2",
        )

    def _paired(
        self, mine: Site, theirs: Site | None, prepare: Callable[[Site], None], rounds: int
    ) -> Paired:
        sites = [site for site in (mine, theirs) if site]
        commands = [site.command(lambda site=site: prepare(site)) for site in sites]
        found = runs.in_turns(commands, rounds=rounds)
        return Paired(found[0], found[1] if theirs else None)

    def beside_all(self, pool: Sequence[corpus.Paper], days: int) -> str:
        sites = [self._site(tool, pool, days) for tool in (self.ours, *self.peers)]
        found = runs.in_turns(
            [site.command(lambda site=site: site.forget()) for site in sites], rounds=self.rounds
        )
        lines = [
            f"## Cold, {days} days, all\n",
            "| tool | wall | CPU | peak memory | files | bytes |",
            "|---|---|---|---|---|---|",
        ]
        for site, measured in zip(sites, found, strict=True):
            files = site.files()
            size = sum(each for each, _ in files.values())
            lines.append(
                f"| {site.tool.name} | {runs.wall(measured):.2f} s | {runs.cpu(measured):.2f} s |"
                f" {runs.peak(measured):.0f} MB | {len(files)} | {size:,} |"
            )
            shutil.rmtree(site.folder)
        return "\n".join([*lines, ""])

    def mathematics(self, pool: Sequence[corpus.Paper]) -> str:
        days = 10
        mine = self._site(self.ours, pool, days)
        theirs = self._site(self._hugo, pool, days) if self._hugo else None
        rows = [
            Row(
                f"cold, {days} days of {PAPERS}, / Hugo",
                self._paired(mine, theirs, Site.forget, self.rounds).told,
                "",
                "",
            )
        ]
        large = mine.days[0]
        self.ours.write(mine.folder, large, corpus.dealt(pool, large, LARGE))
        mine.command(_nothing).run()
        size = sum(
            each
            for name, (each, _) in mine.files().items()
            if name.startswith(f"{large:%Y/%m/%d}/") and name.endswith(".html")
        )
        rows.append(Row(f"HTML of a day of {LARGE}", f"{size / 1e6:.2f} MB", "", ""))
        return _table("Much mathematics", rows)


@dataclass(frozen=True, slots=True)
class Paired:
    mine: list[runs.Run]
    theirs: list[runs.Run] | None

    @property
    def told(self) -> str:
        seconds = f"{runs.wall(self.mine):.2f} s, CPU {runs.cpu(self.mine):.2f} s"
        if self.theirs is None:
            return f"no Hugo ({seconds})"
        least, middle, most = runs.ratio(self.mine, self.theirs)
        return f"**{middle:.2f}** ({least:.2f}–{most:.2f}; {seconds} / {runs.wall(self.theirs):.2f} s)"


def _weights(site: Site, days: int) -> Iterator[Row]:
    """What days add to the site, and what adding the last of them rewrote."""
    states = [site.files()]
    for _ in range(ADDED):
        site.add()
        site.command(_nothing).run()
        states.append(site.files())
    first, *_, before, after = states
    grown = (_size(after) - _size(first)) / ADDED
    written = [size for name, (size, digest) in after.items() if before.get(name, (0, b""))[1] != digest]
    feeds = sum(size for name, (size, _) in after.items() if name.endswith((".xml", "feed.json")))
    yield Row("bytes of site for an added day", f"{grown / 1e6:.2f} MB", "≤ 0.9 MB", "≤ 0.7 MB")
    yield Row("files written for it", f"{len(written)}, {sum(written) / 1e6:.1f} MB", "≤ 40, 4 MB", "")
    yield Row(f"feeds and their archives, {days} days", f"{feeds / 1e6:.1f} MB", "≤ 25 MB", "")


def _nothing() -> None:
    return


def _size(files: dict[str, tuple[int, bytes]]) -> int:
    return sum(size for size, _ in files.values())


def _nearest(counts: Sequence[int], wanted: int) -> int:
    return min(counts, key=lambda days: abs(days - wanted))


def _table(title: str, rows: Sequence[Row]) -> str:
    return "\n".join(
        [f"## {title}\n", "| work | measured | must | aim |", "|---|---|---|---|", *map(str, rows), ""]
    )


def _head(ours: Tool, peers: Sequence[Tool]) -> str:
    versions = [f"- {tool.name}: {tool.version}" for tool in (ours, *peers)]
    return "\n".join(
        [
            "# What `make bench` measured\n",
            "Whole processes in turns, start-up included. Ratios are by wall time, round by round: the",
            "median, with the least and the largest.\n",
            f"- {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
            *versions,
            "",
        ]
    )


def _rooms() -> str:
    """How large the press is."""
    press = ROOT / "generator" / "broadsheet" / "press"
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in press.rglob("*.py"))
    rooms = [*press.glob("[!_]*.py"), *press.glob("*/__init__.py")]  # a folder has one face
    return _table(
        "The press", [Row("lines; rooms", f"{lines:,}; {len(rooms)}", "fewer than 5,400; ≤ 20 rooms", "")]
    )
