"""Of which day an announcement is: what it declares, unless the evidence says otherwise."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import almanac
from broadsheet.batch import Announcement, Batch, Record
from broadsheet.desk import dating
from broadsheet.desk.evidence import Evidence, Order, is_of, number
from broadsheet.desk.quiet import quiet_days
from broadsheet.model import Kind, Paper

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (dt.date(2026, 2, day) for day in range(2, 7))
SATURDAY = dt.date(2026, 2, 7)


def id_(n):
    return f"2602.{n:05}"


def batch(numbers, declared, kind=Kind.NEW):
    items = tuple(Announcement(Paper(id_(n), "A"), kind) for n in numbers)
    return Batch("arxiv:cs.CL", ("cs.CL",), declared, None, items)


def evidence(pages, today, records=()):
    """`pages`: the numbers on each day's page."""
    seen = {id_(n): {day: 1} for day, numbers in pages.items() for n in numbers}
    ids = {day: {id_(n) for n in numbers} for day, numbers in pages.items()}
    return Evidence(seen, ids, today=today, records={each.paper.id: each for each in records})


def record(number, day, category="cs.CL", hours=2):
    """Submitted so that it could be announced on this day, and was unless it was held back."""
    moment = almanac.submitted_for(day)[0] + dt.timedelta(hours=hours)
    return Record(Paper(id_(number), "A", categories=tuple(filter(None, [category]))), moment)


def reckoned(records, pages=None, **more):
    """Between which days each paper was announced, by its number."""
    order = Order(dataclasses.replace(evidence(pages or {}, FRIDAY, records), **more))
    return {
        int(each.paper.id[5:]): (order.earliest(each.paper.id), order.latest(each.paper.id))
        for each in records
    }


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


def test_an_archive_that_is_behind_does_not_hold_a_misdated_feed_to_its_date():
    known = evidence({WEDNESDAY: range(20, 30)}, THURSDAY, [record(n, WEDNESDAY) for n in range(20, 30)])
    assert days(dating.by_day(batch(range(30, 33), WEDNESDAY), known)) == {THURSDAY: 3}


def test_a_corrected_date_is_noted():
    (found,) = dating.by_day(batch(range(30, 40), WEDNESDAY), evidence({WEDNESDAY: range(20, 30)}, THURSDAY))
    assert "says 2026-02-04" in found.note


def test_a_stale_feed_of_a_missed_day_is_told_by_what_the_archive_knows():
    """Wednesday was missed; on Thursday the feed still holds Wednesday's papers under Thursday's date."""
    stale = [record(n, WEDNESDAY, category="") for n in range(20, 30)]
    known = evidence({TUESDAY: range(10, 20)}, THURSDAY, [*stale, record(31, THURSDAY, category="")])
    assert days(dating.by_day(batch(range(20, 30), THURSDAY), known)) == {WEDNESDAY: 10}


def of(category, numbers):
    return [Announcement(Paper(id_(n), "A", categories=(category,)), Kind.NEW) for n in numbers]


def test_a_stale_category_of_a_missed_day_is_told_from_the_fresh_ones():
    """The archive knows of Thursday's papers in that category, and the feed lacks them."""
    stale, fresh = of("cs.CV", range(20, 25)), of("cs.CL", range(30, 35))
    both = Batch("arxiv:cs.CL+cs.CV", ("cs.CL", "cs.CV"), THURSDAY, None, (*stale, *fresh))
    records = [record(n, WEDNESDAY, "cs.CV") for n in range(20, 25)]
    records += [record(30, WEDNESDAY)]  # by its submission; but it was held back
    records += [record(n, THURSDAY) for n in range(31, 35)] + [record(36, THURSDAY, "cs.CV")]
    known = evidence({TUESDAY: range(10, 20)}, THURSDAY, records)
    assert days(dating.by_day(both, known)) == {THURSDAY: 5, WEDNESDAY: 5}


def test_a_feed_of_papers_that_all_stand_on_a_page_is_of_that_page_whatever_it_says():
    known = evidence({WEDNESDAY: range(20, 30)}, THURSDAY)
    assert days(dating.by_day(batch(range(20, 30), THURSDAY), known)) == {WEDNESDAY: 10}


