"""Where everything stands on a page: a text becomes chunks, fields and notes with their spans.

Knows the forms (heading, bullet, labelled paragraph, disclosure) and nothing of what they mean.
A span is `(start, end)` in the text; the text itself is never changed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from broadsheet.errors import PageError
from broadsheet.model import LANGUAGE, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Span = tuple[int, int]
_Key = TypeVar("_Key")

BOM = "\ufeff"
FENCE = "---"
ABSTRACT_OPENS = "<details><summary>Abstract</summary>"
ABSTRACT_CLOSES = "</details>"
FOLD_CLOSES = ABSTRACT_CLOSES
WRITTEN_OPENS = "<!-- as written"  # what the program last wrote (see written.py)
WRITTEN_CLOSES = "-->"
MERGE_MARKS = ("<<<<<<< ", ">>>>>>> ")
BULLET_KEYS = (
    "Authors",
    "Categories",
    "Announced",
    "Rating",
    "Reason",
    "Keywords",
    "Earlier",
    "Related",
    "Links",
    "Hugging Face",
    "Summary",
)
PART_LABELS = {
    Role.TLDR: "TL;DR",
    Role.MOTIVATION: "Motivation",
    Role.METHOD: "Method",
    Role.RESULT: "Result",
    Role.CONCLUSION: "Conclusion",
    Role.PROBLEM: "Problem",
    Role.INNOVATION: "Innovation",
    Role.VALUE: "Value",
    Role.TITLE: "Title",
    Role.ABSTRACT: "Abstract",
}
ROLE_OF = {label: role for role, label in PART_LABELS.items()}
REASON = "Reason"  # a bullet, and in a translation a part
# What a translation has, in the order in which it is written.
TRANSLATED_LABELS = {Role.TITLE.value: PART_LABELS[Role.TITLE], REASON: REASON} | {
    role.value: label for role, label in PART_LABELS.items() if role is not Role.TITLE
}
TRANSLATED = {label: key for key, label in TRANSLATED_LABELS.items()}
TRANSLATION_OPENS = re.compile(rf'<details lang="({LANGUAGE.pattern})"><summary>[^<\n]*</summary>[ \t]*')

_SECTION = re.compile(r"##[ \t]+(.+)")
ENTRY = re.compile(
    r"###[ \t]+\[(?P<title>.*)\]"
    r"\(https?://arxiv\.org/abs/(?P<id>[^\s()]+?)(?:v(?P<version>[0-9]{1,4}))?\)[ \t]*"
)
_STANDING = re.compile(
    r"^###[ \t]+\[.*\]\(https?://arxiv\.org/abs/([^\s()]+?)(?:v([0-9]{1,4}))?\)", re.MULTILINE
)
_BROKEN_ENTRY = re.compile(
    r"###[ \t].*(?:arxiv\.org/abs|\]\()|###[ \t]+\[| {0,3}###[ \t]*\[.*\]\(https?://arxiv\.org/abs/"
)
_BULLET = re.compile(r"- \*\*(" + "|".join(BULLET_KEYS) + r"):\*\*[ \t]+(?=\S)")
_PART = re.compile(r"\*\*(" + "|".join(map(re.escape, ROLE_OF)) + r")\.\*\*[ \t]+(?=\S)")
_TRANSLATED = re.compile(r"\*\*(" + "|".join(map(re.escape, TRANSLATED)) + r")\.\*\*[ \t]+(?=\S)")
_ITEM = re.compile(r" {0,3}(?:[-*+>]|[0-9]+[.)])[ \t]")
CODE = re.compile(r" {0,3}(`{3,}|~{3,})")
_COMMENT = re.compile(r" {0,3}<!--")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    start: int
    end: int  # without the line ending
    after: int  # with it
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One value on the page: where its lines stand, where the value stands in them, and what it says."""

    line: int
    lines: Span
    value: Span
    text: str


