"""The tree of terms: nodes of so many entries, of which a reader loads those that lead to what was asked."""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import MutableSequence

WIDTH = 64  # entries of a node


class Nodes(NamedTuple):
    """Terms, or the nodes that begin with them, and by kinds the sizes of what they lead to."""

    keys: list[str]
    sizes: tuple[MutableSequence[int], ...]


def grown(tree: bytearray, leads: Nodes) -> list[list[str | int]]:
    """Adds the nodes of a tree of terms, leaves first. What its root has of each node: the first term, where
    it stands, its size, where the first node below it stands, and where the papers and the places begin.
    """
    starts = [len(tree), 0, 0]
    leaves = _added(tree, leads)
    root: list[list[str | int]] = []
    at = len(tree)
    inner = _added(tree, leaves)
    for key, size, *below in zip(inner.keys, *inner.sizes, strict=True):
        root.append([key, at, size, *starts])
        at += size
        starts = list(map(add, starts, below))
    return root


def _added(tree: bytearray, leads: Nodes) -> Nodes:
    """Nodes of so many entries each: how many, how wide their sizes are and how long their keys; sizes by
    their kinds; keys.
    """
    found = Nodes([], ([], *([] for _ in leads.sizes)))
    for at in range(0, len(leads.keys), WIDTH):
        group = leads.keys[at : at + WIDTH]
        kinds = [kind[at : at + WIDTH] for kind in leads.sizes]
        widths = [_width(max(kind)) for kind in kinds]
        keys = "\n".join(group).encode()
        node = [bytes([len(group), *widths]), len(keys).to_bytes(4, "little")]
        for kind, width in zip(kinds, widths, strict=True):
            node += [number.to_bytes(width, "little") for number in kind]
        before = len(tree)
        tree += b"".join((*node, keys))
        found.keys.append(group[0])
        for sizes, size in zip(found.sizes, (len(tree) - before, *map(sum, kinds)), strict=True):
            sizes.append(size)
    return found


def _width(number: int) -> int:
    return max(1, -(-number.bit_length() // 8))
