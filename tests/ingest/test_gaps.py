"""Whole days: a page is whole when arXiv's archive says so, not when a feed was read."""

import dataclasses
import datetime as dt

import pytest

from broadsheet import almanac, config
from broadsheet.batch import Announcement, ArchiveAnswer, Batch, Record
from broadsheet.ingest import Newsroom, State, gaps
from broadsheet.library import Library
from broadsheet.model import Kind, Paper
from broadsheet.summarize.extract import Extract

FRIDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2026, 1, day) for day in (23, 26, 27, 28, 29))
SITE = config.read("title: Test\nsources: {arxiv: {categories: [cs.CL, cs.CV]}}\n")
ABSTRACT = "Lamps are dim. We propose a brighter lamp. It shines twice as far in our hall."


def paper(number, category="cs.CL"):
    id_ = number if isinstance(number, str) else f"2601.{90000 + number}"
    return Paper(id_, f"Paper {id_}", abstract=ABSTRACT, categories=(category,), version=1)


def feed(day, *numbers, category="cs.CL", kind=Kind.NEW, declared=None):
    items = tuple(Announcement(paper(n, category), kind) for n in numbers)
    return Batch("arxiv:cs.CL+cs.CV", ("cs.CL", "cs.CV"), declared or day, None, items)


def records(day, *numbers, category="cs.CL"):
    moment = almanac.submitted_for(day)[0] + dt.timedelta(hours=3)
    return [Record(paper(n, category), moment) for n in numbers]


def noon(day):
    return dt.datetime.combine(day, dt.time(17), dt.UTC)


class Digest:
    """A digest that is run at noon of one day after another; `state` is lost between runs."""

    def __init__(self, folder):
        self.library = Library(folder)

    def run(self, day, batch, known=None):
        """`known` is what the archive answers; None where it does not. What the run reports, by day."""
        newsroom = Newsroom(SITE, self.library, Extract(), today=day)
        days = newsroom.due(batch, noon(day))
        answer = ArchiveAnswer(tuple(days), tuple(known), noon(day)) if days and known is not None else None
        return list(newsroom.ingest([batch] if batch else [], answer=answer))

    def due(self, day, batch):
        return Newsroom(SITE, self.library, Extract(), today=day).due(batch, noon(day))

    def page(self, day):
        page = self.library.load(day)
        return page.digest if page else None

    def ids(self, day):
        return sorted(int(entry.paper.id[-2:]) for entry in self.page(day).entries)


@pytest.fixture
def digest(tmp_path):
    return Digest(tmp_path)


def test_a_page_is_compared_once_on_a_later_day_and_gains_what_it_lacks(digest):
    digest.run(MONDAY, feed(MONDAY, 1, 3))
    assert digest.due(MONDAY, feed(MONDAY, 1, 3)) == []
    known = records(MONDAY, 1, 2, 3)
    assert digest.due(TUESDAY, feed(TUESDAY, 11)) == [MONDAY, TUESDAY]
    reports = digest.run(TUESDAY, feed(TUESDAY, 11), [*known, *records(TUESDAY, 11)])
    assert (State.WHOLE, MONDAY) in [(report.state, report.day) for report in reports]
    page = digest.page(MONDAY)
    assert digest.ids(MONDAY) == [1, 2, 3]
    assert page.checked == TUESDAY
    assert page.sources == ("arxiv:cs.CL", "arxiv:cs.CV", "arxiv-archive:cs.CL", "arxiv-archive:cs.CV")
    assert page.ledger.announced == {"new": 3}
    assert digest.due(TUESDAY, feed(TUESDAY, 11)) == []
    assert digest.due(WEDNESDAY, feed(WEDNESDAY, 21)) == [TUESDAY, WEDNESDAY]


def test_what_todays_feed_lacks_is_added_today_and_today_is_compared_again(digest):
    digest.run(MONDAY, feed(MONDAY, 1))
    known = [*records(MONDAY, 1), *records(TUESDAY, 11, 12, 13)]
    digest.run(TUESDAY, feed(TUESDAY, 11, 13), known)
    assert digest.ids(TUESDAY) == [11, 12, 13]
    assert digest.page(TUESDAY).ledger.announced == {"new": 3}
    assert digest.page(TUESDAY).checked == TUESDAY
    assert TUESDAY in digest.due(WEDNESDAY, feed(WEDNESDAY, 21))