@dataclass(slots=True)
class Fold:
    """A translation of an entry: a disclosure with parts of its own."""

    opening: Line
    end: int = 0  # behind the line that closes it
    parts: dict[str, Field] = field(default_factory=dict)  # by their roles, and the reason


@dataclass(slots=True)
class Chunk:
    """A heading (none before the first) and all that stands under it, up to the next heading."""

    start: int
    end: int
    heading: Line | None = None
    notes: list[Span] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)  # kept like notes, and shown to nobody


@dataclass(slots=True)
class Intro(Chunk):
    """What stands above the first section."""


@dataclass(slots=True)
class SectionChunk(Chunk):
    name: str = ""


@dataclass(slots=True)
class EntryChunk(Chunk):
    title: str = ""
    id: str = ""
    version: int | None = None
    bullets: dict[str, Field] = field(default_factory=dict)
    parts: dict[Role, Field] = field(default_factory=dict)
    abstract: Field | None = None
    translations: dict[str, Fold] = field(default_factory=dict)  # by their languages


@dataclass(frozen=True, slots=True)
class Outline:
    front: Span  # between the two `---`
    front_line: int  # its first line's number
    chunks: tuple[Chunk, ...]
    written: tuple[Span, ...] = ()  # comments of the program's own, in whichever chunks they stand


def identifiers(text: str) -> Iterator[tuple[str, int | None]]:
    """The papers that a page knows, at which version: those that stand there, in comments too, or on a page
    that does not read; and those that stood there when the program wrote it last.
    """
    for id_, version in _STANDING.findall(text):
        yield id_, int(version) if version else None
    start = text.rfind(f"\n{WRITTEN_OPENS}")
    for line in text[start:].split("\n")[2:] if start >= 0 else ():
        if line.startswith(WRITTEN_CLOSES):
            break
        yield line.removeprefix("+").partition(" ")[0].strip(), None


def lines_of(text: str) -> list[Line]:
    """Lines end at a line feed only: other separators are part of somebody's text."""
    found = []
    start = len(BOM) if text.startswith(BOM) else 0
    for number, raw in enumerate(text[start:].split("\n"), 1):
        bare = raw.removesuffix("\r")
        found.append(Line(number, start, start + len(bare), min(start + len(raw) + 1, len(text)), bare))
        start += len(raw) + 1
    return found


def outline(text: str, name: str) -> Outline:
    """Read the forms of a page; PageError says where one is broken."""
    lines = lines_of(text)
    if lines[0].text.rstrip() != FENCE:
        raise PageError(
            "the page has no front matter",
            file=name,
            line=1,
            hint="begin the file with a line of three dashes",
        )
    close = next((line for line in lines[1:] if line.text.rstrip() == FENCE), None)
    if close is None:
        raise PageError(
            "the front matter never ends", file=name, line=1, hint="close it with a line of three dashes"
        )
    body = _PageBody(text, name, lines[close.number :], close.after)
    return Outline((lines[0].after, close.start), 2, tuple(body.chunks()), tuple(body.written))


def chunks(text: str) -> tuple[Chunk, ...]:
    """Read the forms of a piece of a page that no heading, code or comment reaches into."""
    return tuple(_PageBody(text, "", lines_of(text), 0).chunks())


