"""The published workflow, its steps executed as they stand: whatever a morning brings, no day goes missing
from the site, and a run that could not do all of it ends red.
"""

import datetime as dt
import json
import re
import shutil
from dataclasses import asdict

import pytest
import yaml

from broadsheet import page
from broadsheet.model import Usage
from doors.invented_feed import feed, item
from doors.loopback import ok, respond
from doors.model_server import ModelServer
from doors.workflow import git
from mornings import days, moment
from press.newspaper import Newspaper, digest, entry

pytestmark = pytest.mark.long
USAGE = asdict(Usage())
TODAY = "content/2026/2026-01-27.md"


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
    assert "| 2026-01-27 | published | 2 (2 new) | 0 | 2 | 2 extract | 0 |" in run.summary
    assert "MB of 1,000 MB" in run.summary


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
    assert "::error::failed: ingest (1 SourceError). What there was is published" in run.log
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


def test_after_three_mornings_that_fail_an_issue_says_so_until_all_is_well(github, door, api):
    for day in ("2026-01-23", "2026-01-26"):
        api.ran(day, "failure")
    door.at("/rss/cs.CL", respond(404, b"nobody is here"))
    assert github.run().outcome == "failure"
    (issue,) = api.issues
    assert "failed: ingest (1 SourceError)" in issue["body"]
    door.at("/rss/cs.CL", ok(feed(item("2601.16001"))))
    assert github.run().outcome == "success"
    assert issue["state"] == "closed"


def test_an_api_that_is_out_of_order_ends_no_run_red(github, api):
    api.is_out_of_order = True
    run = github.run()
    assert run.outcome == "success", run.log
    assert "warning: no issue could be opened or closed" in run.log


def test_where_nothing_was_committed_for_long_a_commit_keeps_the_schedule_alive(github, door):
    door.at("/rss/cs.CL", respond(404, b"nobody is here"))
    head = git(github.remote, "rev-parse", "main")
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=44)
    github.env["SOURCE_DATE_EPOCH"] = str(int(later.timestamp()))
    github.run()
    assert git(github.remote, "rev-parse", "main") == head
    github.env["SOURCE_DATE_EPOCH"] = str(int((later + dt.timedelta(days=2)).timestamp()))
    github.run()
    assert git(github.remote, "log", "-1", "--format=%s", "main").startswith("Nothing new for 45 days")
    assert git(github.remote, "diff", "--stat", "main~1", "main") == ""


