"""How good and how fast the extract is: `PYTHONPATH=generator python -m benchmarks.roles [ROLES]`.

ROLES holds the development parts of the labelled abstracts (default: shared/roles beside the repository).
TL;DRs are scored with the package rouge-score; without it that line is left out, and says so.
`roles-read.jsonl` holds what a reader said of a hundred papers of all fields, and the extract was mended by:
the sentences that do as TL;DR, those that say what the paper is about, and those that a part must not have.
`roles-fields.jsonl` labels abstracts of mathematics and physics by id: for each sentence the roles that a
reader accepts, and the sentences that a reader accepts as TL;DR.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from importlib import import_module, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.model import Role
from broadsheet.summarize.extract import classify, explain, summarize
from broadsheet.summarize.extract.parts import mass
from broadsheet.summarize.extract.roles import read
from broadsheet.text import markdown
from broadsheet.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Rows = list[dict[str, Any]]
    Line = tuple[str, str, str, bool]

HERE = Path(__file__).resolve().parent
ROLES = HERE.parents[1] / "shared" / "roles"
PARTS_OF_MOVES = {
    "BAC": "motivation",
    "GAP": "motivation",
    "PUR": "motivation",
    "MTD": "method",
    "RST": "result",
    "CLN": "conclusion",
    "CTN": "conclusion",
    "IMP": "conclusion",
}


def report(folder: Path = ROLES) -> bool:
    """Print a line for each measure; whether every bar is passed."""
    if not folder.is_dir():
        print(f"roles: {folder} is not there, nothing is measured")
        return True
    passed = True
    for name, value, bar, good in measured(folder):
        passed &= good
        print(f"roles: {name:<52} {value:>8}   {bar:<9} {'' if good else 'MISSED'}".rstrip())
    return passed


def measured(folder: Path) -> Iterator[Line]:
    yield from csabstruct(rows(folder / "csabstruct-dev.jsonl"))
    yield from samd(rows(folder / "samd-dev.jsonl"))
    yield from boundaries(rows(folder / "csabstruct-dev.jsonl"))
    yield from tldrs(rows(folder / "scitldr-a-dev.jsonl"))
    yield from other_fields(HERE / "roles-fields.jsonl", folder.parent / "feeds")
    yield from by_reading(HERE / "roles-read.jsonl", folder.parent / "feeds")
    yield from speed(rows(folder / "scitldr-a-dev.jsonl"))


def csabstruct(abstracts: Rows) -> Iterator[Line]:
    pairs = [
        (wanted, found, sure)
        for abstract in abstracts
        for wanted, found, sure in zip(
            abstract["labels"], classify(abstract["sentences"]), abstract["confs"], strict=True
        )
    ]
    yield at_least("CSAbstruct dev, micro-F1", share(w == f for w, f, _ in pairs), 0.685)
    sure = share(w == f for w, f, c in pairs if c >= 0.6)
    yield at_least("  where the annotators' confidence is .6 or more", sure, 0.825)


def samd(abstracts: Rows) -> Iterator[Line]:
    right = []
    for abstract in abstracts:
        for wanted, reading in zip(abstract["labels"], read(abstract["sentences"]), strict=True):
            mass = dict.fromkeys(PARTS_OF_MOVES.values(), 0.0)
            for code, probability in zip(PARTS_OF_MOVES, reading.moves, strict=True):
                mass[PARTS_OF_MOVES[code]] += probability
            right.append(max(mass, key=mass.__getitem__) == PARTS_OF_MOVES[wanted])
    yield at_least("SAMD dev, four parts", share(right), 0.82)


def boundaries(abstracts: Rows) -> Iterator[Line]:
    right = found = wanted = 0
    for abstract in abstracts:
        sentences = [" ".join(s.split()) for s in abstract["sentences"] if s.strip()]
        text = " ".join(sentences)
        ends = {len(" ".join(sentences[:n])) for n in range(1, len(sentences))}
        ours = {span.end for span in split(text)[:-1]}
        right, found, wanted = right + len(ends & ours), found + len(ours), wanted + len(ends)
    yield at_least("sentence boundaries of CSAbstruct dev, F1", 2 * right / (found + wanted), 0.985)


def tldrs(papers: Rows) -> Iterator[Line]:
    if not util.find_spec("rouge_score"):
        yield "SciTLDR dev: needs rouge-score==0.1.2", "-", "", True
        return
    scorer = import_module("rouge_score.rouge_scorer").RougeScorer(
        ["rouge1", "rouge2", "rougeL"], use_stemmer=True
    )
    totals = dict.fromkeys(("rouge1", "rouge2", "rougeL"), 0.0)
    for paper in papers:
        part = summarize(paper["title"] or "", " ".join(paper["source"])).part(Role.TLDR)
        text = markdown.unescape(part.text)
        best = max((scorer.score(t, text) for t in paper["target"]), key=lambda s: s["rouge1"].fmeasure)
        for key in totals:
            totals[key] += 100 * best[key].fmeasure / len(papers)
    yield at_least("SciTLDR dev, ROUGE-1", totals["rouge1"], 42.0)
    yield at_least("SciTLDR dev, ROUGE-2", totals["rouge2"], 0.0)
    yield at_least("SciTLDR dev, ROUGE-L", totals["rougeL"], 34.2)


def speed(papers: Rows) -> Iterator[Line]:
    texts = [(paper["title"] or "", " ".join(paper["source"])) for paper in papers]
    summarize(*texts[0])
    yield at_least("abstracts a second of processor time", max(rates(texts)), 400)
    yield at_most("milliseconds of it to import and load", load_time(), 40)


def rates(texts: list[tuple[str, str]]) -> Iterator[float]:
    for _ in range(5):
        start = time.process_time()
        for title, text in texts:
            summarize(title, text)
        yield len(texts) / (time.process_time() - start)


def load_time() -> float:
    """What the extract adds to a process that has the model and its standard modules (best of five, with
    its modules compiled, as they are where it is installed).
    """
    code = (
        "import time; import broadsheet.model\n"
        "start = time.process_time()\n"
        "from broadsheet.summarize.extract import weights; weights.shipped()\n"
        "print((time.process_time() - start) * 1000)"
    )
    command = [sys.executable, "-c", code]
    with tempfile.TemporaryDirectory() as compiled:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        runs = [subprocess.run(command, check=True, capture_output=True, env=env).stdout for _ in range(6)]
    return min(map(float, runs))


def other_fields(labels: Path, feeds: Path) -> Iterator[Line]:
    if not labels.is_file() or not feeds.is_dir():
        return
    papers = {p["id"]: p for path in sorted(feeds.glob("*.jsonl")) for p in rows(path)}
    right, best = [], []
    for known in rows(labels):
        paper = papers[known["id"]]
        account = explain(paper["title"], " ".join(paper["abstract"].split()))
        for accepted, reading in zip(known["labels"], account.readings, strict=True):
            masses = mass(reading)
            masses["result"] += masses.pop("conclusion")
            kind = max(masses, key=masses.__getitem__)
            right.append(("objective" if kind == "purpose" else kind) in accepted.split("/"))
        best.append(account.parts[Role.TLDR][0] in known["tldr"])
    yield at_least("mathematics and physics, both heads, roles", share(right), 0.80)
    yield at_least("  a TL;DR that a reader accepts", share(best), 0.75)


def by_reading(verdicts: Path, feeds: Path) -> Iterator[Line]:
    if not verdicts.is_file() or not feeds.is_dir():
        return
    papers = {p["id"]: p for path in sorted(feeds.glob("*.jsonl")) for p in rows(path)}
    bad, wrong, untold = [], [], []
    for known in rows(verdicts):
        paper = papers[known["id"]]
        parts = explain(paper["title"], " ".join(paper["abstract"].split())).parts
        bad.append(parts[Role.TLDR][0] not in known["tldr"])
        wrong.append(
            any(set(numbers) & set(known["wrong"].get(role.value, ())) for role, numbers in parts.items())
        )
        told = {number for numbers in parts.values() for number in numbers}
        untold.append(not told & set(known["purpose"]))
    yield at_most("a hundred papers by reading, % of bad TL;DRs", 100 * share(bad), 5)
    yield at_most("  % with a wrong part", 100 * share(wrong), 8)
    yield at_most("  % whose purpose is told in none", 100 * share(untold), 2)


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def share(hits: Iterable[bool]) -> float:
    hits = list(hits)
    return sum(hits) / len(hits)


def at_least(name: str, value: float, bar: float) -> Line:
    return name, f"{value:.4f}" if value < 1 else f"{value:.2f}", f"≥ {bar}", value >= bar


def at_most(name: str, value: float, bar: float) -> Line:
    return name, f"{value:.1f}", f"≤ {bar}", value <= bar


if __name__ == "__main__":
    sys.exit(not report(Path(sys.argv[1]) if len(sys.argv) > 1 else ROLES))
