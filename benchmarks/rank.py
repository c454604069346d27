"""How well and how fast papers are rated: `PYTHONPATH=generator python -m benchmarks.rank [FEEDS]`.

Interests in words (rank-interests.yaml) against real papers of one field: those that their authors put into
the interest's category count as relevant. Average precision beside what a reader would otherwise have:
matching keywords, and the cosine of tf-idf vectors. Calibration: how many papers a day reach a score, how
much that differs between days, and how many papers of each band are relevant.

With `--blind`, two measures that nothing may be tuned on: the interests of rank-blind.yaml, and of four
papers that one group of authors wrote within a month, the fourth found by the words of the other three.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter, defaultdict
from itertools import combinations
from math import log, sqrt
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

import yaml

from broadsheet.config import EditorSettings, Interest
from broadsheet.model import Author, Paper
from broadsheet.rank import rated
from broadsheet.text import plain
from broadsheet.text.terms import STOPPED, stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HERE = Path(__file__).resolve().parent
FEEDS = HERE.parents[1] / "shared" / "feeds"
INTERESTS = HERE / "rank-interests.yaml"
BLIND = HERE / "rank-blind.yaml"
MONTH = "papers-cs.CV-2026-04"
GROUP = 4  # papers by the same two people
BANDS = ((8, 11), (6, 8), (4, 6), (2, 4), (0, 2))


def report(folder: Path = FEEDS) -> None:
    if not folder.is_dir():
        print(f"rank: {folder} is not there, nothing is measured")
        return
    asked = yaml.safe_load(INTERESTS.read_text(encoding="utf-8"))
    print("rank: average precision            keywords  tf-idf  rating  chance")
    for split in ("tuned", "held"):
        rows = [_precision(each, folder) for each in asked if each["split"] == split]
        print(
            f"rank:   {len(rows)} interests, {split:<18}"
            + "".join(f"{mean(c):8.3f}" for c in zip(*rows, strict=True))
        )
    _calibration(asked, folder)
    _speed(folder)


def blind(folder: Path = FEEDS) -> None:
    if not folder.is_dir():
        print(f"rank: {folder} is not there, nothing is measured")
        return
    asked = yaml.safe_load(BLIND.read_text(encoding="utf-8"))
    rows = [_precision(each, folder) for each in asked]
    print("rank: average precision            keywords  tf-idf  rating  chance")
    for each, row in zip(asked, rows, strict=True):
        print(f"rank:   {each['name']:<31}" + "".join(f"{value:8.3f}" for value in row))
    print(f"rank:   {len(rows)} blind interests             " + _means(rows))
    papers = [paper for paper, _ in pool(folder / f"{MONTH}.jsonl").values()]
    groups = groups_of(papers)
    found = [_fourth(group, papers) for group in groups]
    print(f"rank:   fourth of {len(groups)} groups, 1 / its place  -    " + _means(found))


def _means(rows: Sequence[tuple[float, ...]]) -> str:
    return "".join(f"{mean(column):8.3f}" for column in zip(*rows, strict=True))


def groups_of(papers: Sequence[Paper]) -> list[list[Paper]]:
    """The first four papers of every two people who share so many, each paper in one group at most."""
    shared: dict[tuple[str, ...], list[Paper]] = defaultdict(list)
    for paper in sorted(papers, key=lambda paper: paper.id):
        for pair in combinations(sorted({author.name for author in paper.authors}), 2):
            shared[pair].append(paper)
    taken: set[str] = set()
    groups = []
    for _, theirs in sorted(shared.items()):
        free = [paper for paper in theirs if paper.id not in taken][:GROUP]
        if len(free) == GROUP:
            groups.append(free)
            taken.update(paper.id for paper in free)
    return groups


def _fourth(group: Sequence[Paper], papers: Sequence[Paper]) -> tuple[float, ...]:
    """One by the place of the last paper, among all but the others, by tf-idf and by the rating."""
    *known, wanted = group
    seen = {paper.id for paper in known}
    rest = [paper for paper in papers if paper.id not in seen]
    asked = Interest(
        name="", about="\n".join(f"{paper.title}. {paper.abstract}" for paper in known), keywords=()
    )
    return tuple(average_precision(way(asked, rest), {wanted.id}) for way in (by_tf_idf, by_rating))


def pool(path: Path) -> dict[str, tuple[Paper, str]]:
    """Each paper once, with the day on which it was first seen."""
    found: dict[str, tuple[Paper, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        categories = tuple(c for c in said["categories"] if re.fullmatch(r"[a-z-]+(\.[A-Za-z-]+)?", c))
        if said["id"] not in found:
            names = tuple(Author(name) for name in map(plain.line, said["authors"]) if name)
            paper = Paper(
                said["id"], plain.line(said["title"]), names, plain.block(said["abstract"]), categories
            )
            found[said["id"]] = paper, said["date"]
    return found


_POOLS: dict[str, list[Paper]] = {}


def papers_of(asked: dict[str, Any], folder: Path) -> list[Paper]:
    name = asked["pool"]
    if name not in _POOLS:
        _POOLS[name] = [paper for paper, _ in pool(folder / f"{name}.jsonl").values()]
    return _POOLS[name]


def interest(asked: dict[str, Any]) -> Interest:
    return Interest(name=asked["name"], about=asked["about"], keywords=tuple(asked["keywords"]))


def _precision(asked: dict[str, Any], folder: Path) -> tuple[float, ...]:
    papers = papers_of(asked, folder)
    relevant = {paper.id for paper in papers if asked["label"] in paper.categories}
    ways: list[Callable[[Interest, Sequence[Paper]], dict[str, float]]] = [by_keywords, by_tf_idf, by_rating]
    each = tuple(average_precision(way(interest(asked), papers), relevant) for way in ways)
    return *each, len(relevant) / len(papers)


def average_precision(scores: dict[str, float], relevant: set[str]) -> float:
    found = 0
    total = 0.0
    for place, id_ in enumerate(sorted(scores, key=lambda id_: (-scores[id_], id_)), 1):
        if id_ in relevant:
            found += 1
            total += found / place
    return total / len(relevant)


def by_keywords(asked: Interest, papers: Sequence[Paper]) -> dict[str, float]:
    """How many of the keywords a paper says; how often, where that is equal."""
    patterns = [
        re.compile(r"\b" + re.escape(k.rstrip("*")) + ("" if k.endswith("*") else r"\b"), re.IGNORECASE)
        for k in asked.keywords
    ]
    found = {}
    for paper in papers:
        counts = [len(pattern.findall(f"{paper.title}\n{paper.abstract}")) for pattern in patterns]
        found[paper.id] = sum(map(bool, counts)) + sum(counts) / 1000
    return found


def by_tf_idf(asked: Interest, papers: Sequence[Paper]) -> dict[str, float]:
    counts = {paper.id: Counter(stems(f"{paper.title} {paper.abstract}")) for paper in papers}
    there = Counter(word for words in counts.values() for word in words)

    def rarity(word: str) -> float:
        return log((len(papers) + 1) / (there[word] + 1)) + 1

    said = stems(" ".join([asked.name, asked.about, *asked.keywords]))
    query = {word: times * rarity(word) for word, times in Counter(said).items() if word not in STOPPED}
    found = {}
    for id_, words in counts.items():
        length = sqrt(sum((times * rarity(word)) ** 2 for word, times in words.items())) or 1.0
        found[id_] = sum(weight * words[w] * rarity(w) for w, weight in query.items() if w in words) / length
    return found


def by_rating(asked: Interest, papers: Sequence[Paper]) -> dict[str, float]:
    found = rated(papers, interests=[asked], archive=(), editor=EditorSettings())
    return {id_: each.rating.score for id_, each in found.items()}


def _calibration(asked: list[dict[str, Any]], folder: Path) -> None:
    """Each day of two recordings rated as it would have been, with the days before it as the archive."""
    bands: dict[tuple[int, int], list[bool]] = defaultdict(list)
    shares: list[float] = []
    for name in ("papers-cs.CV-2026-04", "papers-cs-mixed-2025-2026"):
        mine = [each for each in asked if each["pool"] == name]
        labels = {each["label"] for each in mine}
        for day, archive in _days(folder / f"{name}.jsonl"):
            found = rated(day, interests=list(map(interest, mine)), archive=archive, editor=EditorSettings())
            scores = [found[paper.id].rating.score for paper in day]
            if archive:
                shares.append(sum(score >= 8 for score in scores) / len(scores))
            for paper in day:
                rating = found[paper.id].rating
                band = next(b for b in BANDS if b[0] <= rating.score < b[1])
                bands[band].append(bool(labels & set(paper.categories)))
    print("rank: calibration, by the score of papers beside several interests at once")
    for low, high in BANDS:
        of_band = bands[low, high]
        every = sum(map(len, bands.values()))
        print(
            f"rank:   {low:>2} to {min(high, 10):<2}  {len(of_band) / every:6.1%} of papers,"
            f" {mean(of_band or [0]):4.0%} of them in the category of an interest"
        )
    print(
        f"rank:   days apart: 8 or more for {min(shares):.1%} to {max(shares):.1%} of a day's papers,"
        f" {mean(shares):.1%} on average"
    )


def _days(path: Path) -> Iterator[tuple[list[Paper], list[Paper]]]:
    by_day: dict[str, list[Paper]] = defaultdict(list)
    for paper, day in pool(path).values():
        by_day[day].append(paper)
    before: list[Paper] = []
    for day in sorted(by_day):
        yield by_day[day], before
        before = [*before, *by_day[day]]


def _speed(folder: Path, count: int = 10_000) -> None:
    every = [paper for path in sorted(folder.glob("papers-*.jsonl")) for paper, _ in pool(path).values()]
    papers = [
        Paper(f"2601.{number:05}", every[number % len(every)].title, (), every[number % len(every)].abstract)
        for number in range(count)
    ]
    asked = yaml.safe_load(INTERESTS.read_text(encoding="utf-8"))[:5]
    start = time.perf_counter()
    first = rated(papers, interests=list(map(interest, asked)), archive=(), editor=EditorSettings())
    took = time.perf_counter() - start
    again = rated(papers, interests=list(map(interest, asked)), archive=(), editor=EditorSettings())
    print(f"rank: {count:,} papers by 5 interests in {took:.1f} s; the same again: {first == again}")


if __name__ == "__main__":
    folders = [Path(word) for word in sys.argv[1:] if word != "--blind"]
    (blind if "--blind" in sys.argv else report)(*folders[:1])
