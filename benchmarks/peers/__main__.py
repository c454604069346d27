"""What a site costs beside Hugo, Pelican and Eleventy: the table of benchmarks/RESULTS.md.

    python -m benchmarks.peers [--sample DAY.md] [--papers FILE.jsonl] [--rounds N] [--days 10,50,250,1000]

`--sample` is a day of a published digest, whose paragraphs are dealt anew; `--papers` are papers with much
mathematics. Without them, or where they are not, both are invented.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.peers import corpus, table, tools
from benchmarks.rank import FEEDS

SAMPLE = FEEDS.parent / "samples" / "002.md"
MATHEMATICS = FEEDS / "papers-math-heavy-2007-2026.jsonl"
RESULTS = Path(__file__).resolve().parents[1] / "RESULTS.md"


def report(
    sample: Path = SAMPLE,
    papers: Path = MATHEMATICS,
    *,
    rounds: int = 3,
    counts: tuple[int, ...] = (10, 50, 250, 1000),
) -> None:
    digest = corpus.pool_of_digest(sample) if sample.is_file() else corpus.pool_invented()
    heavy = corpus.pool_of_papers(papers) if papers.is_file() else corpus.pool_invented_mathematics()
    measured = table.measure(
        tools.ours(), list(tools.peers()), digest, heavy, rounds=rounds, counts=sorted(counts)
    )
    print(measured)
    RESULTS.write_text(measured, encoding="utf-8")


if __name__ == "__main__":
    wanted = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    wanted.add_argument("--sample", type=Path, default=SAMPLE)
    wanted.add_argument("--papers", type=Path, default=MATHEMATICS)
    wanted.add_argument("--rounds", type=int, default=3)
    wanted.add_argument("--days", default="10,50,250,1000")
    said = wanted.parse_args()
    report(said.sample, said.papers, rounds=said.rounds, counts=tuple(map(int, said.days.split(","))))
