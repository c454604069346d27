"""Abstracts of mathematics and physics must not come out silly. All of these are invented."""

import pytest

from broadsheet.model import Role
from broadsheet.summarize.extract import explain, summarize
from broadsheet.summarize.extract.parts import mass
from broadsheet.text import markdown


def told(title, *sentences):
    summary = summarize(title, " ".join(sentences))
    return {part.role: part.evidence for part in summary.parts}, summary


def test_a_theorem_is_the_result_and_its_setting_is_not():
    parts, summary = told(
        "Combs of finite length",
        "Let $C$ be a comb in $\\mathbb{R}^3$ with finitely many teeth.",
        "We prove that $C$ is rigid if and only if its teeth are parallel.",
        "The proof relies on a variational principle and on an estimate of Amsel.",
    )
    assert parts[Role.TLDR] == (2,)
    assert Role.RESULT not in parts  # the theorem is told already
    assert parts[Role.MOTIVATION] == (1,)
    assert parts[Role.METHOD] == (3,)
    assert markdown.unescape(summary.tldr).startswith("We prove that $C$ is rigid")


def test_a_discovery_is_what_the_paper_is_about():
    parts, _ = told(
        "A ring around the Ladle galaxy",
        "Rings around small galaxies are rare.",
        "We report the discovery of a ring around the Ladle galaxy.",
        "The ring was found in deep images of the Example Survey.",
        "Its radius is 12 kpc, and its mass is about one percent of the galaxy's.",
        "This suggests that small galaxies collide more often than was thought.",
    )
    assert parts[Role.TLDR] == (2,)
    assert 1 in parts[Role.MOTIVATION]
    assert 4 in parts[Role.RESULT]


@pytest.mark.parametrize("verb", ["study", "investigate", "consider"])
def test_what_is_studied_is_no_background(verb):
    account = explain(
        "Waves in a bathtub",
        f"We {verb} the long waves of a bathtub with a leak. "
        "It is shown that they decay exponentially if the leak is at the wall. "
        "Moreover, the rate is optimal.",
    )
    assert set(account.parts.get(Role.RESULT, ())) | {account.parts[Role.TLDR][0]} >= {2}
    kinds = mass(account.readings[0])
    assert max(kinds, key=kinds.__getitem__) == "purpose"


def test_french_at_the_end_or_a_formula_alone_breaks_nothing():
    parts, _ = told("Une note", "On montre que $x = y$.", "$$\\int_0^1 f = 0.$$")
    assert Role.TLDR in parts


def test_what_was_found_motivates_nothing():
    parts, _ = told(
        "A bound on the weight of lanterns",
        "Lanterns are heavy, and nobody knows how heavy they can be.",
        "We report an upper bound on the weight of lanterns in large halls.",
        "The bound follows from photographs of 40 halls.",
        "However, one lantern remains an outlier, and its weight is unclear.",
    )
    assert parts.get(Role.MOTIVATION, (1,)) == (1,)


@pytest.mark.parametrize(
    "notice",
    ["Our code is available at https://example.org/lanterns.", "Code will be released.", "(Abridged)"],
)
def test_a_notice_is_no_part(notice):
    parts, _ = told(
        "Lanternet",
        "Lanterns are dim, which limits their use.",
        "We propose Lanternet, a brighter lantern.",
        "Experiments show that Lanternet shines twice as far.",
        notice,
    )
    assert not any(4 in numbers for numbers in parts.values())


def test_neither_background_nor_a_step_is_the_claim_and_no_sentence_is_told_twice():
    parts, _ = told(
        "Lanternet: brighter lanterns",
        "Lanterns have emerged as a powerful light for halls.",
        "In this paper, we propose Lanternet, a lantern that looks at shadows to shine brighter.",
        "Finally, we propose a wick for Lanternet that burns longer.",
        "Experiments show that Lanternet shines twice as far.",
    )
    assert parts[Role.TLDR] == (2,)
    numbers = [number for each in parts.values() for number in each]
    assert len(numbers) == len(set(numbers))


def test_a_claim_that_speaks_of_a_sentence_before_it_gives_way_to_one_that_stands_alone():
    parts, _ = told(
        "Lanternet: brighter lanterns",
        "Lanterns are dim at noon.",
        "We address this challenge with Lanternet, a lantern that looks at shadows to shine brighter.",
        "We then introduce Lanternet at noon, a brighter lantern of shadows.",
        "Experiments show that Lanternet shines twice as far.",
    )
    assert parts[Role.TLDR] == (3,)
