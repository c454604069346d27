"""Broadsheet: a research newspaper from arXiv announcements."""

__version__ = "0.1.0"
