"""The git repository that a digest lives in: what changed is committed, and pushed with whatever others
pushed meanwhile. Git does the work; this says it how, and what went wrong.
"""

from __future__ import annotations

import base64
import os
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Merge = Callable[[str, str, str, str], str | None]

TRIES = 5
_REMOTE = "origin"
_BASE, _THEIRS, _OURS = 1, 2, 3  # the stages of a conflict while our commit is rebased on what others pushed
_IN_ONE_MOMENT = ("[rejected]", "lock ref", "update ref", "old value")  # what is said when others were first
_ANYBODY = ("-c", "user.name=broadsheet", "-c", "user.email=broadsheet@users.noreply.github.com")


@dataclass(frozen=True, slots=True)
class HttpKey:
    """What opens a server for who fetches and pushes: given to git in its environment, where no list of
    processes shows it and no file keeps it.
    """

    server: str
    token: str = field(repr=False)

    def environment(self, there: Mapping[str, str]) -> dict[str, str]:
        """Beside the settings that are there already."""
        number = int(there.get("GIT_CONFIG_COUNT") or 0)
        word = base64.b64encode(f"x-access-token:{self.token}".encode()).decode()
        return {
            "GIT_CONFIG_COUNT": str(number + 1),
            f"GIT_CONFIG_KEY_{number}": f"http.{self.server}/.extraheader",
            f"GIT_CONFIG_VALUE_{number}": f"authorization: basic {word}",
        }


