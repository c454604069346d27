"""The editions of one site: one for each of its languages, the first at its root and each other below it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet import paths
from broadsheet.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.config import Site, TranslatedSite


@dataclass(frozen=True, slots=True)
class InLanguage:
    """An edition of a site in one of its languages, and the site's languages, of which the first has all that
    is of no language: pictures, data for programs, style and scripts.
    """

    site: Site  # as this edition has it: its language, its address, what the publisher says of the whole
    whole: Site  # as the publisher has it
    prefix: str = ""  # before the paths of this edition; nothing of the first

    @property
    def tells(self) -> str:
        """The language in which days are told, where it matters: in the only one they are as they are."""
        return self.site.language if self.whole.others else ""

    @property
    def translation(self) -> TranslatedSite:
        """What the publisher wrote for this edition; in the first, what stands in the keys themselves."""
        return self.whole.translation(self.site.language)

    def language_of(self, key: str) -> str:
        """In which language this edition has what the publisher says of the whole: its title, say."""
        return self.site.language if getattr(self.translation, key) else self.whole.language

    @property
    def suffix(self) -> str:
        """What files of this edition have in their names that lie beside those of the first."""
        return "" if self.is_first else self.site.language

    @property
    def is_first(self) -> bool:
        return not self.prefix

    @property
    def all(self) -> Sequence[tuple[str, str]]:
        """Each language of the site, with the prefix of its paths; nothing where there is one alone."""
        whole = self.whole
        others = tuple((tag, prefix_of(tag)) for tag in whole.others)
        return ((whole.language, ""), *others) if others else ()

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """Where each language is, and by the name that search engines have for it what speaks to whoever
        reads none of them; nothing where there is one alone.
        """
        found = [(tag, self.whole.url_for(prefix)) for tag, prefix in self.all]
        return [*found, ("x-default", self.whole.url)] if found else []


def is_spoken(tag: str, language: str) -> bool:
    """Whether who wants a language reads this one: `zh-CN` is `zh`."""
    return tag.partition("-")[0].lower() == language.partition("-")[0].lower()


def prefix_of(language: str) -> str:
    return f"{language.lower()}/"


def editions_of(site: Site) -> list[InLanguage]:
    """The first language's first: it says `interface` of itself alone."""
    first = InLanguage(site, site)
    return [
        first,
        *(InLanguage(_in_language(site, tag), site, prefix_of(tag)) for tag in site.others),
    ]


def _in_language(site: Site, tag: str) -> Site:
    own = site.translation(tag)
    return replace(
        site,
        language=tag,
        interface="",
        url=site.url_for(prefix_of(tag)),
        title=own.title or site.title,
        motto=own.motto or site.motto,
        description=own.description or site.description,
        publisher=own.publisher or site.publisher,
    )


def edition_in(site: Site, language: str = "") -> InLanguage:
    """That in this language, else the first."""
    editions = editions_of(site)
    if not language:
        return editions[0]
    for edition in editions:
        if edition.site.language == language:
            return edition
    known = ", ".join(edition.site.language for edition in editions)
    raise UsageError(f"the site has no edition in {language!r}", hint=f"its languages are {known}")


def taken_on(site: Site) -> list[str]:
    """The paths at the root of a site that no page of the publisher's own can have."""
    return [*paths.TOP, *(edition.prefix for edition in editions_of(site)[1:])]
