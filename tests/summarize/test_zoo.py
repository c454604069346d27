"""Endpoints as they are: each way of refusing, wrapping, counting and failing, and what a day makes of it."""

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from broadsheet.model import FIVE
from broadsheet.summarize import Done, Pending
from broadsheet.summarize.model import Model, batch
from broadsheet.summarize.model.breaker import Breaker
from doors import model_server as says
from doors.model_server import asked, paper


@pytest.fixture
def ask(server):
    def run(*papers, **changed):
        return list(Model(asked(server, **{"timeout": 5} | changed)).summarize(papers or [paper()]))

    return run


def refusing(message, when, code=400, **more):
    """Refuses a question when it is like that."""

    def answer(handler, question):
        if when(question):
            handler.send(code, {"error": {"message": message, **more}})
        else:
            says.tell(handler, question)

    return answer


def has_form(*forms):
    return lambda question: question.get("response_format", {}).get("type") in forms


PARTICULAR = {
    "no json_schema": refusing("response_format type json_schema is unavailable", has_form("json_schema")),
    "no form": refusing("Unrecognized argument: response_format", has_form("json_schema", "json_object")),
    "no form, told nothing": refusing("bad request", has_form("json_schema", "json_object")),
    "422": refusing("Input should be 'json_object'", has_form("json_schema"), 422),
    "max_completion_tokens": refusing(
        "Unsupported parameter: 'max_tokens'", lambda q: "max_tokens" in q, param="max_tokens"
    ),
    "no length": refusing(
        "'max_tokens' is unknown", lambda q: {"max_tokens", "max_completion_tokens"} & set(q)
    ),
    "no temperature": refusing("'temperature' does not support 0", lambda q: "temperature" in q),
    "all at once": refusing(
        "max_tokens and temperature and response_format are unsupported",
        lambda q: {"max_tokens", "max_completion_tokens", "temperature", "response_format"} & set(q),
    ),
}


@pytest.mark.parametrize("fault", PARTICULAR)
def test_an_endpoint_is_asked_as_it_likes_it_whatever_order_refusals_come_in(ask, server, fault):
    server.behave(PARTICULAR[fault])
    outcomes = ask(*map(paper, range(12)))
    assert all(isinstance(outcome, Done) for outcome in outcomes), outcomes
    assert len(server.questions) <= 12 + 4 * 6  # what it does not know, only the first ones ask


@pytest.mark.parametrize(
    "message", ["filtered by content management policy", "maximum context length is 512 tokens", "no"]
)
@pytest.mark.parametrize("number", [0, 5])
def test_a_paper_s_own_refusal_is_that_paper_s(ask, server, message, number):
    server.behave(refusing(message, lambda q: f"Lamp {number}\n" in q["messages"][1]["content"]))
    outcomes = ask(*map(paper, range(9)))
    (left,) = [outcome for outcome in outcomes if isinstance(outcome, Pending)]
    assert (left.paper_id, left.why) == (paper(number).id, f"HTTP status 400: {message}")


def test_what_an_endpoint_likes_is_known_in_the_next_run(ask, server, tmp_path):
    server.behave(PARTICULAR["all at once"])
    memory = tmp_path / "state" / "endpoints.json"
    ask(paper(1), memory=memory)
    asked = len(server.questions)
    assert asked > 1
    ask(paper(2), memory=memory)
    assert len(server.questions) == asked + 1
    memory.write_text('{"invented at": 3')
    assert isinstance(ask(paper(3), memory=memory)[0], Done)


def test_a_batch_asks_as_earlier_runs_found_out_that_the_endpoint_likes_it(ask, server, tmp_path):
    memory = tmp_path / "endpoints.json"
    batch.submit([paper(1)], asked(server, memory=memory), mark="first")
    (usual,) = server.handed_in
    assert usual["body"]["response_format"]["type"] == "json_schema"
    server.behave(PARTICULAR["all at once"])
    ask(paper(2), memory=memory)
    batch.submit([paper(3)], asked(server, memory=memory), mark="second")
    (particular,) = server.handed_in
    live = {name: value for name, value in server.questions[-1].items() if name != "messages"}
    assert {name: value for name, value in particular["body"].items() if name != "messages"} == live


