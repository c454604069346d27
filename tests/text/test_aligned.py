"""What a term is called in a translation: what is said where the original says it."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.text import aligned
from broadsheet.text.aligned import Pair

DAY = [
    Pair("1", "Footnote Chains: Following a Claim", "脚注链：追到论断的源头", is_title=True),
    Pair("1", "Of the chains, few end.", "多数的链条没有尽头。", is_title=False),
    Pair("2", "Where Footnote Chains End: Ghost Citations", "脚注链的尽头：幽灵引文", is_title=True),
    Pair("2", "A model asked for ghost citations gives them.", "问它要幽灵引文，它就给。", is_title=False),
    Pair("3", "A Footnote Chain With Fewer Ghost Citations", "脚注链短了，幽灵引文少了", is_title=True),
    Pair("3", "Ghost citations disappear.", "幽灵引文全部消失。", is_title=False),
    Pair("4", "Fine-tuning With LoRA at Night", "夜里用LoRA微调", is_title=True),
    Pair("5", "LoRA by Day", "白天用LoRA微调", is_title=True),
]


def test_a_term_is_called_what_is_said_where_it_is_said():
    found = aligned.names(["footnote chains", "ghost citations"], DAY)
    assert found == {"footnote chains": "脚注链", "ghost citations": "幽灵引文"}


def test_a_word_that_stands_alone_elsewhere_is_named_whole():
    day = [
        Pair("1", "Sleeping Weights on Roofs", "屋顶上的沉睡权重", is_title=True),
        Pair("2", "Waking Sleeping Weights", "叫醒沉睡权重", is_title=True),
        Pair("2", "With sleeping weights it is cheap.", "让权重沉睡，就便宜。", is_title=False),
        Pair("3", "Roofs", "屋顶", is_title=True),
    ]
    assert aligned.names(["sleeping weights"], day) == {"sleeping weights": "沉睡权重"}


def test_what_no_two_titles_say_has_no_name():
    day = [pair._replace(is_title=False) for pair in DAY]
    assert aligned.names(["footnote chains"], day) == {}


def test_what_a_translation_leaves_as_it_is_has_that_for_its_name():
    assert aligned.names(["LoRA"], DAY) == {}


def test_what_one_paper_says_has_no_name():
    assert aligned.names(["claim"], DAY) == {}
    assert aligned.names(["model asked"], DAY) == {}


def test_a_word_that_is_said_elsewhere_as_often_is_no_name():
    elsewhere = [Pair(str(number), "Something Else", "别的脚注链", is_title=True) for number in range(6, 12)]
    assert "footnote chains" not in aligned.names(["footnote chains"], DAY + elsewhere)


texts = st.lists(st.sampled_from(["lamp", "gnu", "old bridge"]), max_size=3).map(" ".join)
signs = st.text("灯桥牛老的了", max_size=8)
pairs = st.lists(st.builds(Pair, st.sampled_from("123"), texts, signs, st.booleans()), max_size=10)


@given(pairs)
def test_no_two_terms_have_one_name_and_papers_say_both(day):
    found = aligned.names(["lamp", "gnu", "old bridge"], day)
    assert len({*found.values()}) == len(found)
    for term, name in found.items():
        saying = {pair.paper for pair in day if term in pair.original and name in pair.translated}
        assert len(saying) >= 2
