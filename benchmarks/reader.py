"""How soon a reader finds what is theirs: `PYTHONPATH=generator python -m benchmarks.reader [FEEDS]`.

A reader stars the first ten papers of one category in the first half of recorded days. Of what it has on each
later day, which share stands in the first ten: by date, by the nearest star, by Rocchio's sum, by both, which
is what /mine/ does (docs/your-front-page.md)? Only days of forty papers count, of which two are theirs.
"""

from __future__ import annotations

import sys
from collections import Counter
from operator import mul
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from benchmarks.rank import FEEDS, pool
from broadsheet.rank.likeness import Middle, of_paper, unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from broadsheet.model import Paper
    from broadsheet.rank.likeness import Direction

POOLS = ("papers-cs.CV-2026-04", "papers-cs-mixed-2025-2026", "papers-astro-ph-2025")
STARS, FEWEST_STARS = 10, 5
FIRST = 10
RARE, COMMON = 25, 0.25  # papers that a reader's category has
LARGE, THEIRS = 40, 2
NEAREST = 0.5


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(map(mul, one, other))


def nearest(place: Direction, stars: Sequence[Direction]) -> float:
    return max(_product(place, star) for star in stars)


def rocchio(place: Direction, stars: Sequence[Direction]) -> float:
    return _product(place, unit([sum(numbers) for numbers in zip(*stars, strict=True)]))


WAYS: dict[str, Callable[[Direction, Sequence[Direction]], float]] = {
    "by date": lambda _place, _stars: 0.0,
    "nearest star": nearest,
    "Rocchio": rocchio,
    "both": lambda place, stars: rocchio(place, stars) + NEAREST * nearest(place, stars),
}


def report(folder: Path = FEEDS) -> None:
    if not folder.is_dir():
        print(f"reader: {folder} is not there, nothing is measured")
        return
    print("reader: found in the first ten" + " " * 12 + "".join(f"{name:>14}" for name in WAYS))
    for name in POOLS:
        seen = list(pool(folder / f"{name}.jsonl").values())
        directions = [of_paper(paper.title, paper.abstract) for paper, _ in seen]
        middle = Middle.of(directions).direction
        places = [unit([a - b for a, b in zip(each, middle, strict=True)]) for each in directions]
        counts = Counter(category for paper, _ in seen for category in paper.categories)
        readers = [each for each, count in counts.items() if RARE <= count <= COMMON * len(seen)]
        rows = [found for each in sorted(readers) if (found := replayed(each, seen, places))]
        line = "".join(f"{mean(column):14.3f}" for column in zip(*rows, strict=True))
        print(f"reader:   {len(rows)} of {name:<33}{line}")


def replayed(
    category: str, seen: Sequence[tuple[Paper, str]], places: Sequence[Direction]
) -> tuple[float, ...]:
    """For each way the share that it shows of what the reader's category has."""
    days = sorted({day for _, day in seen})
    late = days[len(days) // 2]
    theirs = {at for at, (paper, _) in enumerate(seen) if category in paper.categories}
    stars = [places[at] for at in sorted(theirs) if seen[at][1] < late][:STARS]
    if len(stars) < FEWEST_STARS:
        return ()
    shares = []
    for way in WAYS.values():
        hits = there = 0
        for day in days[len(days) // 2 :]:
            of_day = [at for at, (_, on) in enumerate(seen) if on == day]
            wanted = theirs.intersection(of_day)
            if len(of_day) < LARGE or len(wanted) < THEIRS:
                continue
            scores = {at: way(places[at], stars) for at in of_day}
            hits += len(wanted.intersection(sorted(of_day, key=lambda at: (-scores[at], at))[:FIRST]))
            there += min(FIRST, len(wanted))
        if not there:
            return ()
        shares.append(hits / there)
    return tuple(shares)


if __name__ == "__main__":
    report(*map(Path, sys.argv[1:2]))
