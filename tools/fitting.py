"""The mathematics of `weights.py`: a chain (CRF), a softmax step and a ranker, fitted by L-BFGS."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Matrix = sparse.csr_matrix
    Array = np.ndarray

Names = list[list[list[str]]]  # abstracts of sentences of feature names


def vocabulary(corpora: Iterable[Names], *, least: int) -> list[str]:
    counts = Counter(
        name for corpus in corpora for abstract in corpus for sentence in abstract for name in sentence
    )
    return sorted(name for name, count in counts.items() if count >= least)


def matrix(corpus: Names, names: Sequence[str]) -> Matrix:
    places = {name: place for place, name in enumerate(names)}
    columns: list[int] = []
    starts = [0]
    for abstract in corpus:
        for sentence in abstract:
            columns += sorted(places[name] for name in sentence if name in places)
            starts.append(len(columns))
    shape = (len(starts) - 1, len(names))
    return sparse.csr_matrix(
        (np.ones(len(columns)), np.array(columns, dtype=np.int32), np.array(starts)), shape
    )


class Layout:
    """Which rows are which abstract's, and the same as a padded table."""

    def __init__(self, lengths: Iterable[int]) -> None:
        self.lengths = np.array(list(lengths))
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self.count, self.longest = len(self.lengths), int(self.lengths.max())
        self.mask = np.arange(self.longest)[None] < self.lengths[:, None]
        self.rows = np.where(self.mask, self.starts[:-1, None] + np.arange(self.longest)[None], 0)
        self.last = (np.arange(self.count), self.lengths - 1)

    def part(self, chosen: Array) -> tuple[Array, Layout]:
        """The rows of the chosen abstracts and their own layout."""
        rows = np.concatenate([np.arange(self.starts[i], self.starts[i + 1]) for i in np.flatnonzero(chosen)])
        return rows, Layout(self.lengths[chosen])


@dataclass(frozen=True)
class FittedChain:
    words: Array  # features × labels
    follows: Array
    opens: Array
    closes: Array

    def posteriors(self, x: Matrix, layout: Layout) -> Array:
        return _forward_backward(x @ self.words, self.follows, self.opens, self.closes, layout)[-1][
            layout.mask
        ]


def fit_chain(  # noqa: PLR0913  a model needs its data, its labels and its two settings
    x: Matrix, truth: Array, layout: Layout, trust: Array, *, ridge: float, steps: int
) -> FittedChain:
    """A linear-chain CRF; `trust` weighs abstracts, `ridge` is the L2 penalty of the features' weights."""
    labels = truth.shape[1]
    size = x.shape[1] * labels
    transposed = x.T.tocsr()
    row_trust = np.repeat(trust, layout.lengths)
    padded = truth[layout.rows] * layout.mask[:, :, None]
    seen_pairs = np.einsum("n,ntk,ntl->kl", trust, padded[:, :-1], padded[:, 1:])
    seen_first = (trust[:, None] * padded[:, 0]).sum(0)
    seen_last = (trust[:, None] * padded[layout.last]).sum(0)
    seen_words = transposed @ (truth * row_trust[:, None])

    def unpacked(flat: Array) -> tuple[Array, Array, Array, Array]:
        words = flat[:size].reshape(x.shape[1], labels)
        follows = flat[size : size + labels * labels].reshape(labels, labels)
        rest = flat[size + labels * labels :]
        return words, follows, rest[:labels], rest[labels:]

    def loss(flat: Array) -> tuple[float, Array]:
        words, follows, opens, closes = unpacked(flat)
        emits = x @ words
        total, ahead, behind, wide, posteriors = _forward_backward(emits, follows, opens, closes, layout)
        value = (trust * total).sum() - ((emits * truth).sum(1) * row_trust).sum()
        value -= (seen_pairs * follows).sum() + (seen_first * opens).sum() + (seen_last * closes).sum()
        pairs = -seen_pairs
        for t in range(layout.longest - 1):
            here = layout.mask[:, t + 1]
            joint = ahead[here, t, :, None] + follows + (wide[here, t + 1] + behind[here, t + 1])[:, None, :]
            pairs = pairs + np.einsum("n,nkl->kl", trust[here], np.exp(joint - total[here, None, None]))
        gradients = (
            transposed @ (posteriors[layout.mask] * row_trust[:, None]) - seen_words + ridge * words,
            pairs + _SOFT * follows,
            (trust[:, None] * posteriors[:, 0]).sum(0) - seen_first + _SOFT * opens,
            (trust[:, None] * posteriors[layout.last]).sum(0) - seen_last + _SOFT * closes,
        )
        value += ridge / 2 * (words**2).sum()
        value += _SOFT / 2 * sum((part**2).sum() for part in (follows, opens, closes))
        return value, np.concatenate([part.ravel() for part in gradients])

    return FittedChain(*unpacked(_minimum(loss, size + labels * labels + 2 * labels, steps)))


