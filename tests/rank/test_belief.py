"""A model's ratings are believed where the interests' own words do not speak against them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Decision, Rating
from broadsheet.rank.belief import doubted

MUST, LOOK, SKIP = Decision.MUST_READ, Decision.WORTH_A_LOOK, Decision.SKIP


def rating(score, field="Light"):
    return Rating(score, MUST if score >= 8 else LOOK if score >= 5 else SKIP, field)


def day(*pairs):
    claims = {f"{n}": rating(claim) for n, (claim, _) in enumerate(pairs)}
    own = {f"{n}": rating(score, "Light" if score >= 2 else "") for n, (_, score) in enumerate(pairs)}
    return claims, own


def test_a_must_read_without_a_word_of_any_interest_is_not_believed():
    assert doubted(*day((10.0, 0.0), (9.0, 1.9), (9.0, 2.0), (7.9, 0.0), (0.0, 9.0))) == {"0", "1"}


def test_a_run_in_which_nearly_all_are_must_reads_is_not_believed_at_all():
    claims, own = day(*[(10.0, 4.0)] * 165, *[(6.0, 4.0)] * 5)
    assert doubted(claims, own) == claims.keys()


@pytest.mark.parametrize(
    "pairs",
    [
        [(9.0, 4.0)] * 11,  # too few to judge
        [(9.0, 4.0)] * 10 + [(4.0, 4.0)] * 10,  # half of them
        [(9.0, 8.5)] * 7 + [(9.0, 4.0)] * 10,  # a day that is to the point
        [(9.0, 4.0)] * 3 + [(2.0, 0.0)] * 100,  # as usual
    ],
)
def test_a_run_that_may_be_right_is_believed(pairs):
    assert doubted(*day(*pairs)) == frozenset()


def test_what_was_not_believed_before_speaks_against_the_rest():
    claims, own = day(*[(10.0, 4.0)] * 8)
    assert doubted(claims, own) == frozenset()
    assert doubted(claims, own, standing=160) == claims.keys()


def test_a_rating_that_nothing_can_be_held_against_is_believed():
    assert doubted({"1": rating(10.0)}, {}) == frozenset()


scores = st.floats(0, 10).map(lambda score: round(score, 1))


@given(st.lists(st.tuples(scores, scores), max_size=40), st.integers(0, 50))
def test_only_what_was_rated_is_doubted_and_more_doubt_never_means_less(pairs, standing):
    claims, own = day(*pairs)
    first = doubted(claims, own)
    assert first <= claims.keys()
    assert all(own[id_].field == "" for id_ in first) or first == claims.keys()
    assert first <= doubted(claims, own, standing=standing + len(claims))
