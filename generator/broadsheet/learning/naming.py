"""What works are called together: the phrases that they say and others do not (log-likelihood ratio, Dunning
1993), as a person would put them.

Beside the other works of the library stands what the words' table knows of how many papers say a word, so
that the works of one subject, with nothing beside them, are named as well.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from broadsheet.learning.wording import JOINS
from broadsheet.rank import likeness
from broadsheet.text import tex
from broadsheet.text.terms import SAYS_LITTLE, STOPPED, contains, is_abbreviation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from broadsheet.learning.wording import Stems, Wording

_PRIOR = 20.0  # works that the table counts for beside those of the library
_RARER = 0.25  # a phrase beside its rarest word
_UNKNOWN = 1e-4  # of papers say a word that the table does not know
_COMMON = 0.004  # of papers: what fewer say is not the more telling
_PARTED = 0.5  # of a work that says a phrase's words, and not in a row
_CLOSED = 0.34  # of the works that say a phrase, with nothing behind it: of dark matter, dark is none
_OFTEN = 0.2  # of the works, that a single word needs
_MOSTLY = 0.34  # of the works of a name that say a longer one
_PLURAL = 0.34  # of its forms, and a thing is called by it
_KEYWORDS = 8
_WIDE = (
    0.03  # of all papers: a single word that so many say asks for other readers' papers (benchmarks/learn.py)
)
_ALONE = 0.03  # what a single word weighs as a name beside a phrase,
_SHORT = 0.5  # and an abbreviation


@dataclass(frozen=True, slots=True)
class Candidate:
    stems: Stems
    spelling: str
    weight: float
    works: int  # that say it
    titles: int


def phrases_of(
    inside: Sequence[Wording], outside: Sequence[Wording], towards: Callable[[Stems], float]
) -> list[Candidate]:
    """What the works inside say and those outside do not, the weightiest first."""
    counts, titled, closed = (
        Counter(phrase for words in inside for phrase in getattr(words, each))
        for each in ("spelled", "titled", "closed")
    )
    least = 2 if len(inside) > 2 else 1
    found = []
    for stems, count in counts.items():
        if count < least or closed[stems] < _CLOSED * count:
            continue
        here = _said(stems, inside)
        usual = max(_COMMON, _usual_rate(stems))
        rate = (_said(stems, outside) + _PRIOR * usual) / (len(outside) + _PRIOR)
        share = here / len(inside)
        spelling = _spelled(stems, inside)
        if share <= rate or (len(stems) == 1 and share < _OFTEN and not is_abbreviation(spelling)):
            continue
        stands = min(1.0, 0.5 + titled[stems] / count)
        weight = _ratio(here, len(inside), rate) * sqrt(share) * stands * max(0.0, towards(stems))
        found.append(Candidate(stems, spelling, weight, count, titled[stems]))
    return sorted(found, key=lambda each: (-each.weight, each.stems))


def _said(phrase: Stems, works: Sequence[Wording]) -> float:
    """By how many works, and half by those that have its words elsewhere."""
    wanted = {word for word in phrase if word not in STOPPED}
    total = 0.0
    for words in works:
        if phrase in words.spelled:
            total += 1
        elif len(wanted) > 1 and wanted <= words.words:
            total += _PARTED
    return total


def _usual_rate(phrase: Stems) -> float:
    """How many of all papers say it, about."""
    table = likeness.table()
    telling = [word for word in phrase if word not in STOPPED]
    rates = [
        exp(-table.rarity[table.places[word]] / likeness.RARITY) if word in table.places else _UNKNOWN
        for word in telling
    ]
    return float(min(rates) * _RARER ** (len(telling) - 1))


def _ratio(count: float, total: int, rate: float) -> float:
    """How surely so many of the works are more than by the rate."""
    share, rest = count / total, total - count
    return 2 * (count * log(share / rate) + (rest * log((1 - share) / (1 - rate)) if rest > 0 else 0.0))


def _spelled(phrase: Stems, works: Iterable[Wording]) -> str:
    forms = Counter(words.spelled[phrase] for words in works if phrase in words.spelled)
    best = min(forms, key=lambda form: (-forms[form], -len(form), form))
    several = next((f"{best}{end}" for end in ("s", "es") if f"{best}{end}" in forms), best)
    return tex.plain(several if forms[several] >= _PLURAL * forms[best] else best)


def name(phrases: Sequence[Candidate], taken: Iterable[Stems]) -> Candidate | None:
    """The best phrase of several words, or an abbreviation, that no other cluster is named by."""
    others = [frozenset(each) for each in taken]
    free = [phrase for phrase in phrases if frozenset(phrase.stems) not in others]
    best = max(free, key=_as_name, default=None)
    while best:
        longer = [phrase for phrase in free if _says_more(phrase, best)]
        if not longer:
            break
        best = max(longer, key=_as_name)
    return best


def _says_more(phrase: Candidate, than: Candidate) -> bool:
    """Whether it is a longer name for much of the same: diffusion models for video."""
    return (
        len(phrase.stems) > len(than.stems)
        and phrase.titles > 0
        and phrase.works >= _MOSTLY * than.works
        and contains([*phrase.stems], than.stems)
    )


def _as_name(phrase: Candidate) -> float:
    if len(phrase.stems) > 1:
        return phrase.weight
    return phrase.weight * (_SHORT if is_abbreviation(phrase.spelling) else _ALONE)


def keywords(phrases: Sequence[Candidate], first: Candidate | None) -> list[str]:
    """The phrases that say most, each with a word that none before it has. A word that everybody says is none
    by itself: in mathematics “equation” asks for a sixth of all papers.
    """
    known: set[str] = set()
    chosen: list[str] = []
    telling = [phrase for phrase in phrases if not _is_wide(phrase.stems)]
    for phrase in [first, *telling] if first else telling:
        new = {word for word in phrase.stems if word not in SAYS_LITTLE} - known
        if new and not JOINS.intersection(phrase.stems) and len(chosen) < _KEYWORDS:
            chosen.append(phrase.spelling)
            known.update(phrase.stems)
    return chosen


def _is_wide(phrase: Stems) -> bool:
    return len(phrase) == 1 and _usual_rate(phrase) >= _WIDE


def headline(spelling: str) -> str:
    """As a name begins, without what no name may have."""
    bare = re.sub(r"\s*·\s*", " ", spelling).strip()
    first = bare.split(" ", 1)[0].split("-", 1)[0]
    return bare[:1].upper() + bare[1:] if first.islower() else bare
