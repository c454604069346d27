"""Whether what a model calls a track of the day is one: papers that are there, that have to do with each
other and with its name, and a sentence of which every number, name and direction stands in what they say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from broadsheet.model import Role
from broadsheet.summarize.verify import complaints
from broadsheet.text.terms import SAYS_LITTLE, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FEWEST = 3  # papers of a track
_LONGEST_TITLE, _LONGEST_NOTE = 60, 260
_SAYS = 3  # telling words that a sentence shares with its papers
_RARE = 0.15  # of the day's papers may say a word that relates two of them
_RELATED = 2  # such words that two papers share
_STRAY = 0.34  # of a track's papers may be in no relation to it: they are left out


@dataclass(frozen=True)
class PaperOfDay:
    """What a model is shown of a paper."""

    id: str
    title: str
    claim: str

    @cached_property
    def words(self) -> frozenset[str]:
        """That say something of it."""
        return _telling(f"{self.title}. {self.claim}")


@dataclass(frozen=True, slots=True)
class ProposedTrack:
    """As a model answers it, unchecked."""

    title: str
    note: str
    papers: tuple[str, ...]


class TrackRefused(Exception):  # noqa: N818  # it goes back to the model
    """Why a track cannot be printed."""


class TracksOfDay:
    """Holds tracks against the papers of one day."""

    def __init__(self, papers: Sequence[PaperOfDay], language: str) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._language = language
        said = Counter(word for paper in papers for word in paper.words)
        most = max(FEWEST, int(len(papers) * _RARE))
        self._rare = frozenset(word for word, count in said.items() if count <= most)

    def held(self, track: ProposedTrack) -> tuple[str, ...]:
        """The papers that a track may be printed with; TrackRefused where it may not be printed."""
        unknown = [id_ for id_ in track.papers if id_ not in self._papers]
        if unknown:
            raise TrackRefused(f"there is no paper {unknown[0]}")
        papers = [self._papers[id_] for id_ in dict.fromkeys(track.papers)]
        related = [paper for paper in papers if self._is_related(paper, papers, track)]
        if len(papers) >= FEWEST and len(papers) - len(related) > _STRAY * len(papers):
            raise TrackRefused("its papers have little to do with each other")
        if len(related) < FEWEST:
            raise TrackRefused(f"it has fewer than {FEWEST} papers")
        for what in self._wrong(track, related):
            raise TrackRefused(what)
        return tuple(paper.id for paper in related)

    def _wrong(self, track: ProposedTrack, papers: Sequence[PaperOfDay]) -> Iterator[str]:
        if not (track.title and track.note):
            yield "it lacks a name or a sentence"
        if len(track.title) > _LONGEST_TITLE or len(track.note) > _LONGEST_NOTE:
            yield "its name or its sentence is too long"
        titles, claims = (_lines(each) for each in ((p.title for p in papers), (p.claim for p in papers)))
        told = {Role.TLDR: track.note}
        found = complaints(told, title=titles, abstract=claims or titles, language=self._language)
        yield from (each.what for each in found)
        if not self._is_english:
            return
        said = Counter(word for paper in papers for word in paper.words)
        if sum(word in said for word in _telling(track.note)) < _SAYS:
            yield "its sentence says nothing of its papers"
        if not any(said[word] >= len(papers) / 2 for word in _telling(track.title)):
            yield "its papers do not say its name"

    def _is_related(self, paper: PaperOfDay, papers: Iterable[PaperOfDay], track: ProposedTrack) -> bool:
        """To what the track is called, or to another paper of it."""
        if self._is_english and paper.words & _telling(track.title):
            return True
        rare = paper.words & self._rare
        return any(len(rare & other.words) >= _RELATED for other in papers if other is not paper)

    @property
    def _is_english(self) -> bool:
        return self._language.partition("-")[0] == "en"


def apart(tracks: Iterable[tuple[ProposedTrack, tuple[str, ...]]]) -> Mapping[str, int]:
    """The place of the track that each paper stands in: the first that has it."""
    place: dict[str, int] = {}
    for number, (_, papers) in enumerate(tracks):
        for id_ in papers:
            place.setdefault(id_, number)
    return place


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in stems(text) if word not in SAYS_LITTLE and len(word) > 1)
