"""Of which day an announcement is: what it declares, unless the evidence says otherwise."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import almanac
from broadsheet.batch import Announcement, Batch
from broadsheet.desk import dating
from broadsheet.model import Kind, Paper

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (dt.date(2026, 2, day) for day in range(2, 7))
SATURDAY = dt.date(2026, 2, 7)


def id_(n):
    return f"2602.{n:05}"


def batch(numbers, declared, kind=Kind.NEW):
    items = tuple(Announcement(Paper(id_(n), "A"), kind) for n in numbers)
    return Batch("arxiv:cs.CL", ("cs.CL",), declared, None, items)


def evidence(pages, today, announced=()):
    """`pages`: the numbers on each day's page."""
    seen = {id_(n): {day: 1} for day, numbers in pages.items() for n in numbers}
    ranges = {
        day: (dating.number(id_(min(numbers))), dating.number(id_(max(numbers))))
        for day, numbers in pages.items()
    }
    return dating.Evidence(seen, ranges, today, dict(announced))


def days(found):
    return {each.day: len(each.batch.items) for each in found}


@pytest.mark.parametrize(
    ("numbers", "declared", "pages", "today", "expected"),
    [
        (range(20, 30), WEDNESDAY, {TUESDAY: range(10, 20)}, WEDNESDAY, {WEDNESDAY: 10}),
        # misdated: Thursday's papers, and all dates say Wednesday
        (range(30, 40), WEDNESDAY, {WEDNESDAY: range(20, 30)}, THURSDAY, {THURSDAY: 10}),
        # the same with one stale category in the union
        (range(25, 40), WEDNESDAY, {WEDNESDAY: range(20, 30)}, THURSDAY, {THURSDAY: 15}),
        # before the rebuild: yesterday's again, with a straggler
        (range(20, 31), WEDNESDAY, {WEDNESDAY: range(20, 30)}, THURSDAY, {WEDNESDAY: 11}),
        # a late second half of the same day
        (range(20, 30), WEDNESDAY, {WEDNESDAY: range(20, 30, 2)}, WEDNESDAY, {WEDNESDAY: 10}),
        # a late part of yesterday, shown again today
        (range(20, 40), THURSDAY, {WEDNESDAY: [20, 21, 29]}, THURSDAY, {WEDNESDAY: 7, THURSDAY: 13}),
        # nobody announces on a Saturday
        (range(40, 44), SATURDAY, {THURSDAY: range(20, 40)}, SATURDAY, {FRIDAY: 4}),
        # the machine was off for days: what is declared holds
        (range(80, 90), FRIDAY, {MONDAY: range(20, 30)}, FRIDAY, {FRIDAY: 10}),
        # a saved feed: nobody knows today, and what it declares holds
        (range(30, 40), WEDNESDAY, {WEDNESDAY: range(20, 30)}, None, {WEDNESDAY: 10}),
    ],
)
def test_the_day_of_a_batch(numbers, declared, pages, today, expected):
    found = dating.by_day(batch(numbers, declared), evidence(pages, today))
    assert {day: count for day, count in days(found).items() if count} == expected


def test_a_corrected_date_is_noted():
    (found,) = dating.by_day(batch(range(30, 40), WEDNESDAY), evidence({WEDNESDAY: range(20, 30)}, THURSDAY))
    assert "says 2026-02-04" in found.note


def test_a_stale_feed_of_a_missed_day_is_told_by_what_the_archive_knows():
    """Wednesday was missed; on Thursday the feed still holds Wednesday's papers under Thursday's date."""
    known = evidence({TUESDAY: range(10, 20)}, THURSDAY, {id_(n): WEDNESDAY for n in range(20, 30)})
    assert days(dating.by_day(batch(range(20, 30), THURSDAY), known)) == {WEDNESDAY: 10}


def test_a_stale_category_of_a_missed_day_is_told_from_the_fresh_ones():
    stale = [Announcement(Paper(id_(n), "A", categories=("cs.CV",)), Kind.NEW) for n in range(20, 25)]
    fresh = [Announcement(Paper(id_(n), "A", categories=("cs.CL",)), Kind.NEW) for n in range(30, 35)]
    both = Batch("arxiv:cs.CL+cs.CV", ("cs.CL", "cs.CV"), THURSDAY, None, (*stale, *fresh))
    announced = {item.paper.id: WEDNESDAY for item in stale} | {item.paper.id: THURSDAY for item in fresh}
    announced[id_(30)] = WEDNESDAY  # by its submission; but it was held back
    known = evidence({TUESDAY: range(10, 20)}, THURSDAY, announced)
    assert days(dating.by_day(both, known)) == {THURSDAY: 5, WEDNESDAY: 5}


def test_papers_submitted_for_a_day_that_was_quiet_are_announced_on_the_next():
    moment = almanac.submitted_for(WEDNESDAY)[0]
    assert dating.reckoned({id_(1): moment}, {}, quiet={WEDNESDAY}) == {id_(1): THURSDAY}


def test_a_batch_without_any_day_is_dated_by_nobody():
    assert dating.by_day(batch(range(3), None), evidence({}, None)) == []


def test_a_paper_that_was_held_back_stands_on_the_day_of_its_announcement():
    early, late = (almanac.submitted_for(day)[0] + dt.timedelta(hours=2) for day in (MONDAY, WEDNESDAY))
    submitted = {id_(30): late, id_(31): early, id_(32): late, id_(10): early}
    assert dating.reckoned(submitted, {}) == {
        id_(10): MONDAY,
        id_(30): WEDNESDAY,
        id_(31): WEDNESDAY,
        id_(32): WEDNESDAY,
    }


def test_a_held_paper_does_not_come_before_a_page_that_is_there():
    early = almanac.submitted_for(MONDAY)[0] + dt.timedelta(hours=2)
    ranges = {TUESDAY: (dating.number(id_(20)), dating.number(id_(29)))}
    assert dating.reckoned({id_(30): early, id_(25): early}, ranges) == {id_(30): WEDNESDAY, id_(25): TUESDAY}


@given(st.lists(st.integers(0, 60 * 24 * 14), min_size=1, max_size=40, unique=True), st.data())
def test_reckoning_by_identifiers_finds_the_day_of_every_paper(minutes, data):
    """Numbers are given in the order of announcement; some papers were held back for a day or more."""
    start = dt.datetime(2026, 2, 2, 20, tzinfo=dt.UTC)
    papers = []
    for n, minute in enumerate(sorted(minutes)):
        moment = start + dt.timedelta(minutes=minute)
        papers.append((almanac.announced_on(moment), n, moment))
    on_time = {day for day, _, _ in papers}
    held = [
        (data.draw(st.sampled_from(sorted(d for d in on_time if d >= day))), n, moment)
        for day, n, moment in papers
        if n % 7 == 3
    ]
    punctual = [paper for paper in papers if paper[1] % 7 != 3]
    announced = sorted(punctual) + held
    # within a day the punctual come first, so that each day is known before its held papers
    announced.sort(key=lambda paper: (paper[0], paper[1] % 7 == 3))
    truth = {id_(n): day for n, (day, _, _) in enumerate(announced)}
    first_of_day = {day: i for i, (day, n, _) in reversed(list(enumerate(announced)))}
    submitted = {id_(n): moment for n, (_, _, moment) in enumerate(announced)}
    reckoned = dating.reckoned(submitted, {})
    for n, (day, original, _) in enumerate(announced):
        if announced[first_of_day[day]][1] % 7 != 3 or original % 7 != 3:
            assert reckoned[id_(n)] == truth[id_(n)]
