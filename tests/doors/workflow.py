"""GitHub as far as a workflow sees it: a bare repository, a cache, a site; and jobs whose steps are executed
as they stand in the workflow's file, each `run` by bash, each `uses` by what it would have done.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml

NAMED = ("-c", "user.name=Ada Example", "-c", "user.email=ada@example.org")


def git(folder, *words):
    said = subprocess.run(["git", *NAMED, *words], cwd=folder, check=True, capture_output=True, text=True)
    return said.stdout.strip()


@dataclass
class Result:
    outcome: str  # success or failure
    log: str
    summary: str


@dataclass
class GitHub:
    folder: Path
    workflow: Path  # the one that is run, unless another is named
    env: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)  # `vars.…` and `secrets.…` of the repository
    before: dict[str, object] = field(default_factory=dict)  # by a step's name, what happens meanwhile
    runs: int = 0

    def __post_init__(self):
        self.remote = self.folder / "remote.git"
        self.site = self.folder / "published"  # what readers see
        self.cache = self.folder / "cache"
        git(self.folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))

    def clone(self, name):
        folder = self.folder / name
        git(self.folder, "clone", "--quiet", str(self.remote), str(folder))
        git(folder, "checkout", "--quiet", "-B", "main")
        return folder

    def push(self, folder, message="By somebody"):
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", message)
        if git(folder, "ls-remote", "origin", "main"):
            git(folder, "pull", "--quiet", "--rebase", "origin", "main")
        git(folder, "push", "--quiet", "origin", "HEAD:main")

    def run(self, event="schedule", workflow=None, **inputs):
        """One run of a workflow, job after job; one that nobody asks for is left out."""
        self.runs += 1
        path = self.workflow.with_name(workflow) if workflow else self.workflow
        jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
        run = _Run(self, event, inputs)
        for name, job in jobs.items():
            if (run.is_well or "needs" not in job) and run.is_due(str(job.get("if", ""))):
                run.job(name, job)
        return Result("success" if run.is_well else "failure", run.log, run.summary.read_text())


class _Run:
    def __init__(self, github, event, inputs):
        self.github = github
        self.log = ""
        self.is_well = True
        self.known = {
            "job.status": "success",
            "github.event_name": event,
            "github.ref_name": "main",
            "github.run_id": str(github.runs),
            "github.run_attempt": "1",
            "github.token": "a-token",
            "github.server_url": "https://github.invalid",
            **{f"inputs.{name}": value for name, value in inputs.items()},
            **github.settings,
        }
        self.summary = github.folder / f"summary-{github.runs}.md"
        self.summary.touch()

    def job(self, name, job):
        failed = False
        self.folder = self.github.folder / f"run-{self.github.runs}-{name}"
        for step in job["steps"]:
            if not self.is_due(str(step.get("if", "")), failed=failed):
                continue
            if meanwhile := self.github.before.pop(step.get("name"), None):
                meanwhile()
            is_well = self._used(step) if "uses" in step else self._ran(step)
            failed |= not (is_well or step.get("continue-on-error"))
            self.known["job.status"] = "failure" if failed else "success"
        for output, value in job.get("outputs", {}).items():
            self.known[f"needs.{name}.outputs.{output}"] = self._said(value)
        self.is_well &= not failed

    def is_due(self, condition, *, failed=False):
        if " || " in condition:
            return not failed and any(map(self._holds, condition.split(" || ")))
        parts = condition.split(" && ") if condition else []
        if failed and "always()" not in parts:
            return False
        return all(self._holds(part) for part in parts if part != "always()")

    def _holds(self, part):
        name, is_compared, value = part.partition(" != ")
        return self.known.get(name, "") != value.strip("'") if is_compared else bool(self.known.get(name))

    def _said(self, text):
        return re.sub(r"\$\{\{ *(.*?) *\}\}", lambda match: self.known.get(match[1], ""), str(text))

    def _used(self, step):
        action = step["uses"].partition("@")[0]
        asked = {key: self._said(value) for key, value in step.get("with", {}).items()}
        github = self.github
        match action:
            case "actions/checkout":
                git(
                    github.folder,
                    "clone",
                    "--quiet",
                    "--branch",
                    asked["ref"],
                    str(github.remote),
                    str(self.folder),
                )
                (self.folder / ".venv").symlink_to(Path(sys.executable).parent.parent)
            case "actions/cache/restore":
                kept = github.cache / asked["restore-keys"]
                if kept.is_dir():
                    shutil.copytree(kept, self.folder, dirs_exist_ok=True)
            case "actions/cache/save":
                kept = github.cache / asked["key"].removesuffix(f"{github.runs}-1")
                shutil.rmtree(kept, ignore_errors=True)
                for path in asked["path"].split("\n"):
                    if (self.folder / path).is_dir():
                        shutil.copytree(self.folder / path, kept / path)
            case "actions/configure-pages":
                self.known[f"steps.{step['id']}.outputs.base_url"] = "https://example.org/digest"
            case "actions/upload-pages-artifact":
                shutil.copytree(self.folder / asked["path"], github.folder / f"artifact-{github.runs}")
            case "actions/deploy-pages":
                shutil.rmtree(github.site, ignore_errors=True)
                (github.folder / f"artifact-{github.runs}").rename(github.site)
        return True

    def _ran(self, step):
        if step["name"] == "Install":  # what is installed is this
            return True
        outputs = self.github.folder / "outputs"
        outputs.write_text("")
        env = {key: self._said(value) for key, value in step.get("env", {}).items()}
        ended = subprocess.run(
            ["bash", "-e", "-c", self._said(step["run"])],
            cwd=self.folder if self.folder.is_dir() else self.github.folder,
            env={
                **os.environ,
                "GITHUB_EVENT_NAME": self.known["github.event_name"],
                "GITHUB_REF_NAME": "main",
                "GITHUB_REPOSITORY": "ada/digest",
                "GITHUB_RUN_ID": self.known["github.run_id"],
                "GITHUB_SERVER_URL": self.known["github.server_url"],
                "GITHUB_WORKFLOW_REF": "ada/digest/.github/workflows/publish.yml@refs/heads/main",
                **self.github.env,
                "GITHUB_OUTPUT": str(outputs),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                **env,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.log += f"## {step['name']}\n{ended.stdout}"
        for line in outputs.read_text().splitlines():
            name, _, value = line.partition("=")
            self.known[f"steps.{step.get('id')}.outputs.{name}"] = value
        return ended.returncode == 0
