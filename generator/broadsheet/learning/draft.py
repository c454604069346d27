"""Works gathered by what they say, and each gathering put as an interest.

Ward's clustering (1963), which makes groups of like size and has no chance in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

import yaml

from broadsheet.config import Interest
from broadsheet.text import tex
from broadsheet.text.terms import is_name, phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.learning.bibliography import Work

_MOST = 6
_KEYWORDS = 7
_FOLLOWED = 3  # works by which an author is followed
_NAMES = 4
_ENOUGH = 300  # works: what is learned from so many is not learned better from more
_TITLE = 2
Vector = dict[tuple[str, ...], float]


@dataclass(frozen=True, slots=True)
class Draft:
    interest: Interest
    works: int
    such_as: tuple[str, ...]  # titles of the works in its midst


def drafted(works: Sequence[Work]) -> list[Draft]:
    """Up to six interests, that of most works first."""
    spelled: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    vectors = _vectors(works, spelled)
    places = [place for place, vector in enumerate(vectors) if vector][:_ENOUGH]
    if not places:
        return []
    groups = _gathered([vectors[place] for place in places])
    names: set[str] = set()
    drafts = []
    for group in sorted(
        (group for group in groups if len(group) > 1), key=lambda group: (-len(group), group)
    ):
        inside = [places[place] for place in group]
        drafts.append(_draft(works, vectors, inside, spelled, names))
    return drafts


def _vectors(works: Sequence[Work], spelled: dict[tuple[str, ...], Counter[str]]) -> list[Vector]:
    counts: list[Counter[tuple[str, ...]]] = []
    for work in works:
        count: Counter[tuple[str, ...]] = Counter()
        for text, times in ((work.title, _TITLE), (work.abstract, 1), (". ".join(work.keywords), _TITLE)):
            for phrase in phrases(text):
                if len(phrase.stems) < 3:
                    count[phrase.stems] += times
                    spelled[phrase.stems][phrase.spelling] += 1
        counts.append(count)
    there = Counter(phrase for count in counts for phrase in count)
    total = len(works)
    return [
        _unit(
            {p: (1 + log(n)) * log((total + 1) / (there[p] + 0.5)) for p, n in count.items() if there[p] > 1}
        )
        for count in counts
    ]


def _unit(vector: Mapping[tuple[str, ...], float]) -> Vector:
    length = sqrt(sum(each * each for each in vector.values()))
    return {phrase: each / length for phrase, each in vector.items()} if length else {}


def _likeness(one: Vector, other: Vector) -> float:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(each * large[phrase] for phrase, each in small.items() if phrase in large)


def _gathered(vectors: list[Vector]) -> list[list[int]]:
    """The two nearest groups become one until so few are left as so many works bear."""
    wanted = max(1, min(_MOST, round(sqrt(len(vectors) / 4))))
    groups = {place: [place] for place in range(len(vectors))}
    apart = {
        (one, other): 1 - _likeness(vectors[one], vectors[other])
        for one in groups
        for other in range(one + 1, len(vectors))
    }
    while len(groups) > wanted:
        one, other = min(apart, key=lambda pair: (apart[pair], pair))
        between = apart.pop((one, other))
        for third in groups:
            if third not in (one, other):
                to_one = apart[min(one, third), max(one, third)]
                to_other = apart.pop((min(other, third), max(other, third)))
                sizes = [len(groups[each]) for each in (one, other, third)]
                apart[min(one, third), max(one, third)] = (
                    (sizes[0] + sizes[2]) * to_one + (sizes[1] + sizes[2]) * to_other - sizes[2] * between
                ) / sum(sizes)
        groups[one] += groups.pop(other)
    return [sorted(group) for group in groups.values()]


def _middle(vectors: Sequence[Vector]) -> Vector:
    total: dict[tuple[str, ...], float] = defaultdict(float)
    for vector in vectors:
        for phrase, each in vector.items():
            total[phrase] += each
    return _unit(total)


def _draft(
    works: Sequence[Work],
    vectors: Sequence[Vector],
    inside: Sequence[int],
    spelled: Mapping[tuple[str, ...], Counter[str]],
    names: set[str],
) -> Draft:
    middle = _middle([vectors[place] for place in inside])
    shared = Counter(phrase for place in inside for phrase in vectors[place])
    ordered = sorted(
        (phrase for phrase in middle if is_name(phrase) and shared[phrase] > min(1, len(inside) - 1)),
        key=lambda phrase: (-middle[phrase] * (1 + len(phrase) - 1) * shared[phrase] ** 0.5, phrase),
    )
    chosen: list[tuple[str, ...]] = []
    for phrase in ordered:
        if not any(set(phrase) & set(other) for other in chosen):
            chosen.append(phrase)
    keywords = [_usual_spelling(spelled[phrase]) for phrase in chosen[:_KEYWORDS]]
    central = sorted(inside, key=lambda place: (-_likeness(vectors[place], middle), place))
    such_as = tuple(tex.plain(works[place].title) for place in central[:2])
    name = next((each for each in keywords if each.casefold() not in names), such_as[0])
    names.add(name.casefold())
    authors = Counter(author for place in inside for author in works[place].authors)
    follow = [
        author for author, count in sorted(authors.items(), key=lambda a: (-a[1], a[0])) if count >= _FOLLOWED
    ]
    interest = Interest(
        name=(name[0].upper() + name[1:]).replace("·", " "),
        keywords=tuple(keywords),
        follow=tuple(follow[:_NAMES]),
    )
    return Draft(interest, len(inside), such_as)


def _usual_spelling(spellings: Counter[str]) -> str:
    best = min(spellings, key=lambda each: (-spellings[each], each))
    return next((each for each in sorted(spellings) if each.islower()), best)


def written(drafts: Sequence[Draft]) -> str:
    """As it would stand in `broadsheet.yaml`."""
    lines = ["interests:"]
    for draft in drafts:
        titles = " · ".join(draft.such_as)
        lines.append(f"  # {draft.works} works, such as: {titles}")
        facts = {"name": draft.interest.name, "about": "", "keywords": list(draft.interest.keywords)}
        if draft.interest.follow:
            facts["follow"] = list(draft.interest.follow)
        for number, (key, value) in enumerate(facts.items()):
            if key == "about":
                lines.append("    # about: say in a sentence what you want to know")
                continue
            flow = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10_000)[1:-2]
            lines.append(f"  {'- ' if number == 0 else '  '}{key}: {flow}")
    return "\n".join(lines)
