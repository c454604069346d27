"""The configuration: the text of `broadsheet.yaml` as a typed `Site`, or an error that names the line.

Each section of the file is a module here, and `site` is the whole. Their types are the one place where a key
is described: reading, the JSON Schema and the reference page are all made from them.
"""

from broadsheet.config.audio import Audio
from broadsheet.config.describe import reference, schema
from broadsheet.config.editor import EditorSettings, Reviews, SectionOrder, Show
from broadsheet.config.interests import Interest
from broadsheet.config.mail import Mail, is_mailbox
from broadsheet.config.read import read
from broadsheet.config.site import Site, Theme
from broadsheet.config.sources import (
    ArxivSource,
    Filter,
    Filters,
    HuggingFaceSource,
    Policy,
    Replacements,
    Sources,
)
from broadsheet.config.summaries import OVERVIEW, Spending, Summaries
from broadsheet.config.translations import TranslatedInterest, TranslatedSite

__all__ = [
    "OVERVIEW",
    "ArxivSource",
    "Audio",
    "EditorSettings",
    "Filter",
    "Filters",
    "HuggingFaceSource",
    "Interest",
    "Mail",
    "Policy",
    "Replacements",
    "Reviews",
    "SectionOrder",
    "Show",
    "Site",
    "Sources",
    "Spending",
    "Summaries",
    "Theme",
    "TranslatedInterest",
    "TranslatedSite",
    "is_mailbox",
    "read",
    "reference",
    "schema",
]