def test_a_new_version_of_a_paper_of_yesterday_shows_that_not_all_of_a_feed_is_yesterdays():
    """One category of it is, and of today there are but cross-lists and new versions."""
    news = [Announcement(Paper(id_(20), "A", version=2), Kind.REPLACE)]
    feed = batch(range(25, 30), THURSDAY)
    feed = dataclasses.replace(feed, items=(*feed.items, *crosses(3), *news))
    known = evidence({WEDNESDAY: range(20, 30)}, THURSDAY)
    assert days(dating.by_day(feed, known)) == {THURSDAY: 7}


def test_cross_lists_numbered_after_yesterdays_page_show_that_not_all_of_a_feed_is_yesterdays():
    feed = batch(range(20, 30), THURSDAY)
    known = evidence({WEDNESDAY: range(20, 30)}, THURSDAY)
    today = dataclasses.replace(feed, items=(*feed.items, *crosses(31, 32, 34)))
    assert days(dating.by_day(today, known)) == {THURSDAY: 13}
    standing = {id_(n): {WEDNESDAY: 1} for n in (31, 32, 34)}
    again = dataclasses.replace(known, seen={**known.seen, **standing})
    assert days(dating.by_day(today, again)) == {WEDNESDAY: 13}
    straggler = dataclasses.replace(feed, items=(*feed.items, *crosses(31)))
    assert days(dating.by_day(straggler, known)) == {WEDNESDAY: 11}


def test_one_cross_list_is_enough_when_the_archive_knows_of_none_that_yesterdays_page_lacks():
    """It was compared, or the archive knows its papers now, and not this one."""
    feed = batch(range(20, 30), THURSDAY)
    feed = dataclasses.replace(feed, items=(*feed.items, *crosses(31)))
    page = {WEDNESDAY: range(20, 30)}
    known = evidence(page, THURSDAY, [record(n, WEDNESDAY) for n in range(20, 30)])
    assert days(dating.by_day(feed, known)) == {THURSDAY: 11}
    assert days(dating.by_day(feed, evidence(page, THURSDAY, [record(31, WEDNESDAY, "math.PR")]))) == {
        WEDNESDAY: 11
    }
    compared = dataclasses.replace(evidence(page, THURSDAY), whole={WEDNESDAY})
    assert days(dating.by_day(feed, compared)) == {THURSDAY: 11}


def test_a_feed_that_lacks_some_of_yesterdays_new_papers_is_stale_in_a_part_only():
    stale = batch(range(25, 30), THURSDAY)
    stale = dataclasses.replace(stale, items=(*stale.items, *crosses(3)))
    assert days(dating.by_day(stale, evidence({WEDNESDAY: range(20, 30)}, THURSDAY))) == {THURSDAY: 6}


def test_a_strange_number_that_stands_on_an_old_page_takes_no_feed_of_cross_lists_there():
    strange = Announcement(Paper("9999.99999", "A"), Kind.NEW)
    feed = dataclasses.replace(batch([], THURSDAY), items=(strange, *crosses(40, 41)))
    known = evidence({MONDAY: range(5), WEDNESDAY: range(20, 30)}, THURSDAY)
    known = dataclasses.replace(known, seen={**known.seen, "9999.99999": {MONDAY: 1}})
    assert THURSDAY in days(dating.by_day(feed, known))


def test_a_quiet_day_is_not_doubted_for_papers_that_came_on_the_next_and_not_today():
    """The feed of the day after was never seen; of today's it is not to be expected."""
    records = [record(n, WEDNESDAY) for n in range(20, 25)] + [record(n, FRIDAY) for n in range(30, 35)]
    known = dataclasses.replace(evidence({}, FRIDAY, records), quiet=frozenset({WEDNESDAY}))
    feed = Batch("arxiv:cs.CL", ("cs.CL",), FRIDAY, None, tuple(of("cs.CL", range(30, 35))))
    assert quiet_days([feed], known) == {WEDNESDAY}


