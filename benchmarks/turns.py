"""Time commands in turns (A B A B …), so that a machine that slows down slows both."""

from __future__ import annotations

import statistics
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Prepare = Callable[[], None]


def nothing() -> None:
    return


def seconds(command: Sequence[str], prepare: Prepare = nothing) -> float:
    prepare()
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def ratios(
    ours: Sequence[str],
    theirs: Sequence[str],
    *,
    rounds: int,
    prepare: Prepare = nothing,
    prepare_theirs: Prepare = nothing,
) -> tuple[float, float, float]:
    """The least, median and largest ratio ours/theirs over the rounds, after one that does not count."""
    found = []
    for _ in range(rounds + 1):
        mine = seconds(ours, prepare)
        found.append(mine / seconds(theirs, prepare_theirs))
    counted = sorted(found[1:])
    return counted[0], statistics.median(counted), counted[-1]


def line(what: str, measured: tuple[float, float, float], bound: str = "") -> None:
    low, middle, high = measured
    print(f"{what:<52} {middle:6.2f} ×   ({low:.2f}–{high:.2f})  {bound}")
