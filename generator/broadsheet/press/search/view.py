"""The search page: its filters, and the months it can ask."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from broadsheet.model import Decision
from broadsheet.press import filters
from broadsheet.press.views import ChoiceView, FilterView, SearchView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.press import plan
    from broadsheet.press.words import Words


def view(subject: plan.SearchPage, script: str, words: Words, *, language: str) -> SearchView:
    """`language` is that in which interests are named."""
    return SearchView(script, tuple(_filters(subject, words, language)), ", ".join(subject.asked))


def _filters(subject: plan.SearchPage, words: Words, language: str) -> Iterator[FilterView]:
    yield filters.by_category(subject.categories, words)
    if subject.interests:
        yield filters.by_interest(subject.interests, words, language)
        yield filters.by_decision(tuple(Decision), words)
    years = dict.fromkeys(asked[:4] for asked in subject.asked)
    choices = (ChoiceView(year, words.year(date(int(year), 1, 1))) for year in years)
    yield FilterView("year", words.say("Year"), tuple(choices))
