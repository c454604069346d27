"""`broadsheet interests`, as people meet it."""

import re

import pytest

from doors.command import caller
from doors.loopback import Door, ok

SETTINGS = """\
title: The Daily Example
sources: {arxiv: {categories: [cs.CL]}}
"""
INTERESTS = """\
interests:
  - {name: Pictures, keywords: [photograph*, relight*]}
editor: {sections: interest}
"""
BIB = "".join(f"@misc{{k{n}, title = {{Soft grippers {n}}}}}\n" for n in range(4))

FOUND = f"""<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns="http://www.w3.org/2005/Atom">
<id>https://arxiv.org/api/x</id><title>arXiv Query</title><opensearch:totalResults>2</opensearch:totalResults>
{
    "".join(
        f"<entry><id>http://arxiv.org/abs/1901.9000{n}v1</id><title>Soft grippers {n}</title>"
        "<summary>Soft grippers grasp cups.</summary><published>2019-01-23T20:00:00Z</published>"
        "<category term='cs.RO'/><author><name>Ada Example</name></author></entry>"
        for n in (1, 2)
    )
}</feed>""".encode()


@pytest.fixture
def door(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Door() as door:
        yield door


@pytest.fixture
def broadsheet(tmp_path, monkeypatch, capsys, announcement):
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS)

    run = caller(tmp_path, monkeypatch, capsys)
    run("ingest", "--offline", "--feed", announcement)
    return run


def test_pages_from_before_there_were_interests_are_rated(broadsheet, tmp_path):
    day = tmp_path / "content/2026/2026-01-27.md"
    note = "*My note* stays.\n\n**TL;DR.**"
    day.write_text(day.read_text().replace("**TL;DR.**", note, 1))
    assert "**Rating:**" not in day.read_text()
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS + INTERESTS)
    code, _, err = broadsheet("interests", "rate", "--arrange")
    assert (code, "1 page changed" in err) == (0, True)
    text = day.read_text()
    assert text.count("**Rating:**") == 23
    assert text.index("## Pictures") < text.index("## Other papers")
    assert note in text
    assert "0 pages changed" in broadsheet("interests", "rate", "--arrange")[2]


def test_a_page_that_does_not_read_stops_no_other(broadsheet, tmp_path):
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS + INTERESTS)
    (tmp_path / "content/2026/2026-01-26.md").write_text("no page\n")
    code, _, err = broadsheet("interests", "rate")
    assert code == 1
    assert "content/2026/2026-01-26.md" in err
    assert "1 page changed" in err


def test_days_outside_are_left_alone(broadsheet, tmp_path):
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS + INTERESTS)
    assert "0 pages changed" in broadsheet("interests", "rate", "--since", "2026-01-28")[2]
    assert "0 pages changed" in broadsheet("interests", "rate", "--until", "2026-01-26")[2]


def test_a_draft_is_a_result_for_a_pipe(broadsheet, tmp_path):
    (tmp_path / "read.bib").write_text(BIB)
    code, out, _ = broadsheet("interests", "learn", tmp_path / "read.bib")
    assert code == 0
    assert out.startswith("interests:\n")
    assert "Soft grippers" in out


def test_ids_are_looked_up_on_the_pages(broadsheet, tmp_path):
    (tmp_path / "read.txt").write_text("2601.90001\n2601.90002\n2601.90009\n1901.00001\n")
    code, out, err = broadsheet("interests", "learn", "--offline", tmp_path / "read.txt")
    assert (code, "an id is of no paper that is known here: 1901.00001" in err) == (0, True)
    assert "3 works" in out


def test_ids_that_stand_on_no_page_are_looked_up_at_arxiv(broadsheet, tmp_path, door):
    asked = "/api/query?id_list=1901.90001%2C1901.90002%2C1901.90003&max_results=3"
    door.at(asked, ok(FOUND))
    settings = SETTINGS.replace("[cs.CL]", f"[cs.CL], api_url: {door.url}/api/query/")
    (tmp_path / "broadsheet.yaml").write_text(settings)
    (tmp_path / "read.txt").write_text("1901.90001v2\n1901.90002\n1901.90003\nwhat of this\n")
    code, out, err = broadsheet("interests", "learn", tmp_path / "read.txt")
    assert [request.path for request in door.requests] == [asked]
    assert (code, "2 works" in out, "name: Soft grippers" in out) == (0, True, True)
    assert "an id is of no paper that is known here: 1901.90003" in err
    assert "read.txt:4: no arXiv id in “what of this”; left out" in err


