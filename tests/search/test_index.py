"""The files of a segment: what is read from them is what was said."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.search import terms, written
from broadsheet.search.texts import Searched
from search import index_reader

DAY = dt.date(2025, 1, 2)
words = st.text("abcdéα中文3+#*-. ", max_size=30)
papers = st.builds(
    Searched,
    st.lists(st.sampled_from(["cs.CL", "3D scenes", "must read"]), max_size=2),
    st.lists(words, max_size=2),
    st.lists(words, max_size=2),
    st.lists(words, max_size=3),
    st.lists(words, max_size=3),
)


def index_of(said):
    return list(written([(DAY, len(said))], said, parts=3))


@given(st.lists(papers, max_size=12))
def test_what_is_written_is_what_is_read(said):
    found, _ = index_reader.read(index_of(said))
    wanted = {}
    for number, paper in enumerate(said):
        for value in paper.facts:
            wanted.setdefault(terms.fact(value), {})[number] = []
        for field, texts in zip(("", *index_reader.FIELDS), (paper.rest, *paper[1:4]), strict=True):
            place = 0
            for text in texts:
                for place, term in enumerate(terms.terms(text), place):  # noqa: B020
                    if term not in terms.COMMON:
                        wanted.setdefault(term + field, {}).setdefault(number, []).append(place)
                place += 1 + bool(terms.terms(text))
    assert found == wanted


def test_large_numbers_are_written_as_they_are():
    rare = Searched([], [], [], [], ["lamp " * 300 + "x " * 70_000 + "zebra"])
    said = [Searched([], [], [], [], ["lamp"]), *([Searched([], [], [], [], ["gnu"])] * 300), rare]
    found, _ = index_reader.read(index_of(said))
    assert found["lamp"] == {0: [0], 301: list(range(300))}
    assert len(found["gnu"]) == 300
    assert "zebra" not in found


def test_terms_stand_in_the_order_in_which_a_script_compares_texts():
    words = ["\U00020000\U00020001", "\ufa0eb", "zebra", "中文"]
    found, _ = index_reader.read(index_of([Searched([], [], [], [], words)]))
    words.insert(1, "\U00020001")
    assert list(found) == ["zebra", "中文", "文", *words[:3]]
