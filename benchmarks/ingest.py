"""What a day costs to take in: reading its page beside the grammar alone, and a run after 1,000 days beside
one after 10, when both remember what stands where.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import crowd, turns
from broadsheet import config, page
from broadsheet.library import Library
from broadsheet.model import Digest, Entry, Kind, Ledger, Section
from broadsheet.page import grammar, read

if TYPE_CHECKING:
    from collections.abc import Callable

MANY, FEW = 1000, 10  # days
OF_A_DAY, OF_THE_PAST = 130, 20  # papers
TESTS = Path(__file__).resolve().parent.parent / "tests"
SETTINGS = "title: Measured\nsources: {arxiv: {categories: [cs.CL, cs.CV, cs.LG]}}\n"


def report() -> None:
    _report_page()
    with tempfile.TemporaryDirectory() as name:
        _report_archive(Path(name))


def _report_page() -> None:
    with tempfile.TemporaryDirectory() as name:
        library = crowd.write(Path(name), site=config.read(SETTINGS), papers=OF_A_DAY)
        text = library.read(library.days()[-1])

    def by_the_grammar() -> None:
        outline = grammar.outline(text, "page")
        read.digest(text, outline, "page")

    rounds = sorted(_seconds(lambda: page.parse(text)) / _seconds(by_the_grammar) for _ in range(9))
    turns.line(f"page: {OF_A_DAY} papers read / by the grammar alone", (rounds[0], rounds[4], rounds[-1]))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    for _ in range(5):
        work()
    return time.process_time() - start


def _report_archive(folder: Path) -> None:
    feed = folder / "feed.xml"
    feed.write_bytes(_feed())
    commands = {}
    for days in (MANY, FEW):
        home = folder / str(days)
        home.mkdir()
        (home / "broadsheet.yaml").write_text(SETTINGS, encoding="utf-8")
        _archive(home, days)
        program = str(Path(sys.executable).parent / "broadsheet")
        commands[days] = [program, "-q", "-C", str(home), "ingest", "--offline", "--feed", str(feed)]

    def forget(days: int) -> Callable[[], None]:
        return lambda: Library(folder / str(days)).path_of(crowd.LAST).unlink(missing_ok=True)

    measured = turns.ratios(
        commands[MANY], commands[FEW], rounds=5, prepare=forget(MANY), prepare_theirs=forget(FEW)
    )
    turns.line(f"ingest, {OF_A_DAY} papers: after {MANY:,} days / after {FEW}", measured)
    memory = folder / str(MANY) / ".broadsheet"

    def forget_all() -> None:
        forget(MANY)()
        shutil.rmtree(memory)

    lost = turns.ratios(
        commands[MANY], commands[FEW], rounds=3, prepare=forget_all, prepare_theirs=forget(FEW)
    )
    turns.line("the same when what was known is lost", lost)


def _archive(home: Path, days: int) -> None:
    """Pages of few papers: what counts is how many pages there are."""
    library = Library(home)
    writer = crowd.Writer(1)
    for ago in range(1, days + 1):
        day = crowd.LAST - dt.timedelta(days=ago)
        papers = [writer.paper(f"{day:%y%m}.{day.day:02}{n:03}", "cs.CL") for n in range(OF_THE_PAST)]
        entries = tuple(Entry(paper, Kind.NEW) for paper in papers)
        digest = Digest(
            day,
            "Measured",
            dt.datetime.combine(day, dt.time(), dt.UTC),
            ledger=Ledger({"new": len(entries)}, {}, {entries[0].summarized_by: len(entries)}),
            sections=(Section("cs.CL", entries),),
        )
        path = library.path_of(day)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.render(digest), encoding="utf-8")


def _feed() -> bytes:
    sys.path.insert(0, str(TESTS))
    from doors.invented_feed import feed, item  # noqa: PLC0415  # where the tests keep it

    writer = crowd.Writer(2)
    papers = [writer.paper(f"2601.27{n:03}", "cs.CL") for n in range(OF_A_DAY)]
    items = [
        item(paper.id, title=paper.title, abstract=paper.abstract, categories=paper.categories)
        for paper in papers
    ]
    return feed(*items, categories=("cs.CL",))


if __name__ == "__main__":
    report()