def test_what_is_remembered_of_an_endpoint_that_has_changed_is_found_out_anew(ask, server, tmp_path):
    memory = tmp_path / "endpoints.json"
    server.behave(PARTICULAR["max_completion_tokens"])
    ask(memory=memory)
    assert "max_completion_tokens" in memory.read_text()
    server.behave(refusing("'max_completion_tokens' is unknown", lambda q: "max_completion_tokens" in q))
    assert isinstance(ask(memory=memory)[0], Done)


@pytest.mark.parametrize("broken", [b"<html>Log in</html>", b'data: {"choices": [\n\n'])
def test_a_page_or_a_broken_stream_is_no_answer(ask, server, broken):
    server.behave(lambda handler, _: handler.send(200, broken, Content_Type="text/event-stream"))
    (outcome,) = ask()
    assert outcome.why in {"an answer that is neither JSON nor events", "a stream that breaks off"}


def wrapped(wrap):
    return lambda handler, question: handler.send(200, says.completion(wrap(says.parts(question))))


WRAPPED = {
    "thinking with braces": wrapped(lambda p: f'<think>Keys: {{1}} {{"tldr"}}</think>\n{json.dumps(p)}'),
    "a fence and talk": wrapped(
        lambda p: f"Here:\n```json\n{json.dumps(p, indent=1)}\n```\nNice {{isn't it}}?"
    ),
    "a list": wrapped(lambda p: json.dumps([p])),
    "a wrapper": wrapped(lambda p: json.dumps({"entry": p})),
    "capitals": wrapped(lambda p: json.dumps({role.upper(): part for role, part in p.items()})),
    "a draft first": wrapped(lambda p: json.dumps({"note": "draft"}) + "\n" + json.dumps(p)),
    "a comma too many": wrapped(lambda p: json.dumps(p)[:-1] + ",}"),
    "bare keys": wrapped(lambda p: json.dumps(p).replace('"evidence"', "evidence")),
    "bare backslashes": wrapped(lambda p: json.dumps(p)[:-1] + r', "x": "$\alpha$ and \%"}'),
    "line breaks": wrapped(lambda p: json.dumps(p).replace("brighter lamp", "brighter\nlamp")),
    "texts alone": wrapped(lambda p: json.dumps({role: part["text"] for role, part in p.items()})),
    "evidence as text": wrapped(
        lambda p: json.dumps({r: {"text": [x["text"]], "evidence": str(x["evidence"])} for r, x in p.items()})
    ),
    "pieces": lambda handler, question: handler.send(
        200, says.completion([{"type": "text", "text": json.dumps(says.parts(question))}])
    ),
}

WRAPPED["a stream"] = lambda handler, question: handler.send(
    200, says.streamed(json.dumps(says.parts(question))), Content_Type="text/event-stream"
)


@pytest.mark.parametrize("fault", WRAPPED)
def test_answers_are_read_however_they_are_wrapped(ask, server, fault):
    server.behave(WRAPPED[fault])
    (outcome,) = ask()
    assert [part.role for part in outcome.summary.parts] == list(FIVE)
    assert len(server.questions) == 1


def test_an_answer_that_was_cut_is_paid_once_and_the_next_may_be_longer(ask, server):
    server.behave(
        lambda handler, question: handler.send(
            200, says.completion(json.dumps(says.parts(question))[:200], finish="length")
        ),
        says.tell,
    )
    first, second = ask(paper(1), paper(2), parallel=1)
    assert first.usage.requests == second.usage.requests == 1
    assert len(first.summary.parts) < len(second.summary.parts) == 5
    assert server.questions[1]["max_tokens"] == 2 * server.questions[0]["max_tokens"]