@pytest.fixture
def paid(github, monkeypatch):
    """The same digest with a model, which may be asked about two papers a day."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-invented")
    with ModelServer() as server:
        other = github.clone("settings")
        file = other / "broadsheet.yaml"
        model = f"{{model: invented, base-url: '{server.url}', daily-budget: {{requests: 2}}}}"
        file.write_text(f"{file.read_text()}summaries: {model}\n")
        github.push(other)
        yield server


def lose_all_but_git(github):
    shutil.rmtree(github.cache)


def test_what_was_spent_today_is_known_when_the_cache_is_lost(github, door, paid):
    door.at("/rss/cs.CL", ok(feed(*(item(f"2601.1600{n}") for n in range(1, 6)))))
    run = github.run()
    assert run.outcome == "success", run.log
    assert len(paid.questions) == 2
    assert "spent today (UTC): 2 requests" in run.summary
    lose_all_but_git(github)
    run = github.run()
    assert run.outcome == "success", run.log
    assert len(paid.questions) == 2
    assert "spent today (UTC): 2 requests" in run.summary
    lose_all_but_git(github)
    github.env["SOURCE_DATE_EPOCH"] = moment(28)
    github.run()
    assert len(paid.questions) == 4


def test_nothing_is_paid_twice_when_the_cache_is_lost(github, door, paid):
    assert github.run().outcome == "success"
    assert len(paid.questions) == 2
    lose_all_but_git(github)
    github.env["SOURCE_DATE_EPOCH"] = moment(28)
    github.run()
    assert len(paid.questions) == 2
    assert "invented" in (github.site / "2026/01/27/index.html").read_text()


def test_an_answer_for_a_page_that_others_broke_meanwhile_is_kept_and_not_paid_again(github, door, paid):
    door.at("/rss/cs.CL", ok(feed(item("2601.16001"))))
    assert github.run().outcome == "success"
    (asked,) = paid.questions
    other = github.clone("editor")
    text = (other / TODAY).read_text()
    assert "- **Summary:** invented" in text
    (other / TODAY).write_text(text.replace("date: 2026-01-27", "date: someday"))
    github.push(other)
    lose_all_but_git(github)
    assert github.run().outcome == "failure"
    (other / TODAY).write_text(text)
    github.push(other)
    lose_all_but_git(github)
    assert github.run().outcome == "success"
    assert paid.questions == [asked]


def test_both_sides_of_a_race_paid_and_both_accounts_are_kept(github, door, paid):
    door.at("/rss/cs.CL", ok(feed(item("2601.16001"))))
    other = github.clone("elsewhere")

    def others_push():
        line = {"spent": {"2026-01-27": dict(USAGE, requests=1)}, "collected": []}
        (other / "content/journal.jsonl").write_text(json.dumps(line) + "\n")
        github.push(other)

    github.before["Keep the new pages"] = others_push
    run = github.run()
    assert run.outcome == "success", run.log
    journal = git(github.remote, "show", "main:content/journal.jsonl")
    assert json.loads(journal)["spent"]["2026-01-27"]["requests"] == 2


def test_a_day_is_told_anew_when_it_is_asked_for(github, door, paid):
    door.at("/rss/cs.CL", ok(feed(item("2601.16001"))))
    github.run()
    run = github.run("workflow_dispatch", refresh="2026-01-27")
    assert run.outcome == "success", run.log
    assert len(paid.questions) == 2


def test_missed_days_are_asked_for_by_their_dates(github, door):
    github.run("workflow_dispatch", since="2026-01-20", until="2026-01-20")
    archive, *others = [request.path for request in door.requests]
    assert "ListRecords" in archive or "search_query" in archive
    assert "/rss/cs.CL" in others
    assert days(github) == ["23", "26", "27"]


def test_a_fork_of_this_repository_is_harmless_from_its_first_push(github, root, door):
    fork = github.clone("fork")
    shutil.rmtree(fork / "content")
    shutil.copytree(root / "content", fork / "content", ignore=shutil.ignore_patterns("2026-01-27.md"))
    github.push(fork)
    run = github.run("push")
    assert run.outcome == "success", run.log
    assert days(github) == []
    assert github.run().outcome == "success"
    assert days(github) == ["27"]
    texts = [path.read_text() for path in github.site.rglob("*.html")]
    assert not [text for text in texts if "invented" in text or "2601.895" in text]
    samples = {path.name for path in (root / "content").glob("20*/*.md")}
    assert len(samples) > 6
    pages = github.clone("after") / "content"
    assert {path.name for path in pages.glob("20*/*.md")} == samples | {"2026-01-27.md"}


def test_words_of_a_dispatch_are_no_commands(github):
    run = github.run("workflow_dispatch", since='2026-01-20" && touch hacked; echo "')
    assert run.outcome == "failure"
    assert not list(github.folder.rglob("hacked"))
    assert "is not a day" in run.log


@pytest.mark.parametrize("name", ["publish.yml", "deliver.yml"])
def test_the_workflow_is_short_and_asks_for_no_more_than_it_needs(root, name):
    text = (root / ".github/workflows" / name).read_text()
    assert len(text.splitlines()) < 80
    assert "permissions: {}" in text
    steps = [step for job in yaml.safe_load(text)["jobs"].values() for step in job["steps"]]
    for step in steps:
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40}", step["uses"])
        else:
            assert "${{" not in step["run"]


def test_a_layout_that_fails_ends_red_and_no_page_goes_missing(github):
    github.run()
    before = set(days(github))
    other = github.clone("designer")
    (other / "layouts").mkdir()
    (other / "layouts/day.html").write_text("{% block main %}{{ view.nothing.at.all }}{% endblock %}")
    github.push(other)
    run = github.run("push")
    assert run.outcome == "failure"
    assert "::error::failed: render (" in run.log
    assert set(days(github)) == before
