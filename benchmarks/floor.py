"""The least that a Python program does for the same day pages: read, split, one template, write.

No escaping policy, no mathematics, no feeds, no archive, no safety: a measuring stick.

    python -m benchmarks.floor CONTENT OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from jinja2 import Environment

TEMPLATE = """<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>
{% for paper in papers %}<article><h2><a href="{{ paper.url }}">{{ paper.title }}</a></h2>
{% for block in paper.blocks %}<p>{{ block }}</p>
{% endfor %}</article>
{% endfor %}"""


def main(content: Path, out: Path) -> None:
    template = Environment(autoescape=True).from_string(TEMPLATE)
    for file in sorted(content.glob("*/*.md")):
        _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
        papers = []
        for block in body.split("\n### [")[1:]:
            heading, *blocks = block.split("\n\n")
            title, _, url = heading.rstrip(")").rpartition("](")
            papers.append({"title": title, "url": url, "blocks": blocks})
        html = template.render(title=yaml.load(head, yaml.CSafeLoader)["title"], papers=papers)
        target = out / file.stem / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
