"""What a word is: what is read and what is asked for are cut alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.search import terms

HARD = [
    "Fernández-Muster",
    "Straße, Œuvre, Łódź, Đà, ılık, æther, Øre",
    "x² ≤ 1 and O(n log n)",
    "ﬁnal ﬂow",
    "深度学习 for vision",
    "图神经网络GNN的研究",
    "ひらがなカタカナ",
    "naïve—café’s",
    "ΑΒΓ α-stable",
    "snake_case",
    "2601.90001",
    "Ǆ ǅ",
    "한국어 논문",
    "İstanbul",
    "C++, C# and A*, not a+b or c++11; C++的图",
    "GPT-4o in 3D",
    "ΑΒΣ xΣ",
]


@given(st.text(), st.data())
def test_every_word_and_every_pair_of_signs_is_a_term(text, data):
    known = terms.terms(text)
    for run in terms.runs(text):
        if terms.is_signs(run):
            assert {*(run[at : at + 2] for at in range(len(run) - 1)), run[-1]} <= set(known)
        else:
            assert run in known


@given(st.text())
def test_folding_what_is_folded_changes_no_word(text):
    assert terms.runs(terms.fold(text)) == terms.runs(text)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("C++, C# and A*", ["c++", "c#", "and", "a*"]),
        ("c++11 a+b *x", ["c", "11", "a", "b", "x"]),
        ("GPT-4o in 3D", ["gpt", "4o", "in", "3d"]),
        ("C++的图", ["c++", "的图"]),
        ("ΑΒΣ", ["αβσ"]),
    ],
)
def test_signs_that_tell_words_apart_belong_to_them(text, runs):
    assert sorted(terms.runs(text)) == sorted(runs)