def test_what_was_cross_listed_does_not_outvote_the_new_papers_of_a_misdated_feed():
    old = [Announcement(Paper(id_(n), "A", categories=("math.PR",)), Kind.CROSS) for n in (3, 5)]
    feed = Batch("arxiv:cs.CL", ("cs.CL",), WEDNESDAY, None, (*of("cs.CL", [30]), *old))
    known = evidence({WEDNESDAY: range(20, 30)}, THURSDAY, [record(30, THURSDAY)])
    assert days(dating.by_day(feed, known)) == {THURSDAY: 3}


def test_two_papers_that_were_submitted_for_today_are_enough_to_tell_a_misdated_feed():
    cross = Announcement(Paper("2602.00032", "A"), Kind.CROSS)
    one = Batch("arxiv:cs.CL", ("cs.CL",), WEDNESDAY, None, tuple(of("cs.CL", [28, 29, 30, 31])))
    records = [record(n, WEDNESDAY) for n in (28, 29, 30)] + [record(n, THURSDAY) for n in (31, 32)]
    known = evidence({TUESDAY: [15]}, THURSDAY, records)
    assert days(dating.by_day(one, known)) == {WEDNESDAY: 3, THURSDAY: 1}
    assert days(dating.by_day(dataclasses.replace(one, items=(*one.items, cross)), known)) == {THURSDAY: 5}


def test_the_feed_of_a_missed_day_may_end_with_cross_lists():
    records = [record(n, WEDNESDAY) for n in range(20, 25)] + [record(n, THURSDAY) for n in (30, 31)]
    stale = dataclasses.replace(batch([20], THURSDAY), items=(*of("cs.CL", [20]), *crosses(21, 22, 23, 24)))
    known = evidence({TUESDAY: range(10, 20)}, THURSDAY, records)
    assert days(dating.by_day(stale, known)) == {WEDNESDAY: 5}


def test_a_cross_list_that_was_submitted_for_today_shows_that_not_all_of_a_feed_is_stale():
    held, todays = (Announcement(Paper(id_(n), "A", categories=("math.PR",)), Kind.CROSS) for n in (30, 31))
    feed = Batch("arxiv:cs.CL", ("cs.CL",), THURSDAY, None, (*of("cs.CL", range(20, 30)), held, todays))
    known = evidence({WEDNESDAY: range(20, 30)}, THURSDAY, [record(30, MONDAY), record(31, THURSDAY)])
    assert days(dating.by_day(feed, known)) == {THURSDAY: 12}


def test_a_few_papers_of_half_a_feed_that_were_held_back_do_not_make_it_stale():
    records = [record(30, TUESDAY), record(31, THURSDAY), record(32, THURSDAY)]
    known = evidence({WEDNESDAY: range(20, 30)}, THURSDAY, records)
    half = Batch("arxiv:cs.CL", ("cs.CL",), THURSDAY, None, tuple(of("cs.CL", [30])))
    assert days(dating.by_day(half, known)) == {THURSDAY: 1}


def test_papers_submitted_for_a_day_that_was_quiet_are_announced_on_the_next():
    found = reckoned([record(1, WEDNESDAY)], quiet=frozenset({WEDNESDAY}))
    assert found == {1: (THURSDAY, FRIDAY)}


def test_a_day_whose_papers_come_mixed_with_todays_was_quiet():
    """A holiday that nobody foretold: what was submitted for it is announced on the next day."""
    records = [record(n, WEDNESDAY if n % 2 else THURSDAY) for n in range(20, 30)]
    known = evidence({TUESDAY: range(10, 20)}, THURSDAY, records)
    feed = Batch("arxiv:cs.CL", ("cs.CL",), THURSDAY, None, tuple(of("cs.CL", range(20, 30))))
    assert quiet_days([feed], known) == {WEDNESDAY}


def test_a_day_that_is_said_to_be_quiet_is_not_when_its_papers_do_not_come_on_the_next():
    records = [record(n, WEDNESDAY) for n in range(20, 25)] + [record(n, THURSDAY) for n in range(25, 30)]
    known = dataclasses.replace(evidence({}, THURSDAY, records), quiet=frozenset({WEDNESDAY}))
    for shown in (range(25, 30), [25]):
        feed = Batch("arxiv:cs.CL", ("cs.CL",), THURSDAY, None, tuple(of("cs.CL", shown)))
        assert quiet_days([feed], known) == frozenset()


