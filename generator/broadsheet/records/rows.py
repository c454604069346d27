"""A paper's record as JSON holds it: a text whose HTML is just its characters, escaped, stands once."""

from __future__ import annotations

from typing import Any

from broadsheet.records.papers import AuthorText, PaperRecord, PartText, RatingText, TranslatedText
from broadsheet.text.faces import Faces, escaped, words

_TITLE, _AUTHORS, _RATING, _REASON, _PARTS, _ABSTRACT, _TRANSLATIONS = map(
    PaperRecord._fields.index,
    ("title", "authors", "rating", "reason", "parts", "abstract", "translations"),
)


def packed(paper: PaperRecord) -> list[Any]:
    row: list[Any] = list(paper)
    row[_TITLE] = _folded(paper.title)
    row[_REASON] = _folded(paper.reason)
    row[_PARTS] = [[p.role, _folded(p.text), p.language, p.evidence, p.is_own] for p in paper.parts]
    row[_ABSTRACT] = [[_folded(sentence) for sentence in paragraph] for paragraph in paper.abstract]
    row[_TRANSLATIONS] = [
        [
            each.language,
            [[role, _folded(text)] for role, text in each.parts],
            _folded(each.reason),
            each.notes,
        ]
        for each in paper.translations
    ]
    return row


def unpacked(row: list[Any]) -> PaperRecord:
    """The inverse of `packed`."""
    row[_TITLE] = _unfolded(row[_TITLE])
    row[_AUTHORS] = [AuthorText(*author) for author in row[_AUTHORS]]
    row[_RATING] = row[_RATING] and RatingText(*row[_RATING])
    row[_REASON] = _unfolded(row[_REASON])
    row[_PARTS] = [PartText(p[0], _unfolded(p[1]), p[2], p[3], p[4]) for p in row[_PARTS]]
    row[_ABSTRACT] = [[_unfolded(sentence) for sentence in paragraph] for paragraph in row[_ABSTRACT]]
    row[_TRANSLATIONS] = [
        TranslatedText(language, [(role, _unfolded(text)) for role, text in parts], _unfolded(reason), notes)
        for language, parts, reason, notes in row[_TRANSLATIONS]
    ]
    return PaperRecord._make(row)


def _folded(text: Faces) -> str | Faces:
    is_itself = text.html is text.plain or text.html == escaped(text.plain)
    return text.plain if is_itself else text


def _unfolded(faces: Any) -> Faces:
    return words(faces) if isinstance(faces, str) else Faces(*faces)
