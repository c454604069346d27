"""One question a day: what a model says of a day, and what is left of it."""

import json

import pytest

from broadsheet.errors import SummaryError
from broadsheet.summarize import Budget
from broadsheet.summarize.model import NO_BUDGET, Model
from broadsheet.summarize.verify.tracks import PaperOfDay
from doors import model_server as says
from doors.model_server import asked

SUBJECTS = ("amber lamps", "copper kettles", "harbour cranes")
PAPERS = [
    PaperOfDay(
        f"2601.9{n}{k:03}", f"{subject.title()} {k}", f"The {subject} of hall {k} hum and glow softly."
    )
    for n, subject in enumerate(SUBJECTS)
    for k in range(4)
]


def track(n, **changed):
    subject = SUBJECTS[n]
    note = f"The {subject} of four halls hum and glow softly."
    ids = [paper.id for paper in PAPERS if subject in paper.claim]
    return {
        "title": subject.capitalize(),
        "note": note.replace("four halls", "halls"),
        "papers": ids,
    } | changed


def tracks(*each):
    return says.text(json.dumps({"tracks": list(each)}))


GOOD = tracks(track(0), track(1), track(2))


@pytest.fixture
def ask(server):
    def run(budget=None, **changed):
        return Model(asked(server, **changed)).overview(PAPERS, languages=("en",), budget=budget)

    return run


def test_a_day_is_asked_about_once_and_its_tracks_are_named(ask, server):
    server.behave(GOOD)
    overview = ask()
    assert [each.title for each in overview.tracks] == ["Amber lamps", "Copper kettles", "Harbour cranes"]
    assert overview.tracks[0].papers == ("2601.90000", "2601.90001", "2601.90002", "2601.90003")
    assert (overview.usage.requests, overview.usage.prompt_tokens) == (1, 400)
    (question,) = server.questions
    assert "2601.90000 | Amber Lamps 0 | The amber lamps" in question["messages"][1]["content"]
    assert question["response_format"]["json_schema"]["schema"]["required"] == ["tracks"]


def test_what_does_not_hold_is_asked_again_with_the_reason_and_then_left_out(ask, server):
    wrong = track(2, papers=["2601.92000", "2601.92001", "2601.99999"])
    server.behave(tracks(track(0), track(1), wrong))
    overview = ask()
    assert [each.title for each in overview.tracks] == ["Amber lamps", "Copper kettles"]
    assert overview.usage.requests == 2
    assert "there is no paper 2601.99999" in server.questions[1]["messages"][-1]["content"]


def test_a_second_answer_that_holds_is_taken(ask, server):
    server.behave(tracks(track(0, note="Great advances were made.")), GOOD)
    assert len(ask().tracks) == 3


def test_a_paper_stands_in_one_track_only(ask, server):
    shared = track(1, papers=[*track(1)["papers"], PAPERS[0].id])
    server.behave(tracks(track(0), shared, track(2)))
    found = [id_ for each in ask().tracks for id_ in each.papers]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "answer", [says.text("I cannot."), says.text('{"tracks": "many"}'), tracks(), tracks({"title": 3})]
)
def test_an_answer_that_names_no_track_leaves_none_and_is_paid(ask, server, answer):
    server.behave(answer)
    overview = ask()
    assert overview.tracks == ()
    assert overview.is_answered
    assert overview.why


def test_an_endpoint_that_does_not_know_schemas_is_asked_more_simply(ask, server):
    server.behave(says.knowing("json_object"))
    ask()
    assert "response_format" in server.questions[-1]
    assert server.questions[-1]["response_format"]["type"] == "json_object"


def test_a_spent_budget_and_a_dead_endpoint_leave_the_day_unasked(ask, server):
    overview = ask(budget=Budget(tokens=10))
    assert (overview.why, overview.is_answered, server.questions) == (NO_BUDGET, False, [])
    server.behave(says.status(500))
    assert not ask().is_answered
    server.behave(says.status(401))
    with pytest.raises(SummaryError):
        ask()