def test_a_page_is_compared_with_what_was_asked_when_it_was_made(digest):
    """Somebody who adds a category today does not want it on yesterday's page."""
    digest.run(MONDAY, dataclasses.replace(feed(MONDAY, 1), categories=("cs.CL",)))
    digest.run(TUESDAY, feed(TUESDAY, 11), [*records(MONDAY, 1, 2), *records(MONDAY, 3, category="cs.CV")])
    assert digest.ids(MONDAY) == [1, 2]


def test_a_paper_that_an_editor_took_off_is_not_missing(digest):
    digest.run(MONDAY, feed(MONDAY, 1, 2))
    path = digest.library.path_of(MONDAY)
    before, heading, after = path.read_text().partition("### [Paper 2601.90002]")
    path.write_text(f"{before}<!--\n{heading}{after}-->\n")
    digest.run(TUESDAY, feed(TUESDAY, 11), records(MONDAY, 1, 2))
    assert digest.ids(MONDAY) == [1]
    assert digest.page(MONDAY).checked == TUESDAY


def test_an_archive_that_does_not_answer_leaves_all_as_it_is_for_a_week(digest):
    digest.run(MONDAY, feed(MONDAY, 1))
    digest.run(TUESDAY, feed(TUESDAY, 11))
    assert digest.page(MONDAY).checked is None
    week = MONDAY + dt.timedelta(days=7)
    assert digest.due(week, feed(week, 51))[0] == MONDAY
    after = week + dt.timedelta(days=1)
    assert MONDAY not in digest.due(after, feed(after, 61))


@pytest.mark.parametrize(
    "known", [[], records(FRIDAY, 91), records(MONDAY, 1)], ids=["nothing", "other days", "not yet today"]
)
def test_an_answer_that_does_not_know_a_pages_papers_settles_nothing_of_it(digest, known):
    digest.run(MONDAY, feed(MONDAY, 1))
    digest.run(TUESDAY, feed(TUESDAY, 11, 12), known)
    assert digest.page(TUESDAY).checked is None
    assert (digest.page(MONDAY).checked == TUESDAY) is (known == records(MONDAY, 1))


def test_an_answer_that_does_not_know_what_was_cross_listed_today_settles_nothing_of_it(digest):
    """Half of today's feed, without a new paper; the other half is not missing from a page that is whole."""
    half = feed(TUESDAY, 11, 13, category="math.PR", kind=Kind.CROSS)
    digest.run(MONDAY, feed(MONDAY, 1, 2))
    digest.run(TUESDAY, half, records(MONDAY, 1, 2))
    assert digest.page(TUESDAY).checked is None
    known = [*records(TUESDAY, 12), *records(TUESDAY, 11, 13, category="math.PR"), *records(WEDNESDAY, 21)]
    digest.run(WEDNESDAY, feed(WEDNESDAY, 21), known)
    assert (digest.ids(TUESDAY), digest.ids(WEDNESDAY)) == ([11, 12, 13], [21])


def test_an_empty_feed_on_a_weekday_is_waiting_until_the_archive_was_asked(digest):
    digest.run(MONDAY, feed(MONDAY, 1))
    assert digest.run(TUESDAY, feed(TUESDAY))[-1].state is State.WAITING
    assert digest.page(MONDAY).quiet == ()
    assert State.QUIET in [report.state for report in digest.run(TUESDAY, feed(TUESDAY), records(MONDAY, 1))]
    assert digest.page(MONDAY).quiet == (TUESDAY,)


def test_papers_that_an_empty_feed_hides_are_taken_from_the_archive(digest):
    digest.run(MONDAY, feed(MONDAY, 1))
    digest.run(TUESDAY, feed(TUESDAY), [*records(MONDAY, 1), *records(TUESDAY, 11, 12)])
    assert digest.ids(TUESDAY) == [11, 12]


