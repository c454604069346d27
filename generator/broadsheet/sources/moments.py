"""Moments as arXiv writes them → UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def mailed(text: str) -> datetime:
    """`Mon, 26 Jan 2026 12:00:00 GMT`, in UTC; ValueError when it is none, whatever stands there."""
    try:
        return utc(parsedate_to_datetime(text))
    except OverflowError as error:
        raise ValueError(f"{text:.80} is no moment") from error


def utc(moment: datetime) -> datetime:
    """What names no zone is Greenwich time; ValueError at the ends of the calendar."""
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{moment} is no moment") from error
