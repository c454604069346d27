"""A model's ratings as they come, a page at a time: which of them stand, is asked anew with each that comes.

The best rated papers are asked about first, so that the first answers alone could be must reads by right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet.model import Digest, Entry, reasoned
from broadsheet.rank.belief import doubted
from broadsheet.summarize import Done

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from broadsheet.model import Rating
    from broadsheet.summarize import Outcome

Opinion = Callable[[Digest], Mapping[str, Entry]]  # the entries of a page as the editor alone would rate them


@dataclass(frozen=True, slots=True)
class _Claim:
    rating: Rating
    reason: str
    reasons: Mapping[str, str]  # in further languages


class Beliefs:
    """Of one run. Without an opinion to hold ratings against, all are believed."""

    def __init__(self, opinion: Opinion | None) -> None:
        self._opinion = opinion
        self._own: dict[dt.date, Mapping[str, Entry]] = {}
        self._claims: dict[dt.date, dict[str, _Claim]] = {}
        self._doubted: dict[dt.date, frozenset[str]] = {}

    @property
    def doubted(self) -> int:
        """Of how many papers the model's rating was not believed, so far."""
        return sum(map(len, self._doubted.values()))

    def held(self, digest: Digest, outcomes: Iterable[Outcome]) -> Digest:
        """The digest, on which these outcomes stand, with the editor's ratings for those not believed."""
        rated = {
            each.paper_id: _Claim(
                each.rating, each.reason, {other.language: other.reason for other in each.translations}
            )
            for each in outcomes
            if isinstance(each, Done) and each.rating
        }
        if not rated or not self._opinion:
            return digest
        day = digest.date
        if day not in self._own:
            self._own[day] = self._opinion(digest)
        own = self._own[day]
        mine = self._claims.setdefault(day, {})
        mine |= rated
        earlier = [entry for entry in digest.entries if entry.paper.id not in mine and _is_a_models(entry)]
        claims = mine | {
            entry.paper.id: _Claim(entry.rating, entry.reason, entry.reasons)
            for entry in earlier
            if entry.rating and not _is_the_same(entry, own)
        }
        doubts = doubted(
            {id_: claim.rating for id_, claim in claims.items()},
            {id_: entry.rating for id_, entry in own.items() if entry.rating},
            standing=sum(_is_the_same(entry, own) for entry in earlier),
        )
        restored = self._doubted.get(day, frozenset()) - doubts
        self._doubted[day] = doubts & mine.keys()
        return replace(
            digest,
            sections=tuple(
                replace(
                    section,
                    entries=tuple(
                        _settled(entry, claims, own, doubts, restored) for entry in section.entries
                    ),
                )
                for section in digest.sections
            ),
        )


def _settled(
    entry: Entry,
    claims: Mapping[str, _Claim],
    own: Mapping[str, Entry],
    doubts: frozenset[str],
    restored: frozenset[str],
) -> Entry:
    """A rating that is neither what the model said nor what we put in its place is a person's, and stays."""
    id_ = entry.paper.id
    claim, stands_in = claims.get(id_), own.get(id_)
    if not claim or not stands_in:
        return entry
    if id_ in doubts and entry.rating == claim.rating:
        return _rated(entry, stands_in)
    if id_ in restored and entry.rating == stands_in.rating:
        return _rated(entry, claim)
    return entry


def _rated(entry: Entry, by: Entry | _Claim) -> Entry:
    return replace(
        entry,
        rating=by.rating,
        reason=by.reason,
        translations=reasoned(entry.translations, by.reasons),
    )


def _is_a_models(entry: Entry) -> bool:
    return entry.rating is not None and not entry.is_upgradable


def _is_the_same(entry: Entry, own: Mapping[str, Entry]) -> bool:
    """A model names a field with each of its ratings; the editor's can be told from them even at 0.0."""
    found = own.get(entry.paper.id)
    return found is not None and found.rating == entry.rating
