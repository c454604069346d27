"""What stands on a page in HTML: its anchors and its links. Read by tags alone: the standard library's
`html.parser`, which builds no page yet, takes eight times as long (0.3 s of a core for a megabyte of ours).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Comments and what is in scripts are passed over; a `>` in quotes ends no tag.
_TAG = re.compile(
    r"""<!--.*?-->|<(?P<raw>script|style)\b(?P<opening>(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>.*?</(?P=raw)\s*>"""
    r"""|<[a-z][^\s>/]*(?P<attributes>\s(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""\s(id|href|src|srcset|poster|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mark:
    """An anchor, or a link, and where it stands."""

    value: str
    place: int
    is_anchor: bool = False


def marks(text: str) -> Iterator[Mark]:
    """All anchors and links of a page, in order."""
    for tag in _TAG.finditer(text):
        attributes = tag["attributes"] or tag["opening"]
        if not attributes:
            continue
        for name, *values in _ATTRIBUTE.findall(attributes):
            value = unescape("".join(values))
            if name.lower() == "id":
                yield Mark(value, tag.start(), is_anchor=True)
            elif name.lower() == "srcset":
                yield from (Mark(each.split()[0], tag.start()) for each in value.split(",") if each.strip())
            elif name.lower() != "content" or value.startswith(("http://", "https://")):
                yield Mark(value, tag.start())


def line_of(text: str, place: int) -> int:
    """On which line a place of the text is."""
    return text.count("\n", 0, place) + 1
