"""Whole processes, start-up included, as the operating system accounts for them when they have ended."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Prepare = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Run:
    wall: float  # seconds
    cpu: float
    peak: float  # MB of the largest single process


@dataclass(frozen=True, slots=True)
class Command:
    """What is run in turn with others, and what has to be done before each run."""

    words: tuple[str, ...]
    folder: Path
    prepare: Prepare

    def run(self) -> Run:
        self.prepare()
        with (self.folder / "build.log").open("ab") as log:
            start = time.perf_counter()
            child = subprocess.Popen(
                self.words, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
            _, status, used = os.wait4(child.pid, 0)
            wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(
                f"{' '.join(self.words)}: exit {child.returncode}, see {self.folder / 'build.log'}"
            )
        return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6)


def in_turns(commands: Sequence[Command], *, rounds: int, warmups: int = 1) -> list[list[Run]]:
    """The runs of each command, A B C A B C …, so that a machine that slows down slows all alike."""
    found: list[list[Run]] = [[] for _ in commands]
    for number in range(-warmups, rounds):
        for runs, command in zip(found, commands, strict=True):
            run = command.run()
            if number >= 0:
                runs.append(run)
    return found


def ratio(ours: Sequence[Run], theirs: Sequence[Run]) -> tuple[float, float, float]:
    """The least, median and largest of ours/theirs by wall time, round by round."""
    pairs = sorted(mine.wall / other.wall for mine, other in zip(ours, theirs, strict=True))
    return pairs[0], statistics.median(pairs), pairs[-1]


def wall(runs: Sequence[Run]) -> float:
    return statistics.median(run.wall for run in runs)


def cpu(runs: Sequence[Run]) -> float:
    return statistics.median(run.cpu for run in runs)


def peak(runs: Sequence[Run]) -> float:
    return max(run.peak for run in runs)
