"""Files that somebody names on the command line, read as text. One that cannot be is an error of two lines:
what it is instead, and what to do.
"""

from __future__ import annotations

import codecs
import shlex
import sys
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

STDIN = "-"
_MB = 1_000_000
_MARKS = {  # of UTF-32 first: in little-endian order it begins as that of UTF-16 does
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_MOST = 64 * _MB  # a library of 30,000 works with their abstracts


def text(file: str | Path, *, meant: str, most: int = _MOST, of: type[BroadsheetError] = UsageError) -> str:
    """What it holds, as UTF-8 and without a mark of it. `meant` says what should have been named."""
    name = str(file)
    data = _bytes(name, meant, most, of)
    if len(data) > most:
        raise of(f"has more than {most // _MB} MB", file=name, hint=f"name a smaller one; {meant}")
    if marked := next((code for mark, code in _MARKS.items() if data.startswith(mark)), None):
        raise of(f"is {marked}, not UTF-8", file=name, line=1, hint=_recoded(marked))
    if b"\0" in data:
        raise of("is no text", file=name, hint=meant)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise of("is not UTF-8 text", file=name, line=line, hint=_recoded("LATIN1")) from error


def _bytes(name: str, meant: str, most: int, of: type[BroadsheetError]) -> bytes:
    try:
        if name == STDIN:
            return sys.stdin.buffer.read(most + 1)
        with open(name, "rb") as stream:  # noqa: PTH123  # a name with a null in it is an error of this, too
            return stream.read(most + 1)
    except FileNotFoundError as error:
        raise of("cannot be read: there is no such file", file=name, hint=meant) from error
    except IsADirectoryError as error:
        raise of("cannot be read: it is a folder", file=name, hint=meant) from error
    except PermissionError as error:
        hint = f"chmod u+r {shlex.quote(name)} lets its owner read it"
        raise of("cannot be read: you have no right to", file=name, hint=hint) from error
    except (OSError, ValueError) as error:
        raise of(
            f"cannot be read: {getattr(error, 'strerror', None) or error}", file=name, hint=meant
        ) from error


def _recoded(code: str) -> str:
    return f"save it as UTF-8; where it is {code}, `iconv -f {code} -t UTF-8` writes it anew"
