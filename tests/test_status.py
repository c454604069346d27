"""The account of days, from pages, the calendar and what runs remembered."""

import datetime as dt
import json

import pytest

from broadsheet import status
from broadsheet.library import Library
from broadsheet.outcomes import Outcomes
from broadsheet.runs import RunRecord

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


def test_a_page_that_was_compared_speaks_for_the_days_before_it(library, outcomes):
    """On a fresh runner, which remembers nothing."""
    publish(library, MONDAY)
    publish(library, THURSDAY)
    text = library.path_of(THURSDAY).read_text()
    assert states(library, outcomes, FRIDAY)[TUESDAY] == "missed"
    library.save(THURSDAY, text.replace("sources:", f"checked: {THURSDAY}\nsources:"))
    assert states(library, outcomes, FRIDAY)[TUESDAY] == "missed"
    library.save(THURSDAY, text.replace("sources:", f"checked: {FRIDAY}\nsources:"))
    assert states(library, outcomes, FRIDAY)[TUESDAY] == "quiet"
    standings = {each.day: each for each in status.account(library, outcomes, today=FRIDAY)}
    assert standings[THURSDAY].is_whole
    assert standings[THURSDAY].as_json()["checked"] == "2026-02-06"
    assert not standings[MONDAY].is_whole


def test_a_quiet_day_that_a_page_names_is_none_that_was_missed(library, outcomes):
    publish(library, MONDAY)
    text = library.path_of(MONDAY).read_text()
    library.save(MONDAY, text.replace("sources:", f"quiet: [{TUESDAY}]\nsources:"))
    assert states(library, outcomes, THURSDAY) == {
        MONDAY: "published",
        TUESDAY: "quiet",
        WEDNESDAY: "missed",
        THURSDAY: "waiting",
    }


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
    assert again.asked_on(TUESDAY) == {MONDAY}
    assert not again.asked_on(WEDNESDAY)
    assert again.of(old).state == ""


@pytest.mark.parametrize("said", [b"", b"[]", b'{"x": 1}', b'{"2026-02-02": {"mood": 1}}', b"\xff"])
def test_a_damaged_memory_is_an_empty_one(outcomes, said):
    outcomes.path.parent.mkdir()
    outcomes.path.write_bytes(said)
    assert Outcomes(outcomes.path.parent).days == {}


NOW = dt.datetime(2026, 2, 6, 12, tzinfo=dt.UTC)


def ran(command, *, hour=6, exit_code=0, unexpected=0, days_ago=0):
    started = NOW.replace(hour=hour) - dt.timedelta(days=days_ago)
    return RunRecord(command, started, exit_code=exit_code, unexpected=unexpected)


def needed(*records, standings=()):
    return [need.what for need in status.needs(standings, records, now=NOW)]


def test_nothing_is_needed_when_all_is_well(library, outcomes):
    publish(library, FRIDAY)
    standings = status.account(library, outcomes, today=FRIDAY)
    assert needed(ran("ingest"), ran("render"), standings=standings) == []


def test_missed_and_failed_days_need_a_look_and_say_what_to_do(library, outcomes):
    publish(library, MONDAY)
    library.save(FRIDAY, PAGE.format(day="someday", n=1, source="arxiv"))
    standings = status.account(library, outcomes, today=FRIDAY)
    missed, failed = status.needs(standings, [], now=NOW)
    assert missed.what == "2026-02-03 to 2026-02-05 were missed"
    assert missed.do == "broadsheet backfill --since 2026-02-03 --until 2026-02-05"
    assert failed.what.startswith("2026-02-06 failed: content/2026/2026-02-06.md:3")


@pytest.mark.parametrize(
    ("records", "count"),
    [
        ([ran("ingest", exit_code=1)], 1),
        ([ran("ingest", exit_code=1), ran("render")], 1),  # another command is no repair
        ([ran("ingest", exit_code=1), ran("ingest")], 0),
        ([ran("ingest", exit_code=1), ran("build")], 0),
        ([ran("build", exit_code=1), ran("ingest")], 1),
        ([ran("build", exit_code=1), ran("ingest"), ran("render")], 0),
        ([ran("ingest", exit_code=1), ran("ingest", exit_code=1)], 1),
        ([ran("ingest", unexpected=1)], 1),  # it ended well, but something happened that must not
        ([ran("backfill", exit_code=1, days_ago=8)], 0),
        ([ran("ingest", exit_code=130)], 0),  # somebody stopped it, and knows
        ([ran("ingest", exit_code=1), ran("ingest", exit_code=130)], 1),
    ],
)
def test_a_run_that_failed_needs_a_look_until_one_went_well(records, count):
    assert len(needed(*records)) == count


def test_machines_are_told_all_of_it(library, outcomes):
    publish(library, THURSDAY)
    standings = status.account(library, outcomes, today=FRIDAY)
    records = [ran("ingest", exit_code=1)]
    needs = list(status.needs(standings, records, now=NOW))
    told = json.loads(json.dumps(status.as_json(standings, records, needs, today=FRIDAY, now=NOW)))
    assert (told["today"], told["newest"], told["well"], told["listed"]) == (
        "2026-02-06",
        "2026-02-05",
        False,
        1,
    )
    assert [day["state"] for day in told["days"]] == ["published", "waiting"]
    assert told["needs"] == [
        {
            "what": "broadsheet ingest of 2026-02-06 06:00 UTC ended with exit code 1",
            "do": "see its log; run it again",
        }
    ]
    assert [run["command"] for run in told["runs"]] == ["ingest"]
