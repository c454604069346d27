"""Papers a second turned into HTML and plain text: `PYTHONPATH=generator python -m benchmarks.tex`.

Beside the least that any program does for the same texts, which is to escape them. The papers are those of
shared/feeds beside the repository, without mathematics and with it; where they are absent, invented ones.
"""

from __future__ import annotations

import json
import time
from html import escape
from typing import TYPE_CHECKING

from benchmarks import crowd, rank
from broadsheet.text import tex

if TYPE_CHECKING:
    from collections.abc import Callable

    Text = tuple[str, str]  # title and abstract

ROUNDS = 3


def report() -> None:
    texts = _real() or _invented()
    is_formal = [any(set(text) & set("$\\^_") for text in paper) for paper in texts]
    without = [paper for paper, formal in zip(texts, is_formal, strict=True) if not formal]
    for what, papers in (("without mathematics", without), ("of all kinds", texts)):
        ours, floor = _seconds(_shown, papers), _seconds(_escaped, papers)
        speed = f"{len(papers) / ours:,.0f} a second, {ours / floor:.0f} × escaping"
        print(f"tex: {len(papers):,} papers {what}: {speed}")


def _real() -> list[Text]:
    files = sorted(rank.FEEDS.glob("papers-*.jsonl"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    papers = map(json.loads, lines)
    return [(tex.unicode_text(paper["title"]), tex.unicode_text(paper["abstract"])) for paper in papers]


def _invented() -> list[Text]:
    writer = crowd.Writer(1)
    papers = (writer.paper(f"2601.{number:05}", "cs.CL") for number in range(1000))
    return [(paper.title, paper.abstract) for paper in papers]


def _shown(text: str) -> None:
    tex.faces(text)


def _escaped(text: str) -> None:
    escape(text)
    escape(text)


def _seconds(work: Callable[[str], None], papers: list[Text]) -> float:
    """The best of some rounds."""
    return min(_once(work, papers) for _ in range(ROUNDS))


def _once(work: Callable[[str], None], papers: list[Text]) -> float:
    start = time.perf_counter()
    for title, abstract in papers:
        work(title)
        work(abstract)
    return time.perf_counter() - start


if __name__ == "__main__":
    report()
