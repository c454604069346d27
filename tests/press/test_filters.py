"""A filter is offered where the papers of a day differ in what it asks for."""

import datetime as dt

import pytest

from broadsheet import config, words
from broadsheet.model import Decision, Rating
from broadsheet.press.pages import filters
from broadsheet.templates.layouts import Layouts, shipped_layouts
from press.newspaper import NO_INTERESTS, SETTINGS, digest, entry, recorded

DAY = dt.date(2026, 1, 27)


def rated(id_, decision, field, *categories):
    return entry(id_, f"Paper {id_}", *categories, rating=Rating(5.0, decision, field))


@pytest.fixture(scope="module")
def english():
    site = config.read(SETTINGS.format(url="https://example.org/"))
    return words.read(site, Layouts(shipped_layouts()))


def offered(english, *entries):
    found = filters.of_day(recorded(digest(DAY, ("cs.CL", list(entries)))), NO_INTERESTS, english)
    return {each.name: [choice.value for choice in each.choices] for each in found}


def test_categories_stand_by_how_often_they_are_named(english):
    day = [entry("2601.90001", "A", "cs.CL", "cs.LG"), entry("2601.90002", "B", "cs.LG")]
    assert offered(english, *day) == {"category": ["cs.LG", "cs.CL"]}


def test_a_day_that_is_all_alike_has_no_filters(english):
    assert offered(english, entry("2601.90001", "A"), entry("2601.90002", "B")) == {}


def test_interests_and_decisions_are_those_that_papers_of_the_day_have(english):
    day = [
        rated("2601.90001", Decision.SKIP, ""),
        rated("2601.90002", Decision.MUST_READ, "Seeing"),
        rated("2601.90003", Decision.MUST_READ, "Chance"),
    ]
    assert offered(english, *day) == {"interest": ["Chance", "Seeing"], "decision": ["must read", "skip"]}
