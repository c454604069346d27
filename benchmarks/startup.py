"""How long it takes to say the version, beside the least a click program can take."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import turns


def report() -> None:
    ours = [str(Path(sys.executable).parent / "broadsheet"), "--version"]
    bare = [sys.executable, "-c", "import click"]
    turns.line(
        "startup: --version / python -c 'import click'", turns.ratios(ours, bare, rounds=15), "bound: 2 ×"
    )


if __name__ == "__main__":
    report()
