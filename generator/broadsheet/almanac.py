"""Which days arXiv announces on: pure functions of dates.

Feeds are dated Monday to Friday, US Eastern; the holidays are those that arXiv names for a year
(info.arxiv.org/help/availability.html) and are data, since they follow no rule.
"""

from __future__ import annotations

from datetime import date

_SATURDAY = 5
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


def quiet(day: date) -> str:
    """Why nothing is announced on this day; empty when something should be."""
    if day.weekday() >= _SATURDAY:
        return "arXiv announces nothing at weekends"
    if day in HOLIDAYS:
        return "it is a holiday of arXiv's"
    return ""
