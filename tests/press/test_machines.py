"""A day for programs: JSON of a fixed shape."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from broadsheet import config, machines
from broadsheet.model import Author, Digest, Earlier, Entry, Kind, Ledger, Paper, Part, Role, Section, Summary
from press.newspaper import recorded
from strategies import digests

SITE = config.read("title: Test\nurl: https://example.org/news/\n")


def digest(*entries):
    return Digest(
        dt.date(2026, 1, 27),
        "A day",
        dt.datetime(2026, 1, 27, 5, tzinfo=dt.UTC),
        ledger=Ledger({"new": len(entries)}, {}, {"extract": len(entries)}),
        sections=(Section("cs.CL", entries),),
    )


PAPER = Paper(
    "2601.90001",
    "50% of $x_{1}$ & {more}",
    authors=(Author("Ada Example", "Example Lab"), Author("The Lamp and Hall Collaboration")),
    abstract="It is $x^2$.\n\nSecond.",
    categories=("cs.CL",),
    version=2,
)
SUMMARY = Summary("extract", (Part(Role.TLDR, r"It is $x^2$\.", (1,)),))


def test_the_index_says_what_the_page_says_in_characters_alone():
    told = json.loads(machines.index(recorded(digest(Entry(PAPER, Kind.NEW, summary=SUMMARY))), SITE))
    assert (told["version"], told["date"], told["url"]) == (
        2,
        "2026-01-27",
        "https://example.org/news/2026/01/27/",
    )
    assert told["ledger"]["listed"] == 1
    (paper,) = told["papers"]
    assert paper["title"] == "50% of x₁ & more"
    assert paper["authors"] == [
        {"name": "Ada Example", "affiliation": "Example Lab"},
        {"name": "The Lamp and Hall Collaboration"},
    ]
    assert paper["summary"] == {"by": "extract", "tldr": "It is x²."}
    assert paper["rating"] is None


def test_a_page_that_hands_were_at_is_counted_as_it_stands(newspaper):
    newspaper.print_day(dt.date(2026, 1, 27))
    path = newspaper.library.path_of(dt.date(2026, 1, 27))
    head, _, rest = path.read_text(encoding="utf-8").partition("## cs.CV")
    path.write_text(head + rest[rest.index("<!-- as written") :], encoding="utf-8")
    newspaper.build()
    ledger = json.loads(newspaper.read("2026/01/27/index.json"))["ledger"]
    assert (ledger["listed"], ledger["excluded"]["removed by hand"]) == (2, 1)
    assert "1 that the editor took out" in newspaper.read("2026/01/27/index.html")


SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "docs" / "index.schema.json").read_text(encoding="utf-8"))
)


@pytest.mark.long
def test_the_days_of_the_demo_are_as_the_schema_says(demo):
    days = sorted(demo.glob("*/*/*/index.json"))
    assert len(days) > 5
    for day in days:
        SCHEMA.validate(json.loads(day.read_text(encoding="utf-8")))


@given(digests())
def test_whatever_a_page_says_its_index_is_as_the_schema_says(digest):
    told = json.loads(machines.index(recorded(digest), SITE))
    SCHEMA.validate(told)
    assert [paper["id"] for paper in told["papers"]] == [entry.paper.id for entry in digest.entries]


def test_a_paper_names_those_that_it_follows():
    before = Earlier("2601.00007", dt.date(2026, 1, 2), "Lamps before")
    follower = Entry(PAPER, Kind.NEW, earlier=(before,))
    (paper,) = json.loads(machines.index(recorded(digest(follower)), SITE))["papers"]
    assert paper["earlier"] == ["2601.00007"]


def test_the_schema_asks_for_every_key_and_knows_no_other():
    told = json.loads(machines.index(recorded(digest(Entry(PAPER, Kind.NEW, summary=SUMMARY))), SITE))
    for key in told:
        assert not SCHEMA.is_valid({name: value for name, value in told.items() if name != key})
    assert not SCHEMA.is_valid(told | {"more": 1})
