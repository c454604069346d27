import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import WEB_ADDRESS, Link
from broadsheet.sources import links


@pytest.mark.parametrize(
    ("abstract", "label", "url"),
    [
        ("Code: https://github.com/example/thing.", "code", "https://github.com/example/thing"),
        ("(https://github.com/example/thing)", "code", "https://github.com/example/thing"),
        ("\\url{https://github.com/example/thing}.", "code", "https://github.com/example/thing"),
        ("\\href{https://github.com/example/a_b}{here}", "code", "https://github.com/example/a_b"),
        ("available athttps://github.com/example/x", "code", "https://github.com/example/x"),
        ("https://hf.co/example/x-", "model", "https://hf.co/example/x-"),
        ("at github.com/example/thing, and", "code", "https://github.com/example/thing"),
        ("http://www.github.com/Example/Thing/", "code", "https://github.com/Example/Thing/"),
        ("https://gist.github.com/example/1", "code", "https://gist.github.com/example/1"),
        ("https://gitlab.example.org/group/x", "code", "https://gitlab.example.org/group/x"),
        ("https://codeberg.org/example/x", "code", "https://codeberg.org/example/x"),
        ("https://anonymous.4open.science/r/x-1/", "code", "https://anonymous.4open.science/r/x-1/"),
        ("https://huggingface.co/example/model-7b", "model", "https://huggingface.co/example/model-7b"),
        ("https://huggingface.co/datasets/example/x", "data", "https://huggingface.co/datasets/example/x"),
        ("https://huggingface.co/spaces/example/x", "project", "https://huggingface.co/spaces/example/x"),
        ("Page: https://example.github.io/thing/.", "project", "https://example.github.io/thing/"),
        ("https://example.github.io", "project", "https://example.github.io"),
        ("https://sites.google.com/view/x", "project", "https://sites.google.com/view/x"),
        ("见https://github.com/example/thing。", "code", "https://github.com/example/thing"),
        ("https://github.com/example/thing?tab=x#y!", "code", "https://github.com/example/thing?tab=x#y"),
    ],
)
def test_an_address_is_found_with_its_label_and_without_the_sentences_punctuation(abstract, label, url):
    assert links.found(abstract) == (Link(label, url),)


@pytest.mark.parametrize(
    "abstract",
    [
        "",
        "https://github.com",
        "https://github.com/",
        "We mine github.com for code.",
        "https://example.org/thing",
        "https://github.com.example.org/a/b",
        "https://notgithub.com/a/b",
        "https://github.com@example.org/a/b",
        "https://example.org/?x=https://github.com/a/b",
        "ada@github.com/a",
        "javascript://github.com/a/b",
        "ftp://github.com/a/b",
    ],
)
def test_other_addresses_are_no_links(abstract):
    assert links.found(abstract) == ()


def test_an_address_named_twice_is_one_link_and_the_order_is_that_of_the_text():
    text = "https://b.github.io/x and https://github.com/a/a. See https://github.com/a/a."
    assert [link.url for link in links.found(text)] == ["https://b.github.io/x", "https://github.com/a/a"]


@given(st.text('ahtps:/.gitubcom-_()[]{}<>\\"`;~ ') | st.text().map("https://github.com/{}".format))
def test_every_link_found_is_a_plain_web_address(text):
    assert all(WEB_ADDRESS.fullmatch(link.url) for link in links.found(text))


def test_where_a_paper_appeared_is_a_link_to_its_doi():
    (link,) = links.published("10.1000/lamps(26)1", "Journal of Lamps 3 (2026) 14")
    assert (link.label, link.url) == (
        "Journal of Lamps 3 (2026) 14",
        "https://doi.org/10.1000/lamps%2826%291",
    )
    assert [link.label for link in links.published("10.1000/lamps 10.1000/doors", "")] == ["DOI"]
    assert links.published("", "Journal of Lamps 3") == links.published("doi", "") == ()
    assert len(links.published("10.1000/lamps", "Proceedings of Lamps, " * 20)[0].label) < 100
