"""The words of a text: what is one, what stands together, what is a name."""

import pytest

from broadsheet.text.terms import is_abbreviation, is_name, phrases, stems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3D scenes with 3DGS and SAM2", ["3d", "scene", "with", "3dg", "and", "sam2"]),
        (r"A \textbf{B}ased \textit{\textbf{Lite}Bound} model", ["a", "based", "litebound", "model"]),
        ("the 5th of 12 lamps, 3rd in line", ["the", "of", "lamp", "in", "line"]),
        (r"of $x^2 \in \mathbf{R}$ lamps", ["of", "lamp"]),
        ("model's lamps", ["model", "lamp"]),
    ],
)
def test_letters_and_digits_together_are_words(text, words):
    assert stems(text) == words


def spelled(text):
    return [phrase.spelling for phrase in phrases(text)]


def test_hyphens_join_and_no_phrase_begins_inside_a_compound():
    found = spelled("Multi-view lamp nets")
    assert {"Multi-view", "Multi-view lamp", "lamp nets"} <= set(found)
    assert "view lamp" not in found


@pytest.mark.parametrize(
    "phrase", ["zero-shot", "black-box", "real-world", "state-of-the-art", "noise ratio"]
)
def test_what_only_describes_is_no_name(phrase):
    assert not is_name(tuple(stems(phrase)))


def test_a_name_is_written_as_one():
    assert all(map(is_abbreviation, ["LoRA", "3DGS", "MRI", "SAM2", "CLIP"]))
    assert not any(map(is_abbreviation, ["please", "Please", "genuine", "lamp"]))
