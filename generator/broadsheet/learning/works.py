"""A work that somebody has read, wherever that is written."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.model import PAPER_ID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.model import Paper


@dataclass(frozen=True, slots=True)
class Work:
    title: str = ""  # "" where only an id is known
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    id: str = ""  # arXiv's


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a file and names no work: why not, and in which line."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Bibliography:
    works: tuple[Work, ...]
    unread: tuple[Unread, ...] = ()


def lacking(works: Iterable[Work]) -> list[str]:
    """The ids of works that have no abstract, each once."""
    return list(dict.fromkeys(work.id for work in works if work.id and not work.abstract))


def completed(works: Iterable[Work], papers: Iterable[Paper]) -> list[Work]:
    """The works with what these papers tell of those that lack an abstract. The papers are not asked for
    where nobody needs them.
    """
    works = list(works)
    wanted = set(lacking(works))
    known = {paper.id: paper for paper in papers if paper.id in wanted} if wanted else {}
    return [
        work if work.abstract or work.id not in known else _of_paper(known[work.id], work.keywords)
        for work in works
    ]


def _of_paper(paper: Paper, keywords: tuple[str, ...]) -> Work:
    return Work(paper.title, paper.abstract, keywords, tuple(a.name for a in paper.authors), paper.id)


def each_once(works: Iterable[Work]) -> list[Work]:
    """A work that stands in two files, or twice in one, counts once: by its id, else by its title."""
    found: dict[str, Work] = {}
    for work in works:
        found.setdefault(work.id or " ".join(work.title.casefold().split()), work)
    return list(found.values())


_ID = re.compile(rf"(?:(?<![0-9.a-z])|(?<=arxiv\.)|(?<=arXiv\.))({PAPER_ID.pattern})(?:v[0-9]+)?(?![0-9])")


def ids_in(text: str) -> list[str]:
    """The ids of arXiv in a text, bare, with a version, in addresses and in DOIs of arXiv."""
    return _ID.findall(text)


def id_in(*texts: str) -> str:
    """The first one, "" where there is none."""
    return next((id_ for text in texts for id_ in ids_in(text)), "")


class Lines:
    """In which line a character stands."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def of(self, place: int) -> int:
        return bisect_left(self._ends, place) + 1
