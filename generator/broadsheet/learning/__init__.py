"""Interests drafted from what somebody has read, for them to edit. Pure: works in, interests out."""

from __future__ import annotations

from broadsheet.learning.bibliography import Work, completed, read
from broadsheet.learning.draft import Draft, drafted, written

__all__ = ["Draft", "Work", "completed", "drafted", "read", "written"]
