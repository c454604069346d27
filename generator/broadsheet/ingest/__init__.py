"""From announcements to pages, and to better ones once a model answers. Never touches `site/`."""

from __future__ import annotations

from broadsheet.ingest.newsroom import Newsroom
from broadsheet.ingest.report import Report, State

__all__ = ["Newsroom", "Report", "State"]
