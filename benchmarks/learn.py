"""What `interests learn` makes of a library: `PYTHONPATH=generator python -m benchmarks.learn [FEEDS]`.

Libraries are made of real papers of two to five categories that they were first submitted to: whether its
clusters are those (adjusted Rand index; purity; how many works are in none). And of an interest's papers 20
are taken for a library, alone or among 40 others; by the cluster that has most of them the rest of the month
is rated, against those of the category (average precision, as in benchmarks/rank.py). With `--names`, the
names of the clusters, to be read.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import yaml

from benchmarks import rank
from broadsheet import learning
from broadsheet.config import EditorSettings
from broadsheet.rank import rated
from broadsheet.text import plain, tex
from broadsheet.text.terms import contains, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.learning import Draft, Work
    from broadsheet.model import Paper

POOLS = ("papers-cs-mixed-2025-2026", "papers-astro-ph-2025", "papers-math-heavy-2007-2026")
LIBRARIES = 36
TUNED, HELD = 1, 2  # seeds: the second was only measured
SEVERAL = 25  # papers that a category needs
TAKEN, OTHERS = 20, 40
Library = list[tuple[str, "Work"]]


def report(folder: Path = rank.FEEDS) -> None:
    if not folder.is_dir():
        print(f"learn: {folder} is not there, nothing is measured")
        return
    for split, seed in (("tuned", TUNED), ("held", HELD)):
        rows = [_agreement(library) for library in libraries(folder, seed)]
        index, purity, alone = map(mean, zip(*rows, strict=True))
        print(
            f"learn: {LIBRARIES} libraries, {split}: adjusted Rand index {index:.2f}, purity {purity:.2f},"
            f" in no cluster {alone:.0%}"
        )
    for split, seed in (("tuned", TUNED), ("held", HELD)):
        keywords, found, theirs = widths(folder, seed)
        print(
            f"learn: keywords, {split}: {found / keywords:.0f} other papers say each, {theirs / found:.0%} of"
            " them of the category"
        )
    asked = yaml.safe_load(rank.INTERESTS.read_text(encoding="utf-8"))
    for split in ("tuned", "held"):
        scores = [_precisions(each, folder) for each in asked if each["split"] == split]
        alone, among = map(mean, zip(*scores, strict=True))
        print(f"learn: average precision, {split}: {alone:.3f} of a library alone, {among:.3f} among others")


def names(folder: Path = rank.FEEDS) -> None:
    for library in libraries(folder, HELD)[:12]:
        print(
            "learn:", ", ".join(f"{count} {name}" for name, count in Counter(n for n, _ in library).items())
        )
        for draft in drafted(library):
            print(f"learn:   {draft.works:3} {draft.interest.name}  ({', '.join(draft.interest.keywords)})")


def works_of(path: Path) -> Library:
    """Each paper with the category that its authors put it into first."""
    return [(paper.categories[0], _work(paper)) for paper, _ in rank.pool(path).values() if paper.categories]


def _work(paper: Paper) -> Work:
    title, abstract = plain.line(tex.unicode_text(paper.title)), plain.block(tex.unicode_text(paper.abstract))
    return learning.Work(title, abstract, (), tuple(author.name for author in paper.authors), paper.id)


def libraries(folder: Path, seed: int) -> list[Library]:
    chance = random.Random(seed)  # the same libraries each time
    pools = [works_of(folder / f"{name}.jsonl") for name in POOLS]
    return [_library(pools[number % len(pools)], chance) for number in range(LIBRARIES)]


def _library(pool: Library, chance: random.Random) -> Library:
    by_category: dict[str, Library] = defaultdict(list)
    for category, work in pool:
        by_category[category].append((category, work))
    known = sorted(name for name, works in by_category.items() if len(works) >= SEVERAL)
    chosen = chance.sample(known, min(len(known), chance.randint(2, 5)))
    library = [each for name in chosen for each in chance.sample(by_category[name], chance.randint(8, 25))]
    chance.shuffle(library)
    return library


def widths(folder: Path, seed: int) -> tuple[int, int, int]:
    """The keywords of all drafts; the papers beside each library that say them, those that say two
    twice; and how many of these are of the category that most works of the interest are of.
    """
    pools = [_said(folder / f"{name}.jsonl") for name in POOLS]
    keywords = found = theirs = 0
    for number, library in enumerate(libraries(folder, seed)):
        taken = {work.id for _, work in library}
        category = {work.id: name for name, work in library}
        others = [each for id_, *each in pools[number % len(pools)] if id_ not in taken]
        for draft in drafted(library):
            ((most, _),) = Counter(category[work.id] for work in draft.of).most_common(1)
            for keyword in draft.interest.keywords:
                saying = [names for words, names in others if contains(words, tuple(stems(keyword)))]
                keywords, found = keywords + 1, found + len(saying)
                theirs += sum(most in names for names in saying)
    return keywords, found, theirs


def _said(path: Path) -> list[tuple[str, list[str], tuple[str, ...]]]:
    """Of each paper its id, its words and its categories."""
    papers = [paper for paper, _ in rank.pool(path).values() if paper.categories]
    return [(paper.id, stems(f"{paper.title} . {paper.abstract}"), paper.categories) for paper in papers]


def drafted(library: Library) -> list[Draft]:
    return learning.drafted([work for _, work in library])


def _agreement(library: Library) -> tuple[float, float, float]:
    """How well the clusters are the categories, by the works that are in one, and how many are in none."""
    place = {id(work): number for number, (_, work) in enumerate(library)}
    pairs: list[tuple[str, int]] = []
    for number, draft in enumerate(drafted(library)):
        pairs += [(library[place[id(work)]][0], number) for work in draft.of]
    return adjusted_rand(pairs), _purity(pairs), 1 - len(pairs) / len(library)


def adjusted_rand(pairs: Sequence[tuple[str, int]]) -> float:
    """Hubert and Arabie, 1985: 1 is the same partition, 0 as by chance."""
    both, ones, others = (
        _pairs(Counter(pairs)),
        _pairs(Counter(p[0] for p in pairs)),
        _pairs(Counter(p[1] for p in pairs)),
    )
    chance = ones * others / max(1, _pairs(Counter({"all": len(pairs)})))
    most = (ones + others) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


def _pairs(counts: Counter) -> float:  # type: ignore[type-arg]
    return sum(count * (count - 1) / 2 for count in counts.values())


def _purity(pairs: Sequence[tuple[str, int]]) -> float:
    inside: dict[int, Counter[str]] = defaultdict(Counter)
    for category, number in pairs:
        inside[number][category] += 1
    return sum(max(each.values()) for each in inside.values()) / max(1, len(pairs))


def _precisions(asked: dict[str, str], folder: Path) -> tuple[float, float]:
    papers = rank.papers_of(asked, folder)
    chance = random.Random(asked["label"])  # the same libraries each time
    relevant = [paper for paper in papers if asked["label"] in paper.categories]
    taken = chance.sample(relevant, min(TAKEN, len(relevant) // 2))
    others = chance.sample([paper for paper in papers if asked["label"] not in paper.categories], OTHERS)
    left = [paper for paper in papers if paper not in taken and paper not in others]
    wanted = {paper.id for paper in relevant} - {paper.id for paper in taken}
    mixed = [*taken, *others]
    chance.shuffle(mixed)
    return _precision(taken, taken, left, wanted), _precision(mixed, taken, left, wanted)


def _precision(library: list[Paper], taken: list[Paper], left: list[Paper], wanted: set[str]) -> float:
    """By all interests of a library of the subject alone; else by the one that has most of its papers."""
    drafts = learning.drafted([_work(paper) for paper in library])
    ids = {paper.id for paper in taken}
    best = max(drafts, key=lambda draft: sum(work.id in ids for work in draft.of))
    asked = [draft.interest for draft in drafts] if len(library) == len(taken) else [best.interest]
    found = rated(left, interests=asked, archive=(), editor=EditorSettings())
    return rank.average_precision({id_: each.rating.score for id_, each in found.items()}, wanted)


if __name__ == "__main__":
    folders = [Path(word) for word in sys.argv[1:] if word != "--names"]
    (names if "--names" in sys.argv else report)(*folders[:1])
