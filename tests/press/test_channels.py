"""The plan of the feeds: who was away for three weeks loses nothing, and what is archived stays as it is."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press import channels
from broadsheet.press.channels import (
    DAYS_IN_FEED,
    KEPT,
    PAPERS_IN_FEED,
    Channel,
    Each,
    Format,
    Issue,
)
from broadsheet.press.periods import reviews_of
from press.test_plan import facts

dates = st.sets(st.dates(dt.date(2026, 1, 1), dt.date(2026, 4, 30)), min_size=1, max_size=60).map(sorted)
SITE, PART = Channel(), Channel("category/cs.CL/", category="cs.CL")
counts = st.integers(1, 60) | st.integers(1, 1000)


@st.composite
def issues(draw):
    """Newest first."""
    return [Issue(facts(day), draw(counts)) for day in reversed(draw(dates))]


def planned(all_issues, channel=SITE):
    return list(channels.documents([(channel, all_issues)]))


def chain(documents, each, form):
    of_it = {
        document.archive: document
        for document in documents
        if (document.each, document.format) == (each, form)
    }
    document, found = of_it[None], [of_it[None]]
    while document.previous:
        document = of_it[document.previous]
        found.append(document)
    assert len(found) == len(of_it), "every archive is in the chain"
    return found


@given(issues())
def test_each_day_of_three_weeks_stands_in_a_chain_once(all_issues):
    newest = all_issues[0].day.date
    needed = [issue for issue in all_issues if newest - issue.day.date <= KEPT]
    documents = planned(all_issues)
    for each in Each:
        shown = [issue for document in chain(documents, each, Format.ATOM) for issue in document.issues]
        assert shown == all_issues[: len(shown)]
        assert shown[: len(needed)] == needed


@given(issues())
def test_the_other_formats_and_the_parts_of_a_site_have_no_archives(all_issues):
    of_site, of_part = planned(all_issues), planned(all_issues, PART)
    assert all(document.format is Format.ATOM for document in of_part)
    assert not any(document.archive or document.previous for document in of_part)
    others = [document for document in of_site if document.format is not Format.ATOM]
    assert not any(document.archive or document.previous for document in others)
    assert {(document.each, document.format) for document in of_site} == {
        *((Each.DAY, form) for form in Format),
        (Each.PAPER, Format.ATOM),
    }


@given(issues())
def test_archives_end_within_four_weeks(all_issues):
    for each in Each:
        current, *archives = chain(planned(all_issues), each, Format.ATOM)
        assert current.archive is None
        assert len({document.path for document in archives}) == len(archives)
        for archive in archives:
            assert (all_issues[0].day.date - archive.archive).days < 28


@given(issues())
def test_days_that_stand_together_fit_together(all_issues):
    for document in planned(all_issues):
        assert len(document.issues) <= DAYS_IN_FEED
        if len(document.issues) > 1:
            assert sum(issue.papers for issue in document.issues) <= PAPERS_IN_FEED[document.each]


@given(issues().filter(lambda all_issues: len(all_issues) > 1))
def test_a_new_day_changes_an_archive_at_the_ends_of_the_chain_only(all_issues):
    def archives(of):
        return {(d.each, d.archive): d for d in planned(of) if d.archive and d.format is Format.ATOM}

    before, after = archives(all_issues[1:]), archives(all_issues)
    for each in Each:
        kept = [key for key in before.keys() & after.keys() if key[0] is each]
        assert all(before[key].issues == after[key].issues for key in kept)
        other = [key for key in kept if before[key] != after[key]]
        assert len(other) <= 1
        for key in other:
            assert key == min(kept)
            assert replace(before[key], previous=None) == replace(after[key], previous=None)


def test_a_channel_without_days_has_feeds_without_items():
    documents = planned([])
    assert len(documents) == 4
    assert not any(document.issues or document.previous for document in documents)


def test_a_review_comes_with_the_day_by_which_its_time_was_over():
    days = [facts(dt.date(2026, 1, day)) for day in (19, 20, 22, 26)]  # no page on Friday
    (review,) = reviews_of(days, ["week"])
    all_issues = channels.issues([(day, day.count) for day in reversed(days)], [review])
    assert [len(issue.reviews) for issue in all_issues] == [1, 0, 0, 0]
    friday = [*days[:3], facts(dt.date(2026, 1, 23))]
    (review,) = reviews_of(friday, ["week"])
    assert review.closed == dt.date(2026, 1, 23)
