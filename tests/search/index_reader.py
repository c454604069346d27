"""Reads the search index as docs/search.md describes it, all of a segment at once."""

import json
import re
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
        coded = list(_numbers(who))
        papers = accumulate(each >> 1 for each in coded)
        found[key] = dict(zip(papers, _places(where, [each & 1 for each in coded]), strict=True))
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


def _places(data, are_several):
    if not data:
        return [[] for _ in are_several]
    numbers = _numbers(data)
    times = [next(numbers) if several else 1 for several in are_several]
    found = [[next(numbers) for _ in range(each)] for each in times]
    assert not list(numbers)
    return found


def _numbers(data):
    data = iter(data)
    for first in data:
        number, scale = 0, 1
        while first >= 224:
            number += first * scale
            scale *= 32
            first = next(data)  # noqa: PLW2901  # which goes on
        yield number + first * scale


def _terms(whole, root):
    here, nodes = root
    for key, *sizes in nodes:
        own, *starts = here
        leaves = [(key, here, sizes)] if len(here) < 4 else _entries(whole[own : own + sizes[0]], starts)
        here = [one + size for one, size in zip(here, sizes, strict=True)]
        for _, (at, *below), (leaf_size, *_) in leaves:
            yield from _entries(whole[at : at + leaf_size], below)


def _entries(node, starts):
    numbers = _numbers(node)
    many, size = next(numbers), next(numbers)
    columns = [[next(numbers) for _ in range(many)] for _ in starts]
    here = list(starts)
    for key, *sizes in zip(_keys(node[-size:].decode()), *columns, strict=True):
        yield key, tuple(here), tuple(sizes)
        here = [one + size for one, size in zip(here, sizes, strict=True)]


def _keys(text):
    key = ""
    for shared, rest in re.findall("([\x04-\x1f])([^\x04-\x1f]*)", text):
        key = key[: ord(shared) - 4] + rest
        yield key
