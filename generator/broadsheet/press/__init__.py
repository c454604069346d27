"""The press: from pages, layouts and configuration to the site. Same input, same bytes.

It works by day: a day's page is read once and becomes a record (`broadsheet.records`), of which all files
of that day are made in one pass. What is site-wide is made of records alone.
"""

from __future__ import annotations

from broadsheet.languages import editions_of
from broadsheet.press.building import build, refuse_foreign
from broadsheet.press.edition import AtHand, Edition, Watcher
from broadsheet.press.one_day import OneDay, one_day
from broadsheet.templates.layouts import shipped_layouts

__all__ = [
    "AtHand",
    "Edition",
    "OneDay",
    "Watcher",
    "build",
    "editions_of",
    "one_day",
    "refuse_foreign",
    "shipped_layouts",
]