def test_a_day_that_is_said_to_be_quiet_is_not_when_a_paper_of_it_has_a_new_version_on_the_next():
    known = evidence({TUESDAY: range(10, 20)}, THURSDAY, [record(20, WEDNESDAY), record(25, THURSDAY)])
    known = dataclasses.replace(known, quiet=frozenset({WEDNESDAY}))
    news = Announcement(Paper(id_(20), "A", version=2), Kind.REPLACE)
    feed = Batch("arxiv:cs.CL", ("cs.CL",), THURSDAY, None, tuple(of("cs.CL", [25])))
    assert quiet_days([feed], known) == {WEDNESDAY}
    assert quiet_days([dataclasses.replace(feed, items=(*feed.items, news))], known) == frozenset()


def test_what_was_cross_listed_at_once_shows_too_that_a_day_was_not_quiet():
    records = [record(n, WEDNESDAY, "math.PR") for n in (20, 22)] + [record(21, WEDNESDAY)]
    records += [record(30, THURSDAY), record(31, THURSDAY, "math.PR")]
    known = dataclasses.replace(evidence({}, THURSDAY, records), quiet=frozenset({WEDNESDAY}))
    feed = Batch("arxiv:cs.CL", ("cs.CL",), THURSDAY, None, (*of("cs.CL", [30]), *crosses(31)))
    assert quiet_days([feed], known) == frozenset()
    page = evidence({}, FRIDAY, records)
    page = dataclasses.replace(page, seen={id_(n): {THURSDAY: 1} for n in (30, 31)}, quiet=known.quiet)
    assert quiet_days([], page) == frozenset()


def test_a_day_that_is_said_to_be_quiet_is_not_when_the_page_after_it_lacks_its_papers():
    """The archive was behind when it was asked, and told of them only when that page had been made."""
    records = [record(n, WEDNESDAY) for n in range(20, 25)] + [record(n, THURSDAY) for n in range(25, 30)]
    known = evidence({TUESDAY: range(10, 20), THURSDAY: range(25, 30)}, FRIDAY, records)
    known = dataclasses.replace(known, quiet=frozenset({WEDNESDAY}))
    feed = Batch("arxiv:cs.CL", ("cs.CL",), FRIDAY, None, tuple(of("cs.CL", range(30, 35))))
    assert quiet_days([feed], known) == frozenset()


def crosses(*numbers):
    return [Announcement(Paper(id_(n), "A", categories=("math.PR", "cs.CL")), Kind.CROSS) for n in numbers]


def test_a_day_that_is_said_to_be_quiet_is_not_when_what_lacks_comes_before_all_that_the_next_page_has():
    """Two papers of it were held back and stand there, after its own."""
    records = [record(n, WEDNESDAY) for n in (20, 21, 22, 27, 28)] + [record(n, THURSDAY) for n in (25, 26)]
    known = evidence({THURSDAY: range(25, 29)}, FRIDAY, records)
    known = dataclasses.replace(known, quiet=frozenset({WEDNESDAY}))
    assert quiet_days([], known) == frozenset()


@pytest.mark.parametrize("later", [(26, 27), (30,)])
def test_a_day_that_is_said_to_be_quiet_is_not_when_the_next_days_feed_is_all_its_own(later):
    """The archive was behind; and the feed of the day after, when it knows better, is still this one."""
    records = [record(n, WEDNESDAY) for n in (20, 22, 23, 24)] + [
        record(n, THURSDAY, "math.PR") for n in later
    ]
    known = dataclasses.replace(evidence({}, THURSDAY, records), quiet=frozenset({WEDNESDAY}))
    feed = Batch("arxiv:cs.CL", ("cs.CL",), THURSDAY, None, (*of("cs.CL", [20, 22]), *crosses(23, 24)))
    refuted = dataclasses.replace(known, quiet=quiet_days([feed], known))
    assert days(dating.by_day(feed, refuted)) == {WEDNESDAY: 4}


