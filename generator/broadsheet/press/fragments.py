"""Where text becomes safe HTML: what the text room has made safe is marked so, here and nowhere else."""

from __future__ import annotations

from markupsafe import Markup

from broadsheet.text import markdown, tex


def text(plain: str) -> Markup:
    """Bibliography: plain text in which mathematics stands."""
    return Markup(tex.html(plain))  # noqa: S704  # tex.html escapes whatever is not its own


def headline(plain: str) -> Markup:
    """The same without links, for what is itself the text of a link."""
    return Markup(tex.html(plain, links=False))  # noqa: S704  # tex.html escapes whatever is not its own


def prose(fragment: str) -> Markup:
    """One paragraph of inline Markdown."""
    return Markup(markdown.html(fragment))  # noqa: S704  # sanitised


def notes(source: str) -> Markup:
    """What an editor wrote, as blocks; nothing when it is blank."""
    return Markup(markdown.blocks_html(source) if source.strip() else "")  # noqa: S704  # sanitised
