"""How well `verify` tells true summaries from false: `PYTHONPATH=generator python -m benchmarks.verify`.

True summaries are extracts of real papers, and the same with their numbers written another way. False ones
have one number changed. The papers are those of shared/feeds beside the repository.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.summarize.extract import summarize
from broadsheet.summarize.verify import complaints
from broadsheet.summarize.verify.numbers import plain
from broadsheet.text import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.model import Role

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "feeds"
SEEDED = 500
_NUMBER = re.compile(r"(?<![\w.,^_/-])\d+(?:\.\d+)?(?![\w.,/-]*[A-Za-z0-9])")
_WORDS = dict(
    enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
)


def report(folder: Path = SHARED) -> None:
    if not folder.is_dir():
        print("verify: needs papers (shared/feeds beside the repository)")
        return
    chance = random.Random(7)
    true = list(_summaries(folder))
    chance.shuffle(true)
    true = true[:2000]
    reworded = [
        (title, abstract, parts) for title, abstract, told in true if (parts := _reworded(told)) != told
    ]
    false = [(t, a, parts) for t, a, told in true if (parts := _falsified(told, f"{t} {a}", chance))][:SEEDED]
    for what, rows in (
        ("false alarms on extracts", true),
        ("false alarms, numbers reworded", reworded),
        ("wrong numbers caught", false),
    ):
        found = sum(bool(_checked(*row)) for row in rows)
        line = f"verify: {what}, of {len(rows):,}"
        print(f"{line:<52} {found:6d}   {found / len(rows):.2%}")


def _summaries(folder: Path) -> Iterator[tuple[str, str, dict[Role, str]]]:
    for file in sorted(folder.glob("papers-*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            summary = summarize(row["title"], row["abstract"])
            if len(summary.parts) > 1:
                parts = {part.role: markdown.unescape(part.text) for part in summary.parts}
                yield row["title"], row["abstract"], parts


def _checked(title: str, abstract: str, parts: dict[Role, str]) -> list[str]:
    found = complaints(parts, title=title, abstract=abstract, language="en")
    return [
        f"{each.role} {each.what}"
        for each in found
        if "repeats" not in each.what and "longer" not in each.what
    ]


def _reworded(parts: dict[Role, str]) -> dict[Role, str]:
    """Percent for %, commas in thousands, small numbers in words."""

    def another(match: re.Match[str]) -> str:
        said = match[0]
        if said.isdigit() and int(said) in _WORDS:
            return _WORDS[int(said)]
        return f"{int(said):,}" if said.isdigit() and len(said) > 3 else said

    return {
        role: _NUMBER.sub(another, re.sub(r"(?<=\d)\\?%(?!\w)", " percent", text))
        for role, text in parts.items()
        if "$" not in text
    } or parts


def _falsified(parts: dict[Role, str], source: str, chance: random.Random) -> dict[Role, str] | None:
    """One number of one part changed to one that the source does not have."""
    known = set(re.findall(r"\d+(?:\.\d+)?", plain(source)))
    for role, text in parts.items():
        found = [match for match in _NUMBER.finditer(text) if match[0] not in {"0", "1"}]
        if found and "$" not in text:
            match = chance.choice(found)
            while True:
                digits = list(match[0])
                place = chance.choice([i for i, c in enumerate(digits) if c.isdigit()])
                digits[place] = chance.choice([c for c in "123456789" if c != digits[place]])
                if "".join(digits) not in known | {"1"}:
                    break
            return {role: text[: match.start()] + "".join(digits) + text[match.end() :]}
    return None


if __name__ == "__main__":
    report(*map(Path, sys.argv[1:]))
