"""What can go wrong, grouped by who can act on it. An error carries facts; the command line shows them.

BroadsheetError            what is wrong · where (file:line) · what to do · exit code
├── UsageError      2      the person at the keyboard: a bad option, no digest here, a port not to be had
├── ConfigError     2      the publisher: broadsheet.yaml says something that cannot be meant
├── PageError       1      the editor: a page cannot be read, or does not read as a page
├── LayoutError     1      the designer: a template or style sheet fails
├── SourceError     1      nobody yet: a source was unreachable or answered nonsense
├── SummaryError    1      the publisher: the model's endpoint will not answer like this
├── DeliveryError   1      nobody yet: who should take a message or speak a text did not, or not now
├── LibraryError    1      the machine: the content or output folder cannot be read or written
│   └── EditedError 1      nobody: a file was saved by somebody else while it was worked on
└── UnexpectedError 1      the developers: nobody foresaw this

What nobody foresaw at one page, paper, source, answer or output is made an error of this family by `guarded`,
so that it is one line like any other and stops nothing else.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROGRAM = PurePath(__file__).parent
_LONGEST = 600  # characters of a message: what it quotes may be a whole file
_LONGEST_REPLY = 160


class BroadsheetError(Exception):
    """Something is wrong at a place, and somebody can do something about it."""

    exit_code: ClassVar[int] = 1
    is_unexpected = False  # whether nobody foresaw it: then the program has a fault, too

    def __init__(self, what: str, *, file: str = "", line: int = 0, hint: str = "") -> None:
        super().__init__(what)
        self.what = _clipped(what)
        self.file = file
        self.line = line
        self.hint = _clipped(hint)

    @property
    def where(self) -> str:
        """`file:line` as editors and terminals understand it, or as much of it as is known."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.what) if part)


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def reply(words: str | bytes) -> str:
    """What a server or a program answered, as a message quotes it: in one line, and not all of a long one."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:_LONGEST_REPLY]


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


class DeliveryError(BroadsheetError):
    """A message was not taken, or a text not spoken, by who should."""


class LibraryError(BroadsheetError):
    """The content or output folder cannot be read or written."""


class EditedError(LibraryError):
    """A file is no longer the one that was read."""


class UnexpectedError(BroadsheetError):
    """Nobody foresaw this, and it concerns no page, source or output alone."""


@contextmanager
def guarded(file: str = "", *, of: type[BroadsheetError] = UnexpectedError) -> Iterator[None]:
    """Whatever goes wrong within is an error of the family, about `file`; its cause is what it was."""
    try:
        yield
    except BroadsheetError:
        raise
    except Exception as error:
        raise unexpected(error, file=file, of=of) from error


def unexpected(
    error: Exception, *, file: str = "", of: type[BroadsheetError] = UnexpectedError
) -> BroadsheetError:
    """What nobody foresaw, as an error of the family that says where in the program it came up."""
    if isinstance(error, OSError) and error.filename:
        made = of(
            f"the system says: {error.strerror}",
            file=str(error.filename),
            hint="check that it is there, its rights, and the disk's room",
        )
        made.__cause__ = error
        return made
    words = " ".join(str(error).split())
    what = f"{type(error).__name__}: {words}" if words else type(error).__name__
    if isinstance(error, RecursionError):
        what = "something here is nested too deep"
    elif isinstance(error, MemoryError):
        what = "there is not enough memory for this"
    made = of(
        what,
        file=file,
        hint=f"a fault of the program ({_place(error)}): --debug shows it whole, please report it",
    )
    made.is_unexpected = True
    made.__cause__ = error
    return made


def _place(error: Exception) -> str:
    """Where in our own files it came up, as `page/fields.py:12`."""
    place = "its place is not known"
    trace = error.__traceback__
    while trace:
        file = PurePath(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(_PROGRAM):
            place = f"{file.relative_to(_PROGRAM).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
