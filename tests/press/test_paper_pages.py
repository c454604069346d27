"""A page for each paper, from which reference managers and search engines read what it is."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given

from broadsheet import page, references
from broadsheet.model import Author, Kind
from press.newspaper import WEEK, Newspaper, digest, entry, recorded
from strategies import digests, few

ON = "paper-pages: true\n"
META = re.compile(r'<meta name="((?:citation_|z:)[^"]*)" content="([^"]*)">')
DATA = re.compile(r'<script type="application/ld\+json">(.*)</script>')


@pytest.fixture
def kiosk(newspaper):
    newspaper.more = ON
    return newspaper


def metas(paper, id_):
    return META.findall(paper.read(f"paper/{id_}/index.html"))


def test_a_paper_has_its_own_page_where_the_publisher_wants_it(kiosk):
    kiosk.print_day(WEEK[0], ("cs.CL", [entry("2512.00001", "On Lamps")]))
    kiosk.build()
    said = kiosk.read("paper/2512.00001/index.html")
    assert "<h1" in said
    assert '<details class="more" open>' in said
    assert '<link rel="canonical" href="https://example.org/news/paper/2512.00001/">' in said
    assert 'href="/news/paper/2512.00001/"' in kiosk.read("2025/12/30/index.html")


def test_nobody_has_one_without_being_asked(week):
    week.build()
    assert not [name for name in week.files() if name.startswith("paper/")]


def test_its_head_says_what_a_reference_manager_needs(kiosk):
    kiosk.print_day(WEEK[0], ("cs.CL", [entry("2512.00001", 'Where $x^2$ Leads & "Why"')]))
    kiosk.build()
    said = metas(kiosk, "2512.00001")
    assert ("citation_author", "Example, Ada") in said
    assert [name for name, _ in said].count("citation_author") == 2
    known = dict(said)
    assert known["z:itemType"] == "preprint"
    assert known["citation_title"] == "Where x² Leads &amp; &#34;Why&#34;"
    assert known["citation_publication_date"] == "2025/12/30"
    assert known["citation_arxiv_id"] == "2512.00001"
    assert known["citation_doi"] == "10.48550/arXiv.2512.00001"
    assert known["citation_pdf_url"] == "https://arxiv.org/pdf/2512.00001v1"
    assert not {"citation_journal_title", "citation_conference_title"} & known.keys()


def test_search_engines_are_told_the_same(kiosk):
    kiosk.print_day(WEEK[0], ("cs.CL", [entry("2512.00001", "On </script><script>Lamps")]))
    kiosk.build()
    (block,) = DATA.findall(kiosk.read("paper/2512.00001/index.html"))
    said = json.loads(block)
    assert (said["@context"], said["@type"]) == ("https://schema.org", "ScholarlyArticle")
    assert said["headline"] == "On </script><script>Lamps"
    assert [author["name"] for author in said["author"]] == ["Ada Example", "Raquel Fernández-Muster"]
    assert said["datePublished"] == "2025-12-30"
    assert "https://doi.org/10.48550/arXiv.2512.00001" in said["sameAs"]
    (day,) = DATA.findall(kiosk.read("2025/12/30/index.html"))
    assert json.loads(day)["@type"] == ["PublicationIssue", "CollectionPage"]
    assert json.loads(day)["mainEntity"]["numberOfItems"] == 1


@pytest.mark.parametrize(
    ("id_", "kind", "date"),
    [
        ("2512.00001", Kind.NEW, (2025, 12, 30)),
        ("2511.00001", Kind.CROSS, (2025, 11, None)),
        ("hep-th/9901001", Kind.REPLACE, (1999, 1, None)),
        ("math/0501001", Kind.REPLACE, (2005, 1, None)),
    ],
)
def test_an_earlier_paper_is_dated_by_its_identifier(id_, kind, date):
    day = digest(WEEK[0], ("cs.CL", [replace(entry(id_, "A"), kind=kind)]))
    (paper,) = recorded(day).papers
    assert references.published(paper, WEEK[0]) == date


def test_a_paper_that_comes_again_is_shown_as_last_told_and_names_the_day_before(kiosk):
    kiosk.print_day(WEEK[0], ("cs.CL", [entry("2512.00001", "First Told")]))
    kiosk.print_day(WEEK[1], ("cs.CL", [entry("2512.00001", "Told Again", kind=Kind.CROSS)]))
    kiosk.build()
    said = kiosk.read("paper/2512.00001/index.html")
    assert "Told Again" in said
    assert 'href="/news/2025/12/30/#2512.00001"' in said
    kiosk.library.path_of(WEEK[1]).unlink()
    assert "paper/2512.00001/index.html" in kiosk.build().made
    assert "First Told" in kiosk.read("paper/2512.00001/index.html")


def test_a_new_day_makes_the_pages_of_its_own_papers_alone(kiosk):
    for day in WEEK:
        kiosk.print_day(day)
    kiosk.build()
    kiosk.print_day(dt.date(2026, 1, 7), ("cs.CL", [entry("2601.70001", "News")]))
    made = {name for name in kiosk.build().made if name.startswith("paper/")}
    assert made == {"paper/2601.70001/index.html"}


def test_a_semicolon_does_not_make_two_people_of_one(kiosk):
    told = entry("2512.00001", "On Lamps")
    told = replace(told, paper=replace(told.paper, authors=(Author("Ada; Example"),)))
    kiosk.print_day(WEEK[0], ("cs.CL", [told]))
    kiosk.build()
    assert ("citation_author", "Ada, Example") in metas(kiosk, "2512.00001")


@few
@given(digests())
def test_whatever_a_page_says_its_papers_pages_hold_valid_data(tmp_path_factory, any_digest):
    paper = Newspaper(tmp_path_factory.mktemp("paper"), more=ON)
    paper.library.save(any_digest.date, page.render(any_digest))
    assert paper.build().errors == ()
    for name in paper.files():
        if name.startswith("paper/"):
            (block,) = DATA.findall(paper.read(name))
            assert json.loads(block)["@type"] == "ScholarlyArticle"
