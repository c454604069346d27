"""`broadsheet report`: how the morning went, from the records of its runs."""

import datetime as dt

import pytest

from broadsheet import runs
from broadsheet.runs import RunRecord
from doors.command import caller
from doors.github_api import GitHubApi

NOON = dt.datetime(2026, 1, 27, 12, tzinfo=dt.UTC)


@pytest.fixture
def broadsheet(tmp_path, monkeypatch, capsys):
    (tmp_path / "broadsheet.yaml").write_text("title: A\n")
    for name in ("GITHUB_RUN_ID", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_TOKEN", "OUTCOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOON.timestamp())))
    return caller(tmp_path, monkeypatch, capsys)


def ran(folder, command, *, hour=5, exit_code=0, job="", **site):
    started = NOON.replace(hour=hour)
    record = RunRecord(command, started, exit_code=exit_code, job=job, site=site)
    runs.keep(folder / ".broadsheet", record)


def test_the_size_of_the_site_is_that_of_its_newest_render(broadsheet, tmp_path):
    ran(tmp_path, "build", hour=5, size=16_900_000)
    ran(tmp_path, "render", hour=7, size=17_800_000)
    ran(tmp_path, "build", hour=6, size=16_950_000)
    code, out, _ = broadsheet("report")
    assert code == 0
    assert [line for line in out.splitlines() if " MB" in line] == ["- the site has 17.8 MB of 1,000 MB"]


@pytest.fixture
def api(monkeypatch):
    with GitHubApi() as api:
        for name, value in (
            ("GITHUB_API_URL", api.url),
            ("GITHUB_REPOSITORY", "ada/digest"),
            ("GITHUB_RUN_ID", "77"),
            ("GITHUB_TOKEN", "a-token"),
            ("NO_PROXY", "127.0.0.1"),
        ):
            monkeypatch.setenv(name, value)
        yield api


def test_a_morning_that_somebody_cancelled_neither_failed_nor_went_well(
    broadsheet, tmp_path, api, monkeypatch
):
    ran(tmp_path, "ingest", exit_code=runs.STOPPED, job="77")
    said = tmp_path / "output"
    monkeypatch.setenv("GITHUB_OUTPUT", str(said))
    monkeypatch.setenv("OUTCOME", "cancelled")
    assert broadsheet("report")[0] == 0
    assert said.read_text() == "failed=\n"
    assert api.requests == []
    monkeypatch.setenv("OUTCOME", "failure")
    assert broadsheet("report")[0] == 0
    assert said.read_text().endswith("failed=a step failed\n")
    assert api.requests
