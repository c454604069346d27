"""Text as it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.voice.spoken import spoken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It gains 4.5% on MMLU.", "It gains 4.5 percent on MMLU."),
        ("LLaMA-3 beats GPT-4o.", "llama 3 beats G P T 4o."),
        ("Qwen2.5 7B is 2× faster.", "Qwen 2.5 7 billion is 2 times faster."),
        ("Large language models (LLMs) fail.", "Large language models fail."),
        ("See https://example.org/code for code [12, 13].", "See for code."),
        ("It runs in O(n log n), i.e. fast.", "It runs in O(n log n), that is fast."),
        ("An error of ∑ᵢxᵢ²∈ℝ is bounded.", "An error of is bounded."),
        ("Between 3–5 layers, ~20 hours.", "Between 3 to 5 layers, about 20 hours."),
        ("For α ≤ 1 it holds.", "For alpha at most 1 it holds."),
    ],
)
def test_signs_become_words_and_formulas_are_left_out(text, said):
    assert spoken(text, "en") == said


def test_chinese_keeps_its_characters():
    assert spoken("准确率提高 4.5%，约 3–5 层", "zh-CN") == "准确率提高 百分之4.5，约 3到5 层"


@given(st.text())
def test_whatever_is_said_is_one_line_without_a_formula(text):
    line = spoken(text, "en")
    assert "\n" not in line
    assert not set(line) & set("∑∫∈^_{}\\")
