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
    language: str = ""  # of both, where a file of its own says them in it

    @property
    def path(self) -> str:
        return f"{self.slug}/"


def read_all(
    library: Library, taken: Collection[str], language: str
) -> tuple[list[Free], dict[str, PageError]]:
    """The pages that read, and by their paths the errors of those that do not: each in the language where
    there is a file in it. `taken` are the paths of the site's own pages and editions.
    """
    pages: list[Free] = []
    errors: dict[str, PageError] = {}
    there = library.free_pages()
    own = {page.slug: page for page in there if not page.language}
    told = {page.slug: page for page in there if page.language == language}
    for page in (own | told).values():
        try:
            with guarded(page.name, of=PageError):
                _check_stands_beside(page, own)
                pages.append(read(page, library.read(page), taken))
        except PageError as error:
            errors[f"{page.slug}/"] = error
    return pages, errors


def _check_stands_beside(page: FreePage, own: Collection[str]) -> None:
    if page.slug not in own:
        raise PageError(
            f"{page.slug}.md is not there, which this would be in {page.language!r}",
            file=page.name,
            hint="an edition has no page that the first has not",
        )


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
        return Free(page.slug, _named(page.slug), text, page.language)
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
    return Free(page.slug, plain.line(str(title or "")) or _named(page.slug), body, page.language)


def _named(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