def test_what_arxiv_does_not_tell_is_gone_without(broadsheet, tmp_path, door):
    settings = SETTINGS.replace("[cs.CL]", f"[cs.CL], api_url: {door.url}/api/query/")
    (tmp_path / "broadsheet.yaml").write_text(settings)
    (tmp_path / "read.bib").write_text(BIB.replace("title", "eprint = {1901.90001}, title", 1))
    code, out, err = broadsheet("interests", "learn", tmp_path / "read.bib")
    assert (code, "4 works" in out) == (0, True)
    assert "a paper could not be looked up: " in err


def test_what_does_not_read_is_counted(broadsheet, tmp_path):
    (tmp_path / "read.bib").write_text(BIB + "@misc{x, year = 2026}\n" * 12)
    code, _, err = broadsheet("interests", "learn", tmp_path / "read.bib")
    assert (code, err.count("this @misc has no title; left out")) == (0, 5)
    assert "7 more of 12 that do not read" in err


def test_what_is_learned_can_be_tried(broadsheet, tmp_path):
    (tmp_path / "read.bib").write_text(BIB)
    draft = broadsheet("interests", "learn", tmp_path / "read.bib")[1]
    (tmp_path / "draft.yaml").write_text(draft)
    code, out, _ = broadsheet("interests", "try", tmp_path / "draft.yaml")
    assert (code, out[:10]) == (0, "2026-01-27")


@pytest.mark.parametrize("name", ["missing.bib", "empty.txt"])
def test_what_cannot_be_learned_from_is_named(broadsheet, tmp_path, name):
    (tmp_path / "empty.txt").write_text("nothing\n")
    code, out, err = broadsheet("interests", "learn", tmp_path / name)
    assert (code, out) == (2, "")
    assert name in err


def test_a_draft_is_tried_on_the_newest_page_and_nothing_is_written(broadsheet, tmp_path):
    day = tmp_path / "content/2026/2026-01-27.md"
    before = day.read_bytes()
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS + INTERESTS)
    code, out, _ = broadsheet("interests", "try")
    first, *rest = out.splitlines()
    assert code == 0
    assert re.fullmatch(r"2026-01-27: \d+ must read, \d+ worth a look, \d+ skip, of 23", first)
    assert sum(line[:3].strip().rstrip(".").isdigit() for line in rest) == 10
    assert any("Pictures" in line and ("worth a look" in line or "must read" in line) for line in rest[:4])
    assert day.read_bytes() == before


def test_a_draft_to_try_may_be_a_file_with_nothing_but_interests(broadsheet, tmp_path):
    (tmp_path / "draft.yaml").write_text("interests:\n  - {name: Lamps, keywords: [relight*]}\n")
    code, out, _ = broadsheet("interests", "try", tmp_path / "draft.yaml")
    assert (code, "Lamps" in out) == (0, True)


def test_what_a_page_says_already_does_not_hide_what_the_draft_says(broadsheet, tmp_path):
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS + INTERESTS)
    broadsheet("interests", "rate")
    day = tmp_path / "content/2026/2026-01-27.md"
    day.write_text(day.read_text().replace("Pictures", "What stood there"))
    assert "What stood there" not in broadsheet("interests", "try")[1]


@pytest.mark.parametrize(("draft", "line"), [("interests:\n  - {nam: x}\n", ":2"), ("title: x\n", "")])
def test_a_draft_that_says_nothing_is_named(broadsheet, tmp_path, draft, line):
    (tmp_path / "draft.yaml").write_text(draft)
    code, out, err = broadsheet("interests", "try", tmp_path / "draft.yaml")
    assert (code, out) == (2, "")
    assert f"draft.yaml{line}" in err


def test_there_is_nothing_to_try_a_draft_on_before_the_first_page(tmp_path, monkeypatch, capsys):
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS + INTERESTS)
    code, _, err = caller(tmp_path, monkeypatch, capsys)("interests", "try")
    assert (code, "no page has papers yet" in err) == (2, True)
