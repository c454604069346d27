"""The editor's own pages, like about.md: a title in the front matter, Markdown below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontmatter.default_handlers import YAMLHandler

from broadsheet import safe_yaml
from broadsheet.errors import PageError, guarded
from broadsheet.languages import editions_of, is_spoken, taken_on
from broadsheet.safe_yaml import YamlProblem
from broadsheet.text import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from broadsheet.config import Site
    from broadsheet.languages import InLanguage
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


def read_all(library: Library, edition: InLanguage) -> tuple[list[Free], dict[FreePage, PageError]]:
    """The pages as this edition has them, and the files that cannot be shown with what is wrong. Since pages
    link to their like in all editions, each has those that read in the site's own language, and no other.
    What is in a language that the site has not is kept until it has, as translations on pages are.
    """
    whole = edition.whole
    files = [file for file in library.free_pages() if _has_edition(file, whole)]
    own = {file.slug: file for file in files if not file.language}
    taken, language = taken_on(whole), edition.site.language
    found: dict[FreePage, Free] = {}
    errors: dict[FreePage, PageError] = {}
    for file in files:
        try:
            with guarded(file.name, of=PageError):
                _check_stands_beside(own, file, whole)
                if not file.language or is_spoken(file.language, language):
                    found[file] = read(file, library.read(file), taken)
        except PageError as error:
            errors[file] = error
    return [_nearest(slug, found.values(), language) for slug, file in own.items() if file in found], errors


def shown_nowhere(library: Library, site: Site) -> list[FreePage]:
    """The files in a language that the site has not."""
    return [file for file in library.free_pages() if not _has_edition(file, site)]


def _has_edition(file: FreePage, site: Site) -> bool:
    language = file.language
    return not language or any(is_spoken(language, each.site.language) for each in editions_of(site))


def _nearest(slug: str, pages: Iterable[Free], language: str) -> Free:
    """What says a page in this language, else the site's own."""
    return max(
        (page for page in pages if page.slug == slug),
        key=lambda page: (page.language != "", page.language.lower() == language.lower()),
    )


def _check_stands_beside(own: Collection[str], file: FreePage, site: Site) -> None:
    if file.slug not in own:
        name = f"{file.slug}.md"
        raise PageError(
            f"{name} is not there, beside which this would stand",
            file=file.name,
            hint=f"name it {name}: what is in the site's own language has none in its name"
            if is_spoken(file.language, site.language)
            else f"write {name}, in the site's own language: an edition has no page that the first has not",
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
