"""The tree of terms: nodes of so many entries, of which a reader loads those that lead to what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import MutableSequence

WIDTH = 64  # entries of a node
FEW = 512  # leaves, of which a root says where each is


class Nodes(NamedTuple):
    """Terms, or the nodes that begin with them, and by kinds the sizes of what they lead to."""

    keys: list[str]
    sizes: tuple[MutableSequence[int], ...]


class Root(NamedTuple):
    """Of nodes side by side the first terms and the sizes by kinds, and where each of the kinds begins."""

    starts: list[int]
    nodes: list[tuple[str | int, ...]]


def grown(tree: bytearray, leads: Nodes) -> Root:
    """Adds the nodes of a tree of terms, leaves first. Its root leads to the leaves, where they are few, else
    to the nodes above them.
    """
    starts = [len(tree), 0, 0]
    leaves = _added(tree, leads)
    if len(leaves.keys) <= FEW:
        return _root(leaves, starts)
    starts.insert(0, len(tree))
    return _root(_added(tree, leaves), starts)


def _root(nodes: Nodes, starts: list[int]) -> Root:
    return Root(starts, list(zip(nodes.keys, *nodes.sizes, strict=True)))


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
