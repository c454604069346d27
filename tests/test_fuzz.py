"""Any bytes, and what was found in them once: refused as people are told of it, or read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.targets import TARGETS
from mutations import mutated

FOUND = Path(__file__).resolve().parent / "data" / "fuzz"
SEEDS = {name: [file.read_text() for file in sorted((FOUND / name).glob("seed*"))] for name in TARGETS}


@pytest.mark.parametrize(
    "file", sorted(FOUND.rglob("*.*")), ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_what_was_found_once_is_not_found_again(file):
    TARGETS[file.parent.name](file.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@given(st.data())
def test_any_bytes_are_read_or_refused(name, data):
    random = data.draw(st.randoms(use_true_random=False))
    TARGETS[name](
        data.draw(st.binary(max_size=200) | st.text().map(lambda text: text.encode("utf-8", "replace")))
    )
    TARGETS[name](mutated(random.choice(SEEDS[name]), random))