@pytest.mark.parametrize("shown", [(20, 22, 26), (20, 23), (20,)])
def test_a_day_stays_quiet_when_half_of_the_next_days_feed_is_missing(shown):
    """What is missing lies between what is there."""
    records = [record(n, WEDNESDAY) for n in range(20, 25)] + [record(n, THURSDAY) for n in (26, 27)]
    known = dataclasses.replace(evidence({}, THURSDAY, records), quiet=frozenset({WEDNESDAY}))
    feed = Batch("arxiv:cs.CL", ("cs.CL",), THURSDAY, None, tuple(of("cs.CL", shown)))
    assert quiet_days([feed], known) == {WEDNESDAY}


def test_a_day_stays_quiet_when_the_page_after_it_has_some_of_its_papers_or_none_of_their_category():
    records = [record(n, WEDNESDAY) for n in range(20, 25)] + [record(n, THURSDAY) for n in range(25, 30)]
    stale = [record(n, WEDNESDAY, "cs.CV") for n in range(30, 39)]
    known = evidence({THURSDAY: [20, 21, *range(25, 30)]}, FRIDAY, records + stale)
    known = dataclasses.replace(known, quiet=frozenset({WEDNESDAY}))
    assert quiet_days([], known) == {WEDNESDAY}


def test_a_batch_without_any_day_is_dated_by_nobody():
    assert dating.by_day(batch(range(3), None), evidence({}, None)) == []


def test_a_paper_that_was_held_back_stands_on_the_day_of_its_announcement():
    records = [record(10, MONDAY), record(30, WEDNESDAY), record(31, MONDAY), record(32, WEDNESDAY)]
    found = {number: earliest for number, (earliest, _) in reckoned(records).items()}
    assert found == {10: MONDAY, 30: WEDNESDAY, 31: WEDNESDAY, 32: WEDNESDAY}


def test_a_page_that_is_not_whole_says_nothing_of_what_lies_between_its_papers_and_anothers():
    """One category of Wednesday stands there; the machine was off on Tuesday."""
    pages = {MONDAY: range(1, 10), WEDNESDAY: [40, 45]}
    found = reckoned([record(15, TUESDAY), record(35, WEDNESDAY), record(42, TUESDAY)], pages)
    assert found == {15: (TUESDAY, WEDNESDAY), 35: (WEDNESDAY, WEDNESDAY), 42: (WEDNESDAY, WEDNESDAY)}


def test_what_a_whole_page_lacks_was_announced_after_it():
    pages = {TUESDAY: range(10, 20)}
    held = record(20, MONDAY)
    assert reckoned([held], pages)[20] == (TUESDAY, FRIDAY)
    assert reckoned([held], pages, whole={TUESDAY})[20] == (WEDNESDAY, FRIDAY)
    assert reckoned([held], pages, whole={TUESDAY}, unlisted={held.paper.id})[20] == (TUESDAY, FRIDAY)
    cross_lists_alone = {**pages, WEDNESDAY: []}
    assert reckoned([held], cross_lists_alone, whole={TUESDAY, WEDNESDAY})[20] == (THURSDAY, FRIDAY)


def test_a_stale_category_is_told_by_a_number_that_it_lacks():
    """Nothing of Thursday need be in that category, but what the feed lacks has a higher number."""
    stale, fresh = of("cs.CV", [16, 20]), of("cs.CL", range(30, 35))
    both = Batch("arxiv:cs.CL+cs.CV", ("cs.CL", "cs.CV"), THURSDAY, None, (*stale, *fresh))
    records = [record(n, WEDNESDAY, "cs.CV") for n in (16, 20)] + [record(24, MONDAY, "cs.CV")]
    known = evidence(
        {TUESDAY: range(1, 10)}, THURSDAY, records + [record(n, THURSDAY) for n in range(30, 35)]
    )
    assert days(dating.by_day(both, known)) == {WEDNESDAY: 2, THURSDAY: 5}


def category(name, numbers, records, pages, others=()):
    """Of which days this category of Thursday's feed is, beside what it shows of others."""
    feed = Batch("arxiv:cs", ("cs.CL", "cs.CV"), THURSDAY, None, (*of(name, numbers), *of("cs.CL", others)))
    found = dating.by_day(feed, evidence(pages, THURSDAY, records))
    return {
        day: count
        for each in found
        if (day := each.day) and (count := sum(i.paper.primary == name for i in each.batch.items))
    }


