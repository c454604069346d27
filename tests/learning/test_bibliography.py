"""What is read from each kind of file, and what is said of what does not read."""

import datetime as dt
import json
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import learning, references
from broadsheet.errors import UsageError
from broadsheet.learning import Unread, Work
from broadsheet.model import Author, Paper
from press.newspaper import digest, entry, recorded

BIB = r"""
@string{lab = "Example Lab"}
@article{one, title = {{Soft} {\'E}lan of Grippers}, author = {Example, Ada and Max Dummyfeld},
  abstract = "A gripper, {nested}.", keywords = {grasping; robots}, eprint = {2601.00001}, year = 2026,}
@misc{two, title = "Half " # "and half", author = lab, doi = {10.48550/arXiv.2601.00002}}
@comment{nothing}
"""
UNPAIRED = "of this @misc has braces or quotes that are not in pairs"
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:bib="http://purl.org/net/biblio#"><bib:Article rdf:about="http://arxiv.org/abs/2601.00002">
 <dc:title>Moss on Teacups</dc:title>
 <dcterms:abstract>Moss grows.</dcterms:abstract><dc:subject>moss</dc:subject>
 <bib:authors><rdf:Seq><rdf:li><foaf:Person>
 <foaf:surname>Example</foaf:surname><foaf:givenName>Ada</foaf:givenName>
 </foaf:Person></rdf:li></rdf:Seq></bib:authors><dc:identifier>arXiv:2601.00002</dc:identifier></bib:Article>
 <z:Attachment><dc:title>Full text</dc:title></z:Attachment>
 <bib:Book rdf:about="urn:isbn:0"/></rdf:RDF>"""
MOSS = Work("Moss on Teacups", "Moss grows.", ("moss",), ("Ada Example",), "2601.00002")
CSL = [
    {
        "id": "one",
        "type": "article-journal",
        "title": "Moss on <i>Teacups</i>",
        "abstract": "Moss grows.",
        "keyword": "moss",
        "author": [{"family": "Example", "given": "Ada"}],
        "DOI": "10.48550/arXiv.2601.00002",
    }
]
ZOTERO = [
    {
        "key": "A",
        "version": 1,
        "data": {
            "itemType": "preprint",
            "title": "Moss on Teacups",
            "abstractNote": "Moss grows.",
            "creators": [
                {"creatorType": "author", "firstName": "Ada", "lastName": "Example"},
                {"creatorType": "editor", "name": "Example Lab"},
            ],
            "tags": [{"tag": "moss", "type": 1}],
            "archiveID": "arXiv:2601.00002v3",
        },
    },
    {"key": "B", "data": {"itemType": "attachment", "title": "Full text"}},
]
ORCID = {
    "activities-summary": {
        "works": {
            "group": [
                {
                    "work-summary": [
                        {
                            "title": {"title": {"value": "Moss on Teacups"}, "subtitle": None},
                            "short-description": "Moss grows.",
                            "contributors": {"contributor": [{"credit-name": {"value": "Ada Example"}}]},
                            "external-ids": {
                                "external-id": [
                                    {"external-id-type": "arxiv", "external-id-value": "2601.00002"}
                                ]
                            },
                        }
                    ]
                }
            ]
        }
    }
}
SCHOLAR = {
    "offset": 0,
    "data": [
        {
            "citedPaper": {
                "paperId": "f00",
                "externalIds": {"ArXiv": "2601.00002"},
                "title": "Moss on Teacups",
                "abstract": "Moss grows.",
                "authors": [{"authorId": "1", "name": "Ada Example"}],
            }
        }
    ],
}


def works(text, name="x"):
    return list(learning.read(text, name).works)


def test_bibtex_is_read():
    one, two = works(BIB)
    assert (one.title, one.authors) == ("Soft Élan of Grippers", ("Ada Example", "Max Dummyfeld"))
    assert (one.abstract, one.keywords, one.id) == (
        "A gripper, nested.",
        ("grasping", "robots"),
        "2601.00001",
    )
    assert (two.title, two.id) == ("Half and half", "2601.00002")


def test_zoteros_rdf_is_read_and_what_lacks_a_title_is_named_with_its_line():
    found = learning.read(RDF, "x.rdf")
    assert found.works == (MOSS,)
    assert found.unread == (Unread(12, "this item has no title"),)


@pytest.mark.parametrize(
    ("export", "knows_keywords"),
    [
        (CSL, True),
        ({"items": CSL}, True),
        (ZOTERO, True),
        (ZOTERO[0], True),
        (ORCID, False),
        (ORCID["activities-summary"]["works"], False),
        ({"bulk": [{"work": ORCID["activities-summary"]["works"]["group"][0]["work-summary"][0]}]}, False),
        (SCHOLAR, False),
        ([SCHOLAR["data"][0]["citedPaper"]], False),
        ({"name": "Ada Example", "papers": [SCHOLAR["data"][0]["citedPaper"]]}, False),
    ],
)
def test_each_export_in_json_is_read(export, knows_keywords):
    (work,) = works(json.dumps(export, indent=1))
    assert work == (MOSS if knows_keywords else Work(MOSS.title, MOSS.abstract, (), MOSS.authors, MOSS.id))


def test_objects_one_a_line_are_a_list_and_the_line_of_one_without_a_title_is_said():
    lines = [json.dumps(CSL[0]), '{"id": "two"}', "5", json.dumps(CSL[0] | {"title": "Rain"})]
    found = learning.read("\n".join(lines), "x.jsonl")
    assert [work.title for work in found.works] == ["Moss on Teacups", "Rain"]
    assert [each.line for each in found.unread] == [2, 3]


def test_ids_are_read_bare_with_a_version_and_in_addresses():
    text = "# to read\n2601.00001v2\nhttps://arxiv.org/abs/math/0601001 2601.00001\n\nthe one on moss\n"
    found = learning.read(text, "x.txt")
    assert [work.id for work in found.works] == ["2601.00001", "math/0601001"]
    assert found.unread == (Unread(5, "no arXiv id in “the one on moss”"),)


def test_an_entry_that_is_never_closed_is_no_work_and_swallows_no_other():
    text = "@misc{a, title = {Open\n@misc{b, title = {Rain}}\n@misc{c, year = 2026}\n@book{\n}\n"
    found = learning.read(text, "x.bib")
    assert [work.title for work in found.works] == ["Rain"]
    assert found.unread == (
        Unread(1, "this @misc is never closed"),
        Unread(3, "this @misc has no title"),
        Unread(4, "this @book does not read as an entry"),
    )


def test_a_field_that_is_never_closed_is_left_out():
    text = '@misc{a, title = "Moss, year = 2026}\n@misc{b, title={Rain},\nabstract="It}'
    found = learning.read(text, "x.bib")
    assert found.works == (Work("Rain"),)
    assert found.unread == (Unread(1, f"the title {UNPAIRED}"), Unread(3, f"the abstract {UNPAIRED}"))


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("{It {grows.}", ""),
        ("{It {grows.", ""),
        ('"It {grows."', ""),
        ('"It grows.', ""),
        ("{It grows.} And more}", "It grows."),
        ('"It "really" grows."', "It"),
    ],
)
@pytest.mark.parametrize("rest", [",\n  eprint = {2601.00002}\n}", ",\n  eprint = {2601.00002}}", "\n}"])
def test_of_an_abstract_with_a_brace_or_a_quote_too_many_its_line_is_said_and_the_work_is_kept(
    abstract, found, rest
):
    text = f"@misc{{a, title = {{Moss}},\n  abstract = {abstract}{rest}\n@misc{{b, title = {{Rain}}}}\n"
    read = learning.read(text, "x.bib")
    assert read.works == (Work("Moss", found, id="2601.00002" if "eprint" in rest else ""), Work("Rain"))
    assert read.unread == (Unread(2, f"the abstract {UNPAIRED}"),)


def test_what_a_line_of_an_abstract_says_of_entries_is_no_entry():
    abstract = "We\n@article{like this} or\n@article{this, too}\n  @misc(so) by ada@misc{x, y}."
    found = learning.read(f"@misc{{a, title = {{Moss}},\nabstract = {{{abstract}}}}}", "x.bib")
    assert found.works == (
        Work("Moss", "We @articlelike this or @articlethis, too @misc(so) by ada@miscx, y."),
    )
    assert not found.unread


WORDS = [
    "Moss",
    "Schrödinger",
    "Łoś",
    '"Tea"',
    "(very)",
    "@article{like",
    "@misc{a,",
    "{",
    "}",
    "= {2026},",
    "#",
    "%",
    "&",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join))
def test_what_we_export_is_read_back(title):
    papers = [entry("2601.00001", f"A {title}", "cs.CL"), entry("2601.00002", "Rain", "cs.CL")]
    text = references.bibliography(recorded(digest(dt.date(2026, 1, 27), ("cs.CL", papers)))).decode()
    found = learning.read(text, "x.bib")
    bare = " ".join(re.sub("[{}]", "", f"A {title}").split())
    assert [(work.id, work.title) for work in found.works] == [("2601.00001", bare), ("2601.00002", "Rain")]
    assert [work.authors for work in found.works] == [
        tuple(a.name for a in each.paper.authors) for each in papers
    ]
    assert not found.unread


@pytest.mark.parametrize(
    ("entry", "is_closed"),
    [
        ("@misc{a, title = {Moss}}", True),
        ("@misc(a, title = {Moss (and tea)})", True),
        ('@misc(a, title = "Moss (and tea)")', True),
        ('@misc(a, title = "Moss :)", note = "(a")', True),
        ('@misc{a, title = "Moss", }', True),
        ("@misc{a, title = {Moss} author = {Ada}}", True),  # a comma is missing
        (r"@misc{a, title = {Moss \} and tea}}", True),
        ("@misc{a, title = {Moss}, note = {by mail@misc{x, not an entry}}}", True),
        ("@misc{a, title = {Moss}", False),
        ("@misc(a, title = {Moss}", False),
        ("@misc{a, title = {Moss}, abstract = {It grows.}\n", False),
        ("@misc{a, title = {Moss}, abstract = {It grows.\n}", False),
    ],
)
def test_an_entry_is_closed_by_what_opened_it(entry, is_closed):
    found = learning.read(f"{entry}\n@misc{{b, title = {{Rain}}}}\n", "x.bib")
    assert [work.title for work in found.works][-1:] == ["Rain"]
    assert len(found.works) == 1 + is_closed
    assert [each.why for each in found.unread] == ([] if is_closed else ["this @misc is never closed"])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("no ids", 1),
        ("<rdf", 1),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a/>', 0),
        ("@comment{x}", 0),
        ("[1,\n2", 2),
        ('[{"id": 1}]', 1),
        ("[]", 0),
        ("[" * 100_000, 0),
    ],
)
def test_what_names_no_work_is_an_error_that_names_the_file(text, line):
    with pytest.raises(UsageError) as error:
        learning.read(text, "x")
    assert (error.value.file, error.value.line) == ("x", line)


@given(st.text(alphabet='@{}",=#\\ab\n', max_size=60))
def test_no_bibliography_breaks_the_reader(text):
    with suppress(UsageError):
        learning.read(f"@a{{b, title={text}", "x")


NAMES = [
    "title",
    "data",
    "work-summary",
    "group",
    "works",
    "author",
    "authors",
    "name",
    "tags",
    "contributors",
]
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=4), st.integers(0, 40))
def test_no_json_breaks_the_reader_whole_or_cut(values, cut):
    text = json.dumps(values)
    for each in (text, text[: len(text) - cut]):
        with suppress(UsageError):
            for work in learning.read(each, "x").works:
                assert work.title or work.id


@given(st.text(max_size=40), st.sampled_from(["", "[", '{"title": "', "<a>", "@a{b,", "2601.00001 "]))
def test_no_text_breaks_the_reader(text, start):
    with suppress(UsageError):
        learning.read(start + text, "x")


PAPER = Paper("2601.00002", "Moss on Teacups", (Author("Ada Example"),), "Moss grows.", ("q-bio.PE",))


def test_a_work_without_an_abstract_is_completed_by_its_id_and_keeps_its_keywords():
    bare = [Work(id="2601.00002"), Work("Moss", keywords=("tea",), id="2601.00002"), Work("Rain")]
    assert learning.lacking(bare) == ["2601.00002"]
    assert learning.completed(bare, [PAPER]) == [
        Work(MOSS.title, MOSS.abstract, (), MOSS.authors, MOSS.id),
        Work(MOSS.title, MOSS.abstract, ("tea",), MOSS.authors, MOSS.id),
        Work("Rain"),
    ]


def test_papers_are_not_looked_through_where_no_work_lacks_anything():
    assert learning.completed([MOSS], iter(lambda: pytest.fail("was asked"), None)) == [MOSS]


def test_a_work_that_two_files_name_counts_once():
    twice = [MOSS, Work("Other title", id=MOSS.id), Work("Rain  on stones"), Work("rain on Stones")]
    assert learning.each_once(twice) == [MOSS, twice[2]]
