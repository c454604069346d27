"""A repository whose workflow publishes a digest, on a morning with an announcement: what tests of workflows
begin with.
"""

import datetime as dt

import pytest

from doors.github_api import GitHubApi
from doors.invented_feed import feed, item
from doors.loopback import Door, ok
from doors.workflow import GitHub
from press.newspaper import Newspaper, entry

SETTINGS = """
title: The Daily Example
sources: {arxiv: {categories: [cs.CL], base-url: BASE, api-url: BASE, oai-url: BASE}}
"""
EARLIER, YESTERDAY = dt.date(2026, 1, 23), dt.date(2026, 1, 26)


@pytest.fixture
def door():
    with Door() as door:
        door.at("/rss/cs.CL", ok(feed(item("2601.16001"), item("2601.16002"))))
        yield door


@pytest.fixture
def api():
    with GitHubApi() as api:
        yield api


@pytest.fixture
def github(tmp_path, root, door, api, monkeypatch):
    """A repository with two days in it, which follows a category of an arXiv on loopback."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "EMAIL", "OPENAI_API_KEY", "HEARTBEAT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "nobody"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    github = GitHub(tmp_path, root / ".github/workflows/publish.yml", {"GITHUB_API_URL": api.url})
    github.env["SOURCE_DATE_EPOCH"] = moment(27)
    first = Newspaper(github.clone("first"))
    first.write("broadsheet.yaml", SETTINGS.replace("BASE", f"{door.url}/"))
    first.write(".gitignore", "/.broadsheet/\n/site/\n/.venv\n")
    for day, id_ in ((EARLIER, "2601.15000"), (YESTERDAY, "2601.15001")):
        first.print_day(day, ("cs.CL", [entry(id_, f"Of {day}")]))
    github.push(first.root)
    return github


def moment(day):
    """05:17 UTC of a day in January 2026."""
    return str(int(dt.datetime(2026, 1, day, 5, 17, tzinfo=dt.UTC).timestamp()))


def days(github):
    return sorted(path.parent.name for path in github.site.glob("2026/01/*/index.html"))
