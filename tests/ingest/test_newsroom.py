"""One day from batches to its page: complete, idempotent, additive, and never over what people wrote."""

import dataclasses
import datetime as dt

import pytest

from broadsheet import almanac, config
from broadsheet.batch import Announcement, ArchiveAnswer, Batch, Record, Unreadable
from broadsheet.errors import PageError
from broadsheet.ingest import Newsroom, State
from broadsheet.library import Library
from broadsheet.model import Kind, Paper
from broadsheet.summarize.extract import Extract

DAY = dt.date(2026, 1, 27)
READ = dt.datetime(2026, 1, 28, 12, tzinfo=dt.UTC)
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


def run(library, *batches, day=None, today=None, site=SITE):
    return list(Newsroom(site, library, Extract(), today=today).ingest(batches, day=day))


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


def test_what_an_editor_saves_while_papers_are_added_stays(library, monkeypatch):
    run(library, batch(announced(1)))
    path, save = library.path_of(DAY), Library.save_over

    def save_after_the_editor(self, *arguments):
        if "mood: calm" not in path.read_text():
            path.write_text(path.read_text().replace("title: ", "mood: calm\ntitle: "))
        save(self, *arguments)

    monkeypatch.setattr(Library, "save_over", save_after_the_editor)
    (report,) = run(library, batch(announced(1), announced(2)))
    assert report.added == 1
    assert len(library.load(DAY).digest.entries) == 2
    assert "mood: calm" in text(library)


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
    assert library.load(DAY).digest.ledger.excluded == {"removed by hand": 1}


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


def test_a_feed_that_was_rebuilt_with_yesterdays_papers_is_stale(library):
    before = dt.date(2026, 1, 26)
    run(library, batch(announced(1), declared=before))
    report = run(library, batch(announced(1)), today=DAY)[-1]
    assert (report.state, report.day) == (State.STALE, DAY)
    assert "the papers of 2026-01-26" in report.why
    assert [file.date for file in library.days()] == [before]


def test_yesterdays_feed_leaves_today_waiting(library):
    run(library, batch(announced(1)))
    reports = run(library, batch(announced(1)), today=dt.date(2026, 1, 28))
    assert [(r.state, r.day) for r in reports] == [
        (State.UNCHANGED, DAY),
        (State.WAITING, dt.date(2026, 1, 28)),
    ]


def test_a_misdated_batch_is_filed_where_it_belongs_and_noted(library):
    run(library, batch(*map(announced, range(1, 6))))
    reports = run(library, batch(*map(announced, range(6, 12))), today=dt.date(2026, 1, 28))
    assert [(r.state, r.day, r.added) for r in reports] == [
        (State.NOTED, dt.date(2026, 1, 28), 0),
        (State.PUBLISHED, dt.date(2026, 1, 28), 6),
    ]


REFRESHING = config.read(
    "title: Test\nsources: {arxiv: {categories: [cs.CL]}}\npolicy: {replacements: refresh}\n"
)
NEXT = dt.date(2026, 1, 28)


def replaced(number, abstract, version=2):
    item = announced(number, Kind.REPLACE, abstract=abstract)
    return Announcement(dataclasses.replace(item.paper, version=version), item.kind)


def test_a_refreshed_entry_is_told_anew_where_it_stands(library):
    run(library, batch(announced(1), announced(2)))
    changed = "Lamps are old. We propose a new lamp. It shines three times as far."
    (report,) = run(library, batch(replaced(1, changed), declared=NEXT), site=REFRESHING)
    assert (report.state, report.refreshed) == (State.QUIET, 1)
    first, second = library.load(DAY).digest.entries
    assert (first.paper.version, first.paper.abstract) == (2, changed)
    assert any("new lamp" in part.text for part in first.summary.parts)
    assert second.paper.version == 1
    before = text(library)
    run(library, batch(replaced(1, changed), declared=NEXT), site=REFRESHING)
    assert text(library) == before


def test_a_refreshed_entry_keeps_what_a_model_said_of_it(library):
    run(library, batch(announced(1)))
    library.save(DAY, text(library).replace("Summary:** extract", "Summary:** some-model · prompt 3"))
    library.save(DAY, text(library).replace("extract: 1", "some-model: 1"))
    run(library, batch(replaced(1, "All is different now."), declared=NEXT), site=REFRESHING)
    (entry,) = library.load(DAY).digest.entries
    assert (entry.summary.summarizer, entry.summary.prompt) == ("some-model", 3)
    assert all(not part.evidence for part in entry.summary.parts)


def test_a_withdrawn_paper_is_marked_where_it_stands(library):
    run(library, batch(announced(1)))
    gone = replaced(1, "This paper has been withdrawn by the author.")
    (report,) = run(library, batch(gone, declared=NEXT))
    assert report.refreshed == 1
    (entry,) = library.load(DAY).digest.entries
    assert entry.kind is Kind.WITHDRAWN
    assert entry.paper.abstract == ABSTRACT


def record(number, day, category="cs.CL"):
    paper = dataclasses.replace(announced(number).paper, categories=(category, "cs.CL"))
    return Record(paper, almanac.submitted_for(day)[0] + dt.timedelta(hours=3))


def backfill(library, days, *records):
    return list(Newsroom(SITE, library, Extract()).backfill(ArchiveAnswer(tuple(days), records, READ)))


def test_a_missed_day_is_reconstructed_and_says_so(library):
    days = [dt.date(2026, 1, 22), dt.date(2026, 1, 23)]
    run(library, batch(announced(5), declared=dt.date(2026, 1, 26)))
    known = record(5, dt.date(2026, 1, 26))
    reports = backfill(library, days, record(1, days[0]), record(2, days[1], "math.PR"), known)
    assert [(r.state, r.day, r.added) for r in reports] == [
        (State.PUBLISHED, days[0], 1),
        (State.PUBLISHED, days[1], 1),
        (State.WHOLE, days[0], 0),
        (State.WHOLE, days[1], 0),
    ]
    page = library.load(days[1]).digest
    assert page.sources == ("arxiv-archive:cs.CL", "arxiv-archive:cs.CV")
    assert page.ledger.announced == {"cross": 1}
    assert backfill(library, days, record(1, days[0]), record(2, days[1], "math.PR"), known) == []


def test_a_day_of_which_the_archive_knows_nothing_gets_no_page(library):
    before = dt.date(2026, 1, 26)
    run(library, batch(announced(1), declared=before))
    (report,) = backfill(library, [DAY], record(1, before))
    assert (report.state, report.day) == (State.QUIET, DAY)
    assert [file.date for file in library.days()] == [before]
