"""One day from batches to its page: complete, idempotent, additive, and never over what people wrote."""

import datetime as dt

import pytest

from broadsheet import config
from broadsheet.batch import Announcement, Batch, Unreadable
from broadsheet.errors import PageError
from broadsheet.ingest import State, ingest
from broadsheet.library import Library
from broadsheet.model import Kind, Paper
from broadsheet.summarize.extract import Extract

DAY = dt.date(2026, 1, 27)
BUILT = dt.datetime(2026, 1, 27, 5, 0, 12, tzinfo=dt.UTC)
SITE = config.read("title: Test\nsources: {arxiv: {categories: [cs.CL, cs.CV]}}\n")
ABSTRACT = "Lamps are dim. We propose a brighter lamp. It shines twice as far in our hall."


def announced(number, kind=Kind.NEW, category="cs.CL", abstract=ABSTRACT):
    paper = Paper(
        f"2601.{90000 + number}", f"Paper {number}", abstract=abstract, categories=(category,), version=1
    )
    return Announcement(paper, kind)


def batch(*items, declared=DAY, built=BUILT, unreadable=()):
    return Batch("arxiv:cs.CL", ("cs.CL",), declared, built, tuple(items), tuple(unreadable))


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path)


def run(library, *batches, day=None):
    return list(ingest(batches, site=SITE, library=library, summarizer=Extract(), day=day))


def text(library, day=DAY):
    return library.path_of(day).read_bytes().decode()


def test_a_day_is_complete_at_once(library):
    (report,) = run(library, batch(announced(1), announced(2, category="cs.CV"), announced(3, Kind.REPLACE)))
    assert (report.state, report.added, report.name) == (State.PUBLISHED, 2, "content/2026/2026-01-27.md")
    digest = library.load(DAY).digest
    assert [section.name for section in digest.sections] == ["cs.CL", "cs.CV"]
    assert all(entry.summary.tldr for entry in digest.entries)
    assert digest.ledger.announced == {"new": 2, "replace": 1}
    assert digest.ledger.excluded == {"replacement": 1}
    assert digest.ledger.summarized == {"extract": 2}
    assert digest.updated == BUILT
    assert digest.sources == ("arxiv:cs.CL",)


def test_the_same_announcement_again_changes_no_byte(library):
    run(library, batch(announced(1)))
    before = text(library)
    (report,) = run(library, batch(announced(1)))
    assert report.state is State.UNCHANGED
    assert text(library) == before


def test_two_libraries_get_the_same_bytes(library, tmp_path):
    other = Library(tmp_path / "other")
    for each in (library, other):
        run(each, batch(announced(1), announced(2)))
    assert text(library) == text(other)


def test_late_papers_join_the_page_and_what_people_wrote_stays(library):
    run(library, batch(announced(1)))
    edited = (
        text(library)
        .replace("title: ", "mood: calm\ntitle: ")
        .replace("**TL;DR.**", "A stray note.\n\n**TL;DR.**")
    )
    edited = edited.replace("Paper 1", "Paper One")
    library.save(DAY, edited)
    (report,) = run(library, batch(announced(1), announced(2), announced(3, category="cs.CV")))
    assert report.added == 2
    digest = library.load(DAY).digest
    assert [entry.paper.title for entry in digest.entries] == ["Paper One", "Paper 2", "Paper 3"]
    assert digest.ledger.announced == {"new": 3}
    for kept in ("mood: calm", "A stray note.", "Paper One"):
        assert kept in text(library)


def test_a_second_feed_of_the_day_keeps_the_account_whole(library):
    run(library, batch(announced(1)))
    run(library, batch(announced(2), announced(3, Kind.REPLACE)))
    ledger = library.load(DAY).digest.ledger
    assert (ledger.announced, ledger.listed) == ({"new": 2, "replace": 1}, 2)


def test_a_paper_that_was_commented_out_stays_out(library):
    run(library, batch(announced(1), announced(2)))
    before, _, after = text(library).partition("### [Paper 2]")
    library.save(DAY, f"{before}<!--\n### [Paper 2]{after}-->\n")
    hidden = text(library)
    (report,) = run(library, batch(announced(1), announced(2)))
    assert report.state is State.UNCHANGED
    assert text(library) == hidden
    run(library, batch(announced(1), announced(2), announced(3)))
    assert library.load(DAY).digest.ledger.excluded == {"editor": 1}


def test_batches_of_several_days_make_several_pages(library):
    earlier = dt.date(2026, 1, 26)
    reports = run(library, batch(announced(2)), batch(announced(1), declared=earlier))
    assert [report.day for report in reports] == [earlier, DAY]


def test_a_named_day_overrules_the_declared_one(library):
    (report,) = run(library, batch(announced(1), declared=None, built=None), day=DAY)
    assert report.state is State.PUBLISHED
    assert library.load(DAY).digest.updated == dt.datetime(2026, 1, 27, 5, tzinfo=dt.UTC)


def test_a_batch_without_a_day_is_not_filed_anywhere(library):
    (report,) = run(library, batch(announced(1), declared=None))
    assert report.state is State.FAILED
    assert "--date" in report.error.hint
    assert library.days() == []


@pytest.mark.parametrize(
    ("day", "why"), [("2026-01-25", "weekends"), ("2026-01-19", "holiday"), ("2026-01-27", "empty")]
)
def test_an_empty_announcement_makes_no_page_and_says_why(library, day, why):
    (report,) = run(library, batch(declared=dt.date.fromisoformat(day)))
    assert report.state is State.QUIET
    assert why in report.why
    assert library.days() == []


def test_an_announcement_of_nothing_to_list_makes_no_page(library):
    (report,) = run(library, batch(announced(1, Kind.REPLACE)))
    assert report.state is State.QUIET
    assert library.days() == []


def test_a_broken_page_is_left_alone_and_named(library):
    run(library, batch(announced(1)))
    library.save(DAY, text(library).replace("date: 2026-01-27", "date: tomorrow"))
    broken = text(library)
    (report,) = run(library, batch(announced(1), announced(2)))
    assert isinstance(report.error, PageError)
    assert report.error.line == 3
    assert text(library) == broken


def test_an_unreadable_item_is_counted_and_named(library):
    (report,) = run(library, batch(announced(1), unreadable=[Unreadable("it has no id", "a.xml:7")]))
    assert report.unreadable == ("a.xml:7: it has no id",)
    assert library.load(DAY).digest.ledger.excluded == {"unreadable": 1}


def test_an_announcement_of_which_nothing_can_be_read_has_failed(library):
    (report,) = run(library, batch(unreadable=[Unreadable("it has no id", "a.xml:7")]))
    assert report.state is State.FAILED
    assert report.unreadable == ("a.xml:7: it has no id",)
    assert library.days() == []


def test_a_paper_without_an_abstract_is_still_listed(library):
    run(library, batch(announced(1, abstract="")))
    (entry,) = library.load(DAY).digest.entries
    assert entry.paper.title == "Paper 1"
