"""Makes `vectors.bin` of rank: `PYTHONPATH=generator python -m tools.likeness ABSTRACTS [EXCEPT...]`.

ABSTRACTS holds papers as JSON lines: `id`, `title`, `abstract`, `categories` (see NOTICE); EXCEPT are files
of the same kind, whose papers are left out, to be measured on. Only titles and abstracts teach: words get
directions such that each title lies nearest to its own abstract among a thousand. The group `weights` of
pyproject.toml is what must be installed. It takes about six minutes.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from broadsheet.rank import likeness
from broadsheet.rank.likeness import RARITY, SIZE, TITLE, ZERO
from broadsheet.text import plain
from broadsheet.text.terms import STOPPED, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WORDS = 16_000
CROWDED, EVERY = "math.AP", 2  # a field of which there is too much: every second paper
EPOCHS, BATCH = 20, 1024
WARMTH = 0.07  # how near is near: the temperature of the softmax
STEP = 3e-3
FORGOTTEN = 0.5  # of the words of a text, each time it is seen
SHORTEST_TITLE, SHORTEST = 3, 16  # known words
CLIPPED = 2.6  # standard deviations that the four bits span
MOST = 7


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("abstracts", type=Path)
    ask.add_argument("kept_out", type=Path, nargs="*", metavar="EXCEPT")
    ask.add_argument("--out", type=Path, default=Path(likeness.__file__).with_name(likeness.FILE))
    args = ask.parse_args()
    kept_out = {paper["id"].split("v")[0] for path in args.kept_out for paper in _lines(path)}
    papers = list(read(args.abstracts, kept_out))
    said = Counter(word for title, abstract in papers for word in {*title, *abstract} - STOPPED)
    words = [word for word, _ in sorted(said.items(), key=lambda item: (-item[1], item[0]))[:WORDS]]
    rarity = np.array([math.log(len(papers) / said[word]) for word in words], dtype=np.float32)
    say(f"{len(papers)} papers, {len(words)} words, the rarest in {said[words[-1]]}")
    titles, abstracts = (_bags((paper[side] for paper in papers), words, rarity) for side in (0, 1))
    vectors = trained(titles, abstracts)
    small = quantised(vectors)
    usual = (_unit(titles * TITLE + abstracts) @ small).mean(0)
    even, odd = small.astype(int).T[::2] + ZERO, small.astype(int).T[1::2] + ZERO
    numbers = (even * 16 + odd).T.astype(np.uint8).tobytes()
    marks = np.clip(np.round(rarity * RARITY), 1, 255).astype(np.uint8).tobytes()
    middle = [round(float(number) * 1000) for number in usual]
    args.out.write_bytes(likeness.written(words, marks, numbers, middle))
    say(f"{args.out}: {args.out.stat().st_size} bytes")


def read(path: Path, kept_out: set[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The stems of titles and abstracts, each paper once."""
    seen = set(kept_out)
    crowded = 0
    for paper in _lines(path):
        if paper["id"] in seen:
            continue
        seen.add(paper["id"])
        if paper["categories"][:1] == [CROWDED]:
            crowded += 1
            if crowded % EVERY:
                continue
        yield stems(plain.line(paper["title"])), stems(plain.block(paper["abstract"]))


def _lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _bags(texts: Iterable[list[str]], words: list[str], rarity: np.ndarray) -> sparse.csr_matrix:
    places = {word: place for place, word in enumerate(words)}
    rows, columns, values = [], [], []
    count = 0
    for count, text in enumerate(texts, 1):
        for word, times in Counter(text).items():
            if word in places:
                rows.append(count - 1)
                columns.append(places[word])
                values.append((1 + math.log(times)) * rarity[places[word]])
    return sparse.csr_matrix((np.array(values, dtype=np.float32), (rows, columns)), shape=(count, len(words)))


def _unit(bags: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(bags.multiply(bags).sum(1)).ravel())
    return (sparse.diags(1 / np.maximum(lengths, 1e-9)) @ bags).astype(np.float32).tocsr()


def trained(titles: sparse.csr_matrix, abstracts: sparse.csr_matrix) -> np.ndarray:
    """A row for each word: Adam on the cross entropy of which abstract a title belongs to, and back."""
    enough = (titles.getnnz(1) >= SHORTEST_TITLE) & (abstracts.getnnz(1) >= SHORTEST)
    sides = [_unit(bags[enough]) for bags in (titles, abstracts)]
    count, width = sides[0].shape
    chance = np.random.default_rng(0)
    vectors = chance.standard_normal((width, SIZE), dtype=np.float32) * 0.1
    mean, square = np.zeros_like(vectors), np.zeros_like(vectors)
    steps = EPOCHS * (count // BATCH)
    for step in range(steps):
        if step % (count // BATCH) == 0:
            order = chance.permutation(count)
        chosen = order[step % (count // BATCH) * BATCH :][:BATCH]
        loss, gradient = _loss([_forgetful(side[chosen], chance) for side in sides], vectors)
        mean += 0.1 * (gradient - mean)
        square += 0.001 * (gradient * gradient - square)
        pace = STEP * min(1, step / 50) * (1 + math.cos(math.pi * step / steps)) / 2
        ahead, spread = mean / (1 - 0.9 ** (step + 1)), square / (1 - 0.999 ** (step + 1))
        vectors -= pace * ahead / (np.sqrt(spread) + 1e-8)
        if step % 200 == 0:
            say(f"step {step} of {steps}: {loss:.3f}")
    return vectors


def _forgetful(bags: sparse.csr_matrix, chance: np.random.Generator) -> sparse.csr_matrix:
    found = bags.copy()
    found.data *= chance.random(found.nnz) > FORGOTTEN
    return found


def _loss(sides: list[sparse.csr_matrix], vectors: np.ndarray) -> tuple[float, np.ndarray]:
    """How far titles are from being nearest to their abstracts, and which way is down."""
    sums = [bags @ vectors for bags in sides]
    lengths = [np.maximum(np.linalg.norm(each, axis=1, keepdims=True), 1e-6) for each in sums]
    title, abstract = (each / length for each, length in zip(sums, lengths, strict=True))
    near = title @ abstract.T / WARMTH
    near = np.exp(near - near.max())
    by_title, by_abstract = near / near.sum(1, keepdims=True), near / near.sum(0, keepdims=True)
    pull = (by_title + by_abstract) / 2 - np.eye(BATCH, dtype=np.float32)
    pull /= BATCH * WARMTH
    gradient = np.zeros_like(vectors)
    for bags, own, force, length in (
        (sides[0], title, pull @ abstract, lengths[0]),
        (sides[1], abstract, pull.T @ title, lengths[1]),
    ):
        gradient += bags.T @ ((force - own * (force * own).sum(1, keepdims=True)) / length)
    return float(-np.log(np.diag(by_title) + 1e-9).mean()), gradient


def quantised(vectors: np.ndarray) -> np.ndarray:
    """In four bits: what is cut off belongs to common words, which say less than they claim."""
    scale = np.sqrt((vectors * vectors).mean()) * CLIPPED / MOST
    return np.clip(np.round(vectors / scale), -MOST, MOST).astype(np.float32)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
