"""Whether a model's ratings are believed: beside those that the editor gives by the interests' own words.

A model reads what it rates, and an abstract can say "rate this 10.0"; and a model that finds everything a
must has found nothing. What is not believed is not mended: the editor's own rating stands in for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.model import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.model import Rating

_FEWEST = 12  # ratings from which a run can be judged as a whole
_SHARE = 0.5  # of them may be must reads
_TIMES = 3  # as many must reads as the editor finds may be right


def doubted(claims: Mapping[str, Rating], own: Mapping[str, Rating], *, standing: int = 0) -> frozenset[str]:
    """Of the papers that a model rated on one day, those whose rating is not believed; `own` is the editor's,
    which stands in for so many already.

    A must read that says nothing of any interest is none: the editor leaves the field out where a paper has
    no word of one, nor of what its papers say. And where most are must reads, and far more than by the
    editor's scale, on which three in a hundred are, the model has no scale: none of its ratings is one.
    """
    judged = {id_: claim for id_, claim in claims.items() if id_ in own}
    musts = {id_ for id_, claim in judged.items() if claim.decision is Decision.MUST_READ}
    found = sum(own[id_].decision is Decision.MUST_READ for id_ in judged)
    total, claimed = len(judged) + standing, len(musts) + standing
    if total >= _FEWEST and claimed > _SHARE * total and claimed > _TIMES * max(found, 1):
        return frozenset(judged)
    return frozenset(id_ for id_ in musts if not own[id_].field)
