"""A day for reference managers: BibTeX and RIS that say each paper once, in names that sort."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given

from broadsheet import references
from broadsheet.model import Author, Kind
from press.newspaper import digest, entry, recorded
from strategies import digests

DAY = dt.date(2026, 1, 27)
PAPER = entry("2601.90001", "Where $x^2$ Leads", "cs.CL")
RIS_LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n]*")


def test_ris_says_what_a_citation_needs():
    assert references.ris(recorded(digest(DAY, ("cs.CL", [PAPER])))).decode().split("\r\n") == [
        "TY  - UNPB",
        "ID  - 2601.90001",
        "TI  - Where x² Leads",
        "AU  - Example, Ada",
        "AU  - Fernández-Muster, Raquel",
        "PY  - 2026",
        "DA  - 2026/01/27",
        "PB  - arXiv",
        "DO  - 10.48550/arXiv.2601.90001",
        "UR  - https://arxiv.org/abs/2601.90001v1",
        "L1  - https://arxiv.org/pdf/2601.90001v1",
        "ER  - ",
        "",
    ]


@given(digests())
def test_every_paper_is_one_entry_of_whole_lines(day):
    said = references.ris(recorded(day)).decode()
    lines = [line for line in said.split("\r\n") if line]
    assert all(RIS_LINE.fullmatch(line) for line in lines)
    ids = [entry.paper.id for entry in day.entries]
    assert [line[6:] for line in lines if line.startswith("ID")] == ids
    assert sum(line == "ER  - " for line in lines) == len(ids)


def test_bibtex_says_what_a_citation_needs():
    told = entry("2601.90001", "50% of $x_{1}$ & {more} in snake_case #1")
    authors = (Author("Ada Example"), Author("The Lamp and Hall Collaboration"))
    day = digest(DAY, ("cs.CL", [replace(told, paper=replace(told.paper, authors=authors, version=2))]))
    said = references.bibliography(recorded(day)).decode()
    assert said.startswith("@misc{2601.90001,\n")
    assert r"title = {{50\% of $x_{1}$ \& more in snake\_case \#1}}," in said
    assert "author = {Ada Example and {The Lamp and Hall Collaboration}}," in said
    assert "year = {2026}," in said
    assert "eprint = {2601.90001v2}," in said
    assert "primaryClass = {cs.CL}," in said
    assert "doi = {10.48550/arXiv.2601.90001}," in said


@given(digests())
def test_bibtex_closes_every_brace(day):
    said = references.bibliography(recorded(day)).decode()
    depth = 0
    for mark in re.findall(r"\\.|[{}]", said):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        assert depth >= 0
    assert depth == 0
    assert said.count("@misc{") >= len(day.entries)


def test_an_earlier_paper_is_of_the_year_in_its_identifier():
    day = digest(DAY, ("cs.CL", [entry("hep-th/9901001", "Old", kind=Kind.CROSS)]))
    assert "year = {1999}," in references.bibliography(recorded(day)).decode()
    assert "DA  - 1999/01\r\n" in references.ris(recorded(day)).decode()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ada Example", "Example, Ada"),
        ("Ada B. C. Example", "Example, Ada B. C."),
        ("Lu van der Muster", "van der Muster, Lu"),
        ("Ada Example Jr.", "Example, Ada, Jr."),
        ("Ada Example III", "Example, Ada, III"),
        ("林静怡", "林静怡"),
        ("Ada", "Ada"),
        ("The Lamp Collaboration", "The Lamp Collaboration"),
        ("Lamp AI", "Lamp AI"),
        ("Muster Ai", "Ai, Muster"),
        ("", ""),
    ],
)
def test_a_name_is_taken_apart_where_it_is_a_person_s(name, said):
    assert references.inverted(name) == said


def test_names_are_inverted_with_what_comes_after_them_last():
    authors = tuple(map(Author, ("Ada van Example Jr.", "The Lamp Collaboration")))
    told = entry("2601.90002", "A Title")
    day = digest(DAY, ("cs.CL", [replace(told, paper=replace(told.paper, authors=authors))]))
    said = re.findall(r"^AU  - (.+)\r$", references.ris(recorded(day)).decode(), re.MULTILINE)
    assert said == ["van Example, Ada, Jr.", "The Lamp Collaboration"]
