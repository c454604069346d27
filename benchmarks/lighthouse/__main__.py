"""Lighthouse's marks for the front page, a day and the archive: `make lighthouse`.

Lighthouse's own conditions (a slow phone on slow 4G, both simulated), against a server that packs pages as
GitHub Pages does. Blocking time moves with what else the machine does: the best of three runs is told.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import editions
from benchmarks.pages_host import serving

HERE = Path(__file__).resolve().parent
PAGES = {"home": "", "day": editions.DAY, "archive": "archive/"}
RUNS = 3
BROWSERS = ("chromium", "google-chrome", "chromium-browser")


def report() -> None:
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        print("                 perf  access  practice  seo    TBT   CLS     LCP     bytes   elements")
        _measure("demo", editions.demo(Path(few)))
        _measure("130", editions.crowded(Path(many), 130))


def _measure(edition: str, site: Path) -> None:
    with serving(site, editions.BASE) as address:
        for name, path in PAGES.items():
            _tell(f"{edition} {name}", _best(f"{address}{path}"))


def _best(url: str) -> dict[str, Any]:
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)))
    command = ["node", HERE / "measure.mjs", url, str(RUNS)]
    run = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, env={**os.environ, "CHROME_PATH": browser}
    )
    runs: list[dict[str, Any]] = json.loads(run.stdout)
    return min(runs, key=lambda each: (-sum(each["scores"]), each["tbt"]))


def _tell(what: str, found: dict[str, Any]) -> None:
    performance, access, practice, seo = found["scores"]
    print(
        f"{what:<16} {performance:>5} {access:>7} {practice:>9} {seo:>4} {found['tbt']:>3} ms"
        f" {found['cls']:>5} {found['lcp']:>4} ms {found['bytes']:>9,} {found['elements']:>10,}"
    )
    for audit in found["lost"]:
        print(f"    lost: {audit}")


if __name__ == "__main__":
    report()
