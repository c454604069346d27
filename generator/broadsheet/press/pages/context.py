"""What all pages of one edition have in common, made once: the site, its words, its templates."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from broadsheet import paths, phrases, picture, taxonomy, words
from broadsheet.press.channels import Channel
from broadsheet.press.interests import Interests
from broadsheet.press.pages.papers import Papers
from broadsheet.templates.layouts import SCRIPT, STYLE
from broadsheet.templates.views import EditionView, LinkView, OfflineView, PictureView, SiteView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from broadsheet.free import Free
    from broadsheet.languages import InLanguage
    from broadsheet.templates.engine import Templates
    from broadsheet.templates.layouts import Layouts
    from broadsheet.templates.views import HeadView

LONGEST_DESCRIPTION = 200
Composed: TypeAlias = "tuple[str, HeadView, object]"  # a template's name and what it sees


class Context:
    def __init__(
        self, edition: InLanguage, layouts: Layouts, free: Sequence[Free], *, samples: bool = False
    ) -> None:
        self.edition = edition
        self.site = site = edition.site
        # What the editor writes that no page has, and has not translated.
        self.written_in = edition.whole.language
        self._samples = samples
        self.layouts = layouts
        self.words = words.read(site, layouts)
        self.interests = Interests(edition)
        self.papers = Papers(
            self.words, self.interests, have_pages=site.paper_pages, is_first=edition.is_first
        )
        self._free = free

    def fill(self, template: str, head: HeadView, view: object) -> bytes:
        return self._templates.fill(template, site=self._view, head=head, view=view)

    def picture(self, day: date, count: int) -> PictureView:
        """What is shown where a link to the day is shared."""
        words = self.words
        alt = words.listing(self.site.title, words.full(day), words.papers(count))
        return PictureView(paths.picture(day), picture.WIDTH, picture.HEIGHT, alt)

    def section_title(self, name: str, page: str, *, in_full: bool = False) -> tuple[str, str]:
        """What a section is called, and in which language where that is not the interface's; `page` is the
        language of the page it stands on. A category is named `in_full` with its code.
        """
        if taxonomy.is_known(name):
            return self.words.category_in_full(name) if in_full else self.words.category(name), ""
        tells = self.edition.tells
        own, other = phrases.of(page), phrases.of(tells or page)
        if tells and name in own.sections:
            return other.sections[own.sections.index(name)], tells
        shown = self.interests.shown(name, page)
        return shown.label, shown.language

    @cached_property
    def nameplate(self) -> bytes:
        """The site's own picture, which days have that are no longer new."""
        names = (self.site.title, "arXiv")
        return picture.png(picture.Poster(names, dates=(), counts=(), headlines=(), sections=()))

    @cached_property
    def _templates(self) -> Templates:
        from broadsheet.templates.engine import Templates  # noqa: PLC0415  # Jinja2 is not for every build

        return Templates(self.layouts, self.words, are_trusted=self.site.trusted_layouts)

    @cached_property
    def _view(self) -> SiteView:
        site = self.site
        return SiteView(
            title=site.title,
            motto=site.motto,
            description=site.description,
            publisher=site.publisher,
            title_in=self.edition.language_of("title"),
            motto_in=self.edition.language_of("motto"),
            publisher_in=self.edition.language_of("publisher"),
            interface=self.words.language,
            language=self.written_in,
            base=site.base_path,
            url=site.url,
            root=self.edition.whole.base_path,
            root_url=self.edition.whole.url,
            editions=self._editions,
            nav=tuple(self._navigation()),
            feeds=Channel().alternates(site, self.interests, self.words),
            style=self.layouts.versioned(STYLE),
            script=self.layouts.versioned(SCRIPT),
            locale=self.words.territory,
            frame=self.layouts.frame,
            samples=self._samples,
            offline=OfflineView(paths.OFFLINE, paths.MANIFEST, paths.ICON) if site.offline else None,
        )

    @property
    def _editions(self) -> tuple[EditionView, ...]:
        whole = self.edition.whole
        return tuple(
            EditionView(
                phrases.named(tag),
                tag,
                f"{whole.base_path}{prefix}",
                whole.url_for(prefix),
                current=prefix == self.edition.prefix,
            )
            for tag, prefix in self.edition.all
        )

    def _navigation(self) -> list[LinkView]:
        words = self.words
        return [
            LinkView(words.say("Front page"), ""),
            LinkView(words.say("Yours"), paths.MINE),
            *([LinkView(words.say("Interests"), paths.INTERESTS)] if self.interests else []),
            LinkView(words.say("Categories"), paths.CATEGORIES),
            LinkView(words.say("Archive"), paths.ARCHIVE),
            LinkView(words.say("Search"), paths.SEARCH),
            LinkView(words.say("Feeds"), paths.FEEDS),
            *(
                LinkView(each.title, each.path, language=each.language or self.written_in)
                for each in self._free
            ),
        ]


def shortened(line: str) -> str:
    return line if len(line) <= LONGEST_DESCRIPTION else line[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
