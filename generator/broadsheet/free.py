"""The editor's own pages, like about.md: a title in the front matter, Markdown below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontmatter.default_handlers import YAMLHandler

from broadsheet import safe_yaml
from broadsheet.errors import PageError, guarded
from broadsheet.safe_yaml import YamlProblem
from broadsheet.text import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from broadsheet.library import FreePage, Library


@dataclass(frozen=True, slots=True)
class Free:
    slug: str
    title: str
    body: str  # Markdown

    @property
    def path(self) -> str:
        return f"{self.slug}/"


def read_all(library: Library, taken: Collection[str]) -> tuple[list[Free], dict[str, PageError]]:
    """The pages that read, and by their paths the errors of those that do not. `taken` are the paths of the
    site's own pages and editions.
    """
    pages: list[Free] = []
    errors: dict[str, PageError] = {}
    for page in library.free_pages():
        try:
            with guarded(page.name, of=PageError):
                pages.append(read(page, library.read(page), taken))
        except PageError as error:
            errors[f"{page.slug}/"] = error
    return pages, errors


def read(page: FreePage, text: str, taken: Collection[str]) -> Free:
    """What a free page says; PageError when its front matter does not read or its address is taken."""
    if f"{page.slug}/" in taken or (page.slug.isascii() and page.slug.isdecimal()):
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
    except ValueError as error:
        what = "the front matter never ends"
        raise PageError(what, file=page.name, line=1, hint="close it with a line of three dashes") from error
    try:
        values = safe_yaml.load(front)
    except YamlProblem as problem:
        raise PageError(problem.what, file=page.name, line=problem.line, hint=problem.hint) from problem
    title = values.get("title") if isinstance(values, dict) else None
    if isinstance(title, dict | list):
        raise PageError("title is text", file=page.name, line=1, hint="write a line like `title: About`")
    return Free(page.slug, plain.line(str(title or "")) or _named(page.slug), body)


def _named(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
