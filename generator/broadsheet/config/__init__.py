"""The configuration: the text of `broadsheet.yaml` as a typed `Site`, or an error that names the line.

The types in `site` are the one place where a key is described: reading, the JSON Schema and the
reference page are all made from them.
"""

from broadsheet.config.describe import reference, schema
from broadsheet.config.read import read
from broadsheet.config.site import (
    OVERVIEW,
    ArxivSource,
    Audio,
    EditorSettings,
    Filter,
    Filters,
    HuggingFaceSource,
    Interest,
    Mail,
    Policy,
    Replacements,
    Reviews,
    SectionOrder,
    Show,
    Site,
    Sources,
    Spending,
    Summaries,
    Theme,
    is_mailbox,
)

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
    "is_mailbox",
    "read",
    "reference",
    "schema",
]
