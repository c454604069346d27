"""Which of a model's ratings stand on a page, as its answers come one after the other."""

import datetime as dt
from dataclasses import replace

import pytest

from broadsheet import page as pages
from broadsheet.ingest.beliefs import Beliefs
from broadsheet.ingest.upgrade import upgraded
from broadsheet.model import Decision, Part, Rating, Role, Summary, Usage
from broadsheet.summarize import Done
from press.newspaper import digest, entry

DAY = dt.date(2026, 1, 27)
TEN = Rating(10.0, Decision.MUST_READ, "Light")
SHORT = Summary("m", (Part(Role.TLDR, "Short."),))
COUNT = 20


def own(number):
    """One paper in five has something of the interest."""
    score = 4.0 if number % 5 == 0 else 0.5
    return Rating(score, Decision.SKIP, "Light" if score >= 2 else "")


@pytest.fixture
def page():
    papers = [
        entry(f"2601.{90000 + n}", f"Paper {n}", rating=own(n), reason=f"Own {n}.") for n in range(COUNT)
    ]
    return digest(DAY, ("cs.CL", papers))


@pytest.fixture
def opinion(page):
    own_entries = {each.paper.id: each for each in page.entries}
    return lambda _: own_entries


def answers(page, rating=TEN, *, numbers=range(COUNT)):
    ids = [each.paper.id for each in page.entries]
    return [Done(ids[n], SHORT, Usage(1, 2, 3), (), rating, "A model says so.") for n in numbers]


def told(digest, outcomes):
    return upgraded(pages.parse(pages.render(digest), "day.md"), outcomes)


def ratings(page):
    return [(each.rating.score, each.reason) for each in page.entries]


def test_a_model_that_rates_everything_ten_changes_no_rating_however_its_answers_come(page, opinion):
    beliefs, before, now = Beliefs(opinion), ratings(page), page
    for at in range(0, COUNT, 7):
        some = answers(page, numbers=range(at, min(at + 7, COUNT)))
        now = beliefs.held(told(now, some), some)
    assert ratings(now) == before
    assert [each.summarized_by for each in now.entries] == ["m"] * COUNT
    assert beliefs.doubted == COUNT


def test_a_run_that_was_stopped_is_doubted_on(page, opinion):
    first = answers(page, numbers=range(14))
    now = Beliefs(opinion).held(told(page, first), first)
    rest = answers(page, numbers=range(14, COUNT))
    now = Beliefs(opinion).held(told(now, rest), rest)
    assert ratings(now) == ratings(page)


def test_a_rating_is_believed_again_when_later_answers_speak_for_the_model(page, opinion):
    """The best rated papers are asked about first."""
    beliefs = Beliefs(opinion)
    musts = answers(page, numbers=[0, 5, 10])
    lone = answers(page, numbers=[1])
    now = beliefs.held(told(page, musts + lone), musts + lone)
    assert [score for score, _ in ratings(now)][:6] == [10.0, 0.5, 0.5, 0.5, 0.5, 10.0]
    six = answers(page, Rating(6.0, Decision.WORTH_A_LOOK, "Light"), numbers=[2, 3, 4, 6, 7])
    now = beliefs.held(told(now, six), six)
    assert [score for score, _ in ratings(now)][:6] == [10.0, 0.5, 6.0, 6.0, 6.0, 10.0]
    assert ratings(now)[1] == (0.5, "Own 1.")
    assert beliefs.doubted == 1


def test_a_rating_that_a_person_gave_stays(page, opinion):
    beliefs, some = Beliefs(opinion), answers(page, numbers=range(14))
    now = beliefs.held(told(page, some), some)
    mine = Rating(3.3, Decision.SKIP, "Light")
    (section,) = now.sections
    edited = replace(
        now,
        sections=(
            replace(section, entries=(replace(section.entries[0], rating=mine), *section.entries[1:])),
        ),
    )
    rest = answers(page, numbers=range(14, COUNT))
    assert beliefs.held(told(edited, rest), rest).entries[0].rating == mine


def test_without_interests_there_is_nothing_to_doubt_by(page):
    some = answers(page)
    now = told(page, some)
    assert Beliefs(None).held(now, some) is now
