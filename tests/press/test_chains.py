"""The plan of the feeds: nothing is lost to who was away for a month, and what is archived stays as it is."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press import chains
from broadsheet.press.chains import DAYS_IN_FEED, LARGEST, PAPERS_IN_FEED, Channel, Each, Format, Issue
from broadsheet.press.facts import Source
from broadsheet.press.spans import reviews_of
from press.test_plan import facts

dates = st.sets(st.dates(dt.date(2026, 1, 1), dt.date(2026, 4, 30)), min_size=1, max_size=60).map(sorted)
counts = st.integers(1, 60) | st.integers(1, 1000)


@st.composite
def issues(draw):
    """Newest first."""
    return [Issue(Source(day, "text"), draw(counts)) for day in reversed(draw(dates))]


def planned(all_issues):
    return list(chains.documents([(Channel(), all_issues)]))


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
def test_each_day_of_a_month_stands_in_a_chain_once(all_issues):
    newest = all_issues[0].source.date
    needed = [issue for issue in all_issues if (newest - issue.source.date).days <= 31]
    documents = planned(all_issues)
    for each in Each:
        for form in Format:
            told = [issue for document in chain(documents, each, form) for issue in document.issues]
            assert told == all_issues[: len(told)]
            assert told[: len(needed)] == needed


@given(issues())
def test_archives_point_both_ways_and_end_within_six_weeks(all_issues):
    for each in Each:
        current, *archives = chain(planned(all_issues), each, Format.ATOM)
        assert current.archive is None
        afters = [None, *(archive.archive for archive in archives)]
        assert [archive.next for archive in archives] == afters[: len(archives)]
        assert len({document.path for document in archives}) == len(archives)
        for archive in archives:
            assert (all_issues[0].source.date - archive.archive).days < 38


@given(issues())
def test_days_that_stand_together_fit_together(all_issues):
    for document in planned(all_issues):
        rooms = [chains.room(document.each, issue.papers) for issue in document.issues]
        assert sum(rooms) <= LARGEST
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
        assert len(other) <= 2
        for key in other:
            ends = {"previous", "next"} if len(kept) == 1 else {"previous"} if key == min(kept) else {"next"}
            assert replace(before[key], **dict.fromkeys(ends)) == replace(after[key], **dict.fromkeys(ends))


def test_a_channel_without_days_has_feeds_without_items():
    documents = planned([])
    assert len(documents) == 6
    assert not any(document.issues or document.previous for document in documents)


def test_a_review_comes_with_the_day_by_which_its_time_was_over():
    days = [facts(dt.date(2026, 1, day)) for day in (19, 20, 22, 26)]  # no page on Friday
    (review,) = reviews_of(days, ["week"])
    all_issues = chains.issues([(day, day.count) for day in reversed(days)], [review])
    assert [len(issue.reviews) for issue in all_issues] == [1, 0, 0, 0]
    friday = [*days[:3], facts(dt.date(2026, 1, 23))]
    (review,) = reviews_of(friday, ["week"])
    assert review.told == dt.date(2026, 1, 23)
