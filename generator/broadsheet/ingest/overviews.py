"""What a day was about, in the words of a model: one question a day, kept on its page.

The page says who was asked (`overview`), so that nobody is asked twice; where the answer does not hold, the
tracks that the editor counted stay. Tracks that a person wrote are theirs.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from broadsheet.editor import DAYS, Editor
from broadsheet.errors import PageError
from broadsheet.model import EXTRACT, Usage
from broadsheet.summarize.model.money import added
from broadsheet.summarize.model.overview import MOST_PAPERS
from broadsheet.summarize.verify.tracks import PaperOfDay
from broadsheet.text import markdown, tex

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from broadsheet.config import Site
    from broadsheet.journal import Journal
    from broadsheet.library import Library
    from broadsheet.model import Digest, Entry
    from broadsheet.page import Page
    from broadsheet.summarize.model.overview import ModelOverview

_RECENT = 3  # pages: what older days were about stays as it was counted
_FEWEST = 12  # papers: fewer are read as they are


class Overviews:
    """The pages whose day a model may be asked about."""

    def __init__(self, site: Site, library: Library, journal: Journal) -> None:
        self._site = site
        self._library = library
        self._journal = journal

    def due(self) -> Iterator[dt.date]:
        """The newest days that a model has told whole, of which nobody has said yet what they were about."""
        newest_first = filter(self._library.has, reversed(self._library.every_day()))
        for file in reversed([*islice(newest_first, _RECENT)]):
            try:
                page = self._library.load(file.date)
            except PageError:
                continue
            if page and _is_due(page.digest) and not self._is_told_by_hand(page.digest):
                yield file.date

    def papers(self, day: dt.date) -> list[PaperOfDay]:
        """What a model is shown of a day: the best rated."""
        page = self._library.load(day)
        entries = sorted(page.digest.entries if page else (), key=_score)
        return [
            PaperOfDay(entry.paper.id, tex.plain(entry.paper.title), _claim(entry))
            for entry in entries[:MOST_PAPERS]
        ]

    def keep(self, day: dt.date, overview: ModelOverview) -> None:
        """Put what was answered on the page, and what it cost; where nothing was, a later run asks again."""
        if not overview.is_answered:
            return
        self._journal.note_spent(overview.usage)

        def with_overview(page: Page | None) -> str | None:
            return str(page.update(self._told(page.digest, overview))) if page else None

        self._library.change(day, with_overview)

    def _told(self, digest: Digest, overview: ModelOverview) -> Digest:
        usage = added(digest.usage or Usage(), overview.usage)
        if digest.overview or not self._site.summaries:
            return replace(digest, usage=usage)
        order = {entry.paper.id: n for n, entry in enumerate(sorted(digest.entries, key=_score))}
        tracks = [
            replace(track, papers=tuple(sorted(order.keys() & set(track.papers), key=order.__getitem__)))
            for track in overview.tracks
        ]
        who = self._site.summaries.model if tracks else EXTRACT
        return replace(digest, usage=usage, overview=who, trends=tuple(tracks) or digest.trends)

    def _is_told_by_hand(self, digest: Digest) -> bool:
        if not digest.trends:
            return False
        return Editor(self._site, self._library.before(digest.date, DAYS)).has_own_trends(digest)


def _is_due(digest: Digest) -> bool:
    return (
        not digest.overview
        and not digest.ledger.pending
        and len(digest.entries) >= _FEWEST
        and any(entry.summary and entry.summary.prompt is not None for entry in digest.entries)
    )


def _score(entry: Entry) -> float:
    return -entry.rating.score if entry.rating else 0.0


def _claim(entry: Entry) -> str:
    return markdown.plain(entry.summary.tldr) if entry.summary else ""