@pytest.mark.parametrize(
    "usage",
    [{"prompt_tokens": 0, "completion_tokens": 0}, {"prompt_tokens": "many"}, {"prompt_tokens": -5}, None],
    ids=["zero", "text", "negative", "none"],
)
def test_usage_that_is_none_is_estimated(ask, server, usage):
    def answer(handler, question):
        handler.send(200, {**says.completion(json.dumps(says.parts(question))), "usage": usage})

    server.behave(answer)
    (outcome,) = ask()
    assert outcome.usage.estimated == 1
    assert outcome.usage.prompt_tokens > 200


@pytest.mark.parametrize("parallel", [1, 8])
def test_a_hung_endpoint_costs_its_patience_and_no_more(ask, server, parallel):
    server.behave(says.silent)
    begun = time.process_time()
    outcomes = ask(*map(paper, range(130)), parallel=parallel, patience=0.3)
    assert {outcome.why for outcome in outcomes} == {"no answer in time"}
    assert len(outcomes) == 130
    assert len(server.questions) <= 2 * parallel
    assert time.process_time() - begun < 5


def test_an_endpoint_that_dies_half_way_is_given_up_and_what_it_told_stays(ask, server):
    server.behave(*[says.tell] * 60, says.hang_up)
    outcomes = ask(*map(paper, range(130)), parallel=8)
    assert sum(isinstance(outcome, Done) for outcome in outcomes) == 60
    assert {outcome.why for outcome in outcomes if isinstance(outcome, Pending)} == {"a broken connection"}
    assert len(server.questions) <= 60 + 8 + 8 + 2


async def silences(patience, *, answered):
    """How often a silence may be reported before nobody is asked any more (ten at most)."""
    breaker = Breaker(patience, (0.0,) * 9)
    for times in range(10):
        if not await breaker.permit():
            return times
        if answered and not times:
            await breaker.answered()
        await breaker.failed("no answer in time", is_silence=True)
    return None


@pytest.mark.parametrize(
    ("patience", "answered", "times"),
    [
        pytest.param(0.0, False, 1, id="it never answered"),
        pytest.param(0.0, True, 2, id="it fell silent half way, and is probed once"),
        pytest.param(1000.0, True, None, id="there is time"),
    ],
)
def test_an_endpoint_that_falls_silent_is_given_up_when_the_patience_is_over(patience, answered, times):
    with ThreadPoolExecutor(1) as thread:  # in the tests' own, a browser may keep a loop running
        assert thread.submit(asyncio.run, silences(patience, answered=answered)).result() == times


def test_an_endpoint_that_comes_back_is_asked_on(ask, server):
    server.behave(says.tell, *[says.status(503)] * 9, says.tell)
    outcomes = ask(*map(paper, range(30)), parallel=8)
    assert all(isinstance(outcome, Done) for outcome in outcomes)


def test_an_endpoint_that_wants_an_hour_is_left_alone(ask, server):
    server.behave(says.status(429, Retry_After="3600"))
    outcomes = ask(*map(paper, range(30)), parallel=4)
    assert {outcome.why for outcome in outcomes} == {"HTTP status 429: … is wrong (wait 3600 s)"}
    assert len(server.questions) <= 4


def test_the_time_of_a_run_has_an_end(ask, server):
    server.latency = 0.02
    outcomes = ask(*map(paper, range(60)), parallel=1, run=0.2)
    assert {o.why for o in outcomes if isinstance(o, Pending)} == {"the time of the run is over"}
    assert any(isinstance(outcome, Done) for outcome in outcomes)


def test_no_refusal_goes_unheard_in_a_task(ask, server, caplog):
    together = threading.Barrier(4, timeout=5)

    def refuse(handler, question):
        together.wait()
        handler.send(401, {"error": {"message": "Incorrect API key provided: sk-secret"}})

    server.behave(refuse)
    with pytest.raises(Exception, match="does not accept the key") as caught:
        ask(*map(paper, range(4)), parallel=4)
    assert "sk-secret" not in caught.value.what
    assert "never retrieved" not in caplog.text
