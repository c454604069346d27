"""Interests drafted from what somebody has read, for them to edit. Pure: works in, interests out."""

from __future__ import annotations

from broadsheet.learning.bibliography import read
from broadsheet.learning.draft import Draft, drafted, written
from broadsheet.learning.works import Bibliography, Unread, Work, completed, each_once, lacking

__all__ = [
    "Bibliography",
    "Draft",
    "Unread",
    "Work",
    "completed",
    "drafted",
    "each_once",
    "lacking",
    "read",
    "written",
]
