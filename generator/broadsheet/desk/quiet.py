"""On which days nothing was announced, as far as feeds, pages and submissions tell.

That a feed was empty, and the archive knew of nothing, may be all that is known of a day when the next one
comes. What was submitted for a day that was truly quiet is announced with the papers of the next one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from broadsheet import almanac
from broadsheet.desk.evidence import fresh_in, is_of, number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from broadsheet.batch import Batch
    from broadsheet.desk.evidence import Evidence

_FEW = 3  # so many papers may be stragglers
_PAIR = 2  # fewer have nothing between them
_SHARE = 4  # a quarter of a day's papers were not all held back


def quiet_days(batches: Iterable[Batch], evidence: Evidence) -> frozenset[date]:
    """The days that are said to be quiet, as far as feed and page of the announcement that followed bear it
    out, with those that today's feed shows to be so: papers that were submitted for a day without a page come
    in it, mixed with its own.
    """
    today = evidence.today
    if not today or not evidence.records:
        return evidence.quiet
    batches = [batch for batch in batches if not batch.is_list]
    fresh = [item.paper.id for batch in batches for item in fresh_in(batch, evidence)]
    shown = {id_ for batch in batches for id_ in _announced(batch, today, evidence)}
    renewed = _renewed(batches, today, evidence)
    named = {item.paper.id for batch in batches for item in batch.items if not item.kind.is_replacement}
    missing = [id_ for id_ in evidence.records if id_ not in named and id_ not in evidence.seen]
    stale = _stale(shown, missing, today, evidence)

    def is_refuted(day: date) -> bool:
        after = min(set(almanac.days(day, today)) - evidence.quiet, default=today)
        there = [id_ for id_ in evidence.records if after in evidence.seen.get(id_, ())]
        there += shown if after == today else ()
        is_renewed = after == today and day in renewed
        return day == stale or is_renewed or _is_wanting(day, after, there, missing, evidence)

    shown_quiet = _passed(fresh, today, evidence)
    return (evidence.quiet | shown_quiet) - {day for day in evidence.quiet if is_refuted(day)}


def _is_wanting(
    day: date, after: date, there: Collection[str], missing: Iterable[str], evidence: Evidence
) -> bool:
    """Whether the announcement that followed a quiet day, and alone brings its papers, lacks them in the
    categories of which it shows its own: nearly all, or those before what it shows. (What half of a feed
    lacks lies between what it shows.)
    """

    def of_the_day(ids: Iterable[str]) -> list[str]:
        known = (evidence.records[id_] for id_ in ids if _expected(id_, evidence) == day)
        return [record.paper.id for record in known if record.paper.primary in categories]

    categories = _mixed(there, after, evidence)
    lacking, came = of_the_day(missing), of_the_day(there)
    first = min((number(id_) for id_ in there if _expected(id_, evidence) >= day), default=0)
    are_before = all(number(id_) < first for id_ in lacking)
    return len(lacking) >= (_FEW if are_before else max(_FEW, len(came) * _SHARE))


def _passed(fresh: Iterable[str], today: date, evidence: Evidence) -> set[date]:
    """The days of which enough papers come mixed with today's."""
    own: Counter[date] = Counter()
    for counts in _mixed(fresh, today, evidence).values():
        own.update(counts)
    enough = max(_FEW, own[today] / _SHARE)
    return {
        day for day, count in own.items() if day < today and day not in evidence.pages and count >= enough
    }


def _renewed(batches: Iterable[Batch], today: date, evidence: Evidence) -> set[date]:
    """The days for which papers were submitted that stand nowhere and have a new version today: so they were
    announced before.
    """
    return {
        _expected(item.paper.id, evidence)
        for batch in batches
        for item in batch.items
        if item.kind.is_replacement
        and item.paper.id in evidence.records
        and item.paper.id not in evidence.seen
        and is_of(number(item.paper.id), today)
    }


def _stale(shown: Collection[str], missing: Collection[str], today: date, evidence: Evidence) -> date | None:
    """The day of a feed that is still that of a day before: it shows some papers, none of them submitted for
    today, and what it lacks comes after them, today's among it. (Of half a feed the other half lies between.)
    """
    first = min(map(number, shown), default=0)
    after = [id_ for id_ in missing if number(id_) > first and id_ not in evidence.unlisted]
    days = {_expected(id_, evidence) for id_ in shown}
    if len(shown) < _PAIR or today in days or today not in {_expected(id_, evidence) for id_ in after}:
        return None
    return max(days) if max(map(number, shown)) < min(map(number, after)) else None


def _announced(batch: Batch, today: date, evidence: Evidence) -> Iterator[str]:
    """What a feed shows for the first time, with the number of a paper of these days: new, or cross-listed at
    once.
    """
    for item in batch.items:
        id_ = item.paper.id
        is_first = not item.kind.is_replacement and id_ not in evidence.seen and id_ in evidence.records
        if is_first and is_of(number(id_), today):
            yield id_


def _expected(id_: str, evidence: Evidence) -> date:
    return almanac.announced_on(evidence.records[id_].submitted)


def _mixed(ids: Iterable[str], day: date, evidence: Evidence) -> dict[str, Counter[date]]:
    """The same as `_reckoned` of the categories in which some of the papers were submitted for this day."""
    return {category: counts for category, counts in _reckoned(ids, evidence).items() if counts[day]}


def _reckoned(ids: Iterable[str], evidence: Evidence) -> dict[str, Counter[date]]:
    """By primary category, for how many of these papers which day is the first by their submission."""
    found: dict[str, Counter[date]] = defaultdict(Counter)
    for id_ in ids:
        if record := evidence.records.get(id_):
            found[record.paper.primary][_expected(id_, evidence)] += 1
    return found
