"""Days and moments as programs read them, and where a day stands on the site; people have words.py."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PAPERS = "paper/"
_EASTERN = ZoneInfo("America/New_York")


def announced(day: date) -> datetime:
    """The moment by which arXiv dates an announcement: midnight, US Eastern."""
    return datetime.combine(day, time(), _EASTERN).astimezone(UTC).replace(microsecond=0)


def iso(when: datetime) -> str:
    """As RFC 3339 and the Atom and JSON feeds have it."""
    return f"{when.isoformat().removesuffix('+00:00')}Z"


def mail(when: datetime) -> str:
    """As RFC 822 and the RSS feed have it, which is English in every locale."""
    weekday, named = _WEEKDAYS[when.weekday()], _MONTHS[when.month - 1]
    return f"{weekday}, {when.day:02} {named} {when.year:04} {when:%H:%M:%S} +0000"


def day_path(day: date) -> str:
    return f"{day.year:04}/{day.month:02}/{day.day:02}/"


def month_path(year: int, number: int) -> str:
    return f"{year:04}/{number:02}/"


def year_path(year: int) -> str:
    return f"{year:04}/"


def paper_page(id_: str) -> str:
    """Where a paper has a page of its own, if the publisher wants such pages."""
    return f"{PAPERS}{id_}/"


def picture_path(day: date) -> str:
    return f"{day_path(day)}share.png"
