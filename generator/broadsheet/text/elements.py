"""XML by hand: feeds and sitemaps are small, and every text in them is cleaned and escaped here."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@cache
def _illegal() -> re.Pattern[str]:
    """What XML 1.0 §2.2 does not allow at all, not even escaped."""
    return re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return text if text.isprintable() else _illegal().sub("", text)


def tag(name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> str:
    """One element with text in it."""
    return _element(name, escape(clean(text)), attributes or {})


def html(name: str, inside: str, attributes: Mapping[str, str] | None = None) -> str:
    """One element with HTML for its text, in which every text is clean and escaped already: so nothing
    in it ends a CDATA section, which is shorter than to escape it once more.
    """
    return _element(name, f"<![CDATA[{inside}]]>", attributes or {})


def stylesheet(address: str) -> str:
    """For browsers that open a document which is not for them."""
    return f'<?xml-stylesheet type="text/css" href="{escape(clean(address))}"?>\n'


def group(name: str, children: Iterable[str], attributes: Mapping[str, str] | None = None) -> str:
    """One element with elements in it, each on its own line."""
    return _element(name, "".join(f"\n{child}" for child in children) + "\n", attributes or {})


def _element(name: str, inside: str, attributes: Mapping[str, str]) -> str:
    written = "".join(f' {key}="{escape(clean(value))}"' for key, value in attributes.items())
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"
