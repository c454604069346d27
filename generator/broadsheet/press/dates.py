"""Days and moments in English words, and where a day stands on the site.

From tables, not from the machine's locale: the same input must give the same bytes everywhere.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_EASTERN = ZoneInfo("America/New_York")


def short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def long(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {full(day)}"


def full(day: date) -> str:
    return f"{short(day)} {day.year}"


def month(year: int, number: int) -> str:
    return f"{MONTHS[number - 1]} {year}"


def moment(when: datetime) -> str:
    return f"{when:%H:%M} UTC, {full(when.date())}"


def announced(day: date) -> datetime:
    """The moment by which arXiv dates an announcement: midnight, US Eastern."""
    return datetime.combine(day, time(), _EASTERN).astimezone(UTC).replace(microsecond=0)


def iso(when: datetime) -> str:
    """As RFC 3339 and the Atom and JSON feeds have it."""
    return f"{when.isoformat().removesuffix('+00:00')}Z"


def mail(when: datetime) -> str:
    """As RFC 822 and the RSS feed have it, which is English in every locale."""
    weekday, named = WEEKDAYS[when.weekday()][:3], MONTHS[when.month - 1][:3]
    return f"{weekday}, {when.day:02} {named} {when.year:04} {when:%H:%M:%S} +0000"


def day_path(day: date) -> str:
    return f"{day.year:04}/{day.month:02}/{day.day:02}/"


def month_path(year: int, number: int) -> str:
    return f"{year:04}/{number:02}/"


def year_path(year: int) -> str:
    return f"{year:04}/"