def test_half_a_feed_is_not_stale_where_it_lacks_what_a_stale_one_would_show():
    """The machine was off on Wednesday; of a category of Thursday's it shows one that was held back."""
    records = [record(n, WEDNESDAY, "cs.CV") for n in (20, 22, 30)] + [record(31, THURSDAY, "cs.CV")]
    assert category("cs.CV", [30], records, {TUESDAY: range(10, 20)}) == {THURSDAY: 1}
    assert category("cs.CV", [20, 22, 30], records, {TUESDAY: range(10, 20)}) == {WEDNESDAY: 3}


def test_half_a_feed_is_not_stale_in_a_category_of_which_nothing_is_missing():
    """But papers of another are, among those that it shows."""
    records = [record(n, WEDNESDAY, "cs.CL") for n in (20, 22)] + [record(30, TUESDAY, "cs.CV")]
    records += [record(n, THURSDAY) for n in (31, 32, 33, 34)]
    assert category("cs.CV", [30], records, {TUESDAY: range(10, 20)}, others=[32, 34]) == {THURSDAY: 1}


def test_a_category_is_stale_too_when_yesterdays_feed_had_been_so():
    """Wednesday's page has none of its papers; Thursday's feed has them, and all of the other category."""
    records = [record(n, WEDNESDAY, "cs.CV") for n in (24, 26)] + [record(n, WEDNESDAY) for n in (21, 23)]
    records += [record(n, THURSDAY) for n in (30, 31)] + [record(33, THURSDAY, "cs.CV")]
    pages = {WEDNESDAY: [21, 23]}
    assert category("cs.CV", [24, 26], records, pages, others=[30, 31]) == {WEDNESDAY: 2}
    assert category("cs.CV", [24, 26], records, pages, others=[31]) == {THURSDAY: 2}  # half of a feed


@pytest.mark.parametrize("strange", ["1706.03762", "9999.99999", "2603.00001", "math/0112017", "2602.99999"])
def test_an_old_an_absurd_or_a_misplaced_number_bends_nothing(strange):
    """It stands on Monday's page, by hand or because a feed said so."""
    pages = {MONDAY: {id_(n) for n in range(1, 10)} | {strange}, WEDNESDAY: {id_(n) for n in range(20, 30)}}
    records = {each.paper.id: each for each in [record(15, TUESDAY), record(31, THURSDAY)]}
    order = Order(Evidence({}, pages, today=FRIDAY, records=records))
    assert (order.earliest(id_(15)), order.latest(id_(15))) == (TUESDAY, WEDNESDAY)
    assert order.earliest(id_(31)) == THURSDAY
    assert order.earliest(id_(5)) == order.latest(id_(5)) == MONDAY


def test_a_strange_number_in_a_feed_takes_nothing_with_it():
    strange = Announcement(Paper("9999.99999", "A", categories=("cs.CL",)), Kind.NEW)
    feed = Batch("arxiv:cs.CL", ("cs.CL",), WEDNESDAY, None, (*of("cs.CL", range(20, 30)), strange))
    found = dating.by_day(feed, evidence({TUESDAY: range(10, 20)}, WEDNESDAY))
    assert days(found) == {WEDNESDAY: 11}
    pages = {WEDNESDAY: {*(id_(n) for n in range(20, 30)), strange.paper.id}}
    known = Evidence({id_: {WEDNESDAY: 1} for id_ in pages[WEDNESDAY]}, pages, today=THURSDAY)
    assert days(dating.by_day(batch(range(30, 40), THURSDAY), known)) == {THURSDAY: 10}


def test_cross_lists_prove_nothing_but_that_they_were_submitted_before():
    old, young = (
        Announcement(Paper(id_(n), "A", categories=("math.PR", "cs.CL")), Kind.CROSS) for n in (5, 40)
    )
    feed = Batch("arxiv:cs.CL", ("cs.CL",), THURSDAY, None, (*of("cs.CL", range(20, 30)), old, young))
    known = evidence({MONDAY: range(1, 10, 2), WEDNESDAY: [15]}, THURSDAY)
    assert days(dating.by_day(feed, known)) == {THURSDAY: 12}
    late = Batch("arxiv:cs.CL", ("cs.CL",), WEDNESDAY, None, (young,))
    assert days(dating.by_day(late, evidence({}, THURSDAY, [record(40, THURSDAY)]))) == {THURSDAY: 1}


