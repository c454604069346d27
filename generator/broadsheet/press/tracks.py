"""A track of the day as a template sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.press.views import LinkView, TrendView

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from broadsheet.model import Trend
    from broadsheet.press.views import PaperView

PAPERS_OF_TREND = 3


def track(trend: Trend, there: Collection[str], tell: Callable[[str], PaperView], language: str) -> TrendView:
    """Of its papers those that are there, the first few as links."""
    ids = [id_ for id_ in trend.papers if id_ in there]
    shown = map(tell, ids[:PAPERS_OF_TREND])
    return TrendView(
        title=trend.title,
        note=trend.note,
        papers=tuple(LinkView(paper.plain_title, paper.path, language=paper.language) for paper in shown),
        more=max(0, len(ids) - PAPERS_OF_TREND),
        language=language,
    )
