"""The pages into the repository that publishes them, with whatever others push in the same moment."""

import datetime as dt
import json
import subprocess
import sys
from base64 import b64encode

import pytest

from broadsheet import page
from broadsheet.cli import main
from broadsheet.errors import BroadsheetError
from broadsheet.repository import TRIES, HttpKey, Repository
from press.newspaper import Newspaper, entry

DAY, NEXT = dt.date(2026, 1, 26), dt.date(2026, 1, 27)
MINE, THEIRS = entry("2601.00001", "Mine"), entry("2601.00002", "Theirs")


def git(folder, *words):
    named = ("-c", "user.name=Ada Example", "-c", "user.email=ada@example.org")
    said = subprocess.run(["git", *named, *words], cwd=folder, check=True, capture_output=True, text=True)
    return said.stdout.strip()


@pytest.fixture
def remote(tmp_path, monkeypatch):
    """A bare repository with one day in it."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "nobody"))
    bare = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    first = checked_out(bare, tmp_path / "first")
    first.write(".gitignore", "/.broadsheet/\n")
    first.write("broadsheet.yaml", "title: The Daily Example\n")
    first.print_day(DAY, ("cs.CL", [entry("2601.00000", "First")]))
    commit(first)
    return bare


def checked_out(bare, folder):
    git(bare.parent, "clone", "--quiet", str(bare), str(folder))
    git(folder, "checkout", "--quiet", "-B", "main")
    return Newspaper(folder)


def commit(newspaper, message="By somebody else"):
    git(newspaper.root, "add", "--all")
    git(newspaper.root, "commit", "--quiet", "--message", message)
    git(newspaper.root, "push", "--quiet", "origin", "HEAD:main")


@pytest.fixture
def push(monkeypatch, capsys):
    """Run the command: exit code and what it said."""
    monkeypatch.setattr("time.sleep", lambda _: None)

    def run(newspaper):
        monkeypatch.setattr(sys, "argv", ["broadsheet", "-C", str(newspaper.root), "push"])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, capsys.readouterr().err

    return run


def log(bare):
    return git(bare, "log", "--format=%s (%an)", "main").splitlines()


def test_new_pages_are_committed_by_their_days_and_pushed(remote, tmp_path, push):
    mine = checked_out(remote, tmp_path / "mine")
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    mine.write("notes.txt", "not for readers")
    assert push(mine) == (0, "pushed: Edition of 2026-01-27\n")
    assert log(remote)[0] == "Edition of 2026-01-27 (broadsheet)"
    assert "notes.txt" not in git(remote, "ls-tree", "-r", "--name-only", "main")


def test_nothing_new_is_no_commit(remote, tmp_path, push):
    mine = checked_out(remote, tmp_path / "mine")
    assert push(mine) == (0, "nothing new to push\n")
    assert len(log(remote)) == 1


def test_a_commit_that_an_earlier_run_could_not_push_is_pushed(remote, tmp_path, push):
    mine = checked_out(remote, tmp_path / "mine")
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    git(mine.root, "add", "content")
    git(mine.root, "commit", "--quiet", "--message", "Kept for later")
    assert push(mine)[0] == 0
    assert log(remote)[0].startswith("Kept for later")


def test_what_others_pushed_meanwhile_stays_and_comes_along(remote, tmp_path, push):
    mine, other = (checked_out(remote, tmp_path / name) for name in ("mine", "other"))
    other.write("content/about.md", "Who we are.")
    commit(other)
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    assert push(mine)[0] == 0
    assert log(remote)[:2] == ["Edition of 2026-01-27 (broadsheet)", "By somebody else (Ada Example)"]
    assert (mine.root / "content/about.md").read_text() == "Who we are."


def test_a_page_that_was_written_on_both_sides_has_the_papers_of_both(remote, tmp_path, push):
    mine, other = (checked_out(remote, tmp_path / name) for name in ("mine", "other"))
    other.print_day(NEXT, ("cs.CL", [THEIRS]))
    commit(other)
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    assert push(mine)[0] == 0
    text = git(remote, "show", "main:content/2026/2026-01-27.md")
    there = page.parse(text + "\n")
    assert {each.paper.id for each in there.digest.entries} == {MINE.paper.id, THEIRS.paper.id}
    assert "<<<<<<<" not in text


def test_what_only_a_person_can_merge_is_named_and_nothing_is_lost(remote, tmp_path, push):
    mine, other = (checked_out(remote, tmp_path / name) for name in ("mine", "other"))
    other.write("content/about.md", "Who we are.")
    commit(other)
    mine.write("content/about.md", "Who I am.")
    code, said = push(mine)
    assert code == 1
    assert "content/about.md: was changed here and by others" in said
    assert "merge it with git" in said
    assert (mine.root / "content/about.md").read_text() == "Who I am."
    assert git(mine.root, "status", "--porcelain") == ""
    assert log(remote)[0] == "By somebody else (Ada Example)"


def test_who_is_never_first_is_told_so_in_the_end(remote, tmp_path):
    mine, other = (checked_out(remote, tmp_path / name) for name in ("mine", "other"))
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    repository = Repository(mine.root)
    repository.stage("content")
    repository.commit("Mine", "content")
    waits = []

    def others_are_faster(name="content/note.md"):
        other.write(name, str(len(waits)))
        commit(other)

    original = Repository._pushed

    def pushed(self, branch):
        others_are_faster()
        return original(self, branch)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Repository, "_pushed", pushed)
        with pytest.raises(BroadsheetError, match=f"{TRIES} times others pushed"):
            repository.push(lambda *_: None, waits.append)
    assert waits == [2.0, 4.0, 8.0, 16.0]


def test_only_the_pages_are_committed_whatever_else_is_staged(remote, tmp_path, push):
    mine = checked_out(remote, tmp_path / "mine")
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    mine.write("draft.txt", "not for readers")
    git(mine.root, "add", "draft.txt")
    assert push(mine)[0] == 0
    assert git(remote, "show", "--name-only", "--format=", "main") == "content/2026/2026-01-27.md"
    assert git(mine.root, "status", "--porcelain") == "A  draft.txt"


def test_a_folder_of_pages_that_is_not_there_commits_nothing(remote, tmp_path, push):
    mine = checked_out(remote, tmp_path / "mine")
    (mine.root / "content").rename(tmp_path / "elsewhere")
    mine.write("key.txt", "secret")
    assert push(mine) == (0, "nothing new to push\n")
    assert len(log(remote)) == 1


def test_a_remote_that_refuses_is_told_so_at_once_in_its_own_words(remote, tmp_path, push, monkeypatch):
    mine = checked_out(remote, tmp_path / "mine")
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'main is protected' >&2\nexit 1\n")
    hook.chmod(0o755)
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    monkeypatch.setattr(Repository, "_rebase_on_theirs", lambda *_: pytest.fail("nobody else pushed"))
    code, said = push(mine)
    assert code == 1
    assert "the remote refuses it: main is protected" in said
    assert "the commits are kept" in said


def test_where_no_branch_is_checked_out_nothing_is_committed(remote, tmp_path, push):
    mine = checked_out(remote, tmp_path / "mine")
    git(mine.root, "checkout", "--quiet", "--detach")
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    code, said = push(mine)
    assert code == 1
    assert "no branch is checked out" in said
    assert git(mine.root, "rev-list", "--count", "HEAD") == "1"


def test_a_tag_of_the_branchs_name_is_not_taken_for_it(remote, tmp_path, push):
    mine, other = (checked_out(remote, tmp_path / name) for name in ("mine", "other"))
    git(other.root, "tag", "main")
    git(other.root, "push", "--quiet", "origin", "refs/tags/main")
    other.write("content/about.md", "Who we are.")
    git(other.root, "add", "--all")
    git(other.root, "commit", "--quiet", "--message", "By somebody else")
    git(other.root, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    assert push(mine)[0] == 0


def test_unsaved_work_that_stands_in_the_way_of_others_is_named(remote, tmp_path, push):
    mine, other = (checked_out(remote, tmp_path / name) for name in ("mine", "other"))
    other.write("content/about.md", "Who we are.")
    commit(other)
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    mine.write("broadsheet.yaml", "title: Half written\n")
    code, said = push(mine)
    assert code == 1
    assert "unstaged changes" in said
    assert (mine.root / "broadsheet.yaml").read_text() == "title: Half written\n"


@pytest.mark.parametrize("remote_is", ["gone", "none"])
def test_a_remote_that_cannot_be_reached_is_named_in_gits_words(remote, tmp_path, push, remote_is):
    mine = checked_out(remote, tmp_path / "mine")
    mine.print_day(NEXT, ("cs.CL", [MINE]))
    if remote_is == "gone":
        git(mine.root, "remote", "set-url", "origin", str(tmp_path / "nowhere"))
    else:
        git(mine.root, "remote", "remove", "origin")
    code, said = push(mine)
    assert code == 1
    assert "git push failed: " in said
    assert len(said.splitlines()) <= 2


def test_a_folder_that_is_no_repository_is_told_so(tmp_path, push, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    newspaper = Newspaper(tmp_path)
    newspaper.write("broadsheet.yaml", "title: The Daily Example\n")
    code, said = push(newspaper)
    assert code == 1
    assert "not a git repository" in said


def test_the_token_of_a_workflow_is_given_to_git_for_its_server_alone_and_kept_nowhere(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Ada Example")
    git(tmp_path, "init", "--quiet")
    key = HttpKey("https://github.invalid", "a-token")
    asked = "http.https://github.invalid/ada/digest.git"
    repository = Repository(tmp_path, key=key)
    header = repository._git("config", "--get-urlmatch", "http.extraheader", asked.removeprefix("http."))
    assert header.strip() == f"authorization: basic {b64encode(b'x-access-token:a-token').decode()}"
    assert repository._git("config", "user.name").strip() == "Ada Example"
    assert "extraheader" not in (tmp_path / ".git/config").read_text()
    assert "a-token" not in repr(repository)


def test_a_journal_that_was_written_on_both_sides_counts_what_both_have_spent(remote, tmp_path, push):
    mine, other = (checked_out(remote, tmp_path / name) for name in ("mine", "other"))
    for newspaper, requests in ((other, 2), (mine, 3)):
        newspaper.write(
            "content/journal.jsonl",
            json.dumps({"spent": {str(NEXT): {"requests": requests}}, "collected": []}),
        )
    commit(other)
    assert push(mine)[0] == 0
    first, *_ = git(remote, "show", "main:content/journal.jsonl").splitlines()
    assert json.loads(first)["spent"][str(NEXT)]["requests"] == 5