def test_numbers_begin_with_the_month_of_the_evening_before():
    first = dt.date(2026, 7, 1)
    assert is_of(number("2606.30000"), first)
    assert is_of(number("2607.00001"), first)
    assert not is_of(number("2608.00001"), first)
    assert not is_of(number("2606.30000"), dt.date(2026, 7, 8))
    assert [number(each) for each in ("math/0112017", "２６０２.00001", "2602.x")] == [0, 0, 0]


@given(st.lists(st.integers(1, 9), min_size=3, max_size=8), st.randoms(use_true_random=False))
def test_whatever_stands_on_pages_a_paper_is_possible_on_its_own_day(sizes, chance):
    """Papers in the order of announcement, some held back, on pages that hold any part of them, and some that
    a hand put elsewhere."""
    year = almanac.days(dt.date(2026, 2, 2), dt.date(2026, 2, 27))
    truth, records, number = {}, {}, 0
    for place, size in enumerate(sizes):
        for _ in range(size):
            number += 1
            truth[id_(number)] = year[place]
            held = year[max(0, place - chance.choice([0, 0, 0, 1, 3]))]
            records[id_(number)] = record(number, held)
    pages = {}
    for paper, day in truth.items():
        if chance.random() < 0.5:
            pages.setdefault(day, set()).add(paper)
    order = Order(Evidence({}, pages, today=year[len(sizes) - 1], records=records))
    for paper, day in truth.items():
        assert (order.earliest(paper) or day) <= day <= (order.latest(paper) or day)


def test_a_feed_of_cross_lists_alone_is_yesterdays_when_it_lacks_all_of_todays():
    records = [*(record(n, WEDNESDAY) for n in (30, 31, 32)), *(record(n, THURSDAY) for n in (40, 41))]
    known = evidence({TUESDAY: range(10, 20)}, THURSDAY, records)
    found = dating.by_day(batch([30, 31, 32], THURSDAY, Kind.CROSS), known)
    assert days(found) == {WEDNESDAY: 3}


@pytest.mark.parametrize("todays", [(), (25,), (31,)])
def test_a_feed_of_cross_lists_alone_is_todays_while_nothing_of_today_comes_after_all_of_it(todays):
    records = [*(record(n, WEDNESDAY) for n in (30, 32)), *(record(n, THURSDAY) for n in todays)]
    known = evidence({TUESDAY: range(10, 20)}, THURSDAY, records)
    found = dating.by_day(batch([30, 32], THURSDAY, Kind.CROSS), known)
    assert days(found) == {THURSDAY: 2}


def test_a_feed_of_cross_lists_alone_under_yesterdays_date_is_todays_when_they_come_after_its_page():
    known = evidence({WEDNESDAY: range(20, 30)}, THURSDAY)
    assert days(dating.by_day(batch([31], WEDNESDAY, Kind.CROSS), known)) == {THURSDAY: 1}
    assert days(dating.by_day(batch([21, 31], WEDNESDAY, Kind.CROSS), known)) == {WEDNESDAY: 2}


def test_what_has_a_new_version_today_was_new_before_and_so_was_all_that_is_numbered_before_it():
    records = [*(record(n, WEDNESDAY) for n in (30, 31)), *(record(n, THURSDAY) for n in (40, 41))]
    known = evidence({TUESDAY: range(10, 20)}, THURSDAY, records)
    items = [
        Announcement(Paper(id_(n), "A", categories=(category,)), kind)
        for n, category, kind in [
            (30, "cs.CV", Kind.NEW),
            (40, "cs.CL", Kind.NEW),
            (41, "cs.CL", Kind.NEW),
            (31, "cs.CL", Kind.REPLACE),
        ]
    ]

    def dated(shown):
        return days(dating.by_day(Batch("arxiv:cs", ("cs.CL", "cs.CV"), THURSDAY, None, tuple(shown)), known))

    assert dated(items) == {THURSDAY: 3, WEDNESDAY: 1}
    assert dated(items[:3]) == {THURSDAY: 2, WEDNESDAY: 1}  # as it is when the feed lacks it altogether
    assert dated(items[1:3]) == {THURSDAY: 2}
