"""What GitHub Pages publishes, and when a site has grown to it. Limits are those of
https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits.
"""

from __future__ import annotations

SITE = 1_000_000_000  # bytes of all files
MONTH = 30  # days of which the growth is looked at
_SOON = 2 * 365
_IN_MONTHS = 90


def days_left(size: int, growth: int) -> int | None:
    """In how many days a site has grown to the limit, that grew by this much in its last month; None for one
    that does not grow.
    """
    return max(0, (SITE - size) * MONTH // growth) if growth else None


def warning(size: int, growth: int) -> str:
    """What a publisher should know by now; nothing while there is room for years."""
    if size > SITE:
        return "the site is past GitHub Pages' limit of 1 GB"
    days = days_left(size, growth)
    if days is None or days >= _SOON:
        return ""
    return f"at the last month's pace the site reaches GitHub Pages' limit of 1 GB {in_words(days)}"


def in_words(days: int) -> str:
    """A time to come, as exactly as a forecast can be."""
    if days >= _SOON:
        return f"in some {days // 365} years"
    return f"in some {days // 30} months" if days >= _IN_MONTHS else f"in {days} days"
