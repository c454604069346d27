"""What each run did is kept, in figures, as far back as is useful."""

import datetime as dt
import json
from contextlib import suppress
from dataclasses import replace
from unittest.mock import ANY

import pytest

from broadsheet import runs, wire
from broadsheet.cli import ingest
from broadsheet.cli.picture import _run
from broadsheet.runs import RunRecord
from doors.command import HURRIED, caller
from doors.loopback import Door, busy, ok

STARTED = dt.datetime(2026, 1, 27, 5, 17, tzinfo=dt.UTC)
SETTINGS = """
title: The Daily Example
sources: {arxiv: {categories: [cs.CL], base-url: BASE, api-url: BASE, oai-url: BASE}}
"""


@pytest.fixture
def door():
    with Door() as door:
        yield door


@pytest.fixture
def folder(tmp_path, door):
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS.replace("BASE", f"{door.url}/"))
    return tmp_path


@pytest.fixture
def broadsheet(folder, monkeypatch, capsys):
    """Run the command in the folder, on the sample's day: exit code and standard error."""
    monkeypatch.setattr(wire, "USUAL", replace(HURRIED, first_pause=0.01))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(STARTED.timestamp())))

    run = caller(folder, monkeypatch, capsys)
    return lambda *words: run(*words)[::2]


def last(folder):
    return runs.kept(folder / ".broadsheet")[-1]


def test_a_run_is_recorded_with_days_requests_and_waits(broadsheet, folder, door, announcement):
    door.at("/rss/cs.CL", busy(503), ok(announcement.read_bytes()))
    assert broadsheet("ingest") == (0, ANY)
    record = last(folder)
    assert (record.command, record.started, record.exit_code) == ("ingest", STARTED, 0)
    assert record.requests == {"127.0.0.1": {"asked": 2, "answered": 2}}
    assert record.waited > 0
    (day,) = record.days
    assert (day["date"], day["state"], day["added"], day["announced"]) == ("2026-01-27", "published", 23, 26)
    assert record.is_well


def test_what_failed_is_counted_by_kind(broadsheet, folder, door):
    door.at("/rss/cs.CL", ok(b"no feed"))
    assert broadsheet("build") == (1, ANY)
    record = last(folder)
    assert (record.exit_code, record.errors, record.unexpected) == (1, {"SourceError": 1}, 0)
    assert record.site["written"] > 0
    assert not record.is_well


def test_what_nobody_foresaw_is_recorded_as_such(broadsheet, folder, monkeypatch):
    def broken(*_, **__):
        return {}["gone"]

    monkeypatch.setattr(ingest, "run", broken)
    with suppress(KeyError):
        broadsheet("ingest")
    record = last(folder)
    assert (record.errors, record.unexpected, record.exit_code) == ({"UnexpectedError": 1}, 1, 1)


def test_nothing_done_is_nothing_recorded(broadsheet, folder):
    assert broadsheet("ingest", "--offline", "--feed", "https://example.org/")[0] == 2
    assert runs.kept(folder / ".broadsheet") == []


def test_a_record_that_cannot_be_kept_fails_nothing(broadsheet, folder, announcement):
    (folder / ".broadsheet").mkdir()
    (folder / ".broadsheet" / "runs.jsonl").mkdir()
    assert broadsheet("ingest", "--offline", "--feed", announcement)[0] == 0


def test_a_workflow_shows_it_as_a_table(broadsheet, folder, tmp_path, monkeypatch, announcement):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    broadsheet("build", "--offline", "--feed", announcement)
    table = (tmp_path / "summary.md").read_text()
    assert table.startswith("### broadsheet build\n\n| what | figures |\n|---|---|\n| ended | after ")
    assert "| 2026-01-27 | published, 23 added, 23 listed of 26 announced |" in table


def test_texts_from_outside_stay_in_their_cell():
    record = RunRecord("ingest", STARTED)
    facts = {"date": "2026-01-27", "state": "failed", "page": "", "added": 0, "refreshed": 0, "listed": 0}
    record.note("info", "day", facts | {"announced": 0, "why": "a | b\n<img src=x>"})
    assert "| failed, a \\| b &lt;img src=x> |\n" in record.as_markdown()


def test_as_many_are_kept_as_are_useful_and_a_torn_line_is_none(tmp_path):
    for n in range(21):
        runs.keep(tmp_path, RunRecord(f"run {n}", STARTED), most=10)
    lines = (tmp_path / "runs.jsonl").read_bytes().splitlines()
    assert 10 <= len(lines) < 20
    assert [record.command for record in runs.kept(tmp_path, most=2)] == ["run 19", "run 20"]
    (tmp_path / "runs.jsonl").write_bytes(b"\n".join([*lines[:2], lines[2][:40], b"[]", b"\xff", lines[3]]))
    assert len(runs.kept(tmp_path)) == 3


def test_a_long_backfill_makes_no_long_record():
    record = RunRecord("backfill", STARTED)
    facts = {"state": "published", "page": "", "added": 0, "refreshed": 0, "listed": 0, "announced": 0}
    for n in range(1, 300):
        record.note("info", "day", facts | {"why": "", "date": dt.date.fromordinal(738000 + n)})
    assert len(record.days) + record.more_days == 299
    assert len(json.dumps(record.as_json())) < 6000


@pytest.mark.parametrize(
    ("errors", "said"), [({"PageError": 1}, "1 error,"), ({"PageError": 2}, "2 errors,")]
)
def test_one_error_is_one(errors, said):
    record = RunRecord("ingest", STARTED, exit_code=1, errors=errors)
    assert said in _run(record)


def test_why_it_did_not_go_well_names_errors_where_there_are_any():
    build = RunRecord("build", STARTED, exit_code=1, errors={"SourceError": 1})
    well, told_no_error = RunRecord("render", STARTED), RunRecord("import", STARTED, exit_code=1)
    assert runs.reason([build, well, told_no_error], has_failed=False) == (
        "failed: build (1 SourceError), import"
    )
    assert runs.reason([well], has_failed=True) == "a step failed"
    assert not runs.reason([well], has_failed=False)
