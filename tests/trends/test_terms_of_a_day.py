"""What a day says beyond the usual month."""

import pytest

from broadsheet import trends
from broadsheet.model import Paper, Term

WORDS = "lamp bridge snow valley door kettle museum piano photon teacup".split()  # noqa: SIM905


def paper(number, title, abstract=""):
    return Paper(f"2601.{number:05}", title, abstract=abstract, categories=("cs.RO",))


def gripping(start):
    return [
        paper(start + n, f"Soft gripper number {n}", "A soft gripper. Its finger goes along a cup.")
        for n in range(4)
    ]


TODAY = [*[paper(n, f"A {WORDS[n % 10]} in the {WORDS[(n * 3) % 10]}") for n in range(20)], *gripping(100)]
BEFORE = [paper(1000 + n, f"A {WORDS[n % 10]} beside the {WORDS[(n * 7) % 10]}") for n in range(100)]


def terms(before=BEFORE, days=10, today=TODAY):
    found = trends.terms(trends.Vocabulary(today, trends.Archive(before, days)))
    return {term.term: term for term in found}


def test_what_is_said_beyond_the_usual_matters_and_not_what_is_said_most():
    assert trends.worth(8, 0.5) > trends.worth(26, 18)
    assert trends.worth(5, 5) == 0
    assert trends.worth(2, 9) == 0


def test_of_a_few_days_nobody_knows_what_is_usual():
    assert trends.expected(3.0, papers=100, usually=100, days=2) is None
    assert trends.worth(7, None) == 7


def test_a_day_twice_as_large_is_expected_to_say_everything_twice_as_often():
    assert trends.expected(3.0, papers=200, usually=100, days=20) == 6


def test_a_term_has_the_papers_that_say_it_and_how_many_do_on_a_usual_day():
    assert terms()["soft gripper"] == Term("soft gripper", 0.0, tuple(each.id for each in gripping(100)))


def test_what_any_day_says_is_no_term_of_this_one():
    usual = [each for start in range(2000, 2400, 10) for each in gripping(start)]
    assert "soft gripper" not in terms(before=[*BEFORE, *usual])


def test_the_same_papers_give_the_same_terms():
    assert terms() == terms()


def test_a_day_without_a_past_has_terms_too():
    assert "soft gripper" in terms(before=[], days=0)
    assert terms(before=[], days=0, today=[]) == {}


@pytest.mark.parametrize("usual", [-1.0, float("inf"), float("nan")])
def test_a_term_is_said_by_a_number_of_papers(usual):
    with pytest.raises(ValueError, match="papers a day"):
        Term("soft gripper", usual)
