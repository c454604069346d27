"""A day for reference managers: BibTeX and RIS that say each paper once, in names that sort."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given

from broadsheet import references
from broadsheet.learning import bibtex
from broadsheet.model import Author, Kind, Link
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
def test_every_paper_is_one_entry_of_whole_lines_and_bibtex_closes_every_brace(day):
    """One law of two files: to draw the days takes most of the time."""
    _has_one_entry_a_paper(references.ris(recorded(day)).decode(), day)
    exported = references.bibliography(recorded(day)).decode()
    _closes_every_brace(exported, day)
    _is_read_back(exported, day)


def _is_read_back(said, day):
    found = bibtex.read(said)
    assert [work.id for work in found.works] == [entry.paper.id for entry in day.entries]
    assert not found.unread


def _has_one_entry_a_paper(said, day):
    lines = [line for line in said.split("\r\n") if line]
    assert all(RIS_LINE.fullmatch(line) for line in lines)
    ids = [entry.paper.id for entry in day.entries]
    assert [line[6:] for line in lines if line.startswith("ID")] == ids
    assert sum(line == "ER  - " for line in lines) == len(ids)


def _closes_every_brace(said, day):
    depth = 0
    for mark in re.findall(r"\\.|[{}]", said):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        assert depth >= 0
    assert depth == 0
    assert said.count("@misc{") >= len(day.entries)


def test_bibtex_says_what_a_citation_needs():
    told = entry("2601.90001", "50% of $x_{1}$ & {more} in snake_case #1")
    authors = (Author("Ada Example"), Author("The Lamp and Hall Collaboration"))
    day = digest(DAY, ("cs.CL", [replace(told, paper=replace(told.paper, authors=authors, version=2))]))
    said = references.bibliography(recorded(day)).decode()
    assert said.startswith("@misc{2601.90001,\n")
    assert r"title = {{50\% of $x_{1}$ \& more in snake\_case \#1}}," in said
    assert "author = {Example, Ada and {The Lamp and Hall Collaboration}}," in said
    assert "year = {2026}," in said
    assert "eprint = {2601.90001}," in said
    assert "url = {https://arxiv.org/abs/2601.90001v2}\n}\n" in said  # no comma before the end
    assert "primaryClass = {cs.CL}," in said
    assert "doi = {10.48550/arXiv.2601.90001}," in said


def test_an_earlier_paper_is_of_the_year_in_its_identifier():
    day = digest(DAY, ("cs.CL", [entry("hep-th/9901001", "Old", kind=Kind.CROSS)]))
    assert "year = {1999}," in references.bibliography(recorded(day)).decode()
    assert "DA  - 1999/01\r\n" in references.ris(recorded(day)).decode()


PEOPLE = {  # in RIS, in BibTeX, in a page's head
    "Ada Example": ("Example, Ada",) * 3,
    "Ada B. C. Example": ("Example, Ada B. C.",) * 3,
    "Lu van der Muster": ("van der Muster, Lu",) * 3,
    "Lu B. van der Muster": ("van der Muster, Lu B.", "van der Muster, Lu B.", "Lu B. van der Muster"),
    "Lu Van de Muster": ("Van de Muster, Lu",) * 3,
    "Lu Example e Muster": ("Example e Muster, Lu",) * 3,
    "Ada W. Example Jr.": ("Example, Ada W., Jr.", "Example, Jr., Ada W.", "Example, Ada W. Jr."),
    "Ada Example, Jr": ("Example, Ada, Jr", "Example, Jr, Ada", "Example, Ada Jr"),
    "Ada Example III": ("Example, Ada, III", "Example, III, Ada", "Example, Ada III"),
    "Lu B. van Muster Jr.": ("van Muster, Lu B., Jr.", "van Muster, Jr., Lu B.", "Lu B. van Muster Jr."),
    "Kamala V": ("V, Kamala",) * 3,
    "The Anh Muster": ("Muster, The Anh",) * 3,
    "Muster Ai": ("Ai, Muster",) * 3,
    "林静怡": ("林静怡", "{林静怡}", "林静怡"),
    "Ada": ("Ada", "{Ada}", "Ada"),
    "The Lamp Collaboration": (
        "The Lamp Collaboration",
        "{The Lamp Collaboration}",
        "The Lamp Collaboration",
    ),
    "Lamp, Hall & Team": ("Lamp, Hall & Team", r"{Lamp, Hall \& Team}", "Lamp, Hall & Team"),
    "Lamp AI": ("Lamp AI", "{Lamp AI}", "Lamp AI"),
    "LMP-V Team": ("LMP-V Team", "{LMP-V Team}", "LMP-V Team"),
    "Ada Nguyễn": ("Nguyễn, Ada", r"Nguy\~{\^{e}}n, Ada", "Nguyễn, Ada"),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_name_is_taken_apart_where_it_is_a_person_s(name):
    day = recorded(digest(DAY, ("cs.CL", [by(name)])))
    ris = re.search(r"^AU  - (.+)\r$", references.ris(day).decode(), re.MULTILINE)[1]
    bibtex = re.search(r"author = \{(.*)\}", references.bibliography(day).decode())[1]
    head = dict(references.of_paper(day.papers[0], DAY, "")).get("citation_author")
    assert (ris, bibtex, head) == PEOPLE[name]


@pytest.mark.parametrize("name", PEOPLE)
def test_zotero_makes_one_person_of_each_name_in_a_page_s_head(name):
    day = recorded(digest(DAY, ("cs.CL", [by(name)])))
    written = dict(references.of_paper(day.papers[0], DAY, ""))["citation_author"]
    assert ";" not in written
    before, _, after = written.partition(",")
    assert "Team" in name or not (" " in before.strip() and " " in after.strip())


def by(name):
    plain = entry("2601.90002", "A Title")
    return replace(plain, paper=replace(plain.paper, authors=(Author(name),)))


def test_a_paper_that_appeared_in_a_journal_says_where():
    plain = entry("2601.90002", "A Title")
    links = (
        Link("code", "https://github.com/example/lamp"),
        Link("J. Lamps 12, 34 (2026)", "https://doi.org/10.1234/lamps%3C1%3E_2"),
    )
    day = recorded(digest(DAY, ("cs.CL", [replace(plain, paper=replace(plain.paper, links=links))])))
    said = references.bibliography(day).decode()
    assert r"doi = {10.1234/lamps<1>\_2}," in said
    assert "note = {J. Lamps 12, 34 (2026)}," in said
    assert "\r\nDO  - 10.1234/lamps<1>_2\r\nN1  - J. Lamps 12, 34 (2026)\r\n" in references.ris(day).decode()
    assert ("citation_doi", "10.1234/lamps<1>_2") in list(references.of_paper(day.papers[0], DAY, ""))


def test_a_doi_alone_is_no_journal_s_name():
    plain = entry("2601.90002", "A Title")
    links = (Link("DOI", "https://doi.org/10.1234/lamps"),)
    day = recorded(digest(DAY, ("cs.CL", [replace(plain, paper=replace(plain.paper, links=links))])))
    assert "note" not in references.bibliography(day).decode()
    assert "N1" not in references.ris(day).decode()
