"""What an announcement would bring, without writing anything: its pages are made as ever, and thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.library import Library
from broadsheet.outcomes import Outcomes
from broadsheet.page import parse

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from broadsheet.model import Paper
    from broadsheet.page import Page


class DraftLibrary(Library):
    """The pages of a digest, over which the new ones are held in memory alone."""

    def __init__(self, root: Path, *, samples: bool = False) -> None:
        super().__init__(root, samples=samples)
        self._drafts: dict[date, Page] = {}

    def load(self, day: date) -> Page | None:
        """The page as it would be."""
        return self._drafts.get(day) or super().load(day)

    def save_over(self, page: Page | str | None, day: date, text: str) -> None:
        """Remember what would be written."""
        del page
        self._drafts[day] = parse(text, self.name_of(day))

    def waiting(self) -> list[Paper]:
        """The papers that would newly wait for a model."""
        found: list[Paper] = []
        for day, draft in sorted(self._drafts.items()):
            there = super().load(day)
            known = {entry.paper.id for entry in there.digest.entries} if there else set()
            found += [
                entry.paper
                for entry in draft.digest.entries
                if entry.paper.id not in known and entry.paper.abstract and entry.is_upgradable
            ]
        return found


class DraftOutcomes(Outcomes):
    """What is remembered of days, which a draft adds nothing to."""

    def save(self, today: date) -> None:
        """Nothing happened."""
