"""When arXiv announces what: pure functions of dates and moments.

Papers submitted until 14:00 US Eastern on a weekday are announced together: on Sunday to Thursday at
20:00, and in the feeds that are rebuilt at the midnight after. A day here is always the day of a feed,
Monday to Friday, and its date is what a page is filed under. The holidays are those that arXiv names
for a year (info.arxiv.org/help/availability.html); they are data, since they follow no rule.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")
_CUT_OFF = time(14)
_ANNOUNCED = time(20)
_SATURDAY = 5
_ONE = timedelta(days=1)
BEGUN = date(1991, 8, 14)
HOLIDAYS = frozenset(
    {
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 6, 19),
        date(2026, 7, 3),
        date(2026, 9, 7),
        date(2026, 11, 26),
        date(2026, 12, 25),
        date(2026, 12, 29),
        date(2026, 12, 31),
    }
)


def today(now: datetime) -> date:
    """The day at arXiv, which is neither the machine's nor that of UTC."""
    return now.astimezone(EASTERN).date()


def is_evening(now: datetime) -> bool:
    """Whether the next day's papers may be announced already, though the feed is still today's."""
    return now.astimezone(EASTERN).time() >= _ANNOUNCED


def quiet(day: date) -> str:
    """Why nothing is announced on this day; empty when something should be."""
    return "arXiv began in August 1991" if day < BEGUN else _resting(day)


def _resting(day: date) -> str:
    if day.weekday() >= _SATURDAY:
        return "arXiv announces nothing at weekends"
    if day in HOLIDAYS:
        return "it is a holiday of arXiv's"
    return ""


def days(since: date, until: date) -> list[date]:
    """The days from one to the other, both included, on which something should be announced."""
    since = max(since, BEGUN)
    span = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return [day for day in span if not quiet(day)]


def moved(day: date, by: timedelta) -> date:
    """The day so far on, or back: where the calendar has none, its last or its first."""
    return date.fromordinal(min(max(day.toordinal() + by.days, date.min.toordinal()), date.max.toordinal()))


def monday(day: date) -> date:
    """The first day of its week; that of the calendar is one."""
    return day - timedelta(days=day.weekday())


def following(day: date) -> date:
    """The first announcement after this day."""
    return _next(day, _ONE)


def preceding(day: date) -> date:
    """The last announcement before this day."""
    return _next(day, -_ONE)


def _next(day: date, step: timedelta) -> date:
    while _resting(day := moved(day, step)) and moved(day, step) != day:
        pass
    return day


def expected(day: date) -> datetime:
    """When the feed of this day is rebuilt."""
    return datetime.combine(day, time(), EASTERN).astimezone(UTC)


def announced_on(submitted: datetime) -> date:
    """The day on which a paper is announced that nobody holds back."""
    local = submitted.astimezone(EASTERN)
    closing = local.date() if local.time() < _CUT_OFF else moved(local.date(), _ONE)
    while closing.weekday() >= _SATURDAY:
        closing = moved(closing, _ONE)
    return following(closing)


def submitted_for(day: date) -> tuple[datetime, datetime]:
    """Between which moments the papers of an announcement were submitted, the second one excluded."""
    return _closing(preceding(day)), _closing(day)


def _closing(day: date) -> datetime:
    """The cut-off before an announcement: 14:00 on the last weekday before its feed."""
    closing = moved(day, -_ONE)
    while closing.weekday() >= _SATURDAY:
        closing = moved(closing, -_ONE)
    return datetime.combine(closing, _CUT_OFF, EASTERN).astimezone(UTC)
