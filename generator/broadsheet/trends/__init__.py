"""What a day is about: its tracks, its terms and those that rise, what is usual, and each paper's keywords.

Pure and without a model: papers that share a telling phrase are a track, and every number is counted.
"""

from __future__ import annotations

from broadsheet.trends.earlier import earlier_papers
from broadsheet.trends.keywords import keywords
from broadsheet.trends.moving import Counts, moved, rising
from broadsheet.trends.terms import expected, terms, worth
from broadsheet.trends.tracks import tracks
from broadsheet.trends.vocabulary import Archive, Vocabulary

__all__ = [
    "Archive",
    "Counts",
    "Vocabulary",
    "earlier_papers",
    "expected",
    "keywords",
    "moved",
    "rising",
    "terms",
    "tracks",
    "worth",
]
