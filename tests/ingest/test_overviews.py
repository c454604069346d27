"""What a day was about, in a model's words: once, on the page, at its price; else what the editor counted."""

import dataclasses
import datetime as dt
import json

import pytest

from broadsheet import config
from broadsheet.editor import Editor, edited
from broadsheet.ingest.overviews import Overviews
from broadsheet.journal import Journal
from broadsheet.library import Library
from broadsheet.model import Digest, Entry, Kind, Ledger, Paper, Part, Role, Section, Summary, Trend, Usage
from broadsheet.page import render
from broadsheet.summarize.model import Model
from doors import model_server as says
from doors.model_server import ModelServer, asked

DAY = dt.date(2026, 1, 27)
NOW = dt.datetime(2026, 1, 27, 6, tzinfo=dt.UTC)
SITE = config.read("title: T\nsummaries: {model: invented, also: [overview]}\n")
SUBJECTS = ("amber lamps", "copper kettles", "harbour cranes")
GOOD = [
    {
        "title": subject.capitalize(),
        "note": f"The {subject} of these halls hum and glow softly.",
        "papers": [f"2601.9{n}{k:03}" for k in range(4)],
    }
    for n, subject in enumerate(SUBJECTS)
]


def entries():
    for n, subject in enumerate(SUBJECTS):
        for k in range(4):
            claim = f"The {subject} of these halls hum and glow softly in hall {k}."
            paper = Paper(f"2601.9{n}{k:03}", f"{subject.title()} {k}", abstract=claim)
            yield Entry(paper, Kind.NEW, summary=Summary("invented", (Part(Role.TLDR, claim),), 1))


def digest(**changed):
    told = tuple(entries())
    ledger = Ledger({"new": len(told)}, {}, {"invented": len(told)})
    return Digest(
        DAY,
        "A day",
        NOW,
        ledger=ledger,
        usage=Usage(12, 100, 50),
        sections=(Section("cs.CL", told),),
        **changed,
    )


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    library = Library(tmp_path)
    journal = Journal(tmp_path, now=lambda: NOW)
    with ModelServer() as server:
        server.behave(says.text(json.dumps({"tracks": GOOD})))

        def run(page=None):
            if page:
                library.save(DAY, render(page))
            overviews = Overviews(SITE, library, journal)
            for day in list(overviews.due()):
                overviews.keep(day, Model(asked(server)).overview(overviews.papers(day), languages=("en",)))
            return library.load(DAY).digest

        run.server, run.journal, run.library = server, journal, library
        yield run


def test_a_day_is_asked_about_once_and_its_page_says_who_was_asked_and_what_it_cost(work):
    page = work(digest())
    assert [each.title for each in page.trends] == ["Amber lamps", "Copper kettles", "Harbour cranes"]
    assert (page.overview, page.usage) == ("invented", Usage(13, 500, 150, 0.0006))
    assert work.journal.spent_today().requests == 1
    work()
    assert len(work.server.questions) == 1


def test_an_answer_that_does_not_hold_leaves_what_the_editor_counted_and_is_not_asked_for_again(work):
    work.server.behave(says.text(json.dumps({"tracks": [GOOD[0] | {"papers": ["2601.99999"]}]})))
    page = work(digest())
    assert (page.trends, page.overview, page.usage.requests) == ((), "extract", 14)
    work()
    assert len(work.server.questions) == 2


def test_a_silent_endpoint_is_asked_by_the_next_run(work):
    work.server.behave(says.status(500))
    assert work(digest()).overview == ""
    work.server.behave(says.text(json.dumps({"tracks": GOOD})))
    assert work().overview == "invented"


@pytest.mark.parametrize(
    "page",
    [
        digest(trends=(Trend("My own subject", "I wrote it.", ("2601.90000",)),)),
        digest(overview="other-model"),
        dataclasses.replace(digest(), ledger=Ledger({"new": 12}, {}, {"invented": 12}, 2)),
        dataclasses.replace(
            digest(),
            ledger=Ledger({"new": 2}, {}, {"invented": 2}),
            sections=(Section("cs.CL", tuple(entries())[:2]),),
        ),
    ],
    ids=["a person's", "another model's", "not whole yet", "short"],
)
def test_nobody_is_asked_of_a_day_that_needs_it_not(work, page):
    work(page)
    assert work.server.questions == []


def test_what_a_model_named_stays_when_late_papers_come_and_when_interests_change(work):
    page = work(digest())
    editor = Editor(SITE, [])
    assert editor.overview(page.entries, page).trends == page.trends
    assert edited(page, editor, again=True).trends == page.trends
