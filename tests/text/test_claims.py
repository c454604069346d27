"""A claim in as few of its own words as stand alone, and the figure that carries it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.text import claims, markdown
from broadsheet.text.faces import words


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (
            "We propose LampNet, a novel network that lights rooms from one photograph.",
            "LampNet, a network that lights rooms from one photograph.",
        ),
        (
            "In this paper, we present a new and effective estimator of the weight of snow.",
            "An estimator of the weight of snow.",
        ),
        (
            "This paper introduces Doors, which opens every room of a house at once.",
            "Doors opens every room of a house at once.",
        ),
        (
            "We develop a novel umbrella for rain that falls upwards.",
            "An umbrella for rain that falls upwards.",
        ),
        (
            "Leveraging this insight, we propose a sparse lamp that lights only what is read.",
            "A sparse lamp that lights only what is read.",
        ),
        # Nothing that would not stand alone is left alone.
        ("We propose to count lamps twice and halve the sum.",) * 2,
        ("We present such an umbrella for the first time.",) * 2,
        ("We show that lamps count for less than doors.",) * 2,
        ("We propose a lamp.",) * 2,
    ],
)
def test_ceremony_goes_where_what_is_left_stands(said, claim):
    assert claims.claim(words(said)).plain == claim


def test_of_a_very_long_claim_stands_what_comes_first():
    enough = "Lamps light every room of a house by night and by day, and all of its cellars"
    assert claims.claim(words(f"{enough}: {'we light one, ' * 20}and we are done.")).plain == f"{enough}."
    without_pause = claims.claim(words("and lamps " * 60)).plain
    assert len(without_pause) <= claims.LONGEST + 1
    assert without_pause.endswith("lamps…")


def test_of_a_figure_the_number_that_says_how_much_is_marked():
    assert claims.emphasised("On A3 it is 1.5× as <bright>.") == "On A3 it is <b>1.5×</b> as &lt;bright&gt;."
    assert claims.emphasised("A rise by 0.9.") == "A rise by <b>0.9</b>."


def test_both_faces_lose_the_same():
    said = markdown.faces(r"We propose *Lamp*$^2$, a novel way to see $x < y$ in rooms without light.")
    claim = claims.claim(said)
    assert claim.plain.startswith("Lamp²")
    assert claim.html.startswith("<em>Lamp</em>")
    assert "novel" not in claim.plain + claim.html


@given(st.text(max_size=200))
def test_any_text_keeps_its_end(text):
    said = words(f"We propose {text} and many lamps besides, all of them lit.")
    assert claims.claim(said).plain.endswith("many lamps besides, all of them lit.")


@pytest.mark.parametrize(
    ("result", "figure"),
    [
        (
            "Lamps are lit. Experiments on doors show that it finds 93% of the lamps.",
            "It finds 93% of the lamps.",
        ),
        (
            (
                f"On the 1,003 doors of the house {'by the lake ' * 5}it finds its way, improving on the "
                "best door of the year before by 12% while keeping warm whoever stands before it."
            ),
            "Improving on the best door of the year before by 12%.",
        ),
        ("It beats Lamp 2.0 on Proposition 3.1 of the 7 doors.", ""),
        ("Nothing was counted.", ""),
        ("", ""),
    ],
)
def test_the_figure_is_the_clause_that_says_how_much(result, figure):
    assert claims.figure(result) == figure


def test_a_clause_that_is_half_of_a_list_is_no_figure():
    """Nor is one that only describes the subject of its sentence."""
    of_a_list = "On a house with forty doors and as many windows, it finds by night and by day 93.1%, 88.2%, "
    assert (
        claims.figure(f"{of_a_list}and 71.3% of the lamps, of the doors, and of the windows in that order.")
        == ""
    )
    subject = (
        "Lamps achieving a brightness above 85% in the house of the forty doors without any windows at all "
    )
    assert (
        claims.figure(f"{subject}collapse to near darkness when they are carried into the garden behind it.")
        == ""
    )