@dataclass(frozen=True, slots=True)
class Repository:
    folder: Path
    key: HttpKey | None = None

    @classmethod
    def begun(cls, folder: Path) -> Repository:
        """A new one."""
        repository = cls(folder)
        repository._git("init", "--quiet", "--initial-branch=main")
        return repository

    def tracked(self) -> list[str]:
        """The files that are committed."""
        return self._git("ls-files", "-z").split("\0")[:-1]

    def whereabouts(self) -> tuple[str, str]:
        """The branch that is checked out, and the address of the remote; nothing where there is none."""
        branch = self._answer("symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip()
        return branch, self._answer("remote", "get-url", _REMOTE).stdout.strip()

    def top(self) -> Path | None:
        """The folder of the repository that this one stands in; None where that is none."""
        answer = self._answer("rev-parse", "--show-toplevel")
        return Path(answer.stdout.strip()) if answer.returncode == 0 else None

    def newest_on_remote(self) -> str:
        """The newest commit that the remote is known to have; nothing where there is none."""
        return self._answer("rev-list", "--max-count=1", f"--remotes={_REMOTE}").stdout.strip()

    def uncommitted(self, path: str) -> int:
        """How many files under a path are not as they were committed."""
        return len(self._git("status", "--porcelain", "-z", "--", path).split("\0")[:-1])

    def branch(self) -> str:
        """The one that is checked out; BroadsheetError where there is none."""
        answer = self._answer("symbolic-ref", "--quiet", "--short", "HEAD")
        if answer.returncode == 1:
            raise BroadsheetError("no branch is checked out", hint="git switch main, or end the rebase first")
        if answer.returncode:
            raise _failed("symbolic-ref", answer.stderr)
        return answer.stdout.strip()

    def stage(self, path: str) -> list[str]:
        """Mark what changed under this path for the next commit, and name it. A folder that is not there is
        no change: git would take it for every file there is, or for an archive that was thrown away.
        """
        if not (self.folder / path).exists():
            return []
        self._git("add", "--all", "--", path)
        return self._git("diff", "--cached", "--name-only", "--relative", "-z", "--", path).split("\0")[:-1]

    def commit(self, message: str, path: str) -> None:
        """Only what stands under this path, whatever else is staged; under the name that git knows for
        whoever runs this, else under the program's.
        """
        self._git(*self._name(), "commit", "--quiet", "--message", message, "--", path)

    def last_commit(self) -> datetime:
        """When it was made."""
        return datetime.fromtimestamp(int(self._git("log", "-1", "--format=%ct")), UTC)

    def commit_nothing(self, message: str) -> None:
        """A commit that changes no file."""
        self._git(*self._name(), "commit", "--quiet", "--allow-empty", "--only", "--message", message)

    def _name(self) -> tuple[str, ...]:
        return () if self._answer("config", "user.name").stdout.strip() else _ANYBODY

    def push(self, merge: Merge, wait: Callable[[float], None]) -> bool:
        """Push what the branch has; False when the remote has it already. Where others have pushed, our
        commits are rebased on theirs and it is tried again. A file that was written on both sides is what
        `merge` makes of its name, what both began with ("" where that was nothing), theirs and ours; None
        says that a person has to decide.
        """
        branch = self.branch()
        for number in range(TRIES):
            if number:
                wait(2.0**number)
                self._rebase_on_theirs(branch, merge)
            if (pushed := self._pushed(branch)) is not None:
                return pushed
        raise BroadsheetError(
            f"{TRIES} times others pushed to {branch} in the same moment",
            hint="the commits are kept; push them again later",
        )

    def _pushed(self, branch: str) -> bool | None:
        """None when others were first."""
        answer = self._answer("push", "--porcelain", _REMOTE, f"HEAD:refs/heads/{branch}")
        marks = {line[:1] for line in answer.stdout.splitlines() if "\t" in line}
        if answer.returncode == 0:
            return marks != {"="}
        if "!" in marks and any(words in answer.stdout for words in _IN_ONE_MOMENT):
            return None
        if "[remote rejected]" in answer.stdout:
            raise _refused(answer)
        raise _failed("push", answer.stderr)

    def _rebase_on_theirs(self, branch: str, merge: Merge) -> None:
        self._git("fetch", "--quiet", _REMOTE, f"refs/heads/{branch}")
        answer = self._answer(*_ANYBODY, "rebase", "--quiet", "FETCH_HEAD")
        while answer.returncode:
            conflicts = self._git("diff", "--name-only", "--diff-filter=U", "--relative", "-z").split("\0")[
                :-1
            ]
            try:
                if not conflicts:
                    raise _failed("rebase", answer.stderr)
                for path in conflicts:
                    self._resolve(path, merge)
            except BroadsheetError:
                self._answer("rebase", "--abort")  # when it had begun
                raise
            answer = self._answer(*_ANYBODY, "-c", "core.editor=true", "rebase", "--continue")

    def _resolve(self, path: str, merge: Merge) -> None:
        base, *sides = (self._answer("show", f":{stage}:./{path}") for stage in (_BASE, _THEIRS, _OURS))
        text = None
        if not any(side.returncode for side in sides):  # one of them has removed it
            text = merge(path, "" if base.returncode else base.stdout, *(side.stdout for side in sides))
        if text is None:
            raise BroadsheetError(
                "was changed here and by others, in the same place",
                file=path,
                hint="merge it with git, and push",
            )
        (self.folder / path).write_text(text, encoding="utf-8", newline="")
        self._git("add", "--", path)

    def _git(self, *words: str) -> str:
        answer = self._answer(*words)
        if answer.returncode:
            raise _failed(next(word for word in words if word[0] != "-" and "=" not in word), answer.stderr)
        return answer.stdout

    def _answer(self, *words: str) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(  # noqa: S603  # git, with words of our own
                ["git", *words],  # noqa: S607  # as the account finds it
                cwd=self.folder,
                env={
                    **os.environ,
                    **(self.key.environment(os.environ) if self.key else {}),
                    "LC_ALL": "C",
                    "GIT_TERMINAL_PROMPT": "0",
                },
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="surrogateescape",
                check=False,
            )
        except FileNotFoundError:
            raise BroadsheetError(
                "git is not installed", hint="install it, or commit in another way"
            ) from None


def _failed(what: str, stderr: str) -> BroadsheetError:
    """In git's own words, of which the first that names the fault."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    said = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[0] if lines else "")
    return BroadsheetError(f"git {what} failed: {said.partition(': ')[2] or said or 'it does not say why'}")


def _refused(answer: subprocess.CompletedProcess[str]) -> BroadsheetError:
    """In the server's own words, else in git's short ones for them."""
    words = [
        line.removeprefix("remote: ").strip() for line in answer.stderr.splitlines() if "remote: " in line
    ]
    short = answer.stdout.partition("[remote rejected]")[2].partition("\n")[0].strip(" ()")
    return BroadsheetError(
        f"the remote refuses it: {next((line for line in words if line), short)}",
        hint="the commits are kept; let the server take them (a protected branch? a hook?), and push again",
    )
