"""From format to format: what makes a page of an older format one of the present.

A new format raises FORMAT and adds one line to STEPS; an older page is then refused with the name of the
command that migrates it, and what already is of the present format is never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = 1
UNSAID = 1  # of a page that names no format: the first had no need to

# From a format to what makes a page's text, its `format:` included, one of the next.
STEPS: dict[int, Callable[[str], str]] = {}


def is_older(number: int) -> bool:
    """Whether a page of this format can be made one of the present."""
    return number < FORMAT and all(each in STEPS for each in range(number, FORMAT))


def refusal(number: int) -> tuple[str, str] | None:
    """What is wrong with a page of this format and what to do; None when it is the present one."""
    if number == FORMAT:
        return None
    if number > FORMAT:
        return f"{number} is newer than this Broadsheet knows ({FORMAT})", "upgrade Broadsheet"
    if is_older(number):
        return f"{number} is older than this Broadsheet reads ({FORMAT})", "`broadsheet migrate` brings it up"
    return f"{number} is not a page format this Broadsheet knows ({FORMAT})", "write it as docs/page.md shows"


def migrated(text: str, number: int) -> str:
    """The text of a page of this format, as one of the present."""
    for each in range(number, FORMAT):
        text = STEPS[each](text)
    return text
