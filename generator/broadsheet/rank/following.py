"""What a reader follows or avoids, as far as a paper has it: names of authors and groups, and phrases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.text import plain
from broadsheet.text.terms import contains, stems

if TYPE_CHECKING:
    from collections.abc import Collection

    from broadsheet.config import Interest
    from broadsheet.model import Paper


@dataclass(frozen=True, slots=True)
class Followed:
    """Each as the interest says it."""

    authors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    avoided_in_title: int = 0

    @property
    def follows(self) -> tuple[str, ...]:
        """All that is followed, people before groups before phrases."""
        return self.authors + self.groups + self.phrases


def followed(paper: Paper, interest: Interest) -> Followed:
    """What the publisher follows, or avoids, that this paper has."""
    if not interest.follow and not interest.avoid:
        return Followed()
    names = {plain.name(author.name) for author in paper.authors}
    groups = {plain.name(author.affiliation) for author in paper.authors if author.affiliation}
    title, abstract = stems(paper.title), stems(paper.abstract)
    authors, of_groups, phrases = [], [], []
    for wanted in interest.follow:
        name = plain.name(wanted)
        if name in names:
            authors.append(wanted)
        elif any(name in group for group in groups):
            of_groups.append(wanted)
        elif _says(title, wanted) or _says(abstract, wanted):
            phrases.append(wanted)
    avoided = tuple(each for each in interest.avoid if _says(title, each) or _says(abstract, each))
    return Followed(
        tuple(authors),
        tuple(of_groups),
        tuple(phrases),
        avoided,
        sum(_says(title, each) for each in avoided),
    )


def is_one_of(name: str, followed: Collection[str]) -> bool:
    """Whether an author is among names that are followed, accents or not."""
    return bool(followed) and plain.name(name) in set(map(plain.name, followed))


def _says(words: list[str], phrase: str) -> bool:
    wanted = tuple(stems(phrase))
    return bool(wanted) and contains(words, wanted)