def test_a_quiet_day_is_asked_about_on_a_later_day_too_and_then_no_more(digest):
    digest.run(MONDAY, feed(MONDAY, 1))
    digest.run(TUESDAY, feed(TUESDAY), records(MONDAY, 1))
    assert TUESDAY in digest.due(WEDNESDAY, feed(WEDNESDAY, 21))
    known = [*records(MONDAY, 1), *records(TUESDAY, 20), *records(WEDNESDAY, 21)]
    digest.run(WEDNESDAY, feed(WEDNESDAY, 20, 21), known)
    assert digest.ids(WEDNESDAY) == [20, 21]
    digest.run(THURSDAY, feed(THURSDAY, 31), [*known, *records(THURSDAY, 31)])
    friday = THURSDAY + dt.timedelta(days=1)
    assert digest.due(friday, feed(friday, 41)) == [THURSDAY, friday]


def test_a_day_of_which_the_archive_knows_nothing_two_days_later_was_quiet(digest):
    """A holiday that nobody foretold, and no feed could be had; its papers come with those of the next day,
    of which the archive begins to know in the evening before.
    """
    digest.run(THURSDAY, feed(THURSDAY, 1), records(THURSDAY, 1))
    friday, sunday = THURSDAY + dt.timedelta(days=1), THURSDAY + dt.timedelta(days=3)
    digest.run(friday, None, records(THURSDAY, 1))
    assert digest.page(THURSDAY).quiet == ()
    digest.run(sunday, None, records(THURSDAY, 1))
    assert digest.page(THURSDAY).quiet == (friday,)
    digest.run(sunday, None, [*records(THURSDAY, 1), *records(friday, 11, 12)])
    assert digest.page(friday) is None


def test_the_machine_off_one_day_and_one_category_stale_the_next_loses_nothing(digest):
    """The stale category is of a day that has no page, and its papers prove no range of that day."""
    digest.run(MONDAY, feed(MONDAY, 1, 2))
    stale = feed(WEDNESDAY, 15, 17, category="cs.CV")
    fresh = feed(WEDNESDAY, 21, 23)
    known = [
        *records(MONDAY, 1, 2),
        *records(TUESDAY, 11, 13, 18),
        *records(TUESDAY, 15, 17, category="cs.CV"),
        *records(WEDNESDAY, 21, 23),
        *records(WEDNESDAY, 22, 24, category="cs.CV"),
    ]
    digest.run(WEDNESDAY, dataclasses.replace(fresh, items=(*stale.items, *fresh.items)), known)
    assert digest.ids(TUESDAY) == [11, 13, 15, 17, 18]
    assert digest.ids(WEDNESDAY) == [21, 22, 23, 24]


@pytest.mark.parametrize("strange", ["1706.03762", "9999.99999"])
def test_a_strange_number_on_a_page_keeps_no_paper_from_its_day(digest, strange):
    digest.run(FRIDAY, feed(FRIDAY, 1, 2, 3, strange))
    known = [*records(FRIDAY, 1, 2, 3), *records(MONDAY, *range(10, 30)), *records(TUESDAY, *range(30, 50))]
    known += records(WEDNESDAY, 51)
    digest.run(WEDNESDAY, feed(WEDNESDAY, 51), known)
    assert digest.ids(MONDAY) == list(range(10, 30))
    assert digest.ids(TUESDAY) == list(range(30, 50))


def test_in_the_evening_the_archive_knows_tomorrows_papers_and_today_is_left_alone(digest):
    digest.run(MONDAY, feed(MONDAY, 1))
    evening = dt.datetime(2026, 1, 28, 1, 30, tzinfo=dt.UTC)
    newsroom = Newsroom(SITE, digest.library, Extract(), today=TUESDAY)
    assert newsroom.due(feed(TUESDAY), evening) == [MONDAY]


def test_a_missed_day_is_given_up_loudly(digest):
    digest.run(MONDAY, feed(MONDAY, 1))
    week = TUESDAY + dt.timedelta(days=7)
    for day, is_last in ((week - dt.timedelta(days=1), False), (week, True)):
        newsroom = Newsroom(SITE, digest.library, Extract(), today=day)
        assert newsroom.is_last_chance(newsroom.due(None, noon(day))) is is_last


def test_days_close_to_each_other_are_asked_for_together():
    days = [FRIDAY, MONDAY, TUESDAY, THURSDAY + dt.timedelta(days=20)]
    assert gaps.stretches(days) == [days[:3], days[3:]]
