"""What is known of each page without reading it again: facts of all days, and a record of every one.

Derived, and may be lost. The press makes all of a site from records; ingest finds in them what stood where.
"""

from __future__ import annotations

from broadsheet.records.facts import BrokenDay, DayFacts, Story
from broadsheet.records.store import Known, Records, followed

__all__ = ["BrokenDay", "DayFacts", "Known", "Records", "Story", "followed"]
