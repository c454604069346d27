"""The files of a segment of the index: its head, and what that leads into, in pieces."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

import orjson

from broadsheet.search.postings import GIST, NAMES, TITLE, Postings
from broadsheet.search.tree import Nodes, grown, order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from broadsheet.search.texts import Searched

_FIELDS = TITLE + GIST + NAMES
_SHORT = 3  # letters of a word in which no slip is looked for
_SELDOM = 500  # from so many papers, a term of one alone is not offered for a slip of the pen


def written(days: Sequence[tuple[date, int]], papers: Iterable[Searched], *, parts: int) -> Iterator[bytes]:
    """The contents of a segment's files, of which so many parts follow the head: of these days, each with the
    number of its papers, which stand one after another.
    """
    postings = Postings()
    for paper in papers:
        postings.add(paper)
    terms: list[str] = []
    counts, who_sizes, where_sizes = array("I"), array("I"), array("I")
    tree, who, where = bytearray(), bytearray(), bytearray()
    for posting in postings:
        terms.append(posting.term)
        counts.append(posting.number)
        who_sizes.append(len(posting.papers))
        where_sizes.append(len(posting.places))
        who += posting.papers
        where += posting.places
    root = grown(tree, Nodes(terms, (who_sizes, where_sizes)))
    ends = grown(tree, _ends(sum(count for _, count in days), terms, counts))
    size = max(1, -(-(len(tree) + len(who) + len(where)) // parts))
    starts = [len(tree), len(tree) + len(who)]
    ordinals = [[day.toordinal(), count] for day, count in days]
    head = {"size": size, "starts": starts, "days": ordinals, "root": root, "ends": ends}
    yield orjson.dumps(head, default=tuple)  # it asks what to make of a tuple with names
    for part in range(parts):
        yield _piece((tree, who, where), part * size, (part + 1) * size)


def _piece(of: Sequence[bytearray], first: int, end: int) -> bytes:
    """What stands between two places of several texts, one behind another."""
    found = b""
    for each in of:
        found += each[max(first, 0) : max(end, 0)]
        first, end = first - len(each), end - len(each)
    return found


def _ends(papers: int, terms: Sequence[str], counts: Sequence[int]) -> Nodes:
    """The words in which a slip is looked for, backwards."""
    often = 1 if papers < _SELDOM else 2
    said: dict[str, int] = defaultdict(int)
    for term, count in zip(terms, counts, strict=True):
        said[term.rstrip(_FIELDS)] += count
    found = {
        term[::-1]: count
        for term, count in said.items()
        if count >= often and len(term) > _SHORT and term.isalpha()
    }
    keys = sorted(found, key=order)
    return Nodes(keys, (list(map(found.__getitem__, keys)), [0] * len(keys)))
