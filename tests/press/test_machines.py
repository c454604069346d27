"""A day for programs: JSON of a fixed shape, BibTeX that closes every brace."""

import datetime as dt
import json
import re

from hypothesis import given

from broadsheet import config
from broadsheet.model import Author, Digest, Entry, Kind, Ledger, Paper, Part, Role, Section, Summary
from broadsheet.press import machines
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
    told = json.loads(machines.index(digest(Entry(PAPER, Kind.NEW, summary=SUMMARY)), SITE))
    assert (told["version"], told["date"], told["url"]) == (
        1,
        "2026-01-27",
        "https://example.org/news/2026/01/27/",
    )
    assert told["ledger"]["listed"] == 1
    (paper,) = told["papers"]
    assert paper["url"] == "https://example.org/news/2026/01/27/#2601.90001"
    assert paper["title"] == "50% of x₁ & more"
    assert paper["abstract"] == "It is x².\n\nSecond."
    assert paper["summary"]["parts"]["tldr"] == {"text": "It is x².", "evidence": [1]}
    assert paper["rating"] is None


def test_the_bibliography_is_bibtex():
    said = machines.bibliography(digest(Entry(PAPER, Kind.NEW))).decode()
    assert said.startswith("@misc{2601.90001,\n")
    assert r"title = {{50\% of $x_{1}$ \& more}}," in said
    assert "author = {Ada Example and {The Lamp and Hall Collaboration}}," in said
    assert "eprint = {2601.90001v2}," in said
    assert "primaryClass = {cs.CL}," in said


@given(digests())
def test_whatever_a_page_says_both_are_well_formed(digest):
    told = json.loads(machines.index(digest, SITE))
    assert [paper["id"] for paper in told["papers"]] == [entry.paper.id for entry in digest.entries]
    said = machines.bibliography(digest).decode()
    depth = 0
    for mark in re.findall(r"\\.|[{}]", said):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        assert depth >= 0
    assert depth == 0
    assert said.count("@misc{") >= len(digest.entries)
