"""What turns its evidence round is refused, in both languages, and what says the same is not."""

import pytest
from benchmarks.seeded import invented
from benchmarks.verify import measured

from broadsheet.model import Role
from broadsheet.summarize.verify import complaints, doubts

TITLE = "LampNet: Brighter Halls"
SENTENCES = (
    "LampNet improves the brightness of halls from 71% to 84% and reduces energy use by up to 30%.",
    "It does not require calibration and outperforms BulbRank on the hall benchmark.",
    "Accuracy degrades in fog, and the method is asymptotically optimal.",
)
ABSTRACT = " ".join(SENTENCES)


def refusals(text, language="en", cited=SENTENCES):
    found = complaints(
        {Role.RESULT: text},
        title=TITLE,
        abstract=ABSTRACT,
        language=language,
        evidence={Role.RESULT: cited} if cited else None,
    )
    return [each.what for each in found]


TRUE = [
    ("en", "The brightness of halls rises from 71% to 84%, and energy use falls by up to 30%."),
    ("en", "LampNet is better than BulbRank on the hall benchmark and needs no calibration."),
    ("en", "The method is asymptotically optimal, but accuracy degrades in fog."),
    ("zh", "LampNet将大厅亮度从71%提升到84%,能耗最多降低30%。"),
    ("zh", "LampNet不需要校准,在大厅基准上优于BulbRank。"),
    ("zh", "该方法渐近最优,但在雾中准确率下降。"),
]
FALSE = {
    "swapped": ("en", "The brightness of halls improves from 84% to 71%."),
    "against its verb": ("en", "The brightness of halls decreases from 71% to 84%."),
    "more for less": ("en", "LampNet increases energy use by up to 30%."),
    "worse for better": ("en", "LampNet underperforms BulbRank on the hall benchmark."),
    "a denial dropped": ("en", "LampNet does require calibration on the hall benchmark."),
    "a denial added": ("en", "LampNet does not outperform BulbRank on the hall benchmark."),
    "up to dropped": ("en", "LampNet reduces energy use by 30%."),
    "a reserve dropped": ("en", "The method is optimal."),
    "swapped, in Chinese": ("zh", "LampNet将大厅亮度从84%提升到71%。"),
    "worse, in Chinese": ("zh", "LampNet在大厅基准上劣于BulbRank。"),
    "a made-up harm": ("zh", "LampNet框架显著降低大厅基准的亮度效果,性能恶化。"),
    "another paper's": ("en", "Sleep improved in nurses who drank lime tea for weeks before bedtime."),
    "to its reader": ("en", "Visit the shop and buy LampNet for your hall."),
}


@pytest.mark.parametrize(("language", "text"), TRUE)
@pytest.mark.parametrize("cited", [SENTENCES, ()], ids=["evidence", "no evidence"])
def test_the_same_in_other_words_is_no_lie(language, text, cited):
    assert refusals(text, language, cited) == []


@pytest.mark.parametrize("fault", FALSE)
def test_what_turns_its_evidence_round_is_refused(fault):
    language, text = FALSE[fault]
    assert refusals(text, language)


SURVEY = (
    "HallSurvey comprises 850 halls, with 1,200 lamps in all.",
    "It attains 72.2% accuracy on objective dimensions and 66.8% on subjective dimensions.",
    "Lamps were renewed without losing landmarks, and no serious side effects occurred.",
)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("HallSurvey在客观维度上达到72.2%准确率,在主观维度上达到66.8%。", ("72.2", "66.8")),
        ("HallSurvey更新灯具时不丢失地标。", ("不丢失", "丢失")),
        ("HallSurvey中没有出现严重副作用。", ("没有出现", "出现")),
    ],
)
@pytest.mark.parametrize("cited", [SURVEY, ()], ids=["evidence", "no evidence"])
def test_what_a_chinese_part_swaps_or_affirms_against_its_abstract_is_refused(true, false, cited):
    def wrong(text):
        return complaints(
            {Role.RESULT: text},
            title="HallSurvey: Lamps of Halls",
            abstract=" ".join(SURVEY),
            language="zh",
            evidence={Role.RESULT: cited} if cited else None,
        )

    one, other = false
    turned = true.replace(one, "\0").replace(other, one).replace("\0", other)
    assert wrong(true) == []
    assert wrong(turned) or (not cited and not one[0].isdigit())  # with no evidence, denials are weighed


HALLS = "Halls of the eighteenth century are lit by LampVLM and BulbNet2, which take GlowCore further."


@pytest.mark.parametrize(
    "part",
    [
        "18世纪的大厅由LampVLM照明。",
        "大厅由LampVLM/BulbNet2照明,采用GlowCore+BulbNet2。",
        "LampVLM、BulbNet2和GlowCore照亮大厅。",
    ],
)
def test_names_listed_as_one_centuries_and_many_names_are_no_reason_to_refuse_a_chinese_part(part):
    assert complaints({Role.METHOD: part}, title="Lights of Halls", abstract=HALLS, language="zh") == []


@pytest.mark.parametrize(
    "part", ["19世纪的大厅由LampVLM照明。", "大厅由LampVLM/BulbNet3照明。", "无法提供总结。"]
)
def test_but_others_are(part):
    assert complaints({Role.METHOD: part}, title="Lights of Halls", abstract=HALLS, language="zh")


def test_a_stronger_word_is_a_mark_and_no_refusal():
    text = "LampNet significantly improves the brightness of halls."
    assert refusals(text) == []
    (mark,) = doubts({Role.RESULT: text}, title=TITLE, abstract=ABSTRACT)
    assert mark.what == "says 'significantly', which the abstract does not"


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "zh"])
def test_errors_of_every_class_are_caught_as_promised(language):
    parts = [part for part in invented() if part.language == language]
    table = measured(parts[::3])
    assert table.refused <= 0.02 * table.true
    assert table.share() >= 0.85
