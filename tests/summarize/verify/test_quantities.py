"""A quantity is the same in every writing of it, in two languages, and another one in none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.summarize.verify.quantities import is_the_same, plain, quantities


def said(text):
    (found,) = quantities(plain(text))
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,000 lamps", "一千盏灯"),
        ("one thousand lamps", "1k lamps"),
        ("36 million lines", "3600万行"),
        ("560 billion parameters", "5600亿参数"),
        ("12%", "百分之十二"),
        ("12 percent", "0.12 of them"),
        ("twice as far", "两倍"),
        ("two-fold", "双倍"),
        ("2.3x", "2.3倍"),
        ("half of them", "一半"),
        ("two thirds", "三分之二"),
        ("hundreds of lamps", "数百盏灯"),
        ("an F1 of 79.4", "F1为79.4%"),
        ("a few dozen lamps", "几十盏灯"),
        ("tens of thousands", "数万"),
        ("18 months", "1.5 years"),
        ("18 months", "18个月"),
        ("3 ms", "3毫秒"),
        ("12 percentage points", "12个百分点"),
        ("$10^5$ steps", "100,000 steps"),
        ("19,018 pictures", "19.018 pictures"),
        ("seventy percent", "七成"),
        ("an order of magnitude", "one order of magnitude"),
    ],
)
def test_a_quantity_is_the_same_in_another_writing(one, other):
    assert is_the_same(said(one), said(other)) or is_the_same(said(other), said(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("36k lines", "36M lines"),
        ("36 lines", "36M lines"),
        ("3600万行", "36亿行"),
        ("3%", "3 times"),
        ("12%", "12 percentage points"),
        ("3 ms", "3 s"),
        ("3 GB", "3 MB"),
        ("18 months", "18 years"),
        ("98.5%", "9850%"),
        ("twice", "three times"),
        ("a third", "a quarter"),
        ("hundreds of lamps", "thousands of lamps"),
        ("-1.5 K", "1.5 K"),
    ],
)
def test_another_unit_scale_or_sign_is_another_quantity(one, other):
    assert not is_the_same(said(one), said(other))


@pytest.mark.parametrize(
    "text",
    [
        "1）建灯；2）点灯",
        "(1) build, (2) light",
        "1. 建灯；2. 点灯",
        "GPT-4o",
        "Qwen2.5-7B",
        "GDR3",
        "十分重要",
        "一种灯",
    ],
)
def test_marks_of_lists_and_names_are_no_quantities(text):
    assert quantities(plain(text)) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to 30%", "up to"),
        ("最多降低30%", "up to"),
        ("at least 4 times", "more than"),
        ("至少是BulbRank的4倍", "more than"),
        ("no more than 2", "at most"),
        ("不到900美元", "less than"),
        ("20+ years", "more than"),
        ("近90%", "about"),
    ],
)
def test_what_stands_before_a_number_belongs_to_it(text, bound):
    assert said(text).bound == bound


@given(st.integers(2, 10**9))
def test_a_number_is_the_same_with_commas(number):
    assert is_the_same(said(f"{number:,}"), said(str(number)))
    assert is_the_same(said(f"{number}万"), said(str(number * 10_000)))


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    quantities(plain(text))
