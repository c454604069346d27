"""A second source through the same door: one entry for a paper, whoever names it."""

import dataclasses
import datetime as dt

import pytest

from broadsheet import config
from broadsheet.batch import DAILY_LIST, Announcement, Batch
from broadsheet.ingest import Newsroom, State
from broadsheet.library import Library
from broadsheet.model import Daily, Kind, Link, Paper
from broadsheet.summarize.extract import Extract

MONDAY, TUESDAY = dt.date(2026, 1, 26), dt.date(2026, 1, 27)
BOTH = config.read("title: Test\nsources:\n  arxiv: {categories: [cs.CL]}\n  huggingface:\n")
HF_ONLY = config.read("title: Test\nsources:\n  huggingface:\n")
ABSTRACT = "Lamps are dim. We propose a brighter lamp. It shines twice as far in our hall."


def paper(number):
    return Paper(
        f"2601.{90000 + number}", f"Paper {number}", abstract=ABSTRACT, categories=("cs.CL",), version=1
    )


def arxiv(*numbers, day=TUESDAY, kind=Kind.NEW):
    items = tuple(Announcement(paper(n), kind) for n in numbers)
    return Batch("arxiv:cs.CL", ("cs.CL",), day, None, items)


def daily(*numbers, day=TUESDAY, upvotes=3, read=TUESDAY):
    items = tuple(
        Announcement(
            dataclasses.replace(
                paper(n),
                version=None,
                categories=(),
                links=(Link("Hugging Face", f"https://huggingface.co/papers/{paper(n).id}"),),
                daily=Daily(upvotes, read, "Example Lab"),
            ),
            Kind.DAILY,
        )
        for n in numbers
    )
    return Batch(DAILY_LIST, (), day, None, items)


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path)


def run(library, *batches, site=BOTH, today=TUESDAY):
    return list(Newsroom(site, library, Extract(), today=today).ingest(batches))


def text(library, day):
    return library.path_of(day).read_text()


def test_a_paper_that_both_name_is_one_entry_with_both_facts(library):
    run(library, daily(1, 2), arxiv(1))
    digest = library.load(TUESDAY).digest
    first, second = digest.entries
    assert (first.kind, first.paper.version, first.paper.daily.upvotes) == (Kind.NEW, 1, 3)
    assert [link.label for link in first.paper.links] == ["Hugging Face"]
    assert (second.kind, second.paper.version) == (Kind.DAILY, None)
    assert digest.ledger.announced == {"daily": 1, "new": 1}
    assert digest.sources == ("huggingface:daily", "arxiv:cs.CL")
    assert [section.name for section in digest.sections] == ["cs.CL", "Hugging Face daily papers"]


def test_a_paper_of_an_earlier_page_gains_the_facts_there(library):
    run(library, arxiv(1, day=MONDAY), today=MONDAY)
    run(library, arxiv(2), daily(1, 3))
    (entry,) = library.load(MONDAY).digest.entries
    assert (entry.kind, entry.paper.daily.organization) == (Kind.NEW, "Example Lab")
    ledger = library.load(TUESDAY).digest.ledger
    assert ledger.announced == {"new": 1, "daily": 2}
    assert ledger.excluded == {"already listed": 1}


def test_upvotes_are_read_again_and_the_same_count_is_no_news(library):
    run(library, arxiv(1), daily(1))
    before = text(library, TUESDAY)
    run(library, arxiv(1), daily(1, read=TUESDAY + dt.timedelta(days=1)))
    assert text(library, TUESDAY) == before
    (report,) = run(library, arxiv(1), daily(1, upvotes=40, read=TUESDAY + dt.timedelta(days=1)))
    assert (report.state, report.refreshed) == (State.UNCHANGED, 1)
    (entry,) = library.load(TUESDAY).digest.entries
    assert (entry.paper.daily.upvotes, entry.paper.daily.read.day) == (40, 28)


def test_a_list_grows_through_its_day_and_is_counted_once(library):
    run(library, arxiv(9, day=MONDAY), today=MONDAY)
    run(library, arxiv(*range(20, 30)), daily(9, 1))
    run(library, daily(9, 1, 2))
    run(library, daily(9, 1, 2, 3))
    ledger = library.load(TUESDAY).digest.ledger
    assert ledger.announced == {"new": 10, "daily": 4}
    assert ledger.excluded == {"already listed": 1}


def test_a_list_says_nothing_of_the_announcement_that_is_missing(library):
    run(library, arxiv(1, day=MONDAY), today=MONDAY)
    reports = run(library, daily(1), daily(day=MONDAY))
    assert {report.state for report in reports} == {State.UNCHANGED}
    assert [file.date for file in library.days()] == [MONDAY]


def test_a_digest_of_the_list_alone_has_its_quiet_days(library):
    assert [r.state for r in run(library, daily(1), site=HF_ONLY)] == [State.PUBLISHED]
    (report,) = run(library, daily(day=MONDAY), site=HF_ONLY)
    assert report.state is State.QUIET


def test_the_same_again_changes_no_byte(library):
    run(library, arxiv(1, 2), daily(2, 3))
    before = text(library, TUESDAY)
    run(library, arxiv(1, 2), daily(2, 3))
    assert text(library, TUESDAY) == before
