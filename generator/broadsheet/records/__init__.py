"""What is known of each page without reading it again: facts of all days, and a record of every one.

Derived, and may be lost. The press makes all of a site from records; ingest finds in them what stood where.
"""

from __future__ import annotations

from broadsheet.records.days import (
    BrokenDay,
    DayCounts,
    DayFacts,
    DayRecord,
    Story,
    Track,
)
from broadsheet.records.papers import PaperRecord
from broadsheet.records.store import Known, Records, StoredDay, fingerprint, followed

__all__ = [
    "BrokenDay",
    "DayCounts",
    "DayFacts",
    "DayRecord",
    "Known",
    "PaperRecord",
    "Records",
    "StoredDay",
    "Story",
    "Track",
    "fingerprint",
    "followed",
]
