"""GitHub as a workflow meets it: whether its earlier mornings went well, and the one issue that says when
they do not. Speaks its REST API with the workflow's own token; every run's environment has the address.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

API = "https://api.github.com"
PATIENCE = 3  # mornings that fail before an issue says so
_MARK = "<!-- broadsheet: mornings that fail -->"
_AUTHOR = "github-actions[bot]"  # whose issues those are that the token opens
_SIZE, _TOTAL = 4 * 1024 * 1024, 30.0  # bytes, seconds
_TITLE = "Mornings fail: the digest needs a look"
_HINT = "the run itself is not touched by this"
# Of the conclusions that
# https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks#about-check-suites names,
# those that say how a morning went. `cancelled`, `skipped`, `neutral`, `stale` and `action_required` say
# neither that something failed nor that all went well.
_IS_WELL = {"success": True, "failure": False, "timed_out": False, "startup_failure": False}


@dataclass(frozen=True, slots=True)
class EarlierRun:
    day: dt.date
    is_well: bool


@dataclass(frozen=True, slots=True)
class WorkflowRun:
    """What a run of a workflow knows of itself by its environment."""

    api: str
    repository: str  # owner/name
    workflow: str  # publish.yml
    branch: str
    run: str
    address: str  # of the run's page
    event: str  # schedule, workflow_dispatch, push

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> WorkflowRun | None:
        """None outside of a workflow."""
        repository, run = (environment.get(f"GITHUB_{name}", "") for name in ("REPOSITORY", "RUN_ID"))
        if not repository or not run:
            return None
        path, _, _ = environment.get("GITHUB_WORKFLOW_REF", "").partition("@")
        server = environment.get("GITHUB_SERVER_URL", "https://github.com")
        return cls(
            environment.get("GITHUB_API_URL", API),
            repository,
            path.rpartition("/")[2] or "publish.yml",
            environment.get("GITHUB_REF_NAME", "main"),
            run,
            f"{server}/{repository}/actions/runs/{run}",
            environment.get("GITHUB_EVENT_NAME", ""),
        )


def failed_mornings(runs: Iterable[EarlierRun], today: dt.date, *, is_well: bool) -> int:
    """How many mornings in a row, up to this one, had no run that went well."""
    by_day = {today: is_well}
    for run in runs:
        by_day[run.day] = by_day.get(run.day, False) or run.is_well
    count = 0
    for day in sorted(by_day, reverse=True):
        if by_day[day]:
            break
        count += 1
    return count


class RepositoryApi:
    """What this job may ask of its repository, and say there. A SourceError says why it cannot."""

    def __init__(self, job: WorkflowRun, token: str, *, user_agent: str) -> None:
        self._job = job
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "User-Agent": user_agent,
        }

    def earlier_runs(self) -> list[EarlierRun]:
        """The last runs on schedule that went well or failed."""
        job = self._job
        found = self._answer(
            "GET",
            f"actions/workflows/{job.workflow}/runs",
            {"branch": job.branch, "event": "schedule", "status": "completed", "per_page": "50"},
        )
        return [
            EarlierRun(dt.datetime.fromisoformat(each["created_at"]).date(), _IS_WELL[each["conclusion"]])
            for each in found["workflow_runs"]
            if each["conclusion"] in _IS_WELL and str(each["id"]) != job.run
        ]

    def pages(self) -> Mapping[str, Any] | None:
        """The settings of its Pages; None where it has none."""
        found = self._answer("GET", "pages", absent=None)
        return found if isinstance(found, dict) else None

    def open_issue(self) -> int | None:
        """The number of the issue that an earlier run has opened."""
        query = {"state": "open", "creator": _AUTHOR, "per_page": "100"}
        return next(
            (
                int(each["number"])
                for each in self._answer("GET", "issues", query)
                if each["user"]["login"] == _AUTHOR and _MARK in (each["body"] or "")
            ),
            None,
        )

    def report(self, title: str, body: str) -> int:
        """Open the issue, and give its number."""
        return int(
            self._answer("POST", "issues", body={"title": title, "body": f"{body}\n\n{_MARK}"})["number"]
        )

    def close(self, issue: int, why: str) -> None:
        """Say why, and close it."""
        self._answer("POST", f"issues/{issue}/comments", body={"body": why})
        self._answer("PATCH", f"issues/{issue}", body={"state": "closed", "state_reason": "completed"})

    def _answer(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        *,
        body: object = None,
        absent: object = ...,
    ) -> Any:
        import httpx2 as httpx  # noqa: PLC0415  # slow, and only in a workflow

        from broadsheet.wire.client import Bounds, Client  # noqa: PLC0415  # the same

        url = f"{self._job.api.rstrip('/')}/repos/{self._job.repository}/{path}"
        try:
            with Client(Bounds(_SIZE, _TOTAL), timeout=_TOTAL) as client:
                answer = client.request(
                    method, url, params=dict(query or {}), json=body, headers=self._headers
                )
                if answer.status_code == 404 and absent is not ...:
                    return absent
                if answer.status_code >= 400:
                    raise SourceError(f"answered with HTTP status {answer.status_code}", file=url, hint=_HINT)
                return answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise SourceError(f"could not be asked: {error}", file=url, hint=_HINT) from error


def keep_issue(
    repository: RepositoryApi, job: WorkflowRun, today: dt.date, *, reason: str, messages: Sequence[str]
) -> str:
    """Open the issue after mornings that failed, or close it when all is well again; what was done, if any
    was. A run of which nothing is said about the announcement, after a push, does neither.
    """
    if job.event == "push":
        return ""
    issue = repository.open_issue()
    if not reason:
        if issue is not None:
            repository.close(issue, f"All is well again: {job.address}")
            return f"closed issue {issue}"
        return ""
    if issue is not None or failed_mornings(repository.earlier_runs(), today, is_well=False) < PATIENCE:
        return ""
    return f"opened issue {repository.report(_TITLE, _body(job, reason, messages))}"


def _body(job: WorkflowRun, reason: str, messages: Sequence[str]) -> str:
    """Others' words stand in a block of code, where they mean nothing."""
    lines = "".join(f"{' '.join(each.replace('~', '-').split())}\n" for each in messages)
    quoted = f"\n~~~~\n{lines}~~~~\n" if lines else ""
    return (
        f"The last {PATIENCE} mornings failed. What could be published was. The newest run, {job.address}, "
        f"{reason}.\n{quoted}\n`broadsheet status` and `broadsheet doctor` say what to do. "
        "The first run that goes well closes this issue."
    )
