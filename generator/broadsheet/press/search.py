"""The index that the search page reads, put together from what the records of days know of their terms.

By hand, because what exists reads too much or is made anew every day; docs/search.md has the table, and
the form of the files. The days of a year are one segment; of the newest year those of a month; of the newest
month those of a week: a day added touches its week's, and what is old stays as it is. A reader loads pieces
of files, and only those that can hold an answer.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, NamedTuple

import orjson

from broadsheet.press import paths
from broadsheet.records import fingerprint
from broadsheet.records.postings import GIST, NAMES, TITLE, Postings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableSequence, Sequence
    from datetime import date

    from broadsheet.records import DayFacts
    from broadsheet.records.days import DayRecord
    from broadsheet.records.postings import Searched

PAPERS_PER_FILE = 128
MOST_PAPERS = 20_000  # of a segment, for what they cost in memory while it is made
WIDTH = 64  # entries of a node of the tree of terms
_FIELDS = TITLE + GIST + NAMES
_SHORT = 3  # letters of a word in which no slip is looked for
_SELDOM = 500  # from so many papers, a term of one alone is not offered for a slip of the pen
_ARTICLE = re.compile(rb'<article [^>]*?\bid="([^"]+)"')
_END = b"</article>"


@dataclass(frozen=True, slots=True)
class Segment:
    """Days that are indexed together, by the state of their texts."""

    path: str  # the folder of its files
    facts: tuple[DayFacts, ...]

    @property
    def papers(self) -> int:
        return sum(day.count for day in self.facts)

    @property
    def head(self) -> str:
        return f"{self.path}head.json"

    @property
    def files(self) -> list[str]:
        """The paths of its files: the head, and what it leads into."""
        parts = max(1, -(-self.papers // PAPERS_PER_FILE))
        return [self.head, *(f"{self.path}{part}.bin" for part in range(parts))]

    @property
    def asked(self) -> str:
        """As the search page names it, for who asks a week later to have no other's pieces."""
        return f"{self.path.removeprefix(paths.SEARCH)} {fingerprint(repr(self.facts))[:8]}"


def segments(days: Sequence[DayFacts]) -> list[Segment]:
    """Of all days, oldest first."""
    papers: dict[int, int] = defaultdict(int)
    for day in days:
        papers[day.date.year] += day.count
    found: dict[str, list[DayFacts]] = {}
    for day in days:
        found.setdefault(_path(day.date, days[-1].date, papers[day.date.year]), []).append(day)
    return [Segment(path, tuple(of_it)) for path, of_it in found.items()]


def _path(day: date, newest: date, papers: int) -> str:
    """Where a day is indexed, whose year has so many papers."""
    if day.year < newest.year:
        year = f"{paths.SEARCH}{paths.year(day.year)}"
        if papers <= MOST_PAPERS:
            return year
        for parts in (2, 4):
            if papers <= parts * MOST_PAPERS:
                return f"{year}{1 + (day.month - 1) * parts // 12}-of-{parts}/"
    month = f"{paths.SEARCH}{paths.month(day.year, day.month)}"
    is_over = (day.year, day.month) < (newest.year, newest.month)
    return month if is_over else f"{month}w{day.isocalendar().week}/"


class _Nodes(NamedTuple):
    """Terms, or the nodes that begin with them, and by kinds the sizes of what they lead to."""

    keys: list[str]
    sizes: tuple[MutableSequence[int], ...]


def written(segment: Segment, papers: Iterable[Searched]) -> Iterator[bytes]:
    """The contents of a segment's files."""
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
    root = _grown(tree, _Nodes(terms, (who_sizes, where_sizes)))
    ends = _grown(tree, _ends(segment, terms, counts))
    parts = len(segment.files) - 1
    size = max(1, -(-(len(tree) + len(who) + len(where)) // parts))
    starts = [len(tree), len(tree) + len(who)]
    days = [[day.date.toordinal(), day.count] for day in segment.facts]
    yield orjson.dumps({"size": size, "starts": starts, "days": days, "root": root, "ends": ends})
    for part in range(parts):
        yield _piece((tree, who, where), part * size, (part + 1) * size)


def _piece(of: Sequence[bytearray], first: int, end: int) -> bytes:
    """What stands between two places of several texts, one behind another."""
    found = b""
    for each in of:
        found += each[max(first, 0) : max(end, 0)]
        first, end = first - len(each), end - len(each)
    return found


def _ends(segment: Segment, terms: Sequence[str], counts: Sequence[int]) -> _Nodes:
    """The words in which a slip is looked for, backwards."""
    often = 1 if segment.papers < _SELDOM else 2
    said: dict[str, int] = defaultdict(int)
    for term, count in zip(terms, counts, strict=True):
        said[term.rstrip(_FIELDS)] += count
    found = sorted(
        (term[::-1], count)
        for term, count in said.items()
        if count >= often and len(term) > _SHORT and term.isalpha()
    )
    return _Nodes([key for key, _ in found], ([count for _, count in found], [0] * len(found)))


def _grown(tree: bytearray, leads: _Nodes) -> list[list[str | int]]:
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


def _added(tree: bytearray, leads: _Nodes) -> _Nodes:
    """Nodes of so many entries each: how many, how wide their sizes are and how long their keys; sizes by
    their kinds; keys.
    """
    found = _Nodes([], ([], *([] for _ in leads.sizes)))
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


def papers_of(day: DayRecord, page: bytes, numbers: Sequence[int], dated: str) -> bytes:
    """Where a search reads the day's papers, in their order: the id, the number of the page that has it
    whole, and there, where that is the day's own, its article's first byte and its size.
    """
    where = _articles(page)
    rows = [
        [paper.id, number, *(where.get(paper.id, ()) if number == 1 else ())]
        for paper, number in zip(day.papers, numbers, strict=True)
    ]
    return orjson.dumps([dated, rows])


def papers_on(further: bytes) -> bytes:
    """The same of a further page, by ids."""
    return orjson.dumps(_articles(further))


def _articles(page: bytes) -> dict[str, tuple[int, int]]:
    found = {}
    for match in _ARTICLE.finditer(page):
        end = page.find(_END, match.start()) + len(_END)
        found[match[1].decode()] = match.start(), end - match.start()
    return found
