"""The editions that pages are measured on: the demo as `make demo` builds it, and days of many papers."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks import corpus, crowd
from broadsheet import config

DAY = "2026/01/27/"
BASE = "/broadsheet/"
SETTINGS = """\
title: Measured
description: Invented papers, and many of them.
url: https://example.github.io/broadsheet/
sources: {arxiv: {categories: [cs.CL, cs.CV, cs.LG]}}
"""


def demo(folder: Path) -> Path:
    shutil.copy(corpus.ROOT / "broadsheet.yaml", folder)
    shutil.copytree(corpus.ROOT / "content", folder / "content")
    (folder / "content" / "2026" / "2026-01-27.md").unlink(missing_ok=True)
    return _built(folder, "build", "--offline", "--feed", corpus.SAMPLE)


def crowded(folder: Path, papers: int) -> Path:
    (folder / "broadsheet.yaml").write_text(SETTINGS, encoding="utf-8")
    crowd.write(folder, site=config.read(SETTINGS), papers=papers, days=2)
    return _built(folder, "render")


def _built(folder: Path, *command: str | Path) -> Path:
    broadsheet = Path(sys.executable).parent / "broadsheet"
    subprocess.run([broadsheet, "-q", "-C", folder, *command], check=True)
    return folder / "site"
