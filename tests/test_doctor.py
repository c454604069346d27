"""The doctor: all that a digest lacks, at once, each with its remedy."""

import datetime as dt
import json
import subprocess
import sys

import pytest

from broadsheet import config, doctor
from broadsheet.cli import main
from broadsheet.doctor import Health
from broadsheet.model import Decision, Rating
from broadsheet.starter import NOWHERE
from doors import model_server as says
from doors.invented_feed import feed, item
from doors.loopback import Door, ok
from press.newspaper import Newspaper, digest, entry

DAY = dt.date(2026, 1, 27)
GOOD = "title: A\nurl: https://digest.invalid/\nsources: {arxiv: {categories: [cs.CL]}}\n"


def wrong(settings):
    return [each.what for each in doctor.of_settings(config.read(settings)) if each.state is Health.WRONG]


def test_a_configuration_that_can_be_meant_is_well():
    assert list(doctor.of_settings(config.read(GOOD))) == []


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("language: cn\n", "language: there is no language 'cn'"),
        ("interests: [{name: Empty}]\n", "the interest 'Empty' says nothing"),
        (
            "editor: {must-read: 3, worth-a-look: 8}\n",
            "editor: a must read needs 3 and a paper worth a look 8",
        ),
    ],
)
def test_what_can_be_read_and_not_be_meant_is_named(more, what):
    assert wrong(GOOD + more) == [what]


def test_all_mistakes_are_named_at_once():
    assert len(wrong(GOOD + "language: cn\ninterests: [{name: Empty}, {name: Void}]\n")) == 3


def test_the_address_of_an_example_is_odd_and_no_mistake():
    (finding,) = doctor.of_settings(config.read("title: A\nsources: {arxiv: {categories: [cs.CL]}}\n"))
    assert finding.state is Health.ODD
    assert "example" in finding.what


@pytest.mark.parametrize(
    ("interest", "more", "is_unheard"),
    [
        ("{name: 灯, about: 关于灯, keywords: [路灯]}", "", True),
        ("{name: 灯, keywords: [street lamp]}", "", False),
        ("{name: 灯, about: 关于灯}", "summaries: {model: m, also: [rating]}", False),
        ("{name: 灯, about: 关于灯}", "summaries: {model: m}", True),
        ("{name: Lamps, about: Of lamps}", "", False),
    ],
)
def test_a_chinese_interest_that_english_abstracts_cannot_serve_is_named(interest, more, is_unheard):
    site = config.read(f"{GOOD}interests: [{interest}]\n{more}\n")
    assert ["is without effect" in each.what for each in doctor.unheard(site)] == [True] * is_unheard


def test_an_interest_that_no_paper_serves_is_named():
    interests = config.read(GOOD + "interests: [{name: Depth, about: x}, {name: Void, about: y}]\n").interests
    served = entry("2601.00001", "Deep", rating=Rating(8.0, Decision.MUST_READ, "Depth"))
    findings = list(doctor.of_interests(interests, [digest(DAY, ("cs.CL", [served]))]))
    assert [each.what for each in findings] == ["no paper of the last 1 pages is of 'Void'"]


def test_a_committed_key_is_wrong_and_a_committed_state_is_odd():
    findings = {each.what: each.state for each in doctor.of_files([".env", ".broadsheet/lock"], "main", "x")}
    assert findings[".env is committed, which is nobody else's"] is Health.WRONG
    assert findings[".broadsheet is committed, which is nobody else's"] is Health.ODD


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the command in a folder: exit code and standard output."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["broadsheet", "-C", str(tmp_path), "doctor", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, capsys.readouterr().out

    return run


def test_a_digest_in_order_is_told_so(run, tmp_path):
    newspaper = Newspaper(tmp_path)
    with Door() as door:
        door.at("/rss/cs.CL", ok(feed(item("2601.16001"))))
        newspaper.write("broadsheet.yaml", GOOD.replace("[cs.CL]", f"[cs.CL], base-url: {door.url}/"))
        code, said = run("--json")
        assert len(door.requests) == 1
    findings = {each["subject"]: each for each in json.loads(said)}
    assert code == 0
    assert findings["arXiv"]["what"] == "its feed answers; papers in it: 1"
    assert findings["broadsheet.yaml"]["state"] == "well"
    assert findings["versions"]["what"].startswith("broadsheet ")


