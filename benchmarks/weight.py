"""What a day weighs beside its bare text: `PYTHONPATH=generator python -m benchmarks.weight [FEEDS]`.

The weight is what a reader's first visit fetches to read the day: page, style sheet and script, each packed
with gzip -9. The bare text is all that can be read on the page with everything unfolded, in the order of the
page, white space as single spaces, in UTF-8, packed the same way. Formulas count by their characters.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from benchmarks import crowd, rank
from broadsheet import config, press
from broadsheet.batch import Announcement, Batch
from broadsheet.ingest import Newsroom
from broadsheet.library import Library
from broadsheet.model import Kind
from broadsheet.summarize.extract import Extract

SETTINGS = "title: Measured\nsources: {arxiv: {categories: [cs.CL, cs.CV, cs.LG]}}\n"
PAPERS = 130
ALLOWANCE = 15_000  # bytes
UNREAD = {"head", "script", "style", "template"}


@dataclass(frozen=True)
class Weight:
    page: int
    text: int

    @property
    def bound(self) -> float:
        return 1.25 * self.text + ALLOWANCE


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self._unread += tag in UNREAD

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.text.append(data)


def bare_text(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return " ".join("".join(reader.text).split())


def weigh(site: Path, page: str) -> Weight:
    html = (site / page).read_bytes()
    fetched = [html, *(path.read_bytes() for path in sorted(site.glob("broadsheet.*")))]
    return Weight(sum(map(_packed, fetched)), _packed(bare_text(html.decode()).encode()))


def _packed(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


def report(folder: Path = rank.FEEDS) -> None:
    with tempfile.TemporaryDirectory() as name:
        site = config.read(SETTINGS)
        _tell("invented text", _built(Path(name), crowd.write(Path(name), site=site, papers=PAPERS)))
    pool = folder / "papers-cs-mixed-2025-2026.jsonl"
    if not pool.is_file():
        print(f"weight: {pool} is not there, nothing real is weighed")
        return
    with tempfile.TemporaryDirectory() as name:
        papers = [paper for paper, _ in rank.pool(pool).values()][:PAPERS]
        items = tuple(Announcement(paper, Kind.NEW) for paper in papers)
        library = Library(Path(name))
        batch = Batch("arxiv", crowd.CATEGORIES, crowd.LAST, None, items)
        list(Newsroom(config.read(SETTINGS), library, Extract()).ingest([batch]))
        _tell("real text", _built(Path(name), library))


def _built(folder: Path, library: Library) -> Weight:
    out = folder / "site"
    press.build(
        site=config.read(SETTINGS), library=library, layouts=folder / "none", out=out, state=folder / "state"
    )
    return weigh(out, f"{crowd.LAST:%Y/%m/%d}/index.html")


def _tell(what: str, weight: Weight) -> None:
    print(
        f"weight: {PAPERS} papers of {what}: {weight.page:,} bytes, {weight.page / weight.text:.3f} × their"
        f" bare text ({weight.text:,}), {weight.page / weight.bound:.0%} of what they may weigh"
    )


if __name__ == "__main__":
    report(*map(Path, sys.argv[1:]))
