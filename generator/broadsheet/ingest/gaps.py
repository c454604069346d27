"""Whole days: of which days arXiv's archive is to be asked, and what its answer means for their pages.

A feed may lack papers (a stale category, half a day, all of it) and nothing in it says so. So each page is
compared with the archive on a later day, once; what it lacks is added, and that it was compared is written
on the page itself, since nothing else need survive from one run to the next.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from broadsheet import almanac, desk
from broadsheet.batch import Announcement, Batch
from broadsheet.desk.evidence import Evidence, Order, is_of, number
from broadsheet.ingest.published import REPAIRED
from broadsheet.model import ARCHIVE, Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from broadsheet.batch import ArchiveAnswer
    from broadsheet.config import Site
    from broadsheet.ingest.published import Published
    from broadsheet.model import Paper

_ONE = timedelta(days=1)
_LONGEST = 10  # days that are asked for together
_CLOSE = timedelta(days=4)  # from one to the next, over a weekend and a holiday


def due(
    batch: Batch | None, published: Published, now: dt.datetime, asked: Container[dt.date]
) -> list[dt.date]:
    """The days of which the archive is to be asked in a run that read this feed (None: it could not be had).

    `asked` are the days of which it was today: once a day is enough. Where any day is to be asked about,
    today is too, until the evening, when the archive begins to know tomorrow's papers: it costs no more, and
    tells what the feed of today lacks.
    """
    today = almanac.today(now)
    also = [] if almanac.quiet(today) or almanac.is_evening(now) else [today]
    if not published.pages:
        is_early = batch and batch.declared and batch.declared < today and _unseen(batch, published)
        return [batch.declared, *also] if is_early and batch and batch.declared and also else []
    found = published.due(max(min(published.pages), today - REPAIRED), today - _ONE)
    is_open = any(day in published.pages or day not in asked for day in found)
    is_wanting = bool(also) and today not in published.pages and not _is_of(batch, today, published)
    return [*found, *also] if is_open or is_wanting else []


def _is_of(batch: Batch | None, today: dt.date, published: Published) -> bool:
    return batch is not None and batch.declared == today and _unseen(batch, published)


def _unseen(batch: Batch, published: Published) -> bool:
    return any(item.paper.id not in published.seen and item.kind is Kind.NEW for item in batch.items)


def is_last_chance(days: Iterable[dt.date], published: Published, today: dt.date) -> bool:
    """Whether a day without a page is among these that no later run will ask about."""
    kept = almanac.following(today) - REPAIRED  # what the next run will still ask about
    return any(day not in published.pages and day < min(today, kept) for day in days)


def stretches(days: Sequence[dt.date]) -> list[list[dt.date]]:
    """Days that follow each other closely enough to be asked for together."""
    found: list[list[dt.date]] = []
    for day in days:
        if found and day - found[-1][-1] <= _CLOSE and len(found[-1]) < _LONGEST:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def evidence(  # all that is known
    published: Published,
    site: Site,
    *,
    today: dt.date | None,
    batches: Iterable[Batch] = (),
    answer: ArchiveAnswer | None = None,
) -> Evidence:
    """What pages, feeds and the archive say, as the desk weighs it."""
    items = [item for batch in batches for item in batch.items if item.kind is Kind.NEW]
    records = {record.paper.id: record for record in answer.records} if answer else {}
    items += [_announcement(record.paper, _asked(site)) for record in records.values()]
    unseen = [item for item in items if item.paper.id not in published.seen]
    return Evidence(
        seen=published.seen,
        pages={day: page.new for day, page in published.recent.items()},
        whole={day for day, page in published.recent.items() if page.checked},
        today=today,
        records=records,
        quiet=published.quiet,
        unlisted={item.paper.id for item in unseen if desk.unlisted_by(item, site)},
    )


def lacking(
    answer: ArchiveAnswer,
    known: Evidence,
    published: Published,
    site: Site,
    filed: Mapping[dt.date, Collection[Batch]],
) -> dict[dt.date, Batch]:
    """For each day that was asked about, what it announced that stands on no page and in none of the batches
    that are `filed` now: new papers, and those of other categories that were cross-listed at once.
    Replacements, and what was cross-listed later, leave no such trace.
    """
    order = Order(known)
    shown = {
        item.paper.id
        for batches in filed.values()
        for batch in batches
        for item in batch.items
        if not item.kind.is_replacement
    }
    items: dict[dt.date, list[Announcement]] = defaultdict(list)
    for record in sorted(answer.records, key=lambda record: number(record.paper.id)):
        id_ = record.paper.id
        if id_ in published.seen or id_ in shown or not number(id_):
            continue
        day = order.within(id_, order.earliest(id_) or almanac.announced_on(record.submitted))
        asked = _asked(site, published, day)
        is_counted = id_ in known.unlisted and (day in published.pages or day in filed)
        if day in answer.days and _covers(asked, record.paper) and not is_counted:
            items[day].append(_announcement(record.paper, asked))
    return {
        day: Batch(
            ARCHIVE,
            _asked(site, published, day),
            day,
            answer.read,
            tuple(sorted(found, key=lambda item: item.kind is Kind.CROSS)),
        )
        for day, found in items.items()
    }


def compared(
    answer: ArchiveAnswer, published: Published, filed: Mapping[dt.date, Collection[Batch]], today: dt.date
) -> Iterator[dt.date]:
    """The days that the answer settles. It settles nothing of a day whose papers it does not know yet: the
    archive may lag behind the feeds, and answers come back empty.
    """
    known = {record.paper.id for record in answer.records}
    for day in answer.days:
        is_broken = day in published.pages and day not in published.recent
        if (
            not is_broken
            and _knows(known, day, published, filed)
            and not _has_gap_before(day, answer, published, today)
        ):
            yield day


def _knows(
    known: Collection[str], day: dt.date, published: Published, filed: Mapping[dt.date, Collection[Batch]]
) -> bool:
    """Whether most of the new papers of this day, or of the nearest one that has any, are in the answer; of a
    day that has none, those that were cross-listed at once.
    """
    by_day = {other: set(page.new) for other, page in published.recent.items()}
    for other, batches in filed.items():
        by_day.setdefault(other, set()).update(_named(batches, Kind.NEW))
    if not by_day.get(day):
        earlier = [number(id_) for other, ids in by_day.items() if other < day for id_ in ids]
        last = max((own for own in earlier if is_of(own, day)), default=0)
        crossed = {*published.seen.on(day), *_named(filed.get(day, ()), Kind.CROSS)}
        by_day[day] = {id_ for id_ in crossed if number(id_) > last}
    for other, ids in sorted(by_day.items(), key=lambda each: abs(each[0] - day)):
        if is_known := [id_ in known for id_ in ids if is_of(number(id_), other)]:
            return sum(is_known) * 2 > len(is_known)
    return bool(known)


def _named(batches: Iterable[Batch], kind: Kind) -> Iterator[str]:
    return (item.paper.id for batch in batches for item in batch.items if item.kind is kind)


def _has_gap_before(day: dt.date, answer: ArchiveAnswer, published: Published, today: dt.date) -> bool:
    """A page that is said to be compared speaks for the days before it that have none."""
    since = max(min(published.pages, default=day), today - REPAIRED)
    return any(
        other not in published.pages and other not in answer.days and not published.settles(other)
        for other in almanac.days(since, day - _ONE)
    )


def _asked(site: Site, published: Published | None = None, day: dt.date | None = None) -> tuple[str, ...]:
    """The categories that a page was made of, or else those that are asked for now."""
    page = published.recent.get(day) if published and day else None
    now = site.sources.arxiv.categories if site.sources.arxiv else ()
    return (page.categories if page else ()) or now


def _announcement(paper: Paper, asked: tuple[str, ...]) -> Announcement:
    return Announcement(paper, Kind.NEW if _is_asked(paper.primary, asked) else Kind.CROSS)


def _covers(asked: tuple[str, ...], paper: Paper) -> bool:
    return any(_is_asked(category, asked) for category in paper.categories)


def _is_asked(category: str, asked: tuple[str, ...]) -> bool:
    return bool({category, category.partition(".")[0]} & set(asked))
