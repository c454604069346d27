"""Pages as the program writes them, read at a quarter of the grammar's price by searching for fixed words.

Law: what is read is what the grammar reads. A paper or a section that looks in any way different is read by
the grammar, on its own; and where that is not possible, or anything is wrong, the whole page is, since only
the grammar says what is wrong and in which line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from broadsheet.errors import PageError
from broadsheet.model import Section
from broadsheet.page import fields, front, grammar
from broadsheet.page import read as full
from broadsheet.page.grammar import (
    ABSTRACT_CLOSES,
    ABSTRACT_OPENS,
    FENCE,
    FOLD_CLOSES,
    MERGE_MARKS,
    TRANSLATION_OPENS,
    WRITTEN_CLOSES,
    WRITTEN_OPENS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.model import Digest, Entry, Role

    Reading = tuple[Digest, full.Notes, Sequence[str]]  # with the texts of the program's own comments

_Key = TypeVar("_Key")
_OPENS = f"{FENCE}\n"
_WRITTEN = f"\n{WRITTEN_OPENS}\n"


class _OddError(Exception):
    """The program writes nothing like it."""


@dataclass(slots=True)
class _Texts:
    """What stands under a paper's heading."""

    bullets: dict[str, str] = field(default_factory=dict)
    parts: dict[Role, str] = field(default_factory=dict)
    abstract: str = ""
    note: str = ""
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class _PlacedNotes:
    sections: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)


def read(text: str) -> Reading | None:
    """What the grammar would read, or None where it has to be asked."""
    try:
        start, end = len(_OPENS), _front_end(text)
        meant = front.read(text[start:end], "", 2)
        body, written = _parted(text[end + len(FENCE) :])
        intro, *pieces = body.split("\n## ")
        notes = _PlacedNotes()
        sections = tuple([_section(piece, notes) for piece in pieces])
        digest = full.together(meant, sections)
        return digest, full.Notes(_noted(intro), notes.sections, notes.papers), written
    except (_OddError, PageError, ValueError):
        return None


def _front_end(text: str) -> int:
    """Where the line stands that closes the front matter."""
    if not text.startswith(_OPENS) or "\r" in text:
        raise _OddError
    end = text.find(f"\n{FENCE}", len(_OPENS) - 1) + 1
    if not end or not text.startswith(_OPENS, end):
        raise _OddError
    return end


def _parted(body: str) -> tuple[str, list[str]]:
    """What stands above the program's own comment (see `written`), which stands once, at the end; and that.
    Any other could reach into other comments.
    """
    start = body.find(WRITTEN_OPENS)
    if start < 0:
        return body, []
    written = body[start:].rstrip("\n")
    is_last = written.endswith(f"\n{WRITTEN_CLOSES}") and written.count(WRITTEN_CLOSES) == 1
    if not is_last or not body.startswith(_WRITTEN, start - 1):
        raise _OddError
    return body[:start], [written]


def _noted(piece: str) -> str:
    """What somebody wrote in a piece of the page that has no heading."""
    return full.noted(piece, _chunk(piece)) if piece and not piece.isspace() else ""


def _chunk(piece: str, *, headings: int = 0) -> grammar.Chunk:
    """As the grammar reads it, when it finds as many headings there."""
    chunks = grammar.chunks(piece)
    if piece.startswith(grammar.BOM) or len(chunks) != headings + 1:
        raise _OddError
    return chunks[-1]


def _section(piece: str, notes: _PlacedNotes) -> Section:
    head, *papers = piece.split("\n### ")
    line, _, rest = head.partition("\n")
    name = line.strip()
    if not name:
        raise _OddError
    title = fields.read_title(name)
    if note := _noted(rest):
        notes.sections[title] = note
    return Section(title, tuple([_entry(paper, notes.papers) for paper in papers]))


def _entry(piece: str, notes: dict[str, str]) -> Entry:
    heading, _, rest = piece.partition("\n")
    match = grammar.ENTRY.fullmatch(f"### {heading}")
    if not match:
        raise _OddError
    texts = _texts(rest) or _odd_texts(f"### {piece}")
    if texts.note:
        notes[match["id"]] = texts.note
    version = match["version"]
    named = match["id"], int(version) if version else None, match["title"]
    return full.entry(named, fields.meaning(texts.bullets), texts.parts, texts.abstract, texts.translations)


def _odd_texts(piece: str) -> _Texts:
    chunk = _chunk(piece, headings=1)
    if not isinstance(chunk, grammar.EntryChunk):
        raise _OddError
    return _Texts(
        {key: bullet.text for key, bullet in chunk.bullets.items()},
        {role: part.text for role, part in chunk.parts.items()},
        chunk.abstract.text if chunk.abstract else "",
        full.noted(piece, chunk),
        full.translated(chunk),
    )


def _texts(piece: str) -> _Texts | None:
    """Blocks with an empty line between them: bullets, parts of one line each, the abstract, translations."""
    texts = _Texts()
    blocks = iter(piece.strip("\n").split("\n\n"))
    for block in blocks:
        if block.startswith("**"):
            is_read = _put_part(texts.parts, block, grammar.ROLE_OF)
        elif block.startswith("- **"):
            is_read = all(_put_bullet(texts.bullets, line) for line in block.split("\n"))
        else:
            return texts if _put_folds(texts, block, blocks) else None
        if not is_read:
            return None
    return texts


def _put_folds(texts: _Texts, block: str, blocks: Iterator[str]) -> bool:
    """The abstract, if there is one, and the translations behind it; whether these are all that is there."""
    following: str | None = block
    if block == ABSTRACT_OPENS:
        if (abstract := _abstract(blocks)) is None:
            return False
        texts.abstract = abstract
        following = next(blocks, None)
    while following is not None:
        opens = TRANSLATION_OPENS.fullmatch(following)
        parts = _translation(blocks) if opens and opens[1] not in texts.translations else None
        if not opens or parts is None:
            return False
        texts.translations[opens[1]] = parts
        following = next(blocks, None)
    return True


def _translation(blocks: Iterator[str]) -> dict[str, str] | None:
    """The parts up to the end of a translation."""
    parts: dict[str, str] = {}
    for block in blocks:
        if block == FOLD_CLOSES:
            return parts
        if not block.startswith("**") or not _put_part(parts, block, grammar.TRANSLATED):
            return None
    return None


def _put_bullet(bullets: dict[str, str], line: str) -> bool:
    key, _, value = line[4:].partition(":** ")
    is_bullet = line.startswith("- **") and key in fields.BULLETS and key not in bullets
    bullets[key] = value.rstrip()
    return is_bullet and _is_value(value)


def _put_part(parts: dict[_Key, str], block: str, labels: Mapping[str, _Key]) -> bool:
    label, _, value = block[2:].partition(".** ")
    role = labels.get(label)
    if role is None or role in parts or "\n" in block:
        return False
    parts[role] = value.rstrip()
    return _is_value(value)


def _is_value(value: str) -> bool:
    return value != "" and not value[0].isspace()


def _abstract(blocks: Iterator[str]) -> str | None:
    """The paragraphs up to the end of the abstract."""
    paragraphs: list[str] = []
    for block in blocks:
        if block == ABSTRACT_CLOSES:
            return "\n\n".join(paragraphs)
        if "\n" in block or not block or block[0].isspace() or block.rstrip() == ABSTRACT_CLOSES:
            return None
        if block.startswith(MERGE_MARKS):
            return None
        paragraphs.append(block.rstrip())
    return None
