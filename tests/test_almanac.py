"""Which announcement a moment belongs to, over weekends, holidays and the change of clocks."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import almanac
from strategies import ANY_DAY

MOMENTS = st.datetimes(
    dt.datetime(2025, 1, 1),  # noqa: DTZ001  # given its time zone by hypothesis
    dt.datetime(2027, 12, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 1))


def eastern(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=almanac.EASTERN)


@pytest.mark.parametrize(
    ("submitted", "announced"),
    [
        ("2026-02-02 13:59", "2026-02-03"),  # Monday, before the cut-off
        ("2026-02-02 14:00", "2026-02-04"),  # and at it
        ("2026-02-05 15:00", "2026-02-09"),  # Thursday afternoon: announced on Sunday evening
        ("2026-02-06 13:00", "2026-02-09"),
        ("2026-02-06 14:00", "2026-02-10"),  # Friday afternoon to Monday: announced on Monday evening
        ("2026-02-08 09:00", "2026-02-10"),
        ("2026-01-16 12:00", "2026-01-20"),  # the Monday is a holiday
        ("2026-07-02 10:00", "2026-07-06"),  # Friday is one, then the weekend
        ("2026-03-09 13:30", "2026-03-10"),  # the first weekday of summer time
    ],
)
def test_a_paper_is_announced_with_those_of_its_cut_off(submitted, announced):
    assert almanac.announced_on(eastern(submitted)) == dt.date.fromisoformat(announced)


@given(MOMENTS)
def test_a_paper_is_in_the_window_of_its_announcement(moment):
    day = almanac.announced_on(moment)
    start, end = almanac.submitted_for(day)
    assert start <= moment < end
    assert not almanac.quiet(day)


@given(DAYS)
def test_the_windows_of_announcements_lie_end_to_end(day):
    day = almanac.following(day)
    assert almanac.submitted_for(day)[1] == almanac.submitted_for(almanac.following(day))[0]
    assert almanac.preceding(almanac.following(day)) == day


@given(DAYS, st.integers(0, 40))
def test_days_are_those_that_are_not_quiet(since, length):
    until = since + dt.timedelta(days=length)
    found = almanac.days(since, until)
    assert found == sorted(set(found))
    assert all(since <= day <= until and not almanac.quiet(day) for day in found)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-01-27T04:59:00+00:00", "2026-01-26"),
        ("2026-01-27T05:00:00+00:00", "2026-01-27"),
        ("2026-07-28T04:00:00+00:00", "2026-07-28"),
    ],
)
def test_the_day_is_the_one_at_arxiv(moment, day):
    moment = dt.datetime.fromisoformat(moment)
    assert almanac.today(moment) == dt.date.fromisoformat(day)
    assert almanac.expected(almanac.today(moment)) <= moment


@given(ANY_DAY, st.integers(-60, 60))
def test_the_calendar_ends_and_nothing_that_is_reckoned_with_its_days_breaks(day, by):
    moved = almanac.moved(day, dt.timedelta(days=by))
    assert (moved - day).days == by or moved in {dt.date.min, dt.date.max}
    assert abs((moved - day).days) <= abs(by)
    assert almanac.monday(day).weekday() == 0
    assert 0 <= (day - almanac.monday(day)).days < 7
    assert almanac.preceding(day) <= day <= almanac.following(day)
    first, last = almanac.submitted_for(day)
    assert first <= last
    assert last - almanac.expected(day) <= dt.timedelta(days=1)


@given(ANY_DAY)
def test_arxiv_announced_nothing_before_it_began(day):
    assert bool(almanac.quiet(day)) or day >= almanac.BEGUN
    assert all(each >= almanac.BEGUN for each in almanac.days(dt.date.min, min(day, almanac.BEGUN)))