class _PageBody:
    """One pass over the lines below the front matter."""

    def __init__(self, text: str, name: str, lines: list[Line], start: int) -> None:
        self.text = text
        self.name = name
        self.lines = lines
        self.start = start
        self.at = 0
        self.chunk: Chunk = Intro(start, len(text))
        self.fold: Fold | None = None  # the translation that was not closed yet
        self.depth = 0  # of somebody's own disclosures in it
        self.written: list[Span] = []

    def chunks(self) -> Iterator[Chunk]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            heading = self._heading(line)
            if heading:
                self._closed()
                self.chunk.end = line.start
                yield self.chunk
                self.chunk = heading
                self.at += 1
            else:
                self._take(line)
        self._closed()
        yield self.chunk

    def _heading(self, line: Line) -> Chunk | None:
        if "##" not in line.text[:5]:
            return None
        if entry := ENTRY.fullmatch(line.text):
            version = entry["version"]
            return EntryChunk(
                line.start,
                len(self.text),
                line,
                title=entry["title"],
                id=entry["id"],
                version=int(version) if version else None,
            )
        if section := _SECTION.fullmatch(line.text):
            return SectionChunk(line.start, len(self.text), line, name=section[1].strip())
        if _BROKEN_ENTRY.match(line.text):
            raise self._error(
                "this heading does not read as a paper", line, "write ### [Title](https://arxiv.org/abs/ID)"
            )
        return None

    def _take(self, line: Line) -> None:
        """Read what begins at this line: a note, or under a paper one of its fields."""
        if not line.text.strip():
            self.at += 1
        elif code := CODE.match(line.text):
            self._note_until(line, "code fence", lambda text: text.strip().startswith(code[1]))
        elif line.text.rstrip() == WRITTEN_OPENS:
            self.written.append((line.start, self._closing(line, "comment", _ends_comment)))
        elif _COMMENT.match(line.text):
            self._take_comment(line)
        elif line.text.startswith(MERGE_MARKS):
            raise self._unmerged(line)
        elif isinstance(self.chunk, EntryChunk) and self._take_field(self.chunk, line):
            return
        else:
            self._note(line.start, line.end)
            self.at += 1

    def _take_field(self, entry: EntryChunk, line: Line) -> bool:
        if bullet := _BULLET.match(line.text):
            self._put(entry.bullets, bullet[1], line, self._value(line, bullet.end(), wrapped=r"  +\S"))
        elif self.fold:
            return self._take_translated(self.fold, line)
        elif part := _PART.match(line.text):
            self._put(entry.parts, ROLE_OF[part[1]], line, self._value(line, part.end(), wrapped=r"\s*\S"))
        elif line.text.rstrip() == ABSTRACT_OPENS:
            if entry.abstract:
                raise self._error(f"{entry.id} has two abstracts", line, "keep one of them")
            entry.abstract = self._disclosed(line)
        elif opens := TRANSLATION_OPENS.fullmatch(line.text):
            if opens[1] in entry.translations:
                raise self._error(f"{entry.id} has two translations", line, "keep one of them")
            self.fold = entry.translations[opens[1]] = Fold(line)
            self.depth = 0
            self.at += 1
        else:
            return False
        return True

    def _take_translated(self, fold: Fold, line: Line) -> bool:
        """Read what begins at this line of a translation; what is no part of it is a note."""
        if part := _TRANSLATED.match(line.text):
            value = self._value(line, part.end(), wrapped=r"\s*\S")
            self._put(fold.parts, TRANSLATED[part[1]], line, value)
        elif line.text.rstrip() == FOLD_CLOSES and not self.depth:
            fold.end = line.after
            self.fold = None
            self.at += 1
        else:
            self.depth += line.text.startswith("<details") - line.text.startswith(FOLD_CLOSES)
            return False
        return True

    def _closed(self) -> None:
        if self.fold:
            what = "the translation that begins here never ends"
            raise self._error(what, self.fold.opening, "close it with </details>")

    def _put(self, fields: dict[_Key, Field], key: _Key, line: Line, value: Field) -> None:
        if key in fields:
            raise self._error(
                f"{key} stands here twice", line, f"it stands in line {fields[key].line} already"
            )
        fields[key] = value

    def _value(self, line: Line, offset: int, *, wrapped: str) -> Field:
        """The rest of this line and the lines that it was wrapped onto."""
        first = self.at
        self.at += 1
        while self.at < len(self.lines) and re.match(wrapped, self.lines[self.at].text):
            if self._begins_something(self.lines[self.at].text):
                break
            self.at += 1
        taken = self.lines[first : self.at]
        texts = [line.text[offset:], *(more.text for more in taken[1:])]
        value = " ".join(text.strip() for text in texts)
        start, end = line.start + offset, taken[-1].end
        return Field(line.number, (line.start, taken[-1].after), (start, end), value)

    def _begins_something(self, text: str) -> bool:
        return bool(
            text.startswith(("#", "<details", "</details", *MERGE_MARKS))
            or _COMMENT.match(text)
            or _PART.match(text)
            or (self.fold and _TRANSLATED.match(text))
            or CODE.match(text)
            or _ITEM.match(text)
        )

    def _disclosed(self, line: Line) -> Field:
        first = self.at
        closing = first + 1
        while closing < len(self.lines) and self.lines[closing].text.rstrip() != ABSTRACT_CLOSES:
            if self.lines[closing].text.startswith(MERGE_MARKS):
                raise self._unmerged(self.lines[closing])
            if ENTRY.fullmatch(self.lines[closing].text):
                closing = len(self.lines)
            closing += 1
        if closing >= len(self.lines):
            raise self._error("the abstract that begins here never ends", line, "close it with </details>")
        self.at = closing + 1
        inside = self.lines[first + 1 : closing]
        paragraphs: list[list[str]] = [[]]
        for each in inside:
            if each.text.strip():
                paragraphs[-1].append(each.text.strip())
            elif paragraphs[-1]:
                paragraphs.append([])
        text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)
        span = (line.after, self.lines[closing].start)
        return Field(line.number, (line.start, self.lines[closing].after), span, text)

    def _note_until(self, line: Line, what: str, closes: Callable[[str], bool]) -> None:
        """Code is the editor's: nothing in it is read."""
        self._note(line.start, self._closing(line, what, closes))

    def _take_comment(self, line: Line) -> None:
        """Who puts the last paper of a page into a comment may close it below the program's own: comments
        know no comments within them, but it is clear what was meant. One that only the program's own would
        end was never closed, and would take all papers down to there off the page.
        """
        start = line.start
        first = self.at
        last = self._last(first, _ends_comment)
        opens = self._last(first, lambda text: text.rstrip() == WRITTEN_OPENS)
        if opens < last:
            if self._last(last + 1, _ends_comment) >= len(self.lines):
                raise self._error("the comment that begins here never ends", line, "close it with -->")
            self.chunk.comments.append((start, self.lines[opens - 1].end))
            self.written.append((self.lines[opens].start, self.lines[last].end))
            self.at, start = last + 1, self.lines[last + 1].start
            line = self.lines[last + 1]
        end = self._closing(line, "comment", _ends_comment, same_line=True)
        closed = self.text.index(WRITTEN_CLOSES, self.lines[self.at - 1].start) + len(WRITTEN_CLOSES)
        self.chunk.comments.append((start, closed))
        if self.text[closed:end].strip():
            self._note(closed, end)

    def _closing(
        self, line: Line, what: str, closes: Callable[[str], bool], *, same_line: bool = False
    ) -> int:
        """Pass over what begins here; where its last line ends."""
        last = self._last(self.at if same_line else self.at + 1, closes)
        if last >= len(self.lines):
            raise self._error(f"the {what} that begins here never ends", line, "close it")
        self.at = last + 1
        return self.lines[last].end

    def _last(self, at: int, closes: Callable[[str], bool]) -> int:
        while at < len(self.lines) and not closes(self.lines[at].text):
            at += 1
        return at

    def _note(self, start: int, end: int) -> None:
        """Lines that follow each other are one note; a blank line ends it, as it ends a paragraph."""
        if self.chunk.notes and self.text[self.chunk.notes[-1][1] : start] in {"\n", "\r\n"}:
            self.chunk.notes[-1] = (self.chunk.notes[-1][0], end)
        else:
            self.chunk.notes.append((start, end))

    def _unmerged(self, line: Line) -> PageError:
        hint = "keep one of the two versions, or both, and remove the marks"
        return self._error("a merge of this page was not finished", line, hint)

    def _error(self, what: str, line: Line, hint: str) -> PageError:
        return PageError(what, file=self.name, line=line.number, hint=hint)


def _ends_comment(text: str) -> bool:
    return "-->" in text
