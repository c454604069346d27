"""The tree of terms: nodes of so many entries, of which a reader loads those that lead to what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from broadsheet.search.numbers import coded

if TYPE_CHECKING:
    from collections.abc import MutableSequence, Sequence

WIDTH = 128  # entries of a node
FEW = 256  # leaves, of which a root says where each is
_SHARED = "".join(map(chr, range(4, 32)))  # signs that are in no term, one for each length of what is shared
_MOST_SHARED = len(_SHARED) - 1


def order(term: str) -> bytes:
    """What terms are sorted by, so that a script need not be told how texts compare: UTF-16."""
    return term.encode("utf-16-be", "surrogatepass")


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
    """Nodes of so many entries each: how many, how long their keys; sizes by their kinds; keys."""
    found = Nodes([], ([], *([] for _ in leads.sizes)))
    for at in range(0, len(leads.keys), WIDTH):
        group = leads.keys[at : at + WIDTH]
        kinds = [kind[at : at + WIDTH] for kind in leads.sizes]
        keys = _keys(group)
        node = b"".join((coded([len(group), len(keys)]), *map(coded, kinds), keys))
        tree += node
        found.keys.append(group[0])
        for sizes, size in zip(found.sizes, (len(node), *map(sum, kinds)), strict=True):
            sizes.append(size)
    return found


def _keys(group: Sequence[str]) -> bytes:
    """Of each key what the one before does not begin with, too, behind a sign that says how much it does."""
    written = []
    before = ""
    for key in group:
        shared = _shared(before, key)
        written.append(f"{_SHARED[shared]}{key[shared:]}")
        before = key
    return "".join(written).encode()


def _shared(one: str, other: str) -> int:
    """How many signs two keys begin with alike, as far as can be said."""
    most = min(len(one), len(other), _MOST_SHARED)
    return next((at for at in range(most) if one[at] != other[at]), most)
