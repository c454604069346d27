"""Interests from a bibliography: what is read from each kind of file, and what is made of it."""

from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import config, learning
from broadsheet.errors import UsageError

BIB = r"""
@string{lab = "Example Lab"}
@article{one, title = {{Soft} {\'E}lan of Grippers}, author = {Example, Ada and Max Dummyfeld},
  abstract = "A gripper, {nested}.", keywords = {grasping; robots}, eprint = {2601.00001}, year = 2026,}
@misc{two, title = "Half " # "and half", author = lab}
@comment{nothing}
"""
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
 <z:Attachment><dc:title>Full text</dc:title></z:Attachment></rdf:RDF>"""


def test_bibtex_is_read():
    one, two = learning.read(BIB, "x.bib")
    assert (one.title, one.authors) == ("Soft Élan of Grippers", ("Ada Example", "Max Dummyfeld"))
    assert (one.abstract, one.keywords, one.id) == (
        "A gripper, nested.",
        ("grasping", "robots"),
        "2601.00001",
    )
    assert two.title == "Half and half"


def test_zotero_is_read():
    (work,) = learning.read(RDF, "x.rdf")
    assert (work.title, work.abstract, work.keywords) == ("Moss on Teacups", "Moss grows.", ("moss",))
    assert (work.authors, work.id) == (("Ada Example",), "2601.00002")


def test_ids_are_read():
    text = "2601.00001v2\nhttps://arxiv.org/abs/math/0601001 2601.00001\n"
    assert [work.id for work in learning.read(text, "x.txt")] == ["2601.00001", "math/0601001"]


@pytest.mark.parametrize("text", ["", "no ids", "<rdf", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "@comment{x}"])
def test_what_names_no_work_is_an_error(text):
    with pytest.raises(UsageError) as error:
        learning.read(text, "x")
    assert error.value.file == "x"


@given(st.text(alphabet='@{}",=#\\ab\n', max_size=60))
def test_no_bibliography_breaks_the_reader(text):
    with suppress(UsageError):
        learning.read(f"@a{{b, title={text}", "x")


def works():
    grips = [
        learning.Work(
            f"A soft gripper, part {n}", "A gripper with a soft finger grasps cups.", (), ("Ada Example",)
        )
        for n in range(8)
    ]
    moss = [learning.Work(f"Slow moss {n}", "Moss on a wet stone grows in rain.", ()) for n in range(8)]
    return [work for pair in zip(grips, moss, strict=True) for work in pair]


def test_works_that_say_the_same_are_one_interest():
    first, second = learning.drafted(works())
    assert (first.works, second.works) == (8, 8)
    assert {first.interest.name, second.interest.name} == {"Soft gripper", "Slow moss"}
    gripping = first if first.interest.follow else second
    assert gripping.interest.follow == ("Ada Example",)


def test_a_draft_is_a_configuration_that_reads():
    text = f"title: T\n{learning.written(learning.drafted(works()))}\n"
    assert len(config.read(text).interests) == 2
    assert yaml.safe_load(text)["interests"][0]["keywords"]


def test_nothing_is_drafted_from_nothing():
    assert learning.drafted([learning.Work(id="2601.00001")]) == []
