import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.text import plain


def test_a_line_is_one_clean_line():
    assert plain.line("  a\tb\x00c\u2028d\n\n e\u00a0f ") == "a b c d e f"


def test_half_a_surrogate_pair_is_nothing():
    assert plain.line("a\ud800b") == "ab"


@given(st.text())
def test_a_line_holds_nothing_that_a_page_cannot(text):
    line = plain.line(text)
    assert not {unicodedata.category(c) for c in line} & {"Cc", "Cs", "Zl", "Zp"}
    assert line == line.strip() == plain.line(line)


@pytest.mark.parametrize(
    ("raw", "block"),
    [
        ("One wrapped\nline.", "One wrapped line."),
        ("First.\n  Second,\nwrapped.", "First.\n\nSecond, wrapped."),
        ("First.\r\n\r\nSecond.\n \n\nThird.", "First.\n\nSecond.\n\nThird."),
        ("\n  \n", ""),
        ("Solve $$a\n  = b$$ now.", "Solve $$a = b$$ now."),
        ("Solve \\begin{align}a\n\n  = b\\end{align} now.", "Solve \\begin{align}a = b\\end{align} now."),
    ],
)
def test_paragraphs_are_told_from_wraps(raw, block):
    assert plain.block(raw) == block
