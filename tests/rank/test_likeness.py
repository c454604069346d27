"""Directions of texts: alike beyond shared words, exact, small, the same everywhere."""

from math import isclose
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.rank import likeness
from broadsheet.rank.likeness import FILE, ROW, SIZE, Middle, of_paper, table, unit
from broadsheet.text.terms import STOPPED


def alike(one, *others):
    return Middle.of([]).likeness(of_paper(one, ""), [of_paper(other, "") for other in others])


def test_texts_are_alike_that_share_no_word():
    near, far = alike(
        "Reconstructing a scene with radiance fields",
        "Novel view synthesis by Gaussian splatting",
        "Parliamentary speech transcribed for translation",
    )
    assert near > far + 0.1


def test_a_text_without_a_known_word_has_no_direction():
    assert of_paper("Zzyzx qqq", "") == (0.0,) * SIZE
    assert not any(alike("Zzyzx qqq", "Lamps", "A frozen layer", "Zzyzx", "Parliamentary speech"))
    assert alike("Lamps", "Zzyzx") == [0.0]


def test_the_order_of_words_changes_no_bit():
    assert of_paper("depth estimation of water", "") == of_paper("water of estimation depth", "")


@given(st.lists(st.sampled_from(sorted(table().places)[:4000]), min_size=1, max_size=40))
def test_a_direction_has_length_one_however_much_is_said(words):
    direction = of_paper(" ".join(words), "")
    length = sum(number * number for number in direction)
    assert isclose(length, 1, abs_tol=1e-9) or length == 0


def test_a_table_reads_as_it_was_written():
    words, numbers = ["lamp", "snow"], bytes(range(2 * ROW))
    found = likeness.read(likeness.written(words, b"\x05\x07", numbers, [3, 4] + [0] * (SIZE - 2)))
    assert found.places == {"lamp": 0, "snow": 1}
    assert (found.rarity, found.numbers) == (b"\x05\x07", numbers)
    assert found.usual == unit([3, 4] + [0] * (SIZE - 2))


def test_the_table_is_small_and_knows_no_word_that_says_nothing():
    assert Path(likeness.__file__).with_name(FILE).stat().st_size < 700_000
    assert not STOPPED & set(table().places)


def test_a_beginning_stands_for_its_commonest_words():
    commonest = table().beginning("segment", 2)
    assert len(commonest) == 2
    assert all(word.startswith("segment") for word in commonest)
