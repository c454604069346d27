"""Render the manual as a site of Broadsheet's own: python -m tools.manual OUT

Each page of `docs/` becomes a free page. Links between them lead from page to page: headings of free pages
have no anchors. What leads into the repository becomes the words that it was on.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from broadsheet import config, press
from broadsheet.library import Library

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
URL = "https://example.github.io/broadsheet-manual/"
_SETTINGS = f"title: The Broadsheet manual\ndescription: How to make a research newspaper.\nurl: {URL}\n"
_LINK = re.compile(r"!?\[([^\]\[]+)\]\((?!\w+:)([^)#\s]*)(?:#[^)\s]*)?\)")


def slug(name: str) -> str:
    """The address of a page: README is the manual's first; some addresses are the site's own."""
    return {"README": "manual", "search": "the-search", "feeds": "the-feeds"}.get(name, name)


def page(text: str, name: str, *, base: str) -> str:
    """The page of this name as a free page."""
    title, _, body = text.removeprefix("# ").partition("\n")

    def led(link: re.Match[str]) -> str:
        words, path = link[1], link[2] or f"{name}.md"
        if path.endswith(".md") and "/" not in path and (DOCS / path).is_file():
            return f"[{words}]({base}{slug(path.removesuffix('.md'))}/)"
        return words

    pieces = re.split(r"(^```.*?^```)", body, flags=re.DOTALL | re.MULTILINE)
    shown = "".join(each if each.startswith("```") else _LINK.sub(led, each) for each in pieces)
    return f'---\ntitle: "{title.strip()}"\n---\n{shown}'


def main(out: Path) -> int:
    """Write the manual's site; the exit code."""
    site = config.read(_SETTINGS, name="broadsheet.yaml")
    with TemporaryDirectory() as folder:
        content = Path(folder, "content")
        content.mkdir()
        for path in sorted(DOCS.glob("*.md")):
            made = page(path.read_text(encoding="utf-8"), path.stem, base=site.base_path)
            (content / f"{slug(path.stem)}.md").write_text(made, encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        edition = press.build(
            site=site,
            library=Library(Path(folder)),
            layouts=Path(folder, "layouts"),
            out=out,
            state=Path(folder, "state"),
        )
    for error in edition.errors:
        sys.stderr.write(f"{error}\n")
    return int(bool(edition.errors))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
