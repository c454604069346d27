import subprocess
import sys
from itertools import pairwise, product
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.summarize.extract import weights
from broadsheet.summarize.extract.roles import posteriors, read
from broadsheet.summarize.extract.weights import LANES, MOVES, ROLES, Chain

FLAT = {"follows": [[0.0]], "opens": [0.0], "closes": [0.0]}
FACTS = {"roles": FLAT, "moves": FLAT, "role_mix": [], "move_mix": [], "words": [], "rank": []}

row = st.lists(st.integers(-128, 127), min_size=LANES, max_size=LANES)


@given(st.dictionaries(st.text("abc=^ é", min_size=1), row, min_size=1), st.data())
def test_the_scores_of_features_add_up_exactly(rows, data):
    names = data.draw(st.lists(st.sampled_from(sorted(rows)), max_size=200))
    learnt = weights.read(weights.write(rows, FACTS | {"scales": [1.0] * LANES}))
    assert learnt.scores([*names, "never seen"]) == [
        sum(rows[name][lane] for name in names) for lane in range(LANES)
    ]


def test_the_file_is_small_and_the_same_rows_give_the_same_bytes():
    assert weights.FILE.stat().st_size < 400_000
    rows = {"b": [1] * LANES, "a": [2] * LANES}
    assert weights.write(rows, {}) == weights.write(dict(reversed(rows.items())), {})


def test_nothing_is_loaded_before_it_is_needed():
    code = "from broadsheet.summarize.extract import weights; print(weights.shipped.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout == "0\n"


def brute_force(scores, chain):
    """Posteriors by adding up every labelling there is."""
    labels = range(len(chain.opens))
    sums = [[0.0] * len(chain.opens) for _ in scores]
    for path in product(labels, repeat=len(scores)):
        score = chain.opens[path[0]] + chain.closes[path[-1]]
        score += sum(scores[place][label] for place, label in enumerate(path))
        score += sum(chain.follows[a][b] for a, b in pairwise(path))
        for place, label in enumerate(path):
            sums[place][label] += exp(score)
    return [[value / sum(line) for value in line] for line in sums]


number = st.floats(-4, 4)
pair = st.tuples(number, number)


@given(st.lists(pair, min_size=1, max_size=4), st.tuples(pair, pair), pair, pair)
def test_posteriors_are_those_of_all_labellings_together(scores, follows, opens, closes):
    chain = Chain(follows, opens, closes)
    for ours, theirs in zip(posteriors(scores, chain), brute_force(scores, chain), strict=True):
        assert ours == pytest.approx(theirs)


@given(st.lists(st.text(max_size=80), min_size=1, max_size=10))
def test_every_reading_is_a_probability(sentences):
    for reading in read(sentences):
        assert len(reading.roles) == len(ROLES)
        assert len(reading.moves) == len(MOVES)
        assert sum(reading.roles) == pytest.approx(1)
        assert sum(reading.moves) == pytest.approx(1)


def test_a_very_long_abstract_is_read_without_overflow():
    assert len(read(["We propose " + "a thing, " * 20_000] * 3 + ["The end."] * 600)) == 603
