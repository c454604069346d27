"""A cloud's words do not touch, all that has room is there, and every word leads to its place."""

import re
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet import plots

LETTERS = "abcdefgilmortW AMT3D-图像分割大模型视觉语言"
words = st.text(LETTERS, min_size=1, max_size=22).map(str.strip).filter(bool)
clouds = st.dictionaries(words, st.floats(0.01, 200), min_size=1, max_size=40).map(
    lambda found: list(found.items())
)


def overlap(one, other):
    return (
        one.x < other.x + other.across
        and other.x < one.x + one.across
        and one.y < other.y + other.down
        and other.y < one.y + one.down
    )


@settings(max_examples=40)
@given(clouds)
def test_no_two_words_touch_and_none_leaves_the_room(terms):
    placed = plots.laid_out(terms)
    assert placed
    assert not [pair for pair in combinations(placed, 2) if overlap(*pair)]
    assert all(each.x >= 0 and each.y >= 0 for each in placed)
    assert all(each.x + each.across <= 480 and each.y + each.down <= 330 for each in placed)


@settings(max_examples=40)
@given(clouds)
def test_what_matters_more_is_not_smaller(terms):
    worth = dict(terms)
    placed = plots.laid_out(terms)
    for one, other in combinations(placed, 2):
        if (
            worth[one.term] > worth[other.term] and max(map(plots.width, (one.term, other.term))) < 6.5
        ):  # which are as large as they like
            assert one.size >= other.size
    assert min(each.size for each in placed) >= 15  # eleven pixels on a phone


def test_long_words_that_are_all_alike_stand_beside_one_another():
    """Each in the middle of the room, they would be a list."""
    placed = plots.laid_out([(f"{letter * 9} pulses", 3.0) for letter in "abcdefghklmno"])
    beside = [
        (one, other)
        for one, other in combinations(placed, 2)
        if one.y < other.y + other.down and other.y < one.y + one.down
    ]
    assert len(placed) == 13
    assert len(beside) >= 4


def test_the_order_of_the_words_changes_nothing():
    terms = [(f"word {at}", 40.0 - at) for at in range(36)]
    assert plots.laid_out(terms) == plots.laid_out(terms[::-1])
    assert len(plots.laid_out(terms)) == 36


def test_signs_of_chinese_are_as_wide_as_high():
    assert plots.width("图像分割") == 4
    assert plots.width("segmentation") < 8


def test_each_word_has_its_width_given_and_leads_to_its_place():
    svg = plots.cloud([plots.Worded("a < b", 3.0), plots.Worded("大模型", 9.0, "much")], to="said-")
    assert len(svg) < 12_000
    assert re.findall(r'href="#(said-[0-9])"', svg) == ["said-2", "said-1"]
    assert svg.count("textLength=") == 2
    assert "a &lt; b" in svg
    assert 'class="much"' in svg
    assert 'aria-hidden="true"' in svg  # the words stand below it too
    assert svg.count('tabindex="-1"') == 2


def test_thirty_six_long_words_are_under_twelve_kilobytes():
    svg = plots.cloud(
        [plots.Worded(f"rather long words &{at}", 40.0 - at, "much") for at in range(36)], to="said-"
    )
    assert len(svg) < 12_000


def test_nothing_is_drawn_of_nothing():
    assert plots.cloud([], to="said-") == ""
    assert plots.laid_out([("a", 0.0)]) == []