def test_what_is_wrong_ends_with_1_and_says_what_to_do(run, tmp_path, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    Newspaper(tmp_path).write("broadsheet.yaml", GOOD + "summaries: {model: gpt-4o-mini}\n")
    code, said = run("--offline")
    assert code == 1
    assert "the key OPENAI_API_KEY is not set" in said
    assert "to do: set OPENAI_API_KEY, here or in .env" in said


def test_a_source_that_does_not_answer_is_named(run, tmp_path):
    with Door() as door:
        Newspaper(tmp_path).write(
            "broadsheet.yaml", GOOD.replace("[cs.CL]", f"[cs.CL], base-url: {door.url}/")
        )
        code, said = run()
    assert code == 1
    assert "arXiv: " in said


def test_a_repository_is_looked_at_too(run, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "nobody"))
    Newspaper(tmp_path).write("broadsheet.yaml", GOOD)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    code, said = run("--offline")
    assert code == 0
    assert "git: there is no remote to push to" in said


def test_words_that_never_occur_are_named():
    interests = config.read(
        GOOD + "interests: [{name: Lamps, keywords: [lamp*, bulbb]}, {name: Zeppelins, about: Airships.}]\n"
    ).interests
    many = [entry(f"2601.{n:05}", f"Of lamplight {n}") for n in range(1, 40)]
    findings = list(doctor.of_words(interests, [digest(DAY, ("cs.CL", many))]))
    assert [each.what for each in findings] == [
        "keywords of 'Lamps' that occur in none of the last 39 papers: bulbb",
        "no word of 'Zeppelins' occurs in the last 39 papers",
    ]
    assert list(doctor.of_words(interests, [digest(DAY, ("cs.CL", many[:3]))])) == []


def model(server, newspaper):
    newspaper.write(
        "broadsheet.yaml", f"{GOOD}summaries: {{model: invented, base-url: '{server.url}', key: SOME_KEY}}\n"
    )


@pytest.mark.parametrize(
    ("behave", "said"),
    [
        (says.tell, "● model: invented takes the key, and answers in JSON Schema, JSON mode, plain words"),
        (
            says.knowing(None),
            "● model: invented takes the key, and answers in plain words",
        ),
        (says.status(401), "! model: the key is not accepted"),
        (says.status(500), "! model: invented does not answer"),
    ],
)
def test_the_endpoint_is_asked_for_a_word_in_each_form(run, tmp_path, monkeypatch, behave, said):
    monkeypatch.setenv("SOME_KEY", "sk-secret")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with says.ModelServer() as server, Door() as door:
        server.behave(behave)
        door.at("/rss/cs.CL", ok(feed(item("2601.16001"))))
        model(server, Newspaper(tmp_path))
        text = (tmp_path / "broadsheet.yaml").read_text()
        (tmp_path / "broadsheet.yaml").write_text(text.replace("[cs.CL]", f"[cs.CL], base-url: {door.url}/"))
        _, out = run()
        assert len(server.questions) <= 3
    assert said in out
    assert "sk-secret" not in out


def test_a_digest_in_a_folder_of_a_repository_is_told_what_github_does_not_see(tmp_path):
    (finding,) = doctor.of_place(tmp_path, tmp_path / "digest")
    assert "only the workflows at its top" in finding.what
    assert list(doctor.of_place(tmp_path, tmp_path)) == []


@pytest.mark.parametrize(
    ("url", "remote", "is_odd"),
    [
        ("https://ada.github.io/digest/", "https://github.com/ada/digest.git", False),
        ("https://ada.github.io/", "git@github.com:Ada/ada.github.io.git", False),
        ("https://ada.github.io/other/", "git@github.com:ada/digest", True),
        ("https://digest.invalid/", "git@github.com:ada/digest", False),
        ("https://ada.github.io/other/", "https://git.invalid/ada/digest", False),
    ],
)
def test_the_address_is_held_against_the_repository_s_name(url, remote, is_odd):
    assert bool(list(doctor.of_address(url, remote))) is is_odd


def test_pages_that_are_not_published_by_the_workflow_are_wrong():
    assert doctor.of_pages(None).state is Health.WRONG
    assert doctor.of_pages({"build_type": "legacy"}).state is Health.WRONG
    assert doctor.of_pages({"build_type": "workflow", "html_url": "x"}).state is Health.WELL


def test_a_workflow_that_does_not_know_from_where_to_install_is_named(run, tmp_path):
    newspaper = Newspaper(tmp_path)
    newspaper.write("broadsheet.yaml", GOOD)
    newspaper.write("requirements.txt", NOWHERE)
    code, out = run("--offline")
    assert code == 1
    assert "requirements.txt does not say from where the workflow installs" in out
