"""Of what a model answers about a paper, what holds; what does not is told in the authors' own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.model import FIVE, Part, Role, Summary, Translation, Usage
from broadsheet.summarize import Done
from broadsheet.summarize.extract import summarize as extracted
from broadsheet.summarize.model import ask
from broadsheet.summarize.verify import complaints, doubts
from broadsheet.text import markdown
from broadsheet.text.sentences import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from broadsheet.model import Paper
    from broadsheet.summarize.model.answers import Answer
    from broadsheet.summarize.model.settings import ModelSettings
    from broadsheet.summarize.verify import Complaint


class Verification:
    """Takes one answer after the other, and keeps of each what holds."""

    def __init__(self, paper: Paper, settings: ModelSettings) -> None:
        self._paper = paper
        self._settings = settings
        self._good: dict[Role, Part] = {}
        self._tried: set[Role] = set()
        self._failed: set[Role] = set()
        self._translated: dict[str, dict[Role, Part]] = {
            other: {} for other in settings.request.others
        }  # what holds, by language
        self._last = ask.ParsedAnswer({})
        self._is_refused = False

    @property
    def is_unread(self) -> bool:
        """Whether nothing came that can be read, nor a refusal: the paper may be asked about again."""
        return not self._tried and not self._is_refused

    def take(self, answer: Answer) -> list[Complaint | str]:
        """What is wrong with this answer; nothing when it holds, or when asking again is vain."""
        if answer.refused:
            self._is_refused = True
            return []
        try:
            parsed = ask.read(answer.text, self._paper, self._settings.request)
        except ask.AnswerError as error:
            return ["it is too long" if answer.cut else str(error)]
        wrong = self._wrong(parsed.parts)
        bad = {each.role for each in wrong}
        self._last = parsed
        if answer.cut:
            self._tried |= set(FIVE)  # what it did not come to is told in the authors' own words
        self._tried |= set(parsed.parts)
        self._failed |= bad
        self._good |= {role: part for role, part in parsed.parts.items() if role not in bad}
        return [*wrong, *self._take_translations(parsed)]

    def _take_translations(self, parsed: ask.ParsedAnswer) -> Iterator[str]:
        """What is wrong with those: each part rests on what the part of its name rests on."""
        for language, known in self._translated.items():
            parts = parsed.translations.get(language, {})
            if not parts and not known:
                yield f'there is no "{language}"'
            wrong = self._wrong_in(language, parts)
            known |= {role: part for role, part in parts.items() if role not in {each.role for each in wrong}}
            yield from (f"{language}, {each.role}: {each.what}" for each in wrong)

    def _wrong_in(self, language: str, parts: Mapping[Role, Part]) -> list[Complaint]:
        rests_on = {role: part.evidence for role, part in self._last.parts.items()}
        grounded = [replace(part, evidence=rests_on.get(role, ())) for role, part in parts.items()]
        return _complaints(self._paper, grounded, language)

    def done(self, usage: Usage) -> Done:
        """A reason that claims what the abstract does not is left out; the score may stay."""
        parsed = self._last
        holds = bool(parsed.reason) and not self._wrong({Role.VALUE: Part(Role.VALUE, parsed.reason)})
        reason = parsed.reason if holds else ""
        return Done(
            self._paper.id,
            self._summary(),
            usage,
            parsed.keywords,
            parsed.rating,
            reason,
            tuple(self._translations()),
        )

    def _translations(self) -> Iterator[Translation]:
        """Of each language what holds in it; for the rest the authors' words stand in."""
        for language in sorted(self._translated):
            parts, reason = self._translated[language], self._last.reasons.get(language, "")
            if reason and self._wrong_in(language, {Role.VALUE: Part(Role.VALUE, reason)}):
                reason = ""
            if parts or reason:
                yield Translation(language, tuple(parts[role] for role in Role if role in parts), reason)

    def _wrong(self, parts: Mapping[Role, Part]) -> list[Complaint]:
        return _complaints(self._paper, parts.values(), self._settings.request.language)

    def _summary(self) -> Summary:
        own = extracted(self._paper.title, self._paper.abstract)
        failed = (self._tried or set(FIVE)) - set(self._good)
        instead = {role: part for role in failed if (part := own.part(role))}
        parts = {**self._good, **instead}
        absent = self._failed - set(parts)
        return Summary(
            self._settings.model,
            tuple(parts[role] for role in Role if role in parts),
            ask.PROMPT,
            tuple(role for role in Role if role in instead),
            tuple(role for role in Role if role in absent),
        )


def verified(paper: Paper, summary: Summary, *, language: str) -> tuple[list[Complaint], list[Complaint]]:
    """What speaks against a summary as it stands: what would be refused, and what is only a mark."""
    texts = {part.role: markdown.unescape(part.text) for part in summary.parts}
    marks = doubts(texts, title=paper.title, abstract=paper.abstract)
    return _complaints(paper, summary.parts, language), marks


def _complaints(paper: Paper, parts: Iterable[Part], language: str) -> list[Complaint]:
    parts, sentences = list(parts), numbered(paper.abstract)
    return complaints(
        {part.role: markdown.unescape(part.text) for part in parts},
        title=paper.title,
        abstract=paper.abstract,
        language=language,
        evidence={
            part.role: [sentences[n - 1] for n in part.evidence if n <= len(sentences)] for part in parts
        },
    )
