"""By what a reader can choose among the papers of a day or of a search: categories, interests, decisions."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from broadsheet.model import Decision
from broadsheet.press.pages.papers import DECISIONS
from broadsheet.templates.views import ChoiceView, FilterView

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from broadsheet.press.interests import Interests
    from broadsheet.press.subjects import SearchPage
    from broadsheet.records.days import DayRecord
    from broadsheet.words import Words


def of_day(day: DayRecord, interests: Interests, words: Words) -> tuple[FilterView, ...]:
    """By what papers of the day differ in: a filter with one choice is none."""
    listed = Counter(category for paper in day.papers for category in paper.categories)
    often_first = sorted(listed, key=lambda category: (-listed[category], category))
    ratings = [paper.rating for paper in day.papers if paper.rating]
    found = (
        by_category(often_first, words),
        by_interest(sorted({each.field for each in ratings if each.field}), interests, words, day.language),
        by_decision({Decision(rating.decision) for rating in ratings}, words),
    )
    return tuple(each for each in found if len(each.choices) > 1)


def of_search(subject: SearchPage, interests: Interests, words: Words, language: str) -> Iterator[FilterView]:
    """`language` is that in which the site has named what interests it had."""
    yield by_category(subject.categories, words)
    if subject.interests:
        yield by_interest(subject.interests, interests, words, language)
        yield by_decision(tuple(Decision), words)
    years = dict.fromkeys(asked.first.year for asked in subject.asked)
    choices = (ChoiceView(str(year), words.year(date(year, 1, 1))) for year in years)
    yield FilterView("year", words.say("Year"), tuple(choices))


def by_category(names: Iterable[str], words: Words) -> FilterView:
    named = ((name, words.category(name)) for name in names)
    choices = (ChoiceView(name, name if known == name else f"{known} · {name}") for name, known in named)
    return FilterView("category", words.say("Category"), tuple(choices))


def by_interest(names: Iterable[str], interests: Interests, words: Words, language: str) -> FilterView:
    shown = ((name, interests.shown(name, language)) for name in names)
    choices = (ChoiceView(name, each.label, each.language) for name, each in shown)
    return FilterView("interest", words.say("Interest"), tuple(choices))


def by_decision(made: Collection[Decision], words: Words) -> FilterView:
    choices = (ChoiceView(each.value, words.say(label)) for each, label in DECISIONS.items() if each in made)
    return FilterView("decision", words.say("Decision"), tuple(choices))
