"""The account of days, from pages, the calendar and what runs remembered."""

import datetime as dt

import pytest

from broadsheet import status
from broadsheet.library import Library
from broadsheet.outcomes import Outcomes

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (dt.date(2026, 2, day) for day in range(2, 7))
PAGE = """---
title: A day
date: {day}
sources: ['{source}:cs.CL']
---

## cs.CL

### [A](https://arxiv.org/abs/2602.{n:05}v1)

- **Announced:** new
"""


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path)


@pytest.fixture
def outcomes(tmp_path):
    return Outcomes(tmp_path / ".broadsheet")


def publish(library, day, source="arxiv"):
    library.save(day, PAGE.format(day=day, n=day.day, source=source))


def states(library, outcomes, today):
    return {s.day: str(s.state) for s in status.account(library, outcomes, today=today)}


def test_each_day_is_in_one_state(library, outcomes):
    publish(library, MONDAY)
    publish(library, FRIDAY)
    outcomes.note(TUESDAY, state="quiet", why="the announcement is empty")
    outcomes.note(WEDNESDAY, state="failed", why="no answer")
    assert states(library, outcomes, FRIDAY + dt.timedelta(days=2)) == {
        MONDAY: "published",
        TUESDAY: "quiet",
        WEDNESDAY: "missed",
        THURSDAY: "missed",
        FRIDAY: "published",
        FRIDAY + dt.timedelta(days=1): "quiet",
        FRIDAY + dt.timedelta(days=2): "quiet",
    }


@pytest.mark.parametrize("state", ["stale", "failed", "waiting"])
def test_today_is_what_the_last_run_found(library, outcomes, state):
    publish(library, MONDAY)
    assert states(library, outcomes, TUESDAY)[TUESDAY] == "waiting"
    outcomes.note(TUESDAY, state=state, why="because")
    assert states(library, outcomes, TUESDAY)[TUESDAY] == state


def test_a_page_that_does_not_read_is_a_failed_day_with_its_line(library, outcomes):
    library.save(MONDAY, PAGE.format(day="someday", n=1, source="arxiv"))
    (standing,) = status.account(library, outcomes, today=MONDAY)
    assert standing.state is status.DayState.FAILED
    assert standing.why.startswith("content/2026/2026-02-02.md:3")


def test_a_reconstructed_page_is_told_from_others(library, outcomes):
    publish(library, MONDAY, "arxiv-archive")
    publish(library, TUESDAY)
    assert [s.reconstructed for s in status.account(library, outcomes, today=TUESDAY)] == [True, False]


def test_missed_days_are_told_as_stretches_over_weekends(library, outcomes):
    publish(library, MONDAY)
    next_week = FRIDAY + dt.timedelta(days=5)
    publish(library, WEDNESDAY)
    standings = status.account(library, outcomes, today=next_week)
    assert status.missed(standings) == [
        (TUESDAY, TUESDAY),
        (THURSDAY, next_week - dt.timedelta(days=1)),
    ]


def test_a_digest_without_pages_has_missed_nothing(library, outcomes):
    assert states(library, outcomes, MONDAY) == {MONDAY: "waiting"}


def test_what_runs_remember_survives_and_is_forgotten_in_time(library, outcomes, tmp_path):
    old = MONDAY - dt.timedelta(days=100)
    outcomes.note(old, state="quiet")
    outcomes.note(MONDAY, state="stale", why="old papers")
    outcomes.note_asked(MONDAY, TUESDAY)
    outcomes.save(TUESDAY)
    again = Outcomes(tmp_path / ".broadsheet")
    assert (again.of(MONDAY).state, again.of(MONDAY).why) == ("stale", "old papers")
    assert again.was_asked(MONDAY, TUESDAY)
    assert not again.was_asked(MONDAY, WEDNESDAY)
    assert again.of(old).state == ""


@pytest.mark.parametrize("said", [b"", b"[]", b'{"x": 1}', b'{"2026-02-02": {"mood": 1}}', b"\xff"])
def test_a_damaged_memory_is_an_empty_one(outcomes, said):
    outcomes.path.parent.mkdir()
    outcomes.path.write_bytes(said)
    assert Outcomes(outcomes.path.parent).days == {}
