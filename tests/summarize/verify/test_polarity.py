"""A Chinese clause that says a thing the other way round, when it names no evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Role
from broadsheet.summarize.verify import complaints, polarity
from broadsheet.summarize.verify.polarity import Ground, Side, doubted, held

TITLE = "LampFormer: Efficient Lamp Detection with Sparse Attention"
SENTENCES = (
    "Existing methods for lamp detection suffer from high computational cost and generalize poorly to halls.",
    "We propose LampFormer, a transformer framework that uses sparse attention to reduce computational cost.",
    "Experiments on three benchmarks show that LampFormer outperforms existing ones and improves accuracy.",
    "It does not require additional annotations and can be applied to new halls without fine-tuning.",
)
TRUE = {
    Role.MOTIVATION: "现有的灯具检测方法计算成本高,难以泛化到新的大厅。",
    Role.METHOD: "提出LampFormer框架,利用稀疏注意力降低计算成本。",
    Role.RESULT: "在三个基准上的实验表明,LampFormer优于现有方法,显著提高了准确率。",
    Role.CONCLUSION: "该方法无需额外标注,无需微调即可应用于新的大厅。",
}
TURNED = {
    Role.METHOD: "提出LampFormer框架,利用稀疏注意力提升计算成本。",
    Role.RESULT: "在三个基准上的实验表明,LampFormer劣于现有方法,显著降低了准确率。",
    Role.CONCLUSION: "LampFormer不能降低计算成本。",
}


def refusals(role, text):
    found = complaints({role: text}, title=TITLE, abstract=" ".join(SENTENCES), language="zh")
    return [each.what for each in found]


@pytest.mark.parametrize("role", TRUE)
def test_what_is_true_is_believed_without_evidence(role):
    assert refusals(role, TRUE[role]) == []


@pytest.mark.parametrize("role", TURNED)
def test_what_goes_the_wrong_way_is_not(role):
    assert refusals(role, TURNED[role])


def test_a_sentence_is_found_by_what_it_names():
    ground = Ground(SENTENCES)
    assert ground.under("在三个基准上优于现有方法") == [2]
    assert ground.under("很好") == []


@given(st.text(alphabet="提升降低准确率不能,。12 abc", max_size=30))
def test_every_word_that_goes_one_way_is_weighed_and_no_text_breaks_it(text):
    ground = Ground(SENTENCES)
    assert {each.side for each in held(text, "result", ground)} <= set(Side)
    above, word = doubted(text, "result", ground)
    assert word in text
    assert (above == polarity.CERTAIN) == (not word)


def test_weights_are_as_they_were_written():
    weights = [(n * 7) % 255 - 127 for n in range(1 << polarity.BITS)]
    read = polarity.read(polarity.write(weights, bias=3, least={"+": -5}))
    at = polarity.place("提升")
    assert read.score(iter(["提升"])) == weights[at] + 3
    assert read.least == {"+": -5}
