"""Numbers on a page are written as the program writes them, in no other script and no other spelling."""

from datetime import date

import pytest

from broadsheet.model import PAPER_ID
from broadsheet.page.fields import BULLETS


@pytest.mark.parametrize("id_", ["２６０１.９０００１", "2601.9000١", "math/010१००१"])
def test_an_identifier_has_our_digits(id_):
    assert not PAPER_ID.fullmatch(id_)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("Rating", "８.０ · must read"),
        ("Rating", "1_0 · must read"),
        ("Rating", "nan · must read"),
        ("Rating", "1e1 · must read"),
        ("Summary", "a-model · prompt ٣"),
        ("Summary", "a-model · prompt 3 · evidence tldr 1_0"),
        ("Hugging Face", "४२ upvotes on 2026-01-28"),
        ("Hugging Face", "42 upvotes on ２０２６-01-28"),
    ],
)
def test_a_number_that_is_spelled_otherwise_is_a_mistake(key, text):
    with pytest.raises(ValueError, match=r"written|number"):
        BULLETS[key].read(text)


def test_our_own_numbers_read():
    assert BULLETS["Rating"].read("8.0 · must read").score == 8
    assert BULLETS["Summary"].read("a-model · prompt 3 · evidence tldr 1 12").evidence[0][1] == (1, 12)
    assert BULLETS["Hugging Face"].read("42 upvotes on 2026-01-28").read == date(2026, 1, 28)
