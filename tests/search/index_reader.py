"""Reads the search index as docs/search.md describes it, all of a segment at once."""

import json
from bisect import bisect_right
from itertools import accumulate

FIELDS = {"\x01": "title", "\x02": "gist", "\x03": "names"}


def read(files):
    """Of each term, by what says it, papers and places; `files` are those of a segment, the head first."""
    head = json.loads(files[0])
    whole = b"".join(files[1:])
    assert all(len(part) <= head["size"] for part in files[1:])
    found = {}
    for key, starts, sizes in _terms(whole, head["root"]):
        first = [one + other for one, other in zip(head["starts"], starts, strict=True)]
        who, where = (whole[at : at + size] for at, size in zip(first, sizes, strict=True))
        papers = list(accumulate(_numbers(who[1:], 1 + (who[0] & 1))))
        found[key] = dict(zip(papers, _places(where, len(papers), 1 + (who[0] >> 1)), strict=True))
    return found, ends(files)


def ends(files):
    """The words in which slips are looked for."""
    head = json.loads(files[0])
    return [key[::-1] for key, _, _ in _terms(b"".join(files[1:]), head["ends"])]


def day_of(head, paper):
    """The ordinal of a paper's day, and its number there."""
    counts = [count for _, count in head["days"]]
    before = [0, *accumulate(counts)]
    at = bisect_right(before, paper) - 1
    return head["days"][at][0], paper - before[at]


def _places(data, papers, width):
    if not data:
        return [[] for _ in range(papers)]
    times = [1] * papers
    if len(data) != papers * width:
        times, data = list(data[:papers]), data[papers:]
    places = iter(_numbers(data, width))
    return [[next(places) for _ in range(each)] for each in times]


def _numbers(data, width):
    return [int.from_bytes(data[at : at + width], "little") for at in range(0, len(data), width)]


def _terms(whole, root):
    here, nodes = root
    for key, *sizes in nodes:
        own, *starts = here
        leaves = [(key, here, sizes)] if len(here) < 4 else _entries(whole[own : own + sizes[0]], starts)
        here = [one + size for one, size in zip(here, sizes, strict=True)]
        for _, (at, *below), (leaf_size, *_) in leaves:
            yield from _entries(whole[at : at + leaf_size], below)


def _entries(node, starts):
    many, kinds = node[0], len(starts)
    widths = node[1 : 1 + kinds]
    size = int.from_bytes(node[1 + kinds : 5 + kinds], "little")
    at = 5 + kinds
    columns = []
    for width in widths:
        columns.append(_numbers(node[at : at + many * width], width))
        at += many * width
    keys = node[at:].decode().split("\n")
    assert (len(keys), len(node) - at) == (many, size)
    here = list(starts)
    for key, *sizes in zip(keys, *columns, strict=True):
        yield key, tuple(here), tuple(sizes)
        here = [one + size for one, size in zip(here, sizes, strict=True)]
