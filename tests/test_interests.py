"""`broadsheet interests`, as people meet it."""

import pytest

from doors.command import caller

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
    code, out, err = broadsheet("interests", "learn", tmp_path / "read.txt")
    assert (code, "1 ids stand on no page here" in err) == (0, True)
    assert "3 works" in out


@pytest.mark.parametrize("name", ["missing.bib", "empty.txt"])
def test_what_cannot_be_learned_from_is_named(broadsheet, tmp_path, name):
    (tmp_path / "empty.txt").write_text("nothing\n")
    code, out, err = broadsheet("interests", "learn", tmp_path / name)
    assert (code, out) == (2, "")
    assert name in err