def fit_softmax(x: Array, truth: Array, trust: Array, *, ridge: float, steps: int = 300) -> Array:
    """Weights, labels × columns, of a softmax; columns are put on one scale for the penalty's sake."""
    spread = x.std(0)
    spread[spread < _TINY] = 1.0
    scaled = x / spread
    shape = (x.shape[1], truth.shape[1])

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(shape)
        scores = scaled @ weights
        total = _logsumexp(scores, 1)
        value = (trust * (total - (scores * truth).sum(1))).sum() + ridge / 2 * (weights**2).sum()
        slope = scaled.T @ (trust[:, None] * (np.exp(scores - total[:, None]) - truth)) + ridge * weights
        return value, slope.ravel()

    return (_minimum(loss, shape[0] * shape[1], steps).reshape(shape) / spread[:, None]).T


def fit_ranker(x: Matrix, wanted: Array, layout: Layout, *, ridge: Array, steps: int = 200) -> Array:
    """Weights whose softmax over the sentences of each abstract comes near that of `wanted`."""
    starts = layout.starts[:-1]
    transposed = x.T.tocsr()

    def normal(scores: Array) -> tuple[Array, Array]:
        top = np.maximum.reduceat(scores, starts)
        grown = np.exp(scores - np.repeat(top, layout.lengths))
        total = np.add.reduceat(grown, starts)
        return grown / np.repeat(total, layout.lengths), top + np.log(total)

    target = normal(wanted)[0]

    def loss(weights: Array) -> tuple[float, Array]:
        scores = x @ weights
        share, total = normal(scores)
        value = total.sum() - (target * scores).sum() + (ridge * weights * weights).sum() / 2
        return value, transposed @ (share - target) + ridge * weights

    return _minimum(loss, x.shape[1], steps)


_SOFT = 0.1  # the penalty of the few weights between labels
_TINY = 1e-9


def _minimum(loss: object, size: int, steps: int) -> Array:
    options = {"maxiter": steps, "maxfun": 2 * steps, "maxcor": 8}
    return minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options=options).x


def _logsumexp(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    return np.squeeze(top, axis) + np.log(np.exp(values - top).sum(axis=axis))


def _forward_backward(
    emits: Array, follows: Array, opens: Array, closes: Array, layout: Layout
) -> tuple[Array, Array, Array, Array, Array]:
    wide = emits[layout.rows]
    ahead, behind = np.zeros_like(wide), np.zeros_like(wide)
    ahead[:, 0] = wide[:, 0] + opens
    for t in range(1, layout.longest):
        step = _logsumexp(ahead[:, t - 1, :, None] + follows, 1) + wide[:, t]
        ahead[:, t] = np.where(layout.mask[:, t, None], step, ahead[:, t - 1])
    total = _logsumexp(ahead[:, -1] + closes, 1)
    behind[layout.last] = closes
    for t in range(layout.longest - 2, -1, -1):
        step = _logsumexp(follows + (wide[:, t + 1] + behind[:, t + 1])[:, None, :], 2)
        behind[:, t] = np.where(layout.mask[:, t + 1, None], step, behind[:, t])
    return total, ahead, behind, wide, np.exp(ahead + behind - total[:, None, None])
