"""Makes the extract's `weights.bin`: `PYTHONPATH=generator python -m tools.weights ROLES [OUT]`.

ROLES holds csabstruct-train.jsonl, samd-train.jsonl and scitldr-a-train.jsonl (see NOTICE); only these
training parts are read. The invented abstracts beside this file teach the manners of mathematics and
physics, of which the corpora have none. The group `weights` of pyproject.toml is what must be installed:
the same versions give the same bytes. It takes about three minutes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from rouge_score.rouge_scorer import RougeScorer
from scipy import sparse

from broadsheet.summarize.extract import rank, roles, weights
from broadsheet.summarize.extract.features import features
from broadsheet.summarize.extract.trim import trimmed
from broadsheet.text.sentences import split
from tools.fitting import FittedChain, Layout, fit_chain, fit_ranker, fit_softmax, matrix, vocabulary

INVENTED = Path(__file__).with_name("invented.txt")
MOVE_CODES = ("BAC", "GAP", "PUR", "MTD", "RST", "CLN", "CTN", "IMP")
KEPT = 24_000
STEPS = 100
RIDGE_ROLES, RIDGE_MOVES = 100.0, 20.0
RIDGE_MIX = 20.0
RIDGE_RANK_FACTS, RIDGE_RANK_WORDS = 200.0, 120.0
SHARPNESS = 8.0
FOLDS = 5


def main(folder: Path, out: Path) -> None:
    invented = read_invented(INVENTED)
    labelled = Corpus(read(folder / "csabstruct-train.jsonl"), weights.ROLES)
    moved = Corpus([*read(folder / "samd-train.jsonl"), *invented], MOVE_CODES)
    told = [Told.of(paper) for paper in read(folder / "scitldr-a-train.jsonl")]
    told_fields = told + INVENTED_TIMES * [
        Told(paper["title"], paper["sentences"], paper["nearness"]) for paper in invented
    ]

    every = vocabulary([labelled.names, moved.names], least=3)
    say(f"{len(every)} features seen three times or more")
    kept = most_telling(every, labelled, moved, told_fields)
    role_chain = labelled.chain(kept, RIDGE_ROLES)
    move_chain = moved.chain(kept, RIDGE_MOVES)
    say("chains fitted")

    role_mix = mix(
        labelled,
        labelled.unseen(every, RIDGE_ROLES),
        move_chain.posteriors(matrix(labelled.names, kept), labelled.layout),
    )
    move_mix = mix(
        moved,
        role_chain.posteriors(matrix(moved.names, kept), moved.layout),
        moved.unseen(every, RIDGE_MOVES),
    )
    say("second step fitted")

    table = np.hstack([role_chain.words, move_chain.words])
    facts = {
        "roles": chain_facts(role_chain),
        "moves": chain_facts(move_chain),
        "role_mix": rounded(role_mix),
        "move_mix": rounded(move_mix),
        "words": rounded(word_weights(told)),
        "rank": [],
    }
    half = weights.read(packed(kept, np.hstack([table, np.zeros((len(kept), 1))]), facts))
    facts["rank"], appeal = ranker(told_fields, half, kept)
    say("ranker fitted")
    data = packed(kept, np.hstack([table, appeal[:, None]]), facts)
    out.write_bytes(data)
    say(f"{out}: {len(data)} bytes")


class Corpus:
    """Abstracts whose sentences have labels, with their features."""

    def __init__(self, abstracts: list[dict], codes: tuple[str, ...]) -> None:
        self.names = [features(abstract["sentences"]) for abstract in abstracts]
        self.layout = Layout(len(names) for names in self.names)
        place = {code: i for i, code in enumerate(codes)}
        self.truth = np.eye(len(codes))[
            [place[label] for abstract in abstracts for label in abstract["labels"]]
        ]
        sure = [abstract.get("confs") or [1.0] * len(abstract["labels"]) for abstract in abstracts]
        self.row_trust = np.array([value for values in sure for value in values])
        self.trust = np.array([np.mean(values) for values in sure])
        self.trust /= self.trust.mean()
        self.row_trust /= self.row_trust.mean()

    def chain(self, names: list[str], ridge: float) -> FittedChain:
        return fit_chain(
            matrix(self.names, names), self.truth, self.layout, self.trust, ridge=ridge, steps=STEPS
        )

    def unseen(self, names: list[str], ridge: float) -> np.ndarray:
        """Posteriors of each abstract from a chain that has not seen it."""
        x = matrix(self.names, names)
        fold = np.arange(self.layout.count) * 7 % FOLDS
        found = np.zeros_like(self.truth)
        for number in range(FOLDS):
            seen_rows, seen = self.layout.part(fold != number)
            new_rows, new = self.layout.part(fold == number)
            chain = fit_chain(
                x[seen_rows],
                self.truth[seen_rows],
                seen,
                self.trust[fold != number],
                ridge=ridge,
                steps=STEPS,
            )
            found[new_rows] = chain.posteriors(x[new_rows], new)
        return found


class Told:
    """A paper and how near each of its sentences comes to a good TL;DR."""

    def __init__(self, title: str, sentences: list[str], nearness: list[float], target: str = "") -> None:
        self.title, self.sentences, self.nearness, self.target = title, sentences, nearness, target
        self.names = features(sentences)

    @classmethod
    def of(cls, paper: dict) -> Told:
        text = " ".join(paper["source"])
        sentences = [" ".join(span.of(text).split()) for span in split(text)]
        target = paper["target"][0]
        scored = [ROUGE.score(target, trimmed(sentence)) for sentence in sentences]
        nearness = [(score["rouge1"].fmeasure + score["rougeL"].fmeasure) / 2 for score in scored]
        return cls(paper["title"] or "", sentences, nearness, target)


ROUGE = RougeScorer(["rouge1", "rougeL"], use_stemmer=True)


def most_telling(every: list[str], labelled: Corpus, moved: Corpus, told: list[Told]) -> list[str]:
    """The features that matter most to either chain or to the ranker, by weight and frequency."""
    wanted = np.array([near for paper in told for near in paper.nearness]) * SHARPNESS
    layout = Layout(len(paper.sentences) for paper in told)
    x = matrix([paper.names for paper in told], every)
    appeal = fit_ranker(x, wanted, layout, ridge=np.full(len(every), RIDGE_RANK_WORDS))
    worth = np.zeros(len(every))
    for corpus, table in (
        (labelled, labelled.chain(every, RIDGE_ROLES).words),
        (moved, moved.chain(every, RIDGE_MOVES).words),
        (None, appeal[:, None]),
    ):
        seen = matrix(corpus.names, every) if corpus else x
        share = np.abs(table).max(1) * np.sqrt(np.asarray(seen.sum(0)).ravel())
        worth = np.maximum(worth, share / np.sort(share)[-KEPT])
    return [every[i] for i in sorted(np.argsort(-worth, kind="stable")[:KEPT])]


def mix(corpus: Corpus, role_posteriors: np.ndarray, move_posteriors: np.ndarray) -> np.ndarray:
    rows = []
    for start, end in zip(corpus.layout.starts, corpus.layout.starts[1:], strict=False):
        rows += roles.context(role_posteriors[start:end].tolist(), move_posteriors[start:end].tolist())
    trust = corpus.row_trust
    return fit_softmax(np.array(rows), corpus.truth, trust, ridge=RIDGE_MIX)


def word_weights(told: list[Told]) -> np.ndarray:
    facts, truth = [], []
    for paper in told:
        stems = [rank.stemmed(sentence) for sentence in paper.sentences]
        wanted = set(rank.stemmed(paper.target))
        for stem, known in rank.word_facts(paper.title, stems).items():
            facts.append(rank.word_row(known, len(stems)))
            truth.append([float(stem in wanted), float(stem not in wanted)])
    both = fit_softmax(np.array(facts), np.array(truth), np.ones(len(facts)), ridge=1.0)
    return both[0] - both[1]


def ranker(told: list[Told], half: weights.Weights, kept: list[str]) -> tuple[list[float], np.ndarray]:
    rows = []
    for paper in told:
        rows += rank.described(paper.title, paper.sentences, roles.read(paper.sentences, half), half.words)
    seen = np.array(rows)
    spread = seen.std(0)
    spread[spread == 0] = 1.0
    x = sparse.hstack(
        [sparse.csr_matrix(seen / spread), matrix([paper.names for paper in told], kept)]
    ).tocsr()
    ridge = np.r_[np.full(seen.shape[1], RIDGE_RANK_FACTS), np.full(len(kept), RIDGE_RANK_WORDS)]
    wanted = np.array([near for paper in told for near in paper.nearness]) * SHARPNESS
    fitted = fit_ranker(x, wanted, Layout(len(paper.sentences) for paper in told), ridge=ridge)
    return rounded(fitted[: seen.shape[1]] / spread), fitted[seen.shape[1] :]


def packed(names: list[str], table: np.ndarray, facts: dict) -> bytes:
    scales = np.abs(table).max(0) / 127
    scales[scales == 0] = 1.0
    small = np.rint(table / scales).astype(int)
    rows = {name: row.tolist() for name, row in zip(names, small, strict=True) if row.any()}
    return weights.write(rows, facts | {"scales": rounded(scales)})


def chain_facts(chain: FittedChain) -> dict:
    return {"follows": rounded(chain.follows), "opens": rounded(chain.opens), "closes": rounded(chain.closes)}


def rounded(values: np.ndarray) -> Any:
    """Plain lists of numbers with four digits, which is more than the small integers carry."""
    if np.ndim(values):
        return [rounded(value) for value in values]
    return float(f"{float(values):.4g}")


CODES = {"b": "BAC", "g": "GAP", "o": "PUR", "m": "MTD", "r": "RST", "c": "CLN", "i": "IMP"}
INVENTED_TRUST = 5.0
INVENTED_TIMES = 2
NEAR, FAR = 0.6, 0.15  # as near as a chosen and as any other sentence comes to a TL;DR


def read_invented(path: Path) -> list[dict]:
    """Abstracts written as `# title` and a line a sentence: code, `*` on the best for a TL;DR, text."""
    papers = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        title, *lines = block.splitlines()
        marks, sentences = zip(*(line.split(" ", 1) for line in lines), strict=True)
        papers.append(
            {
                "title": title.removeprefix("# "),
                "sentences": list(sentences),
                "labels": [CODES[mark[0]] for mark in marks],
                "confs": [INVENTED_TRUST] * len(marks),
                "nearness": [NEAR if mark.endswith("*") else FAR for mark in marks],
            }
        )
    return papers


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else weights.FILE)
