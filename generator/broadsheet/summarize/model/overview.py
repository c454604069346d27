"""One question a day: what its papers have in common. The answer is held against them, as summaries are
against their abstracts; what does not hold is asked again once, and then left out.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from broadsheet.model import Trend, TrendTranslation, Usage
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
def prompt(languages: tuple[str, ...]) -> str:
    """What is asked of a day as a whole, in the languages of the site."""
    file = resources.files("broadsheet.summarize.model") / "prompts" / f"overview-{PROMPT}.md"
    language, *others = languages
    more = [
        f'Each track has a further key "{other}": {{"title": "...", "note": "..."}}, the same in '
        f"{ask.named(other)}.\n"
        for other in others
    ]
    written = f"Write titles and notes in {ask.named(language)}.\n"
    return "\n".join([file.read_text(encoding="utf-8"), *more, written])


def overview_question(papers: Sequence[PaperOfDay], languages: tuple[str, ...]) -> list[dict[str, str]]:
    lines = "\n".join(f"{paper.id} | {paper.title} | {paper.claim}" for paper in papers)
    return [{"role": "system", "content": prompt(languages)}, {"role": "user", "content": lines}]


_TEXT = {"type": "string"}


def overview_schema(languages: Sequence[str]) -> dict[str, Any]:
    others = dict.fromkeys(languages[1:], ask.mapping(title=_TEXT, note=_TEXT))
    track = ask.mapping(title=_TEXT, note=_TEXT, papers={"type": "array", "items": _TEXT}, **others)
    return ask.mapping(tracks={"type": "array", "items": track})


def longest_overview(languages: Sequence[str]) -> int:
    """The most tokens that an answer may have."""
    return 1500 + 900 * len(languages[1:])


@dataclass(frozen=True, slots=True)
class _Proposed:
    """A track as a model answers it, with what it answers in further languages."""

    track: ProposedTrack
    translations: tuple[tuple[str, ProposedTrack], ...] = ()


@dataclass
class OverviewVerification:
    """Takes one answer after the other, and keeps the tracks of the better one."""

    papers: Sequence[PaperOfDay]
    languages: Sequence[str]
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
        held, self.wrong = self._held(list(_read(payload, self.languages[1:])))
        if len(held) > len(self.tracks):
            self.tracks = held
        if not self.wrong and len(held) < _FEWEST_TRACKS:
            self.wrong = [f"it has fewer than {_FEWEST_TRACKS} tracks"]
        return self.wrong

    def _held(self, tracks: Sequence[_Proposed]) -> tuple[tuple[Trend, ...], list[str]]:
        day = TracksOfDay(self.papers, self.languages[0])
        held: list[tuple[ProposedTrack, tuple[str, ...]]] = []
        translations: list[tuple[TrendTranslation, ...]] = []
        wrong = []
        for each in tracks[:_MOST_TRACKS]:
            try:
                held.append((each.track, day.held(each.track)))
                translations.append(tuple(self._translations(each)))
            except TrackRefused as refusal:
                wrong.append(f"“{each.track.title}”: {refusal}")
        place = apart(held)
        alone = (
            Trend(track.title, track.note, tuple(id_ for id_ in papers if place[id_] == number), said)
            for number, ((track, papers), said) in enumerate(zip(held, translations, strict=True))
        )
        return tuple(track for track in alone if len(track.papers) >= FEWEST), wrong

    def _translations(self, proposed: _Proposed) -> Iterator[TrendTranslation]:
        """Those that hold, too."""
        for language, track in sorted(proposed.translations, key=itemgetter(0)):
            with suppress(TrackRefused):
                TracksOfDay(self.papers, language).held(track)
                yield TrendTranslation(language, track.title, track.note)

    def done(self, usage: Usage, *, unanswered: str = "") -> ModelOverview:
        """`unanswered` is why there came no answer, or no second one."""
        if len(self.tracks) >= _FEWEST_TRACKS:
            return ModelOverview(self.tracks, usage)
        return ModelOverview((), usage, unanswered or "; ".join(self.wrong) or "too little of it holds")


def _read(payload: Any, others: Sequence[str]) -> Iterator[_Proposed]:
    """Tracks as an answer has them, each text in one line; what is none is passed over."""
    for each in payload if isinstance(payload, list) else []:
        if isinstance(each, dict) and isinstance(papers := each.get("papers"), list):
            ids = tuple(id_.strip() for id_ in papers if isinstance(id_, str))
            if track := _track(each, ids):
                found = ((other, _track(each.get(other), ids)) for other in others)
                yield _Proposed(track, tuple((other, said) for other, said in found if said))


def _track(payload: Any, ids: tuple[str, ...]) -> ProposedTrack | None:
    title, note = (payload.get(key) for key in ("title", "note")) if isinstance(payload, dict) else ("", "")
    if not (isinstance(title, str) and isinstance(note, str)):
        return None
    title = plain.line(title).rstrip(".。")
    return ProposedTrack(title, plain.line(note), ids) if title else None
