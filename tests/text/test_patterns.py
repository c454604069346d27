import re

import pytest

from broadsheet.summarize.verify import lexicon, writing
from broadsheet.text.patterns import lazily


def test_a_lazy_pattern_does_what_its_pattern_does():
    lazy, eager = lazily(r"(?P<word>l\w+)", re.IGNORECASE), re.compile(r"(?P<word>l\w+)", re.IGNORECASE)
    text = "Lanterns and ladles"
    assert lazy.findall(text) == eager.findall(text)
    assert lazy.sub("x", text) == eager.sub("x", text)
    assert [match["word"] for match in lazy.finditer(text)] == ["Lanterns", "ladles"]
    assert lazy.pattern == eager.pattern


def test_it_is_compiled_when_it_is_first_used_and_not_before():
    broken = lazily("(")
    with pytest.raises(re.error):
        broken.search("")


def test_what_a_summary_is_held_against_is_compiled_when_a_summary_is():
    """A tenth of a second of every command that could ask a model and does not."""
    for module in (lexicon, writing):
        assert [name for name, value in vars(module).items() if isinstance(value, re.Pattern)] == []
