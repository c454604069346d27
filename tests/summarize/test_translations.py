"""A paper told in two languages by one question, each held against the abstract on its own."""

import datetime as dt
import json

import pytest

from broadsheet.journal import Journal
from broadsheet.model import Part, Role, Summary, Translation, Usage
from broadsheet.summarize import Done
from broadsheet.summarize.model import Model, ask, money
from broadsheet.summarize.model.ask import AnswerRequest
from doors.model_server import asked, paper, saying

NOW = dt.datetime(2026, 1, 27, 5, tzinfo=dt.UTC)
BOTH = AnswerRequest("en", (), (), others=("zh",))
ZH = {
    "title": "更亮的灯",
    "tldr": "提出更亮的灯LampNet。",
    "motivation": "灯光昏暗。",
    "method": "它有12个灯泡。",
    "result": "在我们的大厅中，照射距离达到两倍。",
    "conclusion": "大厅可用更少的灯照亮。",
}


@pytest.fixture
def told(server):
    def told(*behaviours, request=BOTH):
        server.behave(*behaviours)
        (outcome,) = Model(asked(server, request=request)).summarize([paper()])
        assert isinstance(outcome, Done)
        return outcome

    return told


def texts(outcome):
    (translation,) = outcome.translations
    assert translation.language == "zh"
    return {part.role.value: part.text for part in translation.parts}


def test_one_question_brings_both_languages(told, server):
    outcome = told(saying(zh=ZH))
    assert len(server.questions) == 1
    assert texts(outcome) == ZH
    assert outcome.summary.tldr == "Lamps are dim."


def test_the_question_names_the_further_language_and_its_keys(told, server):
    told(saying(zh=ZH))
    (question,) = server.questions
    schema = question["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["zh"]["required"] == [
        "tldr",
        "motivation",
        "method",
        "result",
        "conclusion",
        "title",
    ]
    assert "Chinese (简体中文)" in question["messages"][0]["content"]


def test_a_part_that_does_not_hold_in_a_language_is_absent_there_alone(told, server):
    outcome = told(saying(zh={**ZH, "method": "它有99个灯泡。"}))
    assert len(server.questions) == 2
    assert "zh, method: " in server.questions[1]["messages"][-1]["content"]
    assert texts(outcome) == {role: text for role, text in ZH.items() if role != "method"}
    assert outcome.summary.part(Role.METHOD) is not None
    assert not outcome.summary.own


def test_a_part_that_failed_is_taken_from_the_second_answer(told):
    wrong = {**ZH, "method": "它有99个灯泡。"}
    assert texts(told(saying(zh=wrong), saying(zh=ZH))) == ZH


def test_english_in_the_place_of_chinese_is_refused(told):
    assert "tldr" not in texts(told(saying(zh={**ZH, "tldr": "We propose LampNet, a brighter lamp."})))


def test_a_model_that_leaves_the_language_out_is_asked_once_more(told, server):
    assert told(saying()).translations == ()
    assert 'there is no "zh"' in server.questions[1]["messages"][-1]["content"]


def test_an_english_edition_of_another_language_needs_no_translated_title():
    request = AnswerRequest("zh", ("title", "abstract", "problem"), others=("en",))
    assert Role.TITLE not in request.roles_in("en")
    assert Role.PROBLEM in request.roles_in("en")


def test_the_reason_of_a_rating_is_told_in_both(told):
    request = AnswerRequest("en", ("rating",), (("Lamps", "lamps"),), others=("zh",))
    rating = {"score": 9, "field": "Lamps", "reason": "It has 12 bulbs."}
    outcome = told(saying(rating=rating, zh={**ZH, "reason": "它有12个灯泡。"}), request=request)
    assert outcome.translations[0].reason == "它有12个灯泡。"


def test_a_second_language_costs_more_by_the_estimate():
    one, both = (money.expected(paper(), request, money.Price(1, 1)) for request in (AnswerRequest(), BOTH))
    assert one.completion_tokens < both.completion_tokens
    assert money.longest_answer(AnswerRequest()) < money.longest_answer(BOTH)


def test_one_language_is_asked_for_as_ever():
    assert "Further key" not in ask.prompt(AnswerRequest())
    assert ask.prompt(AnswerRequest()).endswith("\nWrite in English.\n")


def test_a_reading_survives_any_object_under_the_language():
    for odd in ([], "x", 3, None, {"tldr": ["a", 3]}, {"title": {"text": "灯"}}):
        payload = {"tldr": "Lamps are dim.", "zh": odd}
        assert ask.read(json.dumps(payload), paper(), BOTH).parts


def test_translations_survive_the_journal(tmp_path):
    done = Done(
        "2601.90001",
        Summary("m", (Part(Role.TLDR, "Lamps."),), 1, absent=(Role.VALUE,)),
        Usage(1, 2, 3),
        translations=(Translation("zh", (Part(Role.TLDR, "灯。"),), "因为。"),),
    )
    journal = Journal(tmp_path, now=lambda: NOW)
    journal.note(NOW.date(), done)
    (answer,) = Journal(tmp_path, now=lambda: NOW).answers()
    assert answer.outcome == done
