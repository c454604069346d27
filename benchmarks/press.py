"""What a build costs beside the least a Python program does for the same day pages (benchmarks/floor.py)."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import corpus, turns
from broadsheet import config

DAYS, PAPERS = 50, 130
SETTINGS = "title: Measured\nsources: {arxiv: {categories: [cs.CL, cs.CV, cs.LG]}}\n"


def report() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "broadsheet.yaml").write_text(SETTINGS, encoding="utf-8")
        corpus.write(folder, site=config.read(SETTINGS), days=DAYS, papers=PAPERS)
        _measure(folder)


def _measure(folder: Path) -> None:
    ours = [str(Path(sys.executable).parent / "broadsheet"), "-q", "-C", str(folder), "render"]
    floor = [sys.executable, "-m", "benchmarks.floor", str(folder / "content"), str(folder / "floor")]
    newest = max((folder / "content").glob("*/*.md"))
    edits = iter(range(1000))

    def forget() -> None:
        shutil.rmtree(folder / "site", ignore_errors=True)
        shutil.rmtree(folder / ".broadsheet", ignore_errors=True)

    def forget_floor() -> None:
        shutil.rmtree(folder / "floor", ignore_errors=True)

    def edit() -> None:
        text = newest.read_text(encoding="utf-8")
        newest.write_text(text.replace("**TL;DR.** ", f"**TL;DR.** {next(edits)} ", 1), encoding="utf-8")

    size = f"{DAYS} days of {PAPERS} papers"
    cases = (("cold", forget, 2), ("one day edited", edit, 5), ("nothing to do", turns.nothing, 5))
    for what, prepare, rounds in cases:
        measured = turns.ratios(ours, floor, rounds=rounds, prepare=prepare, prepare_theirs=forget_floor)
        turns.line(f"press, {size}: {what} / floor", measured)


if __name__ == "__main__":
    report()
