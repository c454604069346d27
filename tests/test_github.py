"""Mornings that fail are said in one issue, closed when all is well: by GitHub's API, on loopback."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import github
from broadsheet.errors import SourceError
from broadsheet.github import EarlierRun, WorkflowRun, failed_mornings, keep_issue
from doors.github_api import GitHubApi

TODAY = dt.date(2026, 1, 29)  # a Thursday
WHY = "failed: ingest (1 SourceError)"


@pytest.fixture
def api():
    with GitHubApi() as api:
        yield api


def job(api, event="schedule"):
    return WorkflowRun.of(
        {
            "GITHUB_API_URL": api.url,
            "GITHUB_REPOSITORY": "ada/digest",
            "GITHUB_RUN_ID": "77",
            "GITHUB_WORKFLOW_REF": "ada/digest/.github/workflows/publish.yml@refs/heads/main",
            "GITHUB_REF_NAME": "main",
            "GITHUB_EVENT_NAME": event,
        }
    )


def kept(api, reason="", *, event="schedule", messages=()):
    repository = github.RepositoryApi(job(api, event), "a-token", user_agent="broadsheet/test")
    return keep_issue(repository, job(api, event), TODAY, reason=reason, messages=messages)


def test_the_third_morning_that_fails_opens_an_issue_and_the_fourth_no_other(api):
    api.ran("2026-01-27", "failure")
    assert kept(api, WHY) == ""
    api.ran("2026-01-28", "failure")
    assert kept(api, WHY) == "opened issue 1"
    assert WHY in api.issues[0]["body"]
    assert "https://github.com/ada/digest/actions/runs/77" in api.issues[0]["body"]
    assert kept(api, WHY) == ""
    assert len(api.issues) == 1


def test_the_first_that_goes_well_closes_it_and_says_why(api):
    for day in ("2026-01-27", "2026-01-28"):
        api.ran(day, "failure")
    kept(api, WHY)
    assert kept(api) == "closed issue 1"
    assert (api.issues[0]["state"], len(api.issues[0]["comments"])) == ("closed", 1)
    assert kept(api) == ""


def test_several_runs_of_a_day_are_one_morning_and_one_that_went_well_ends_the_count(api):
    for day, conclusion in (("2026-01-27", "success"), ("2026-01-28", "failure"), ("2026-01-29", "failure")):
        api.ran(day, conclusion)
        api.ran(day, "failure")
    assert kept(api, WHY) == ""


@pytest.mark.parametrize("conclusion", ["cancelled", "skipped", "neutral", "stale", "action_required", None])
def test_a_run_that_neither_failed_nor_went_well_is_no_morning(api, conclusion):
    for day in ("2026-01-26", "2026-01-28"):
        api.ran(day, conclusion)
    api.ran("2026-01-27", "failure")
    assert kept(api, WHY) == ""
    api.ran("2026-01-26", "failure")
    assert kept(api, WHY) == "opened issue 1"


@pytest.mark.parametrize("conclusion", ["timed_out", "startup_failure"])
def test_a_run_out_of_time_or_that_could_not_begin_failed(api, conclusion):
    for day in ("2026-01-27", "2026-01-28"):
        api.ran(day, conclusion)
    assert kept(api, WHY) == "opened issue 1"


def test_an_issue_of_somebody_else_is_neither_taken_for_ours_nor_closed(api):
    for day in ("2026-01-27", "2026-01-28"):
        api.ran(day, "failure")
    other = api.issue(github._MARK, by="mallory")
    assert kept(api, WHY) == "opened issue 2"
    assert kept(api) == "closed issue 2"
    assert other["state"] == "open"


def test_a_push_says_nothing_of_mornings(api):
    api.issue(github._MARK)
    assert kept(api, event="push") == kept(api, WHY, event="push") == ""
    assert api.requests == []


def test_others_words_stand_in_a_block_of_code_that_they_cannot_end(api):
    for day in ("2026-01-27", "2026-01-28"):
        api.ran(day, "failure")
    kept(api, WHY, messages=["content/a.md: ~~~~\n@everybody <img src=x>"])
    body = api.issues[0]["body"]
    assert body.count("~~~~") == 2
    assert "---- @everybody" in body


def test_the_token_goes_to_the_api_and_nowhere_else(api):
    kept(api)
    (_, path, _, headers) = api.requests[0]
    assert headers["authorization"] == "Bearer a-token"
    assert "a-token" not in path
    assert headers["user-agent"] == "broadsheet/test"


def test_an_api_that_is_out_of_order_is_named_without_the_token(api):
    api.is_out_of_order = True
    with pytest.raises(SourceError, match="HTTP status 503") as error:
        kept(api, WHY)
    assert "a-token" not in str(error.value)


def test_outside_of_a_workflow_there_is_no_job():
    assert WorkflowRun.of({"GITHUB_REPOSITORY": "ada/digest"}) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans())))
def test_mornings_that_failed_are_the_last_days_of_which_no_run_went_well(runs):
    earlier = [EarlierRun(TODAY - dt.timedelta(days=back), is_well) for back, is_well in runs]
    failed = failed_mornings(earlier, TODAY, is_well=False)
    well = {run.day for run in earlier if run.is_well}
    days = sorted({run.day for run in earlier} | {TODAY}, reverse=True)
    assert set(days[:failed]).isdisjoint(well)
    assert failed == len(days) or days[failed] in well
    assert failed_mornings(earlier, TODAY, is_well=True) == 0
