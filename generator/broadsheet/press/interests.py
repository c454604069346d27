"""What the interests are called in one edition. All else knows them by their own names: ratings, sections,
addresses, filters and what readers keep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from broadsheet import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.languages import InLanguage


class ShownInterest(NamedTuple):
    label: str
    language: str  # of the label
    path: str = ""  # of its page; one of earlier days has none
    about: str = ""
    about_in: str = ""


class Interests:
    """Those of the site, by their own names."""

    def __init__(self, edition: InLanguage) -> None:
        self._own = own = edition.whole.language
        there = edition.site.language
        asked = edition.site.interests
        pages = paths.interests([each.name for each in asked])
        self._shown: dict[str, ShownInterest] = {}
        for each in asked:
            said = edition.translation.of(each.name)
            self._shown[each.name] = ShownInterest(
                said.name or each.name,
                there if said.name else own,
                pages[each.name],
                said.about or each.about,
                there if said.about else own,
            )

    def __iter__(self) -> Iterator[str]:
        return iter(self._shown)

    def __contains__(self, name: str) -> bool:
        return name in self._shown

    def __len__(self) -> int:
        return len(self._shown)

    def __getitem__(self, name: str) -> ShownInterest:
        return self._shown[name]

    @property
    def labels(self) -> dict[str, str]:
        """What each is called, by its own name."""
        return {name: each.label for name, each in self._shown.items()}

    def shown(self, name: str, language: str) -> ShownInterest:
        """One that a page in this language names: as the page does where it was not translated, or is no
        longer the site's.
        """
        known = self._shown.get(name)
        if known and known.language != self._own:
            return known
        return ShownInterest(name, language, known.path if known else "")
