"""The workflow that records and sends a published day, its steps executed as they stand: nothing that fails
in it costs the site anything, and nobody gets a day twice.
"""

import json
import os
import shutil

import pytest

from doors.mail_server import MailDoor
from doors.workflow import git
from mornings import days

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not (shutil.which("ffmpeg") and shutil.which("espeak-ng")), reason="ffmpeg or espeak-ng is not there"
    ),
]
DELIVER = "deliver.yml"
RECORDED = "content/audio/2026-01-27.json"
TOOL = '#!/bin/sh\necho "$@" >> "{log}"\ncase "$*" in "{refused}"*) exit 1;; esac\n'


@pytest.fixture
def post():
    with MailDoor() as post:
        yield post


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """`sudo` does nothing; `gh` notes what it is asked for, and refuses what begins as `refused` says."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return Tools(folder)


class Tools:
    def __init__(self, folder):
        self.folder, self.log = folder, folder / "asked"
        self.set("sudo", "never")
        self.set("gh", "release view")

    def set(self, name, refused):
        path = self.folder / name
        path.write_text(TOOL.format(log=self.log if name == "gh" else "/dev/null", refused=refused))
        path.chmod(0o755)

    @property
    def asked(self):
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def delivered(github, tools, post):
    """The repository of somebody who wants both, with a day that is published."""
    github.settings |= {
        "vars.AUDIO": "yes",
        "vars.MAIL": post.url,
        "secrets.MAIL_FROM": "digest@example.org",
        "secrets.MAIL_TO": "ada@example.org",
    }
    assert github.run().outcome == "success"
    return github


def test_who_asks_for_neither_gets_neither(github, tools, post):
    assert github.run().outcome == "success"
    assert tools.asked == []
    run = github.run("workflow_dispatch", DELIVER)
    assert (run.outcome, run.log, tools.asked, post.messages) == ("success", "", [], [])


def test_a_published_day_is_recorded_sent_and_has_a_player_the_next_time(delivered, tools, post):
    assert tools.asked == ["workflow run deliver.yml -R ada/digest --ref main"]
    run = delivered.run("workflow_dispatch", DELIVER)
    assert run.outcome == "success", run.log
    year = tools.asked[1].rpartition("-")[2]
    release = f"audio-{year}"
    assert [line.split(" .broadsheet")[0] for line in tools.asked[1:]] == [
        f"release view {release}",
        f"release create {release} --latest=false --title {release} --notes Recordings.",
        f"release upload {release}",
        "workflow run publish.yml --ref main",
    ]
    known = json.loads(git(delivered.remote, "show", f"main:{RECORDED}"))
    assert known["url"] == f"https://github.invalid/ada/digest/releases/download/{release}/2026-01-27.mp3"
    ((sender, to, message),) = post.messages
    assert (sender, to) == ("digest@example.org", "ada@example.org")
    assert "https://example.org/digest/2026/01/27/" in message.get_body(("plain",)).get_content()
    assert delivered.run("workflow_dispatch").outcome == "success"
    assert f'src="{known["url"]}"' in (delivered.site / "2026/01/27/index.html").read_text()
    asked = len(tools.asked)
    assert delivered.run("workflow_dispatch", DELIVER).outcome == "success"
    assert (len(tools.asked), len(post.messages)) == (asked, 1)


def test_what_cannot_be_kept_is_not_linked_and_is_made_the_next_time(delivered, tools, post):
    tools.set("gh", "release upload")
    assert delivered.run("workflow_dispatch", DELIVER).outcome == "failure"
    assert RECORDED not in git(delivered.remote, "ls-tree", "-r", "--name-only", "main").split()
    assert len(post.messages) == 1, "one does not wait for the other"
    tools.set("gh", "release create")
    assert delivered.run("workflow_dispatch", DELIVER).outcome == "success"
    assert RECORDED in git(delivered.remote, "ls-tree", "-r", "--name-only", "main").split()


def test_a_day_that_cannot_be_sent_is_published_all_the_same(delivered, post):
    post.replies["ada@example.org"] = "550 no such person"
    run = delivered.run("workflow_dispatch", DELIVER)
    assert run.outcome == "failure"
    assert "no such person" in run.log
    assert days(delivered) == ["23", "26", "27"]
    post.replies.clear()
    assert delivered.run("workflow_dispatch", DELIVER).outcome == "success"
    assert len(post.messages) == 1


def test_a_delivery_that_does_not_start_costs_the_publication_nothing(delivered, tools):
    tools.set("gh", "workflow run")
    assert delivered.run().outcome == "success"
    assert days(delivered) == ["23", "26", "27"]
