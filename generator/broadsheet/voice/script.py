"""What is said of a day: how many papers, what happened, then the best of them in a sentence or two each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet import phrases
from broadsheet.model import Decision, Role
from broadsheet.text import sentences
from broadsheet.voice.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.press import OneDay
    from broadsheet.records.papers import PaperRecord
    from broadsheet.words import Words

_ENOUGH = 560  # words, which are four minutes
_MOST = 1000  # seven
_MOST_TRACKS = 4
_IN_CHINESE = 1.7  # characters that take the time of an English word


@dataclass(frozen=True, slots=True)
class Utterance:
    """A paragraph in one language, as it is read; and as it is said."""

    text: str
    language: str

    @property
    def for_the_voice(self) -> str:
        return spoken(self.text, self.language)


@dataclass(frozen=True, slots=True)
class ScriptSection:
    """A chapter: what it is about, and what is said in it, paragraph by paragraph."""

    title: str
    utterances: tuple[Utterance, ...]
    paper: str = ""


def script(of: OneDay) -> tuple[ScriptSection, ...]:
    """Three to eight minutes, where the day has so much to tell."""
    day, words = of.record, of.context.words
    opening = ScriptSection(words.full(day.date), tuple(_opening(of)))
    sections, length = [opening], _length(opening)
    for place in day.best:
        paper = day.papers[place]
        is_must = paper.rating is not None and paper.rating.decision == Decision.MUST_READ
        if length >= _MOST or (length >= _ENOUGH and not is_must) or not paper.is_chosen:
            break
        if text := tuple(_of_paper(paper, words)):
            sections.append(ScriptSection(paper.headline[0].plain, text, paper.id))
            length += _length(sections[-1])
    closing = words.say(
        "That was %(title)s. All papers stand on the page of the day.", title=of.context.site.title
    )
    return (*sections, ScriptSection(words.say("To the end"), (Utterance(closing, words.language),)))


def _opening(of: OneDay) -> Iterator[Utterance]:
    day, words = of.record, of.context.words
    title, papers = of.context.site.title, words.papers(len(day.papers))
    musts = sum(
        paper.rating is not None and paper.rating.decision == Decision.MUST_READ for paper in day.papers
    )
    must_reads = words.say_many("%(num)s must read", "%(num)s must reads", musts)
    opening = [
        words.say("This is %(title)s for %(date)s.", title=title, date=words.long(day.date)),
        words.say("It has %(papers)s, among them %(must_reads)s.", papers=papers, must_reads=must_reads)
        if musts
        else words.say("It has %(papers)s.", papers=papers),
    ]
    yield Utterance(words.paragraph(opening), words.language)
    if tracks := day.tracks[:_MOST_TRACKS]:
        yield Utterance(words.say("What happened:"), words.language)
        language = tracks[0].language or day.language
        lines = (line for track in tracks for line in (_ended(track.title, language), track.note))
        yield Utterance(_joined(lines, language), language)


def _of_paper(paper: PaperRecord, words: Words) -> Iterator[Utterance]:
    """Its claim, and what came out; of whom, since nobody sees a byline."""
    title, titled_in = paper.headline
    yield Utterance(_ended(title.plain, titled_in), titled_in)
    claim, result = paper.claim.plain, paper.figure or _result(paper)
    if both := _joined((claim, "" if result == claim else result), paper.claimed_in):
        yield Utterance(both, paper.claimed_in)
    if names := [author.name for author in paper.authors]:
        more = words.say("%(name)s and %(num)s more", name=names[0], num=words.number(len(names) - 1))
        by = words.say("By %(names)s.", names=more if len(names) > 2 else words.listed(names))
        yield Utterance(by, words.language)


def _ended(title: str, language: str) -> str:
    """A title as a sentence, which a voice ends."""
    return title.rstrip(".。") + phrases.of(language).end


def _joined(texts: Iterable[str], language: str) -> str:
    """Without a space between them where the language knows none."""
    between = "" if phrases.of(language).end == "。" else " "
    return between.join(filter(None, texts))


def _result(paper: PaperRecord) -> str:
    """The first sentence of what came out."""
    part = paper.part(Role.RESULT)
    first = next(iter(sentences.split(part.text.plain)), None) if part else None
    return first.of(part.text.plain).strip() if part and first else ""


def _length(section: ScriptSection) -> float:
    text = " ".join(each.text for each in section.utterances)
    wide = sum("\u3400" <= character <= "\u9fff" for character in text)
    return len(text.split()) + wide / _IN_CHINESE
