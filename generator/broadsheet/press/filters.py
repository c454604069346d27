"""By what a reader can choose among the papers of a day: what its papers differ in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from broadsheet.press import categories
from broadsheet.press.papers import DECISIONS
from broadsheet.press.views import ChoiceView, FilterView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.model import Digest
    from broadsheet.press.words import Words


def of_day(digest: Digest, words: Words) -> tuple[FilterView, ...]:
    """A filter with one choice is none."""
    return tuple(each for each in _filters(digest, words) if len(each.choices) > 1)


def _filters(digest: Digest, words: Words) -> Iterator[FilterView]:
    entries = digest.entries
    listed = Counter(category for entry in entries for category in entry.paper.categories)
    often_first = sorted(listed, key=lambda category: (-listed[category], category))
    yield FilterView("category", words.say("Category"), tuple(_category(name, words) for name in often_first))
    ratings = [entry.rating for entry in entries if entry.rating]
    fields = sorted({rating.field for rating in ratings if rating.field})
    yield FilterView(
        "interest",
        words.say("Interest"),
        tuple(ChoiceView(field, field) for field in fields),
        digest.language,
    )
    made = {rating.decision for rating in ratings}
    decisions = (ChoiceView(each.value, words.say(said)) for each, said in DECISIONS.items() if each in made)
    yield FilterView("decision", words.say("Decision"), tuple(decisions))


def _category(name: str, words: Words) -> ChoiceView:
    said = categories.name(name, words)
    return ChoiceView(name, name if said == name else f"{said} · {name}")
