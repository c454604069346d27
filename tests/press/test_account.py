"""The ledger's sentence: right numbers, right words, right plural."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Ledger
from broadsheet.press.pages import account
from broadsheet.press.pages.account import sentence
from broadsheet.words import Words


@pytest.mark.parametrize(
    ("ledger", "said"),
    [
        (
            Ledger(
                {"new": 182, "cross": 97, "replace": 140},
                {"replacement": 140, "cross-list": 97, "house rule": 6, "repeat": 3},
                {"extract": 6, "a-model": 167},
                pending=6,
            ),
            (
                "arXiv announced 419 papers: 182 new, 97 cross-listed and 140 replacements. "
                "173 are listed here; 140 replacements, 97 cross-listed papers, "
                "6 under the rule “house rule” and 3 that stood here on earlier days are not. "
                "6 are told in the authors’ own sentences and 167 were summarized by a-model. "
                "6 still wait for a model’s summary."
            ),
        ),
        (
            Ledger({"new": 3, "by hand": 1}, {"removed by hand": 1}, {"extract": 3}),
            (
                "arXiv announced 3 papers: 3 new. 1 was added by the editor. "
                "3 are listed here; 1 that the editor took out is not. "
                "3 are told in the authors’ own sentences."
            ),
        ),
        (
            Ledger({"new": 1}, {}, {"extract": 1}),
            "arXiv announced 1 paper: 1 new. It is listed here. 1 is told in the authors’ own sentences.",
        ),
        (
            Ledger({"new": 1, "replace": 1}, {"replacement": 1}, {"nobody": 1}, pending=1),
            (
                "arXiv announced 2 papers: 1 new and 1 replacement. 1 is listed here; 1 replacement is not. "
                "1 has no summary. 1 still waits for a model’s summary."
            ),
        ),
        (
            Ledger({"replace-cross": 2}, {"replacement": 2}, {}),
            (
                "arXiv announced 2 papers: 2 cross-listed replacements. "
                "None is listed here; 2 replacements are not."
            ),
        ),
        (
            Ledger({"new": 2}, {}, {"editor": 2}),
            "arXiv announced 2 papers: 2 new. All 2 are listed here. 2 are told by the editor.",
        ),
        (Ledger(), "arXiv announced no papers."),
    ],
)
def test_the_account_in_words(ledger, said):
    assert sentence(ledger, Words()) == said


def column(*names):
    return st.fixed_dictionaries({}, optional={name: st.integers(0, 300) for name in names})


@given(
    column("replacement", "cross-list", "repeat", "unreadable", "keyword"),
    column("extract", "editor", "a model", "nobody"),
    st.data(),
)
def test_its_numbers_are_those_of_the_ledger(excluded, summarized, data):
    listed = sum(summarized.values())
    total = listed + sum(excluded.values())
    new = data.draw(st.integers(0, total))
    pending = data.draw(st.integers(0, listed))
    said = sentence(Ledger({"new": new, "replace": total - new}, excluded, summarized, pending), Words())
    numbers = [int(number.replace(",", "")) for number in re.findall(r"\d+(?:,\d{3})*", said)]
    expected = [total, new, total - new]
    if total:
        alone = listed == total == 1
        expected += [] if alone else [listed]
        expected += [*excluded.values(), *summarized.values(), pending]
    assert sorted(numbers) == sorted(number for number in expected if number)
    for word in ("papers: 1 new", "1 are", "1 replacements", "1 papers"):
        assert not re.search(rf"(?<!\d){re.escape(word)}", said) or word == "papers: 1 new"


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["arxiv:cs.CL"], ""),
        (["arxiv-archive:cs.CL", "arxiv-archive:cs.CV"], "reconstructed"),
        (["arxiv:cs.CL", "arxiv-archive:cs.CL"], "were added"),
    ],
)
def test_a_reconstructed_page_says_so(sources, said):
    assert said in account.reconstruction(sources, Words())
    assert bool(said) is bool(account.reconstruction(sources, Words()))
