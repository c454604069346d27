"""Each cluster of works put as an interest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import add, sub
from typing import TYPE_CHECKING

import yaml

from broadsheet.config import Interest
from broadsheet.learning import naming, wording
from broadsheet.learning.clusters import clustered, product
from broadsheet.rank import likeness
from broadsheet.text import plain, tex
from broadsheet.text.terms import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.learning.naming import Candidate
    from broadsheet.learning.wording import Stems, Wording
    from broadsheet.learning.works import Work
    from broadsheet.rank.likeness import Direction

_FOLLOWED = 3  # works by which an author is followed
_NAMES = 4
_STAND_FOR = 3  # works that are named beside an interest
_TITLE = 2
_STAND_INS = 20  # works of no subject beside a library's own, so that a small one of one subject stays whole
_HEARD = 120  # works of a cluster, those in its midst, and as many others, by which it is named


@dataclass(frozen=True, slots=True)
class Draft:
    interest: Interest
    of: tuple[Work, ...]  # those in its midst first

    @property
    def works(self) -> int:
        return len(self.of)

    @property
    def such_as(self) -> tuple[str, ...]:
        """Titles of the works that stand for it."""
        return tuple(plain.line(tex.plain(work.title)) for work in self.of[:_STAND_FOR])


class _Compass:
    """Where works and phrases lie, seen from the middle of the library."""

    def __init__(self, works: Sequence[Work]) -> None:
        raw = [_away(_counted(work)) for work in works]
        known = [direction for direction in raw if any(direction)]
        total: Sequence[float] = (0.0,) * likeness.SIZE
        for direction in known:
            total = [*map(add, total, direction)]
        self._middle = [each / (len(known) + _STAND_INS) for each in total]
        self.directions = [self._seen(direction) for direction in raw]

    def of_phrase(self, phrase: Stems) -> Direction:
        return self._seen(_away(Counter(phrase)))

    def _seen(self, direction: Direction) -> Direction:
        return likeness.unit([*map(sub, direction, self._middle)]) if any(direction) else direction


def _counted(work: Work) -> Counter[str]:
    said = stems(work.title) + stems(". ".join(work.keywords))
    return Counter(said * _TITLE + stems(work.abstract))


def _away(counts: Counter[str]) -> Direction:
    """The direction of a text without what all papers have in common."""
    table = likeness.table()
    direction = table.direction(counts)
    along = product(direction, table.usual)
    return likeness.unit([own - along * each for own, each in zip(direction, table.usual, strict=True)])


def drafted(works: Sequence[Work]) -> list[Draft]:
    """An interest for each subject of the works, that of most works first."""
    compass = _Compass(works)
    cases = wording.cases_of(works)
    clusters = clustered(compass.directions)
    heard = [[wording.words_of(works[place], cases) for place in cluster[:_HEARD]] for cluster in clusters]
    taken: list[Stems] = []
    drafts = []
    for number, cluster in enumerate(clusters):
        others = [words for at, group in enumerate(heard) if at != number for words in group][:_HEARD]
        phrases = _phrases(compass, cluster, heard[number], others)
        best = naming.name(phrases, taken)
        if best:
            taken.append(best.stems)
        drafts.append(_draft([works[place] for place in cluster], phrases, best))
    return drafts


def _phrases(
    compass: _Compass, cluster: Sequence[int], inside: Sequence[Wording], outside: Sequence[Wording]
) -> list[Candidate]:
    total: Sequence[float] = (0.0,) * likeness.SIZE
    for place in cluster:
        total = [*map(add, total, compass.directions[place])]
    middle = likeness.unit(total)
    return naming.phrases_of(
        inside, outside, towards=lambda phrase: product(compass.of_phrase(phrase), middle)
    )


def _draft(works: Sequence[Work], phrases: Sequence[Candidate], best: Candidate | None) -> Draft:
    keywords = naming.keywords(phrases, best)
    authors = Counter(author for work in works for author in dict.fromkeys(work.authors))
    follow = [
        name for name, count in sorted(authors.items(), key=lambda a: (-a[1], a[0])) if count >= _FOLLOWED
    ]
    interest = Interest(
        name=naming.headline(best.spelling if best else plain.line(tex.plain(works[0].title))),
        keywords=tuple(keywords),
        follow=tuple(follow[:_NAMES]),
    )
    return Draft(interest, tuple(works))


def written(drafts: Sequence[Draft]) -> str:
    """As it would stand in `broadsheet.yaml`."""
    lines = ["interests:"]
    for draft in drafts:
        lines.append(f"  # {draft.works} works, such as:")
        lines += [f"  #   {title}" for title in draft.such_as]
        facts: dict[str, str | list[str]] = {"name": draft.interest.name, "about": ""}
        lists = {"keywords": draft.interest.keywords, "follow": draft.interest.follow}
        facts |= {key: list(words) for key, words in lists.items() if words}
        for number, (key, value) in enumerate(facts.items()):
            if key == "about":
                lines.append("    # about: say in a sentence what you want to know")
                continue
            flow = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10_000)[1:-2]
            lines.append(f"  {'- ' if number == 0 else '  '}{key}: {flow}")
    return "\n".join(lines)
