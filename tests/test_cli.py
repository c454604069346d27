"""The command line as people meet it: what it prints, where, and with which exit code."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet import locks, wire
from broadsheet.errors import UsageError
from broadsheet.library import Library
from broadsheet.summarize import extract
from doors.command import caller
from doors.loopback import Door, ok

SETTINGS = "title: The Daily Example\nsources: {arxiv: {categories: [cs.CL], base-url: BASE}}\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS.replace("BASE", "http://127.0.0.1:9/"))
    return tmp_path


@pytest.fixture
def broadsheet(folder, monkeypatch, capsys):
    """Run the command in the folder: exit code, standard output, standard error. It has no patience."""
    monkeypatch.setattr(wire, "USUAL", wire.Limits(connect=2, read=2, total=5, attempts=2, first_pause=0.001))
    return caller(folder, monkeypatch, capsys)


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".broadsheet" not in path.parts
    }


def test_a_saved_feed_becomes_a_page_and_a_site(broadsheet, folder, announcement):
    code, out, err = broadsheet("build", "--offline", "--feed", announcement)
    assert (code, out) == (0, "")
    assert re.search(r"2026-01-27 .*content/2026/2026-01-27.md: 23 added, 23 listed of 26 announced", err)
    assert (folder / "content/2026/2026-01-27.md").is_file()
    assert (folder / "site/2026/01/27/index.html").is_file()


def test_the_same_build_twice_gives_the_same_bytes(broadsheet, folder, announcement, tmp_path_factory):
    broadsheet("build", "--offline", "--feed", announcement)
    before = files(folder)
    code, _, err = broadsheet("build", "--offline", "--feed", announcement)
    assert code == 0
    assert "nothing new" in err
    assert "0 files written" in err
    assert files(folder) == before
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copy(folder / "broadsheet.yaml", elsewhere)
    broadsheet("build", "--offline", "--feed", announcement, at=elsewhere)
    assert files(elsewhere) == before


def test_hand_edits_survive_a_build_byte_for_byte(broadsheet, folder, announcement):
    broadsheet("build", "--offline", "--feed", announcement)
    page = folder / "content/2026/2026-01-27.md"
    edited = page.read_text().replace("language: en\n", "language: en\nmood: calm # mine\n")
    edited = edited.replace("**TL;DR.** ", "A stray paragraph.\n\n**TL;DR.** Edited: ", 1).replace(
        "\n", "\r\n"
    )
    page.write_bytes(edited.encode())
    code, _, _ = broadsheet("build", "--offline", "--feed", announcement)
    assert code == 0
    assert page.read_bytes().decode() == edited
    shown = (folder / "site/2026/01/27/index.html").read_text()
    assert "A stray paragraph." in shown
    assert "Edited: " in shown


def test_what_arxiv_announces_now_is_read_from_the_configured_address(broadsheet, folder, announcement):
    with Door() as door:
        door.at("/rss/cs.CL", ok(announcement.read_bytes()))
        (folder / "broadsheet.yaml").write_text(SETTINGS.replace("BASE", door.url))
        code, _, err = broadsheet("build")
    assert code == 0
    assert "23 added" in err
    assert "+http://127.0.0.1:8000/" in door.requests[0].headers["user-agent"]


def test_a_source_that_fails_leaves_what_is_published(broadsheet, folder, announcement):
    broadsheet("build", "--offline", "--feed", announcement)
    before = files(folder)
    code, _, err = broadsheet("build", "--feed", "http://127.0.0.1:9/rss/cs.CL")
    assert code == 1
    assert "error: http://127.0.0.1:9/rss/cs.CL: " in err
    assert "Traceback" not in err
    assert files(folder) == before


def test_one_bad_feed_of_two_is_named_and_the_other_is_published(broadsheet, folder, announcement, tmp_path):
    bad = tmp_path / "cut.xml"
    bad.write_bytes(announcement.read_bytes()[:9000])
    code, _, err = broadsheet("build", "--offline", "--feed", bad, "--feed", announcement)
    assert code == 1
    assert f"{bad}:" in err
    assert "23 added" in err


def test_a_malformed_page_is_named_with_its_line_and_stops_nothing_else(broadsheet, folder, announcement):
    broadsheet("build", "--offline", "--feed", announcement)
    broken = folder / "content/2026/2026-01-28.md"
    broken.write_text(
        "---\ntitle: x\ndate: 2026-01-28\n---\n\n## cs.CL\n\n### [A](https://arxiv.org/abs/x)\n"
    )
    code, _, err = broadsheet("render")
    assert code == 1
    assert "error: content/2026/2026-01-28.md:8: 'x' is not an arXiv identifier" in err
    assert (folder / "site/2026/01/27/index.html").is_file()


def test_a_folder_without_a_digest_is_a_usage_error(broadsheet, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    code, _, err = broadsheet("build", at=empty)
    assert code == 2
    assert "there is no digest here" in err
    assert "-C DIR" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "--offline", "--feed", "https://example.org/"], "is on the network"),
        (["build", "--date", "yesterday"], "is not a day"),
        (["bild"], "No such command 'bild'"),
        (["render", "--nope"], "No such option"),
    ],
)
def test_a_wrong_command_is_exit_code_2(broadsheet, folder, words, said):
    code, _, err = broadsheet(*words)
    assert code == 2
    assert said in err
    assert not (folder / "site").exists()


def test_a_wrong_configuration_is_exit_code_2_with_line_and_help(broadsheet, folder):
    (folder / "broadsheet.yaml").write_text("title: X\npublsher: Y\n")
    code, _, err = broadsheet("render")
    assert code == 2
    assert "broadsheet.yaml:2: there is no key 'publsher'" in err
    assert "did you mean publisher?" in err


def test_quiet_says_only_what_went_wrong(broadsheet, announcement):
    assert broadsheet("-q", "build", "--offline", "--feed", announcement) == (0, "", "")


def test_debug_shows_where_an_error_came_from(broadsheet):
    code, _, err = broadsheet("--debug", "ingest", "--feed", "nowhere.xml")
    assert code == 1
    assert "FileNotFoundError" in err
    assert "Traceback" not in broadsheet("ingest", "--feed", "nowhere.xml")[2]


@pytest.mark.parametrize(
    "what",
    [KeyError("x"), RecursionError("r"), MemoryError(), OverflowError("big"), OSError(5, "bad disk", "a/b")],
)
def test_what_nobody_foresaw_is_one_line_with_its_place_and_code_one(broadsheet, monkeypatch, what):
    def fails(*_arguments, **_named):
        raise what

    monkeypatch.setattr("broadsheet.config.read", fails)
    code, out, err = broadsheet("render")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 2
    assert "Traceback" not in err
    assert "cli/workspace.py" in err or "a/b: the system says: bad disk" in err
    assert "Traceback" in broadsheet("--debug", "render")[2]


def test_a_paper_that_cannot_be_summarized_is_listed_all_the_same(
    broadsheet, folder, announcement, monkeypatch
):
    real = extract.explain

    def fails(title, abstract):
        if title.startswith("The Benchmark"):
            raise RecursionError
        return real(title, abstract)

    monkeypatch.setattr(extract, "explain", fails)
    code, _, err = broadsheet("build", "--offline", "--feed", announcement)
    assert code == 1
    assert re.search(r"error: content/2026/2026-01-27.md: 2601\.\d+ stands there without a summary", err)
    assert "23 added" in err
    assert (folder / "site/2026/01/27/index.html").is_file()


def test_a_page_that_cannot_be_read_stops_no_other(broadsheet, folder, announcement):
    (folder / "content/2026").mkdir(parents=True)
    (folder / "content/2026/2026-01-26.md").symlink_to("nowhere")
    (folder / "content/2026/2026-01-25.md").mkdir()
    (folder / "content/2026/2026-01-24.md").write_bytes(b"caf\xe9")
    code, _, err = broadsheet("build", "--offline", "--feed", announcement)
    assert code == 1
    assert "23 added" in err
    for day in (24, 25, 26):
        assert f"error: content/2026/2026-01-{day}.md" in err
    assert (folder / "site/2026/01/27/index.html").is_file()
    assert broadsheet("status")[0] == 1


def test_a_log_for_machines_is_an_object_a_line_with_the_facts_of_what_people_are_told(
    broadsheet, announcement
):
    code, out, err = broadsheet("--log", "json", "build", "--offline", "--feed", announcement)
    day, rendered, run = [json.loads(line) for line in err.splitlines()]
    assert (code, out) == (0, "")
    assert (day["event"], day["level"], day["date"]) == ("day", "info", "2026-01-27")
    assert (day["added"], day["listed"], day["announced"], day["state"]) == (23, 23, 26, "published")
    assert "23 added, 23 listed of 26 announced" in day["text"]
    assert (rendered["event"], rendered["unchanged"]) == ("rendered", 0)
    assert (run["event"], run["command"], run["exit_code"]) == ("run", "build", 0)
    assert rendered["time"].endswith("Z")


def test_an_error_is_a_line_for_machines_too_and_nothing_in_it_is_raw(broadsheet, folder):
    (folder / "odd.xml").write_text("\x1b]0;mine\x07 no feed", encoding="utf-8")
    code, _, err = broadsheet("--log=json", "ingest", "--feed", folder / "odd.xml")
    error = json.loads(err.splitlines()[0])
    assert code == 1
    assert (error["level"], error["event"], error["kind"]) == ("error", "error", "SourceError")
    assert error["file"].endswith("odd.xml")
    assert err.isascii()
    assert "\x1b" not in err


@pytest.mark.parametrize("words", [("--log=json", "bild"), ("--log", "json", "status")])
def test_a_command_that_cannot_be_meant_is_told_to_machines_in_their_way(broadsheet, tmp_path_factory, words):
    code, _, err = broadsheet(*words, at=tmp_path_factory.mktemp("empty"))
    (error,) = [json.loads(line) for line in err.splitlines()]
    assert (code, error["kind"]) == (2, "UsageError")


def test_quiet_leaves_machines_what_went_wrong(broadsheet, announcement):
    assert broadsheet("-q", "--log=json", "build", "--offline", "--feed", announcement) == (0, "", "")


def test_text_from_outside_cannot_drive_the_terminal(broadsheet, folder):
    hostile = folder / "hostile\x1b[2J.xml"
    hostile.write_text("<html>\x1b]0;owned\x07</html>")
    _, _, err = broadsheet("ingest", "--offline", "--feed", hostile)
    assert "\x1b" not in err
    assert "\\x1b[2J" in err


def test_a_page_in_a_language_that_the_site_has_not_is_no_failure(broadsheet, folder):
    for name in ("about", "about.fr"):
        (folder / "content").mkdir(exist_ok=True)
        (folder / f"content/{name}.md").write_text("We print.")
    code, _, err = broadsheet("render")
    assert code == 0
    assert "warning: content/about.fr.md is shown nowhere: the site is not in 'fr'\n" in err


def test_offline_without_a_feed_only_renders(broadsheet, folder):
    code, _, _ = broadsheet("build", "--offline")
    assert code == 0
    assert (folder / "site/index.html").is_file()


def test_the_site_goes_where_it_is_asked_to(broadsheet, folder, announcement):
    code, _, _ = broadsheet("build", "--offline", "--feed", announcement, "--out", folder / "elsewhere")
    assert code == 0
    assert (folder / "elsewhere/index.html").is_file()
    assert not (folder / "site").exists()


def test_another_address_changes_every_link_and_nothing_in_the_configuration(
    broadsheet, folder, announcement
):
    broadsheet("ingest", "--offline", "--feed", announcement)
    broadsheet("render", "--url", "https://example.github.io/fork/")
    assert 'href="/fork/' in (folder / "site/index.html").read_text()
    assert "https://example.github.io/fork/2026/01/27/" in (folder / "site/atom.xml").read_text()


def test_a_folder_in_place_of_the_configuration_is_named_and_what_to_do(broadsheet, folder):
    (folder / "broadsheet.yaml").unlink()
    (folder / "broadsheet.yaml").mkdir()
    code, _, err = broadsheet("status")
    assert code == 2
    assert "broadsheet.yaml: cannot be read" in err
    assert "broadsheet init" in err


def test_the_configuration_can_be_checked_and_described(broadsheet):
    assert broadsheet("config", "check")[:2][0] == 0
    code, out, _ = broadsheet("config", "schema")
    assert code == 0
    assert out.startswith("{")


@pytest.mark.parametrize(
    ("recording", "announced"),
    [
        ("rss/rss-stat-2024-03-26.xml", {"new": 35, "cross": 27, "replace": 41, "replace-cross": 20}),
        (
            "rss/rss-combined-cs.LG+cs.AI+cs.CL+stat.ML-2026-09-24-excerpt.xml",
            {"new": 2, "cross": 1, "replace": 1},
        ),
        pytest.param("rss/rss-cs.AI-2026-04-27-excerpt.xml", {"new": 3}, marks=pytest.mark.long),
        pytest.param("rss/rss-cs.CL-2026-04-27-excerpt.xml", {"new": 3}, marks=pytest.mark.long),
        pytest.param("rss/rss-cs.LG-2026-04-27-excerpt.xml", {"new": 3}, marks=pytest.mark.long),
        pytest.param(
            "atom/atom-cs.AI-2025-08-20-excerpt7.xml", {"new": 2, "cross": 5}, marks=pytest.mark.long
        ),
        pytest.param("rss/rdf-math-2012-09-12.xml", 126, marks=pytest.mark.long),
    ],
)
def test_every_recording_is_built_with_its_counts(broadsheet, folder, shared, recording, announced):
    code, _, err = broadsheet("build", "--offline", "--feed", shared / "feeds" / recording)
    assert code == 0, err
    library = Library(folder)
    (file,) = library.days()
    ledger = library.load(file.date).digest.ledger
    if isinstance(announced, int):
        assert sum(ledger.announced.values()) == announced
    else:
        assert ledger.announced == announced
    assert (folder / "site" / f"{file.date:%Y/%m/%d}" / "index.html").is_file()


def test_the_weekend_feed_makes_no_page_and_is_no_error(broadsheet, folder, shared):
    code, _, err = broadsheet(
        "build", "--offline", "--feed", shared / "feeds/rss/rss-cs.LG-2026-09-27-empty-reduced.xml"
    )
    assert code == 0
    assert "2026-09-27  quiet, no page: arXiv announces nothing at weekends" in err
    assert not (folder / "content").exists()


def test_the_cut_off_feed_is_refused(broadsheet, folder, shared):
    code, _, err = broadsheet(
        "build", "--offline", "--feed", shared / "feeds/atom/atom-cs.AI-2025-08-20-truncated.xml"
    )
    assert code == 1
    assert "truncated.xml:1233" in err
    assert not (folder / "content").exists()


def test_a_gap_that_the_archive_cannot_fill_is_asked_about_again_and_stays_missed(
    broadsheet, folder, announcement, tmp_path, monkeypatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769686800")  # 29 January 2026, noon UTC
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Door() as door:
        door.at("/rss/cs.CL", ok(announcement.read_bytes()))
        base = f"{door.url}/, api-url: {door.url}/api, oai-url: {door.url}/oai"
        (folder / "broadsheet.yaml").write_text(SETTINGS.replace("BASE", base))
        assert broadsheet("ingest", "--feed", announcement)[0] == 0
        code, _, err = broadsheet("ingest")
        assert code == 0
        assert "HTTP status 404: it is asked again later whether 2026-01-27 is whole" in err
        assert "2026-01-29  waiting, no page: the feed is still that of 2026-01-27" in err
    code, out, _ = broadsheet("status")
    assert code == 1
    assert "✗ 1 missed" in out
    assert "to do: broadsheet backfill --since 2026-01-28 --until 2026-01-28" in out
    code, out, _ = broadsheet("backfill", "--since", "2026-01-20", "--dry-run")
    assert (code, out.splitlines()) == (
        0,
        [
            *(f"2026-01-{day}  has no page" for day in (20, 21, 22, 23, 26)),
            "2026-01-27  was not compared with arXiv's archive",
            "2026-01-28  has no page",
        ],
    )


def test_a_gap_that_is_asked_about_for_the_last_time_is_an_error(
    broadsheet, folder, announcement, monkeypatch
):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Door() as door:
        door.at("/rss/cs.CL", ok(announcement.read_bytes()))
        base = f"{door.url}/, api-url: {door.url}/api, oai-url: {door.url}/oai"
        (folder / "broadsheet.yaml").write_text(SETTINGS.replace("BASE", base))
        assert broadsheet("ingest", "--feed", announcement)[0] == 0
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770206400")  # 4 February, noon UTC: a week after the 28th
        code, _, err = broadsheet("ingest")
    assert code == 1
    assert "HTTP status 404" in err


def test_a_second_run_waits_for_nobody_and_says_so(broadsheet, folder, announcement):
    with locks.alone(folder / ".broadsheet" / "lock"):
        code, _, err = broadsheet("ingest", "--offline", "--feed", announcement)
    assert code == 2
    assert "another run is at work on this digest" in err


def test_a_clock_that_is_none_is_refused(broadsheet, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    code, _, err = broadsheet("status")
    assert code == 2
    assert "SOURCE_DATE_EPOCH" in err


def test_an_explanation_turns_no_line_round(broadsheet, folder, announcement):
    broadsheet("ingest", "--offline", "--feed", announcement)
    page = folder / "content" / "2026" / "2026-01-27.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"(?m)^### \[", "### [\u202e", text, count=1), encoding="utf-8")
    id_ = re.search(r"### \[\u202e.*?abs/([0-9.]+)", page.read_text(encoding="utf-8"))[1]
    code, out, _ = broadsheet("explain", id_)
    assert code == 0
    assert "\u202e" not in out
    assert out.startswith("\\u202e")


def test_a_summary_is_explained_sentence_by_sentence(broadsheet, folder, announcement):
    broadsheet("ingest", "--offline", "--feed", announcement)
    code, out, _ = broadsheet("explain", "2601.90001v1")
    assert code == 0
    page = (folder / "content" / "2026" / "2026-01-27.md").read_text(encoding="utf-8")
    evidence = re.search(r"2601\.90001.*?evidence tldr (\d+)", page, re.DOTALL)[1]
    assert f"Sentence {evidence} stands highest as TL;DR" in out
    assert re.search(rf"^ {evidence}  .*?^    TL;DR.*?%", out, re.DOTALL | re.MULTILINE)
    code, _, err = broadsheet("explain", "2601.00000")
    assert code == 2
    assert "no page lists 2601.00000" in err


def test_exit_code_2_says_that_nothing_was_done(broadsheet, folder, announcement):
    code, _, err = broadsheet("build", "--offline", "--feed", announcement, "--url", "nowhere")
    assert (code, Library(folder).days()) == (2, [])
    assert "nowhere" in err


def test_what_cannot_be_done_after_something_was_done_is_exit_code_1(
    broadsheet, folder, announcement, monkeypatch
):
    def gone(*_, **__):
        raise UsageError("there is no digest here any more")

    monkeypatch.setattr("broadsheet.cli.render.run", gone)
    code, _, err = broadsheet("build", "--offline", "--feed", announcement)
    assert (code, len(Library(folder).days())) == (1, 1)
    assert "there is no digest here any more" in err


def test_a_lock_that_cannot_be_had_is_one_line(broadsheet, folder, announcement):
    (folder / ".broadsheet" / "lock").mkdir(parents=True)
    code, _, err = broadsheet("ingest", "--offline", "--feed", announcement)
    assert code == 1
    assert "lock: the lock cannot be opened: Is a directory" in err
    assert "Traceback" not in err


def test_litter_of_an_earlier_life_is_swept(broadsheet, folder, announcement):
    broadsheet("build", "--offline", "--feed", announcement)
    places = ["content/2026/.2026-01-27.md", "site/2026/.index.html", ".broadsheet/.press.json"]
    litter = [folder / f"{place}.0a1b2c3d.unfinished" for place in places]
    for path in litter:
        path.write_text("half")
    (folder / ".broadsheet" / "site-lock").write_text("12345\n")  # who was killed
    broadsheet("build", "--offline", "--feed", announcement)
    assert not any(path.exists() for path in litter)


def test_the_package_runs_as_the_command_does():
    shown = [
        subprocess.run([*command, "--version"], capture_output=True, text=True, check=True).stdout
        for command in ([sys.executable, "-m", "broadsheet"], [Path(sys.executable).parent / "broadsheet"])
    ]
    assert shown[0] == shown[1] != ""
