"""The words of a text: what is one, what stands together, what is a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.text import plain
from broadsheet.text.accents import unicode_text
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"Schr\"odinger bridges", "Schrödinger bridges"),
        (r"Poincar\'e maps of Erd\H{o}s", "Poincaré maps of Erdős"),
        (r"{\L}ojasiewicz by \'{E}lie", "Łojasiewicz by Élie"),
        (r"\v{C}ech and Ho{\v r}ava", "Čech and Hořava"),
        (r"na\"{\i}ve $\tilde{x}$ \emph{G\"odel}", r"naïve $\tilde{x}$ \emph{Gödel}"),
    ],
)
def test_letters_of_older_pages_are_the_same_words_and_names_as_those_of_newer_ones(old, new):
    assert stems(old) == stems(new)
    assert phrases(old) == phrases(new)
    assert plain.name(old) == plain.name(new)


ACCENTS = "`'^~=.\"uvHcdbkr"


@given(st.lists(st.tuples(st.sampled_from(ACCENTS), st.sampled_from("aeiouncszgl")), min_size=1, max_size=8))
def test_however_letters_were_written_they_are_the_same_words(said):
    raw = " ".join(f"ab\\{accent}{{{letter}}}ter" for accent, letter in said)
    assert "\\" not in unicode_text(raw)
    assert stems(raw) == stems(unicode_text(raw))


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
