import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Author
from broadsheet.sources import authors

LETTERS = st.text("abcdéλ林", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Ada Example", [("Ada Example", "")]),
        ("Ada Example, Bo Sample", [("Ada Example", ""), ("Bo Sample", "")]),
        ("Ada Example,\n  Bo Sample", [("Ada Example", ""), ("Bo Sample", "")]),
        ("Ada Example (Lab, Town), Bo Sample", [("Ada Example", "Lab, Town"), ("Bo Sample", "")]),
        (
            "Ada Example (Lab (North, Town)), Bo Sample",
            [("Ada Example", "Lab (North, Town)"), ("Bo Sample", "")],
        ),
        ("Ada Example (Lab) (Town), Bo", [("Ada Example", "Lab; Town"), ("Bo", "")]),
        ("Ada,Example, Bo", [("Ada,Example", ""), ("Bo", "")]),
        ("Example Team, :, Ada Example", [("Example Team", ""), ("Ada Example", "")]),
        (", Ada Example, , Bo,", [("Ada Example", ""), ("Bo", "")]),
        ("Ada Example (Lab, Bo Sample", [("Ada Example (Lab", ""), ("Bo Sample", "")]),
        ("Ada Example), Bo Sample", [("Ada Example)", ""), ("Bo Sample", "")]),
        ("Ada (x {y), Bo}, Cy", [("Ada", "x {y"), ("Bo}", ""), ("Cy", "")]),
        ("(The Lab), Bo", [("(The Lab)", ""), ("Bo", "")]),
        ("f(x) Example, Bo(b)", [("f(x) Example", ""), ("Bo(b)", "")]),
        ("Ada Example ()", [("Ada Example", "")]),
        ("林静怡, نور مثال", [("林静怡", ""), ("نور مثال", "")]),
        ("", []),
        (" :, 1, - ", []),
    ],
)
def test_commas_separate_authors_only_outside_brackets(raw, expected):
    assert authors.split(raw) == tuple(Author(*each) for each in expected)


def test_a_comma_in_braces_does_not_separate():
    jr, bo = authors.split("Ada {Example, Jr}, Bo")
    assert "Jr" in jr.name
    assert bo == Author("Bo")


@pytest.mark.parametrize(
    "marked", ["Ada (1), Bo (2), Cy (1 and 2)", "Ada (1), Bo (2), Cy (1, 2)", "Ada (1), Bo (2), Cy (1) (2)"]
)
def test_the_legend_behind_the_last_author_is_told_to_all(marked):
    assert authors.split(f"{marked} ((1) Example Lab, Town, (2) University of Nowhere)") == (
        Author("Ada", "Example Lab, Town"),
        Author("Bo", "University of Nowhere"),
        Author("Cy", "Example Lab, Town; University of Nowhere"),
    )


def test_a_mark_that_the_legend_does_not_explain_stays():
    assert authors.split("Ada (3), Bo (1) ((1) Lab)") == (Author("Ada", "3"), Author("Bo", "Lab"))


@given(st.lists(st.tuples(LETTERS, LETTERS | st.just("")), min_size=1))
def test_what_was_joined_is_split_again(people):
    raw = ", ".join(f"{name} ({lab}, x)" if lab else name for name, lab in people)
    assert authors.split(raw) == tuple(Author(name, f"{lab}, x" if lab else "") for name, lab in people)


@given(st.text("ab(){}, 1:", max_size=60))
def test_no_letter_of_a_name_is_lost(raw):
    told = "".join(author.name + author.affiliation for author in authors.split(raw))
    assert sorted(c for c in told if c in "ab") == sorted(c for c in raw if c in "ab")


def test_a_string_of_open_brackets_takes_no_time():
    assert len(authors.split("a(" * 20_000 + "}, " * 20_000 + "b")) > 1
