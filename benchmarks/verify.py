"""How well `verify` tells true summaries from false: `PYTHONPATH=generator python -m benchmarks.verify`.

True parts are the invented ones of `verify-papers.txt`, in both languages. False ones are those with one
error sown into each (`seeded.py`), and those of another paper. Real papers are measured too where they are at
hand (shared/ beside the repository): sentences of abstracts, and parts that a model wrote in Chinese.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.seeded import NUMERIC, TruePart, foreign, invented, sown
from broadsheet.model import Role
from broadsheet.summarize.verify import complaints
from broadsheet.text import plain
from broadsheet.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
FOREIGN = ("another paper", "injected")  # told apart by what they are of, and outside the totals
_HEADED = {
    "TL;DR": Role.TLDR,
    "Motivation": Role.MOTIVATION,
    "Method": Role.METHOD,
    "Result": Role.RESULT,
    "Conclusion": Role.CONCLUSION,
}


@dataclass
class Table:
    """Of each class of error, how many were sown and how many of them caught."""

    true: int = 0
    refused: int = 0
    sown: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)

    def share(self, kinds: Sequence[str] | None = None) -> float:
        chosen = [kind for kind in kinds or self.sown if kind not in FOREIGN]
        return sum(self.caught[kind] for kind in chosen) / max(sum(self.sown[kind] for kind in chosen), 1)


def measured(parts: Sequence[TruePart], *, seed: int = 11) -> Table:
    chance, table = Random(seed), Table(len(parts))
    for part in parts:
        table.refused += _is_refused(part, part.text)
        seeds = list(sown(part, chance))
        other = chance.choice(parts)
        if other.title != part.title:
            seeds.append(foreign(part, other))
        for each in seeds:
            table.sown[each.kind] += 1
            table.caught[each.kind] += _is_refused(each.of, each.text)
    return table


def report(folder: Path = SHARED) -> None:
    parts = invented()
    tables = {
        "invented, English": measured([part for part in parts if part.language == "en"]),
        "invented, Chinese": measured([part for part in parts if part.language == "zh"]),
    }
    if (folder / "feeds").is_dir():
        tables["abstracts, English"] = measured(_sentences(folder / "feeds"))
    if (folder / "samples" / "002.md").is_file():
        tables["a model’s, Chinese"] = measured(_digest(folder / "samples" / "002.md"))
    print(f"verify: errors caught, of those sown {'':8}" + "".join(f"{name:>22}" for name in tables))
    for kind in dict.fromkeys(kind for table in tables.values() for kind in table.sown):
        cells = (
            f"{t.caught[kind]:>9} of {t.sown[kind]:<4} {t.caught[kind] / t.sown[kind]:4.0%}"
            if t.sown[kind]
            else ""
            for t in tables.values()
        )
        print(f"  {kind:43}" + "".join(f"{cell:>22}" for cell in cells))
    _line("all errors", [f"{table.share():.1%}" for table in tables.values()])
    _line("numbers, scales and units", [f"{table.share(NUMERIC):.1%}" for table in tables.values()])
    _line(
        "true parts refused", [f"{t.refused} of {t.true}  {t.refused / t.true:.1%}" for t in tables.values()]
    )


def _line(what: str, cells: Sequence[str]) -> None:
    print(f"  {what:43}" + "".join(f"{cell:>22}" for cell in cells))


def _is_refused(part: TruePart, text: str) -> bool:
    return bool(
        complaints(
            {part.role: text},
            title=part.title,
            abstract=part.abstract,
            language=part.language,
            evidence={part.role: part.evidence},
        )
    )


def _sentences(folder: Path) -> list[TruePart]:
    """Sentences of real abstracts, each its own evidence."""
    found = []
    for file in sorted(folder.glob("papers-*.jsonl")):
        lines = file.read_text(encoding="utf-8").splitlines()
        for line in Random(5).sample(lines, 24):
            row = json.loads(line)
            for span in split(row["abstract"]):
                sentence = plain.line(span.of(row["abstract"]))
                if "$" not in sentence and len(sentence) > 40:
                    found.append(
                        TruePart(row["title"], row["abstract"], Role.RESULT, sentence, "en", (sentence,))
                    )
    return found


def _digest(file: Path) -> list[TruePart]:
    """Parts that a model wrote of real papers."""
    return list(_parts(file.read_text(encoding="utf-8")))


def _parts(text: str) -> Iterator[TruePart]:
    for block in re.split(r"\n### \[\d+\] ", text)[1:]:
        title = re.match(r"\[(.*?)\]\(https?://", block, re.DOTALL)
        abstract = re.search(r"^Abstract: (.*?)\n\n", block, re.DOTALL | re.MULTILINE)
        for name, role in _HEADED.items():
            said = re.search(rf"^{name}: (.*?)\n\n", block, re.DOTALL | re.MULTILINE)
            if title and abstract and said:
                yield TruePart(title[1], abstract[1].strip(), role, " ".join(said[1].split()), "zh")


if __name__ == "__main__":
    report(*map(Path, sys.argv[1:]))
