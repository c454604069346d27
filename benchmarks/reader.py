"""How soon a reader finds what is theirs: `PYTHONPATH=generator python -m benchmarks.reader [FEEDS]`.

Each reader stars some papers of recorded days. Of what they want on a later day, which share stands in the
first ten: by date, by the nearest star, by Rocchio's sum, by both, which is what /mine/ does
(docs/your-front-page.md)? Only days of forty papers count. The readers:

- of a category: they star its first ten papers in the first half of the days, and want those of the second;
- of two categories that have little in common: five stars for each, or eight for one and two for the other.
  Of the first ten places each has five; the share is told of both, and of the one that is served less;
- of a group: of four papers that two people wrote together, those of the last day are wanted, and those
  before it starred;
- of Hugging Face's daily lists: they star the first ten papers of one, and want those of the next among the
  papers of the recorded day that is nearest to it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise, permutations
from operator import mul
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from benchmarks.rank import FEEDS, groups_of, pool
from broadsheet.model import Paper
from broadsheet.rank.likeness import Middle, of_paper, unit
from broadsheet.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from broadsheet.rank.likeness import Direction

POOLS = ("papers-cs.CV-2026-04", "papers-cs-mixed-2025-2026", "papers-astro-ph-2025")
MIXED = POOLS[1]
LISTS = (  # of Hugging Face, each with the recorded day that is nearest to it
    ("daily_papers-2024-05-27-reindented", "2025-03-20"),
    ("daily_papers-2025-09-30-reindented", "2025-10-01"),
    ("daily_papers-2026-08-02", "2026-06-14"),
)
STARS, FEWEST_STARS = 10, 5
FIRST = 10
RARE, COMMON = 25, 0.25  # papers that a reader's category has
SHARED = 0.1  # of the smaller of two categories, that the other has too
LARGE, THEIRS = 40, 2
NEAREST = 0.5


@dataclass(frozen=True, slots=True)
class Reader:
    stars: Sequence[int]  # the places of papers in a pool
    wanted: Sequence[frozenset[int]]  # of each interest
    fewest: int = 1  # that are wanted on a day that counts


@dataclass(frozen=True)
class Pool:
    """Papers with the days on which they came, in the order in which they stand there."""

    seen: Sequence[tuple[Paper, str]]

    @classmethod
    def of(cls, file: Path) -> Pool:
        return cls(list(pool(file).values()))

    @cached_property
    def directions(self) -> list[Direction]:
        """Seen from the middle of all."""
        found = [of_paper(paper.title, paper.abstract) for paper, _ in self.seen]
        middle = Middle.of(found).direction
        return [unit([a - b for a, b in zip(each, middle, strict=True)]) for each in found]

    @cached_property
    def by_day(self) -> Mapping[str, list[int]]:
        days: dict[str, list[int]] = defaultdict(list)
        for at, (_, day) in enumerate(self.seen):
            days[day].append(at)
        return dict(sorted(days.items()))

    @cached_property
    def categories(self) -> dict[str, frozenset[int]]:
        """Those that some papers have and most have not."""
        counts = Counter(category for paper, _ in self.seen for category in paper.categories)
        chosen = [each for each, count in counts.items() if RARE <= count <= COMMON * len(self.seen)]
        return {
            each: frozenset(at for at, (paper, _) in enumerate(self.seen) if each in paper.categories)
            for each in sorted(chosen)
        }

    @property
    def halves(self) -> tuple[frozenset[int], frozenset[int]]:
        days = list(self.by_day)
        late = days[len(days) // 2]
        early = frozenset(at for at, (_, day) in enumerate(self.seen) if day < late)
        return early, frozenset(range(len(self.seen))) - early


def of_categories(papers: Pool) -> Iterator[Reader]:
    early, late = papers.halves
    for theirs in papers.categories.values():
        if len(stars := sorted(theirs & early)[:STARS]) >= FEWEST_STARS:
            yield Reader(stars, (theirs & late,), THEIRS)


def of_two(papers: Pool, first: int) -> Iterator[Reader]:
    """As many stars for the first as are said, the rest of the ten for the other."""
    early, late = papers.halves
    choose = combinations if first * 2 == STARS else permutations
    for one, other in choose(papers.categories.values(), 2):
        if len(one & other) > SHARED * min(len(one), len(other)):
            continue
        apart = (one - other, other - one)
        stars = [
            at
            for theirs, count in zip(apart, (first, STARS - first), strict=True)
            for at in sorted(theirs & early)[:count]
        ]
        if len(stars) == STARS:
            yield Reader(stars, [theirs & late for theirs in apart])


def of_groups(papers: Pool) -> Iterator[Reader]:
    places = {paper.id: at for at, (paper, _) in enumerate(papers.seen)}
    for group in groups_of([paper for paper, _ in papers.seen]):
        theirs = [places[paper.id] for paper in group]
        last = max(papers.seen[at][1] for at in theirs)
        if stars := [at for at in theirs if papers.seen[at][1] < last]:
            yield Reader(stars, (frozenset(theirs).difference(stars),))


def of_lists(folder: Path, papers: Pool) -> tuple[Pool, list[Reader]]:
    """The papers of the lists among those of the days, and who goes from each list to the next."""
    seen = list(papers.seen)
    lists = []
    for name, day in LISTS:
        file = folder / "hf" / f"{name}.json"
        entries = [each["paper"] for each in json.loads(file.read_text(encoding="utf-8"))]
        lists.append(range(len(seen), len(seen) + len(entries)))
        for each in entries:
            paper = Paper(each["id"], plain.line(each["title"]), (), plain.block(each["summary"]), ())
            seen.append((paper, day))
    readers = [Reader(one[:STARS], (frozenset(other),), THEIRS) for one, other in pairwise(lists)]
    return Pool(seen), readers


def nearest(place: Direction, stars: Sequence[Direction]) -> float:
    return max(_product(place, star) for star in stars)


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(map(mul, one, other))


WAYS: dict[str, Callable[[float, float], float]] = {  # of Rocchio's likeness and that of the nearest
    "by date": lambda _sum, _near: 0.0,
    "nearest star": lambda _sum, near: near,
    "Rocchio": lambda sum_, _near: sum_,
    "both": lambda sum_, near: sum_ + NEAREST * near,
}


def replayed(reader: Reader, papers: Pool) -> list[tuple[float, ...]]:
    """For each way the shares that it shows of what the reader wants: of each interest."""
    stars = [papers.directions[at] for at in reader.stars]
    towards = unit([sum(numbers) for numbers in zip(*stars, strict=True)])
    places = FIRST // len(reader.wanted)
    there = [0] * len(reader.wanted)
    hits = {name: [0] * len(reader.wanted) for name in WAYS}
    for of_day in papers.by_day.values():
        theirs = [wanted.intersection(of_day) for wanted in reader.wanted]
        if len(of_day) < LARGE or max(map(len, theirs)) < reader.fewest:
            continue
        likeness = {
            at: (_product(papers.directions[at], towards), nearest(papers.directions[at], stars))
            for at in of_day
        }
        for interest, wanted in enumerate(theirs):
            there[interest] += min(places, len(wanted))
        for name, way in WAYS.items():
            shown = set(sorted(of_day, key=lambda at: (-way(*likeness[at]), at))[:FIRST])
            for interest, wanted in enumerate(theirs):
                hits[name][interest] += min(places, len(wanted & shown))
    if not all(there):
        return []
    return [tuple(hit / of for hit, of in zip(found, there, strict=True)) for found in hits.values()]


def report(folder: Path = FEEDS) -> None:
    if not folder.is_dir():
        print(f"reader: {folder} is not there, nothing is measured")
        return
    print(f"reader: {'found in the first ten':<54}" + "".join(f"{name:>14}" for name in WAYS))
    for name in POOLS:
        papers = Pool.of(folder / f"{name}.jsonl")
        _tell(f"a category, {name}", of_categories(papers), papers)
        _tell(f"two alike, {name}", of_two(papers, STARS // 2), papers)
        _tell(f"eight stars and two, {name}", of_two(papers, STARS - 2), papers)
        _tell(f"a group, {name}", of_groups(papers), papers)
        if name == MIXED:
            mixed, readers = of_lists(folder, papers)
            _tell("Hugging Face's lists", readers, mixed)


def _tell(name: str, readers: Iterator[Reader] | Sequence[Reader], papers: Pool) -> None:
    rows = [shares for reader in readers if (shares := replayed(reader, papers))]
    if not rows:
        return
    _line(f"{len(rows)} of {name}", [[mean(shares) for shares in row] for row in rows])
    if len(rows[0][0]) > 1:
        _line("    of the one served less", [[min(shares) for shares in row] for row in rows])


def _line(name: str, rows: Sequence[Sequence[float]]) -> None:
    print(f"reader:   {name:<52}" + "".join(f"{mean(column):14.3f}" for column in zip(*rows, strict=True)))


if __name__ == "__main__":
    report(*map(Path, sys.argv[1:2]))
