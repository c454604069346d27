"""From meaning to text: a whole page, or the least change that makes a page mean something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet import phrases
from broadsheet.model import Digest, Entry, Role, Section, Translation
from broadsheet.page import fields, front, written
from broadsheet.page.grammar import (
    ABSTRACT_CLOSES,
    ABSTRACT_OPENS,
    FENCE,
    FOLD_CLOSES,
    PART_LABELS,
    REASON,
    TRANSLATED_LABELS,
    Chunk,
    EntryChunk,
    Field,
    Fold,
    Outline,
    SectionChunk,
    Span,
)
from broadsheet.page.read import implied

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Edit = tuple[int, int, str]
_MAY_BE_ABSENT = {"sample", "checked", "quiet", "usage", "overview", "trends", "rising", "terms", "usual"}


def page(digest: Digest) -> str:
    """The text of a new page."""
    head = "".join(
        front.write(key, value)
        for key in front.KEYS.values()
        if (value := key.of(digest)) or key.name not in _MAY_BE_ABSENT
    )
    sections = (_section(section.name) + "".join(map(entry, section.entries)) for section in digest.sections)
    body = "".join(sections).rstrip("\n") + "\n"
    block = str(written.of(digest.entries))
    return f"---\n{head}---\n\n{body}" + (f"\n{block}" if block else "")


def _section(name: str) -> str:
    return f"## {fields.write_title(name)}\n\n"


def entry(entry: Entry) -> str:
    """A paper as it stands on its page, with an empty line after it."""
    bullets = [
        f"- **{key}:** {bullet.write(value)}"
        for key, bullet in fields.BULLETS.items()
        if _is_there(value := bullet.of(entry))
    ]
    parts = [_part(part.role, part.text) for part in entry.summary.parts] if entry.summary else []
    abstract = [_abstract(entry)] if entry.paper.abstract else []
    folds = map(_translation, entry.translations)
    return "\n\n".join([_heading(entry), "\n".join(bullets), *parts, *abstract, *folds]) + "\n\n"


def _is_there(value: object) -> bool:
    return value not in (None, (), "")


def _heading(entry: Entry) -> str:
    return f"### [{fields.write_title(entry.paper.title)}]({entry.paper.url})"


def _part(role: Role, text: str) -> str:
    return f"**{PART_LABELS[role]}.** {text}"


def _abstract(entry: Entry) -> str:
    return f"{ABSTRACT_OPENS}\n\n{fields.write_abstract(entry.paper)}\n\n{ABSTRACT_CLOSES}"


def _translation(translation: Translation) -> str:
    opens = f'<details lang="{translation.language}"><summary>{phrases.named(translation.language)}</summary>'
    parts = (_translated(key, text) for key, text in _texts(translation).items())
    return "\n\n".join([opens, *parts, FOLD_CLOSES])


def _translated(key: str, text: str) -> str:
    return f"**{TRANSLATED_LABELS[key]}.** {text}"


def _texts(translation: Translation | None) -> dict[str, str]:
    """Of a translation by what they are, in their order on the page."""
    if translation is None:
        return {}
    texts = {REASON: translation.reason} | {part.role.value: part.text for part in translation.parts}
    return {key: texts[key] for key in TRANSLATED_LABELS if texts.get(key)}


def update(text: str, outline: Outline, old: Digest, new: Digest) -> str:
    """The text that means `new`, with every span whose meaning stays left as it is."""
    if old == new:
        return text
    eol = "\r\n" if "\r\n" in text else "\n"
    start, end = outline.front
    head = _applied(text[start:end], 0, end - start, list(_front_edits(text[start:end], old, new, eol)))
    first = outline.chunks[0].start
    return text[:start] + head + text[end:first] + "".join(_NewBody(text, outline, old, new, eol).chunks())


def with_written(text: str, old: Sequence[str], new: str) -> str:
    """The text with this comment of what the program wrote, at its end, in the place of older ones."""
    eol = "\r\n" if "\r\n" in text else "\n"
    new = new.replace("\n", eol)
    if [each + eol for each in old] == [new]:
        return text
    for block in old:
        before, _, after = text.rpartition(block)
        if before.endswith(eol * 2):
            after = after.removeprefix(eol)
        text = before + after.removeprefix(eol)
    if not new:
        return text
    gap = "" if text.endswith(eol * 2) else eol if text.endswith("\n") else eol * 2
    return f"{text}{gap}{new}"


def _front_edits(text: str, old: Digest, new: Digest, eol: str) -> Iterator[Edit]:
    spans = front.spans(text)
    means = implied(new.date, new.sections)
    anchor = 0
    for key in front.KEYS.values():
        span = spans.get(key.name)
        value = key.of(new)
        if span is None:
            if key.required or value != means[key.name]:
                yield anchor, anchor, front.write(key, value).replace("\n", eol)
            continue
        if value != key.of(old):
            new_text = "" if value is None else front.write(key, value).replace("\n", eol)
            yield *span, new_text
        anchor = span[1]


def _applied(text: str, start: int, end: int, edits: list[Edit]) -> str:
    pieces = []
    at = start
    for first, last, new_text in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[at:first], new_text]
        at = last
    return "".join([*pieces, text[at:end]])


class _NewBody:
    """The new body, put together from the chunks of the old one and from new ones."""

    def __init__(self, text: str, outline: Outline, old: Digest, new: Digest, eol: str) -> None:
        self.text = text
        self.eol = eol
        self.new = new
        self.intro, *chunks = outline.chunks
        self.entries = {chunk.id: chunk for chunk in chunks if isinstance(chunk, EntryChunk)}
        self.sections = [chunk for chunk in chunks if isinstance(chunk, SectionChunk)]
        self.old_entries = {entry.paper.id: entry for entry in old.entries}

    def chunks(self) -> Iterator[str]:
        """Chunks that stood side by side keep what stood between them; others get a blank line."""
        written = self.text[self.intro.start : self.intro.end]
        yield written
        written = written or FENCE + self.eol
        last: Chunk | None = self.intro
        for chunk, new_text in self._ordered():
            if chunk is None or last is None or last.end != chunk.start:
                yield self._gap(written)
            yield new_text
            written, last = new_text, chunk

    def _gap(self, before: str) -> str:
        if before.endswith(self.eol * 2):
            return ""
        return self.eol if before.endswith("\n") else self.eol * 2

    def _ordered(self) -> Iterator[tuple[Chunk | None, str]]:
        left = list(self.sections)
        for section in self.new.sections:
            chunk = next((c for c in left if fields.read_title(c.name) == section.name), None)
            if chunk:
                left.remove(chunk)
                yield chunk, self.text[chunk.start : chunk.end]
            else:
                yield None, self._lines(_section(section.name))
            yield from self._under(section)
        for chunk in left:
            if kept := sorted([*chunk.notes, *chunk.comments]):
                yield None, (self.eol * 2).join(self.text[start:end] for start, end in kept) + self.eol

    def _under(self, section: Section) -> Iterator[tuple[Chunk | None, str]]:
        for wanted in section.entries:
            chunk = self.entries.get(wanted.paper.id)
            if chunk is None:
                yield None, self._lines(entry(wanted))
            else:
                edits = list(self._entry_edits(chunk, self.old_entries[wanted.paper.id], wanted))
                yield chunk, _applied(self.text, chunk.start, chunk.end, edits)

    def _lines(self, text: str) -> str:
        return text.replace("\n", self.eol)

    def _entry_edits(self, chunk: EntryChunk, old: Entry, new: Entry) -> Iterator[Edit]:
        if chunk.heading is None or old == new:
            return
        if (old.paper.title, old.paper.url) != (new.paper.title, new.paper.url):
            yield chunk.heading.start, chunk.heading.end, _heading(new)
        yield from self._bullet_edits(chunk, chunk.heading.after, old, new)
        yield from self._part_edits(chunk, chunk.heading.after, old, new)
        yield from self._translation_edits(chunk, chunk.heading.after, old, new)

    def _bullet_edits(self, chunk: EntryChunk, anchor: int, old: Entry, new: Entry) -> Iterator[Edit]:
        """A new bullet stands behind those that come before it in order."""
        first = min((field.lines[0] for field in chunk.bullets.values()), default=None)
        for key, bullet in fields.BULLETS.items():
            field = chunk.bullets.get(key)
            value = bullet.of(new)
            if value != bullet.of(old):
                line = f"- **{key}:** {bullet.write(value)}" if _is_there(value) else ""
                if field:
                    yield self._replaced(field.lines, line)
                elif line and first is None:
                    yield self._paragraph(anchor, line)
                elif line:
                    yield self._bullet(max(anchor, first or 0), line)
            if field:
                anchor = field.lines[1]

    def _part_edits(self, chunk: EntryChunk, heading: int, old: Entry, new: Entry) -> Iterator[Edit]:
        """A new part stands behind those that come before it in order, the first one behind the bullets."""
        anchor = max([heading, *(field.lines[1] for field in chunk.bullets.values())])
        for role in Role:
            field = chunk.parts.get(role)
            was, part = (e.summary.part(role) if e.summary else None for e in (old, new))
            if (was and was.text) != (part and part.text):
                yield self._set(field, anchor, _part(role, part.text) if part else "")
            anchor = field.lines[1] if field else anchor
        if old.paper.abstract != new.paper.abstract:
            yield self._set(chunk.abstract, anchor, self._lines(_abstract(new)) if new.paper.abstract else "")

    def _translation_edits(self, chunk: EntryChunk, heading: int, old: Entry, new: Entry) -> Iterator[Edit]:
        """A new translation stands behind all else that the program writes of an entry."""
        known = [
            *chunk.bullets.values(),
            *chunk.parts.values(),
            *([chunk.abstract] if chunk.abstract else []),
        ]
        anchor = max([heading, *(field.lines[1] for field in known)])
        was, now = ({each.language: each for each in entry.translations} for entry in (old, new))
        for language in sorted({*was, *now, *chunk.translations}):
            fold = chunk.translations.get(language)
            before, after = was.get(language), now.get(language)
            if fold is None and after:
                yield self._paragraph(anchor, self._lines(_translation(after)))
            elif fold and before != after:
                yield from self._fold_edits(chunk, fold, _texts(before), _texts(after))
            anchor = max(anchor, fold.end) if fold else anchor

    def _fold_edits(
        self, chunk: EntryChunk, fold: Fold, was: Mapping[str, str], now: Mapping[str, str]
    ) -> Iterator[Edit]:
        """One that says nothing any more goes, unless somebody wrote in it."""
        notes = [*chunk.notes, *chunk.comments]
        if not now and not any(fold.opening.start < start < fold.end for start, _ in notes):
            yield self._replaced((fold.opening.start, fold.end), "")
            return
        anchor = fold.opening.after
        for key in TRANSLATED_LABELS:
            field = fold.parts.get(key)
            if was.get(key) != now.get(key):
                yield self._set(field, anchor, _translated(key, now[key]) if key in now else "")
            anchor = field.lines[1] if field else anchor

    def _set(self, field: Field | None, anchor: int, new_text: str) -> Edit:
        return self._replaced(field.lines, new_text) if field else self._paragraph(anchor, new_text)

    def _replaced(self, lines: Span, new_text: str) -> Edit:
        start, end = lines
        if new_text:
            return start, end, new_text + (self.eol if self.text[start:end].endswith("\n") else "")
        before, after = self.text[:start], self.text[end:]
        if before.endswith(self.eol * 2) and after.startswith(self.eol):
            end += len(self.eol)
        return start, end, ""

    def _bullet(self, at: int, line: str) -> Edit:
        follows = self.text[at:].partition("\n")[0].strip()
        gap = self.eol if follows and not follows.startswith("- **") else ""
        return at, at, ("" if self.text[:at].endswith("\n") else self.eol) + line + self.eol + gap

    def _paragraph(self, at: int, new_text: str) -> Edit:
        """A paragraph of its own: a blank line before it, and one after where something follows."""
        before = self._gap(self.text[:at])
        follows = self.text[at:].partition("\n")[0].strip()
        return at, at, before + new_text + self.eol + (self.eol if follows else "")
