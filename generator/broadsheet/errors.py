"""What can go wrong, grouped by who can act on it. An error carries facts; the command line shows them.

BroadsheetError            what is wrong · where (file:line) · what to do · exit code
├── UsageError      2      the person at the keyboard: a bad option, no digest here, a port not to be had
├── ConfigError     2      the publisher: broadsheet.yaml says something that cannot be meant
├── PageError       1      the editor: a page does not read as a page
├── LayoutError     1      the designer: a template or style sheet fails
├── SourceError     1      nobody yet: a source was unreachable or answered nonsense
├── SummaryError    1      the publisher: the model's endpoint will not answer like this
└── LibraryError    1      the machine: the content or output folder cannot be read or written
    └── EditedError 1      nobody: a file was saved by somebody else while it was worked on
"""

from __future__ import annotations

from typing import ClassVar


class BroadsheetError(Exception):
    """Something is wrong at a place, and somebody can do something about it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, file: str = "", line: int = 0, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.file = file
        self.line = line
        self.hint = hint

    @property
    def where(self) -> str:
        """`file:line` as editors and terminals understand it, or as much of it as is known."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.what) if part)


class UsageError(BroadsheetError):
    """The command cannot be done as it was asked for."""

    exit_code = 2


class ConfigError(BroadsheetError):
    """The configuration says something that cannot be meant."""

    exit_code = 2


class PageError(BroadsheetError):
    """A text does not read as a page."""


class LayoutError(BroadsheetError):
    """A template or style sheet fails."""


class SourceError(BroadsheetError):
    """A source could not be reached, or what it answered must not be believed."""


class SummaryError(BroadsheetError):
    """A model's endpoint refuses in a way that asking again does not mend."""


class LibraryError(BroadsheetError):
    """The content or output folder cannot be read or written."""


class EditedError(LibraryError):
    """A file is no longer the one that was read."""
