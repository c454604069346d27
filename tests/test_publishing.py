"""The published workflow, its steps executed as they stand: whatever a morning brings, no day goes missing
from the site, and a run that could not do all of it ends red.
"""

import datetime as dt

import pytest

from broadsheet import page
from doors.invented_feed import feed, item
from doors.loopback import Door, ok, respond
from doors.workflow import GitHub, git
from press.newspaper import Newspaper, digest, entry

pytestmark = pytest.mark.long
SETTINGS = """
title: The Daily Example
sources: {arxiv: {categories: [cs.CL], base-url: BASE, api-url: BASE, oai-url: BASE}}
"""
TODAY = "content/2026/2026-01-27.md"
EARLIER, YESTERDAY = dt.date(2026, 1, 23), dt.date(2026, 1, 26)


@pytest.fixture
def door():
    with Door() as door:
        door.at("/rss/cs.CL", ok(feed(item("2601.16001"), item("2601.16002"))))
        yield door


@pytest.fixture
def github(tmp_path, root, door, monkeypatch):
    """A repository with two days in it, which follows a category of an arXiv on loopback."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "EMAIL", "OPENAI_API_KEY", "HEARTBEAT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "nobody"))
    at = int(dt.datetime(2026, 1, 27, 5, 17, tzinfo=dt.UTC).timestamp())
    github = GitHub(tmp_path, root / ".github/workflows/publish.yml", {"SOURCE_DATE_EPOCH": str(at)})
    first = Newspaper(github.clone("first"))
    first.write("broadsheet.yaml", SETTINGS.replace("BASE", f"{door.url}/"))
    first.write(".gitignore", "/.broadsheet/\n/site/\n/.venv\n")
    for day, id_ in ((EARLIER, "2601.15000"), (YESTERDAY, "2601.15001")):
        first.print_day(day, ("cs.CL", [entry(id_, f"Of {day}")]))
    github.push(first.root)
    return github


def days(github):
    return sorted(path.parent.name for path in github.site.glob("2026/01/*/index.html"))


def pages(github):
    return {path.relative_to(github.site): path.read_bytes() for path in github.site.rglob("*.html")}


def test_a_morning_is_committed_and_published(github):
    run = github.run()
    assert run.outcome == "success", run.log
    assert days(github) == ["23", "26", "27"]
    assert "2601.16001" in (github.site / "2026/01/27/index.html").read_text()
    assert 'href="https://example.org/digest/' in (github.site / "index.html").read_text()
    assert git(github.remote, "log", "-1", "--format=%s %an", "main") == "Edition of 2026-01-27 broadsheet"
    assert "### broadsheet ingest" in run.summary
    assert "### broadsheet render" in run.summary


def test_the_second_run_of_a_morning_changes_nothing_and_costs_little(github):
    github.run()
    head = git(github.remote, "rev-parse", "main")
    run = github.run()
    assert run.outcome == "success", run.log
    assert git(github.remote, "rev-parse", "main") == head
    assert " 0 files written" in run.log
    assert days(github) == ["23", "26", "27"]


def test_a_run_that_waited_publishes_what_came_while_it_did(github):
    """A push of a layout queues behind the scheduled run, and is of a commit from before it."""
    other = github.clone("other")
    github.run()
    (other / "layouts").mkdir()
    (other / "layouts/feeds.css").write_text("feed { color: black }")
    github.push(other)
    assert github.run("push").outcome == "success"
    assert days(github) == ["23", "26", "27"]


def test_a_push_while_the_run_works_is_kept_and_published(github):
    other = Newspaper(github.clone("other"))

    def others_push():
        other.write("content/about.md", "Who we are.")
        github.push(other.root)

    github.before["Keep the new pages"] = others_push
    run = github.run()
    assert run.outcome == "success", run.log
    assert "Who we are." in (github.site / "about/index.html").read_text()
    assert days(github) == ["23", "26", "27"]


def test_a_page_that_another_run_wrote_meanwhile_has_the_papers_of_both(github):
    other = Newspaper(github.clone("other"))

    def others_push():
        text = page.render(digest(dt.date(2026, 1, 27), ("cs.CL", [entry("2601.16003", "Elsewhere")])))
        other.write(TODAY, text)
        github.push(other.root)

    github.before["Keep the new pages"] = others_push
    assert github.run().outcome == "success"
    shown = (github.site / "2026/01/27/index.html").read_text()
    assert all(id_ in shown for id_ in ("2601.16001", "2601.16002", "2601.16003"))


def test_a_source_that_fails_ends_red_and_what_there_is_is_published(github, door):
    door.at("/rss/cs.CL", respond(404, b"nobody is here"))
    run = github.run()
    assert run.outcome == "failure"
    assert "::error::A source or a page failed" in run.log
    assert days(github) == ["23", "26"]


def test_what_only_a_person_can_merge_ends_red_and_the_morning_is_published(github):
    other = Newspaper(github.clone("other"))

    def others_push():
        other.write(TODAY, "no page at all")
        github.push(other.root)

    github.before["Keep the new pages"] = others_push
    run = github.run()
    assert run.outcome == "failure"
    assert f"{TODAY}: was changed here and by others" in run.log
    assert days(github) == ["23", "26", "27"]


def test_a_page_that_a_person_broke_ends_red_and_the_other_days_are_published(github):
    github.run()
    other = github.clone("other")
    file = other / "content/2026/2026-01-26.md"
    file.write_text(file.read_text().replace("date: 2026-01-26", "date: someday"))
    github.push(other)
    run = github.run("push")
    assert run.outcome == "failure"
    assert "content/2026/2026-01-26.md:3" in run.log
    assert {"23", "27"} <= set(days(github))


def test_a_lost_cache_costs_time_and_nothing_else(github, tmp_path):
    github.run()
    before = pages(github)
    github.cache.rename(tmp_path / "lost")
    assert github.run().outcome == "success"
    assert pages(github) == before


def test_a_configuration_that_cannot_be_meant_publishes_nothing_and_takes_nothing_off(github):
    github.run()
    other = github.clone("other")
    (other / "broadsheet.yaml").write_text("titel: The Daily Example\n")
    github.push(other)
    assert github.run().outcome == "failure"
    assert days(github) == ["23", "26", "27"]
