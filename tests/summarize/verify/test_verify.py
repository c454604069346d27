"""What a model may not print: numbers, units and names of its own, refusals, markup, another language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Role
from broadsheet.summarize.verify import complaints

TITLE = "LampNet: Brighter Light from Vision Transformers"
ABSTRACT = (
    "We train LampNet-50 on 1,200 lamps (BrightSet) with large language models. It saves 12% of energy, "
    "runs in 3 ms, is two-fold faster than GPT-4o, and needs $10^{-3}$ of the data; "
    "accuracy rises from 0.71 to 0.84."
)


def wrong(text, role=Role.RESULT, language="en"):
    found = complaints({role: text}, title=TITLE, abstract=ABSTRACT, language=language)
    return [each.what for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "LampNet-50 is trained on 1200 lamps.",
        "Trained on one thousand two hundred lamps, it is twice as fast as GPT-4o.",
        "It saves 12 percent of energy.",
        "It saves 0.12 of the energy in 3 ms.",
        "Accuracy rises from 71% to 84%.",
        "A thousandth ($10^{-3}$) of the data is enough.",
        "LLMs and VTs are used.",
        "State-of-the-Art results with one model.",
        "It uses 1.2k lamps.",
        "LampNet-BrightSet is trained on 1200 lamps.",
    ],
)
def test_what_the_abstract_says_may_be_said_in_other_words(text):
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("It saves 13% of energy.", "says 13%,"),
        ("It is trained on 12,000 lamps.", "says 12,000,"),
        ("It runs in 3 seconds.", "says 3 seconds,"),
        ("It is four-fold faster.", "says four-fold,"),
        ("It beats GPT-5o on ImageNet.", "names GPT-5o,"),
        ("It beats ResNet.", "names ResNet,"),
        ("LampNet 51 is trained.", "names LampNet 51,"),
        ("LampNet-BertSet is trained.", "names LampNet-BertSet,"),
        ("It is 2.0 lamps, of 1,200.", "says 2.0,"),
        ("I'm sorry, there is no abstract.", "refuses"),
        ("It is **bright**.", "has markup"),
        ("See [this](https://example.org).", "has markup"),
        ("- It is bright.", "has markup"),
        ("<b>Bright</b>", "has markup"),
        ("", "is empty"),
        ("很亮的灯。", "is not in en"),
        ("Very bright. " * 100, "is longer"),
    ],
)
def test_what_it_does_not_say_is_caught(text, complaint):
    assert any(what.startswith(complaint) for what in wrong(text)), wrong(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("LampNet-50 用一千二百盏灯训练,节省百分之十二的能量。", ""),
        ("它的速度是 GPT-4o 的两倍,准确率从0.71提高到0.84。", ""),
        ("它用一千三百盏灯训练。", "says 一千三百,"),
        ("节省百分之十三的能量。", "says 百分之十三,"),
        ("它的速度是四倍。", "says 四倍,"),
        ("It is bright.", "is not in zh"),
        ("作为一个人工智能,我无法总结。", "refuses"),
    ],
)
def test_chinese_summaries_are_held_to_the_same(text, complaint):
    found = wrong(text, language="zh")
    assert any(what.startswith(complaint) for what in found) if complaint else found == []


def test_a_part_that_repeats_another_is_no_part():
    same = "We train a lamp on many rooms and it shines."
    parts = {Role.TLDR: same, Role.METHOD: same, Role.RESULT: same + " "}
    found = complaints(parts, title=TITLE, abstract=ABSTRACT, language="en")
    assert [(each.role, each.what) for each in found] == [(Role.RESULT, "repeats the method")]


@given(st.text(max_size=60))
def test_any_text_can_be_checked(text):
    wrong(text)
    wrong(text, language="zh")


@pytest.mark.parametrize(
    ("text", "is_right"), [("30.6万盏灯。", True), ("31.6万盏灯。", False), ("30.6亿盏灯。", False)]
)
def test_a_number_may_be_rounded_to_the_decimals_that_its_scale_leaves(text, is_right):
    abstract = "The hall has 306,230 lamps."
    found = complaints({Role.RESULT: text}, title="Lamps", abstract=abstract, language="zh")
    assert (not found) == is_right
