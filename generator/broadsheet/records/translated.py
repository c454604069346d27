"""A day as an edition in one language tells it. What its page lacks in that language stands in the authors'
own words: their sentences that the part of its name rests on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.languages import is_spoken
from broadsheet.model import EDITOR, EXTRACT, Role
from broadsheet.records.papers import AUTHORS_LANGUAGE, NOTHING, PartText
from broadsheet.text.faces import Faces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.records.days import DayRecord, NoteText, SectionRecord, Track
    from broadsheet.records.papers import PaperRecord, TranslatedText

_OF_TITLE = {Role.TITLE.value, Role.ABSTRACT.value}  # the authors' own stand there in any case
_MOST_SENTENCES = 3  # that stand for a part


def day_in(day: DayRecord, language: str) -> DayRecord:
    """The day with all its papers; as its page has it where that is in this language, or none is wanted."""
    named = terms_in(day, language)
    if not language or is_spoken(day.language, language):
        return named
    return named._replace(
        intro=note_in(day.intro, language, day.language),
        sections=[section_in(section, language, day.language) for section in day.sections],
        tracks=[track_in(track, language, day.language) for track in day.tracks],
        papers=[paper_in(paper, language, day.language) for paper in day.papers],
    )


def terms_in(day: DayRecord, language: str) -> DayRecord:
    """With its terms by the names that they have there."""
    wanted = language or day.language
    names = next((day.names[tag] for tag in day.names if is_spoken(tag, wanted)), {})
    if not names:
        return day
    return day._replace(
        rising=[replace(each, term=names.get(each.term, each.term)) for each in day.rising],
        terms=[replace(each, term=names.get(each.term, each.term)) for each in day.terms],
    )


def track_in(track: Track, language: str, page: str) -> Track:
    """`page` is the language of the page it stands on."""
    for tag, title, note in track.translations:
        if is_spoken(tag, language) and not is_spoken(page, language):
            return track._replace(title=title, note=note, language=tag)
    return track._replace(language=page)


def section_in(section: SectionRecord, language: str, page: str) -> SectionRecord:
    """`page` is the language of the page it stands on."""
    return section._replace(notes=note_in(section.notes, language, page))


def note_in(note: NoteText, language: str, page: str) -> NoteText:
    """`page` is the language of the page it stands on."""
    for tag, html in note.translations:
        if is_spoken(tag, language) and not is_spoken(page, language):
            return note._replace(html=html, language=tag)
    return note


def paper_in(paper: PaperRecord, language: str, page: str) -> PaperRecord:
    """`page` is the language of the page it stands on."""
    if not language or is_spoken(page, language):
        return paper
    translation = next((each for each in paper.translations if is_spoken(each.language, language)), None)
    has_own = bool(translation and translation.parts)
    parts = list(_told_once(_parts(paper, translation, is_marked=has_own)))
    reason, reason_in = (paper.reason, page)
    if translation and translation.reason is not NOTHING and translation.reason.plain:
        reason, reason_in = translation.reason, translation.language
    notes, noted_in = paper.notes, page
    if translation and translation.notes:
        notes, noted_in = translation.notes, translation.language
    return paper._replace(
        parts=parts,
        summarizer=_summarizer(paper, translation) if parts else paper.summarizer,
        reason=reason,
        reason_in=reason_in,
        notes=notes,
        noted_in=noted_in,
        absent=[],
    )


def _summarizer(paper: PaperRecord, translation: TranslatedText | None) -> str:
    """Who tells it there. The authors' own sentences no model translates: where parts stand, a person did."""
    if not (translation and translation.parts):
        return EXTRACT
    is_told = any(role not in _OF_TITLE for role, _ in translation.parts)
    return EDITOR if paper.summarizer == EXTRACT and is_told else paper.summarizer


def _parts(paper: PaperRecord, translation: TranslatedText | None, *, is_marked: bool) -> Iterator[PartText]:
    own = {part.role: part for part in paper.parts}
    there = dict(translation.parts) if translation else {}
    for role in Role:
        part = own.get(role.value)
        if translation and role.value in there:
            rests_on = part.evidence if part and not _is_theirs(part, paper) else ()
            yield PartText(role.value, there[role.value], translation.language, rests_on)
        elif part and role.value not in _OF_TITLE:
            instead = part if _is_theirs(part, paper) else _quoted(part, paper)
            if instead:
                yield instead._replace(is_own=is_marked)


def _is_theirs(part: PartText, paper: PaperRecord) -> bool:
    return part.is_own or paper.summarizer == EXTRACT


def _quoted(part: PartText, paper: PaperRecord) -> PartText | None:
    """The sentences that a part rests on, where it names them."""
    sentences = [sentence for paragraph in paper.abstract for sentence in paragraph]
    found = [n for n in part.evidence if n <= len(sentences)][:_MOST_SENTENCES]
    if not found:
        return None
    chosen = [sentences[n - 1] for n in found]
    text = Faces(*(" ".join(faces) for faces in zip(*chosen, strict=True)))
    return PartText(part.role, text, AUTHORS_LANGUAGE, found)


def _told_once(parts: Iterator[PartText]) -> Iterator[PartText]:
    """A sentence of the authors that stands already does not stand again as another part."""
    told: set[tuple[int, ...]] = set()
    for part in parts:
        evidence = tuple(part.evidence)
        is_quoted = part.language == AUTHORS_LANGUAGE and evidence
        if not (is_quoted and evidence in told):
            yield part
        if is_quoted:
            told.add(evidence)
