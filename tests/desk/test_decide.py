"""The desk: every announced item is listed or excluded by a named rule, whatever comes."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.batch import Announcement, Batch, Unreadable
from broadsheet.desk import Rule, decide
from broadsheet.model import Kind, Paper

DAY = dt.date(2026, 1, 27)
BEFORE = dt.date(2026, 1, 26)
IGNORING = SimpleNamespace(cross_lists="ignore", replacements="ignore")
LISTING = SimpleNamespace(cross_lists="list", replacements="list")
USUAL = SimpleNamespace(cross_lists="list", replacements="ignore")


def announced(number, kind=Kind.NEW, version=1):
    return Announcement(Paper(f"2601.{90000 + number}", f"Paper {number}", version=version), kind)


def batch(*items, unreadable=()):
    return Batch("arxiv:cs.CL", ("cs.CL",), DAY, None, tuple(items), tuple(unreadable))


def ids(verdict):
    return [item.paper.id for item in verdict.listed]


def test_replacements_and_cross_lists_go_by_policy():
    items = batch(announced(1), announced(2, Kind.CROSS), announced(3, Kind.REPLACE, 2))
    assert ids(decide([items], seen={}, policy=USUAL, day=DAY)) == ["2601.90001", "2601.90002"]
    assert ids(decide([items], seen={}, policy=LISTING, day=DAY)) == [
        "2601.90001",
        "2601.90002",
        "2601.90003",
    ]
    strict = decide([items], seen={}, policy=IGNORING, day=DAY)
    assert ids(strict) == ["2601.90001"]
    assert strict.excluded == {"cross-list": 1, "replacement": 1}


def test_a_paper_of_an_earlier_day_is_a_repeat():
    verdict = decide([batch(announced(1), announced(2))], seen={"2601.90001": BEFORE}, policy=USUAL, day=DAY)
    assert ids(verdict) == ["2601.90002"]
    assert verdict.excluded == {"repeat": 1}


def test_a_paper_of_this_very_page_stays_in_its_account():
    verdict = decide([batch(announced(1))], seen={"2601.90001": DAY}, policy=USUAL, day=DAY)
    assert ids(verdict) == ["2601.90001"]


def test_a_paper_that_an_editor_hid_stays_hidden():
    verdict = decide(
        [batch(announced(1))], seen={"2601.90001": DAY}, hidden={"2601.90001"}, policy=USUAL, day=DAY
    )
    assert verdict.listed == ()
    assert verdict.excluded == {Rule.EDITOR: 1}


@pytest.mark.parametrize("order", [1, -1])
def test_a_paper_in_two_feeds_is_one_and_new_where_one_calls_it_new(order):
    feeds = [batch(announced(1, Kind.CROSS)), batch(announced(1, Kind.NEW))][::order]
    verdict = decide(feeds, seen={}, policy=IGNORING, day=DAY)
    assert ids(verdict) == ["2601.90001"]
    assert verdict.announced == {"new": 1}


def test_an_unreadable_item_is_announced_and_excluded_by_name():
    verdict = decide([batch(unreadable=[Unreadable("no id", "a.xml:3")])], seen={}, policy=USUAL, day=DAY)
    assert verdict.announced == verdict.excluded == {"unreadable": 1}


announcements = st.builds(announced, st.integers(1, 30), st.sampled_from(Kind), st.integers(1, 5))
feeds = st.lists(announcements, max_size=30).map(
    lambda items: batch(*items, unreadable=[Unreadable("x", "y")] * (len(items) % 3))
)


@given(
    st.lists(feeds, max_size=3),
    st.dictionaries(st.integers(1, 30).map(lambda n: f"2601.{90000 + n}"), st.sampled_from([BEFORE, DAY])),
    st.sampled_from([IGNORING, LISTING, USUAL]),
)
def test_the_account_adds_up_and_no_paper_is_lost(batches, seen, policy):
    verdict = decide(batches, seen=seen, policy=policy, day=DAY)
    assert sum(verdict.announced.values()) == len(verdict.listed) + sum(verdict.excluded.values())
    assert len(set(ids(verdict))) == len(verdict.listed)
    every = {item.paper.id for each in batches for item in each.items}
    unreadable = sum(len(each.unreadable) for each in batches)
    assert sum(verdict.announced.values()) == len(every) + unreadable
