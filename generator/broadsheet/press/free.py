"""The editor's own pages, like about.md: a title in the front matter, Markdown below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml
from frontmatter.default_handlers import YAMLHandler

from broadsheet.errors import PageError
from broadsheet.text import plain

if TYPE_CHECKING:
    from broadsheet.library import FreePage, Library

# Addresses of the site's own pages.
TAKEN = frozenset({"archive", "category", "feeds", "interest", "saved", "search"})


@dataclass(frozen=True, slots=True)
class Free:
    slug: str
    title: str
    body: str  # Markdown

    @property
    def path(self) -> str:
        return f"{self.slug}/"


def read_all(library: Library) -> tuple[list[Free], dict[str, PageError]]:
    """The pages that read, and by their paths the errors of those that do not."""
    pages: list[Free] = []
    errors: dict[str, PageError] = {}
    for page in library.free_pages():
        try:
            pages.append(read(page, library.read(page)))
        except PageError as error:
            errors[f"{page.slug}/"] = error
    return pages, errors


def read(page: FreePage, text: str) -> Free:
    """What a free page says; PageError when its front matter does not read or its address is taken."""
    if page.slug in TAKEN or page.slug.isdecimal():
        raise PageError(
            f"the address /{page.slug}/ belongs to the site itself",
            file=page.name,
            hint="give the file another name",
        )
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    handler = YAMLHandler()
    if not handler.detect(text):
        return Free(page.slug, _named(page.slug), text)
    try:
        front, body = handler.split(text)
        said = handler.load(front)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PageError(
            f"the front matter is not YAML: {error.problem}", file=page.name, line=line
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise PageError(
            "the front matter does not read", file=page.name, line=1, hint="close it with ---"
        ) from error
    title = said.get("title") if isinstance(said, dict) else None
    return Free(page.slug, plain.line(str(title or "")) or _named(page.slug), body)


def _named(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
