"""One question a day: what its papers have in common. The answer is held against them, as summaries are
against their abstracts; what does not hold is asked again once, and then left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, ClassVar

from broadsheet.model import Trend, Usage
from broadsheet.summarize.model import ask, reading
from broadsheet.summarize.verify.tracks import (
    FEWEST,
    PaperOfDay,
    ProposedTrack,
    TrackRefused,
    TracksOfDay,
    apart,
)
from broadsheet.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.summarize.model.answers import Answer

PROMPT = 1
MOST_PAPERS = 160  # the best rated: about 8,000 tokens
_FEWEST_TRACKS, _MOST_TRACKS = 2, 6


@dataclass(frozen=True, slots=True)
class ModelOverview:
    """What a model made of a day: tracks that hold, or none and `why`."""

    tracks: tuple[Trend, ...]
    usage: Usage
    why: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether there was an answer at all, good or not: it was paid for."""
        return self.usage.requests > 0


@cache
def prompt(language: str) -> str:
    file = resources.files("broadsheet.summarize.model") / "prompts" / f"overview-{PROMPT}.md"
    return f"{file.read_text(encoding='utf-8')}\nWrite titles and notes in {ask.named(language)}.\n"


def overview_question(papers: Sequence[PaperOfDay], language: str) -> list[dict[str, str]]:
    lines = "\n".join(f"{paper.id} | {paper.title} | {paper.claim}" for paper in papers)
    return [{"role": "system", "content": prompt(language)}, {"role": "user", "content": lines}]


_TEXT = {"type": "string"}
_TRACK = ask.mapping(title=_TEXT, note=_TEXT, papers={"type": "array", "items": _TEXT})


@dataclass
class OverviewVerification:
    """Takes one answer after the other, and keeps the tracks of the better one."""

    SCHEMA: ClassVar = ask.mapping(tracks={"type": "array", "items": _TRACK})
    LONGEST: ClassVar = 1500  # tokens

    papers: Sequence[PaperOfDay]
    language: str
    tracks: tuple[Trend, ...] = ()
    wrong: list[str] = field(default_factory=list)

    def take(self, answer: Answer) -> list[str]:
        """What is wrong with this answer; nothing when it holds, or when asking again is vain."""
        if answer.refused:
            self.wrong = ["the model refused"]
            return []
        try:
            payload = reading.entry(answer.text, "tracks")["tracks"]
        except reading.UnreadError as error:
            self.wrong = ["it is too long" if answer.cut else str(error)]
            return self.wrong
        held, self.wrong = self._held(list(_read(payload)))
        if len(held) > len(self.tracks):
            self.tracks = held
        if not self.wrong and len(held) < _FEWEST_TRACKS:
            self.wrong = [f"it has fewer than {_FEWEST_TRACKS} tracks"]
        return self.wrong

    def _held(self, tracks: Sequence[ProposedTrack]) -> tuple[tuple[Trend, ...], list[str]]:
        day = TracksOfDay(self.papers, self.language)
        held: list[tuple[ProposedTrack, tuple[str, ...]]] = []
        wrong = []
        for track in tracks[:_MOST_TRACKS]:
            try:
                held.append((track, day.held(track)))
            except TrackRefused as refusal:
                wrong.append(f"“{track.title}”: {refusal}")
        place = apart(held)
        alone = (
            Trend(track.title, track.note, tuple(id_ for id_ in papers if place[id_] == number))
            for number, (track, papers) in enumerate(held)
        )
        return tuple(track for track in alone if len(track.papers) >= FEWEST), wrong

    def done(self, usage: Usage, *, unanswered: str = "") -> ModelOverview:
        """`unanswered` is why there came no answer, or no second one."""
        if len(self.tracks) >= _FEWEST_TRACKS:
            return ModelOverview(self.tracks, usage)
        return ModelOverview((), usage, unanswered or "; ".join(self.wrong) or "too little of it holds")


def _read(payload: Any) -> Iterator[ProposedTrack]:
    """Tracks as an answer has them, each text in one line; what is none is passed over."""
    for each in payload if isinstance(payload, list) else []:
        if isinstance(each, dict):
            title, note, papers = (each.get(key) for key in ("title", "note", "papers"))
            if isinstance(title, str) and isinstance(note, str) and isinstance(papers, list):
                ids = tuple(id_.strip() for id_ in papers if isinstance(id_, str))
                yield ProposedTrack(plain.line(title).rstrip("."), plain.line(note), ids)
