"""The desk: every announced item is listed or excluded by a named rule, whatever comes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import config
from broadsheet.batch import Announcement, Batch, Unreadable
from broadsheet.desk import Rule, decide
from broadsheet.model import Author, Kind, Paper

ANNOUNCED = [kind for kind in Kind if kind is not Kind.WITHDRAWN]
DAY = dt.date(2026, 1, 27)
BEFORE = dt.date(2026, 1, 26)


def site(settings):
    return config.read(f"title: Test\n{settings}")


IGNORING = site("policy: {cross-lists: none}")
LISTING = site("policy: {replacements: list}")
REFRESHING = site("policy: {replacements: refresh}")
FILTERING = site("filters: {exclude: {keywords: [Paper 1*], authors: [Bo Sample]}}")
USUAL = site("")


def announced(number, kind=Kind.NEW, version=1):
    return Announcement(Paper(f"2601.{90000 + number}", f"Paper {number}", version=version), kind)


def batch(*items, unreadable=()):
    return Batch("arxiv:cs.CL", ("cs.CL",), DAY, None, tuple(items), tuple(unreadable))


def ids(verdict):
    return [item.paper.id for item in verdict.listed]


def test_replacements_and_cross_lists_go_by_policy():
    items = batch(announced(1), announced(2, Kind.CROSS), announced(3, Kind.REPLACE, 2))
    assert ids(decide([items], seen={}, site=USUAL, day=DAY)) == ["2601.90001", "2601.90002"]
    assert ids(decide([items], seen={}, site=LISTING, day=DAY)) == [
        "2601.90001",
        "2601.90002",
        "2601.90003",
    ]
    strict = decide([items], seen={}, site=IGNORING, day=DAY)
    assert ids(strict) == ["2601.90001"]
    assert strict.excluded == {"cross-list": 1, "replacement": 1}


def test_a_paper_of_an_earlier_day_is_a_repeat():
    verdict = decide(
        [batch(announced(1), announced(2))], seen={"2601.90001": {BEFORE: 1}}, site=USUAL, day=DAY
    )
    assert ids(verdict) == ["2601.90002"]
    assert verdict.excluded == {"repeat": 1}


def test_a_paper_of_this_very_page_stays_in_its_account():
    verdict = decide([batch(announced(1))], seen={"2601.90001": {DAY: 1}}, site=USUAL, day=DAY)
    assert ids(verdict) == ["2601.90001"]


def test_a_paper_that_an_editor_hid_stays_hidden():
    verdict = decide(
        [batch(announced(1))], seen={"2601.90001": {DAY: 1}}, removed={"2601.90001"}, site=USUAL, day=DAY
    )
    assert verdict.listed == ()
    assert verdict.excluded == {Rule.REMOVED: 1}


@pytest.mark.parametrize("order", [1, -1])
def test_a_paper_in_two_feeds_is_one_and_new_where_one_calls_it_new(order):
    feeds = [batch(announced(1, Kind.CROSS)), batch(announced(1, Kind.NEW))][::order]
    verdict = decide(feeds, seen={}, site=IGNORING, day=DAY)
    assert ids(verdict) == ["2601.90001"]
    assert verdict.announced == {"new": 1}


def test_an_unreadable_item_is_announced_and_excluded_by_name():
    verdict = decide([batch(unreadable=[Unreadable("no id", "a.xml:3")])], seen={}, site=USUAL, day=DAY)
    assert verdict.announced == verdict.excluded == {"unreadable": 1}


announcements = st.builds(announced, st.integers(1, 30), st.sampled_from(ANNOUNCED), st.integers(1, 5))
feeds = st.lists(announcements, max_size=30).map(
    lambda items: batch(*items, unreadable=[Unreadable("x", "y")] * (len(items) % 3))
)


@given(
    st.lists(feeds, max_size=3),
    st.dictionaries(
        st.integers(1, 30).map(lambda n: f"2601.{90000 + n}"),
        st.dictionaries(st.sampled_from([BEFORE, DAY]), st.integers(1, 5), min_size=1),
    ),
    st.sampled_from([IGNORING, LISTING, REFRESHING, FILTERING, USUAL]),
)
def test_the_account_adds_up_and_no_paper_is_lost(batches, seen, rules):
    verdict = decide(batches, seen=seen, site=rules, day=DAY)
    assert sum(verdict.announced.values()) == len(verdict.listed) + sum(verdict.excluded.values())
    assert len(set(ids(verdict))) == len(verdict.listed)
    every = {item.paper.id for each in batches for item in each.items}
    unreadable = sum(len(each.unreadable) for each in batches)
    assert sum(verdict.announced.values()) == len(every) + unreadable


@pytest.mark.parametrize(
    ("policy", "version", "seen", "listed", "rule"),
    [
        ("list", 2, {BEFORE: 1}, True, None),
        ("list", 2, {BEFORE: 2}, False, "repeat"),  # a stale feed says it again
        ("list", 3, {}, True, None),
        ("refresh", 2, {BEFORE: 1}, False, "refreshed"),
        ("refresh", 2, {BEFORE: 2}, False, "repeat"),
        ("refresh", 2, {}, False, "replacement"),  # of a paper that this digest never had
        ("ignore", 2, {BEFORE: 1}, False, "replacement"),
    ],
)
def test_a_new_version_goes_by_policy(policy, version, seen, listed, rule):
    verdict = decide(
        [batch(announced(1, Kind.REPLACE, version))],
        seen={"2601.90001": seen} if seen else {},
        site=site(f"policy: {{replacements: {policy}}}"),
        day=DAY,
    )
    assert bool(verdict.listed) is listed
    assert verdict.excluded == ({rule: 1} if rule else {})
    assert bool(verdict.refreshed) is (rule == "refreshed")


def test_cross_lists_go_by_their_own_category():
    items = [
        Announcement(Paper(f"2601.9000{n}", "A", categories=own), Kind.CROSS)
        for n, own in enumerate([("math.PR", "cs.CL"), ("stat.TH", "cs.CL"), ("cs.CV", "cs.CL")])
    ]
    verdict = decide([batch(*items)], seen={}, site=site("policy: {cross-lists: [math, stat.TH]}"), day=DAY)
    assert ids(verdict) == ["2601.90000", "2601.90001"]
    assert verdict.excluded == {"cross-list": 1}


@pytest.mark.parametrize(
    ("filters", "rule"),
    [
        ("exclude: {keywords: [brighter lamps]}", None),
        ("exclude: {keywords: [brighter lamp*]}", "keyword"),
        ("exclude: {keywords: [ERDOS]}", "keyword"),
        ("exclude: {keywords: [lam]}", None),
        ("exclude: {categories: [math]}", "category"),
        ("exclude: {authors: [Raquel Fernandez]}", "author"),
        ("include: {keywords: [lamp]}", None),
        ("include: {authors: [Bo Sample], categories: [cs.CV]}", "not included"),
        ("include: {keywords: [lamp]}, exclude: {categories: [math.PR]}", "category"),
    ],
)
def test_a_filter_is_a_rule_with_a_name(filters, rule):
    paper = Paper(
        "2601.90001",
        "On Lamp Light and Erdős",
        authors=(Author("Raquel Fernández"),),
        abstract="A brighter\n\nlamp.",
        categories=("cs.CL", "math.PR"),
    )
    verdict = decide(
        [batch(Announcement(paper, Kind.NEW))], seen={}, site=site(f"filters: {{{filters}}}"), day=DAY
    )
    assert verdict.excluded == ({rule: 1} if rule else {})


@pytest.mark.parametrize("seen", [{}, {"2601.90001": {BEFORE: 1}}])
def test_a_withdrawn_paper_is_no_news_but_marks_its_entry(seen):
    paper = Paper("2601.90001", "A", abstract="This paper has been withdrawn by the author.", version=2)
    verdict = decide([batch(Announcement(paper, Kind.REPLACE))], seen=seen, site=LISTING, day=DAY)
    assert verdict.listed == ()
    assert verdict.excluded == {"withdrawn": 1}
    assert bool(verdict.refreshed) is bool(seen)
