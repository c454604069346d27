"""The command line as one expects it: folders are spared, days are meant, work shows how far it is."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from broadsheet.cli import root
from broadsheet.cli.steps import Requests, Steps, Watched
from broadsheet.cli.terminal import Terminal
from broadsheet.library import Library
from broadsheet.model import Paper
from broadsheet.summarize import Pending
from doors.command import caller
from doors.invented_feed import feed, item
from doors.loopback import Door, ok
from press.newspaper import Newspaper
from strategies import FIRST, LAST

SETTINGS = (
    "title: A\nsources: {arxiv: {categories: [cs.CL], base-url: BASE, api-url: BASE/api, oai-url: BASE/o}}\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS.replace("BASE", "http://127.0.0.1:9"))
    return tmp_path


@pytest.fixture
def broadsheet(folder, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769522400")  # 27 January 2026, 14:00 UTC
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return caller(folder, monkeypatch, capsys)


# Whose folder it is


@pytest.mark.parametrize("command", [("render",), ("build", "--offline"), ("serve", "--port", "0")])
def test_a_folder_of_somebody_else_is_neither_written_into_nor_swept(broadsheet, tmp_path, command):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "letters.txt").write_text("dear")
    (theirs / ".it.0a1b2c3d.unfinished").write_text("theirs too")
    state = tmp_path / ".broadsheet"
    state.mkdir()
    (state / "site-lock").write_text("12345\n")  # somebody was killed: a render would sweep
    code, _, err = broadsheet(*command, "-o", theirs)
    assert code == 2
    assert "theirs: is not a site of ours: it holds letters.txt" in err
    assert "name another folder with -o, or empty this one" in err
    assert sorted(path.name for path in theirs.iterdir()) == [".it.0a1b2c3d.unfinished", "letters.txt"]


def test_an_empty_folder_and_a_site_of_ours_are_written_into(broadsheet, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / ".gitkeep").touch()
    (out / "CNAME").write_text("example.org")
    assert broadsheet("render", "-o", out)[0] == 0
    (tmp_path / ".broadsheet" / "press.json").unlink()  # what is remembered may be lost
    assert broadsheet("render", "-o", out)[0] == 0
    (out / "broadsheet.css").unlink()  # and so may a file
    assert broadsheet("render", "-o", out)[0] == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["render"], 0),
        (["check"], 0),
        (["status", "--days", "3660"], 1),  # days without a page
        (["report"], 0),
        (["mail"], 0),
        (["audio", "--script"], 0),
        (["interests", "rate", "--again"], 0),
        (["export", "bib"], 0),
        (["ingest", "--date", "0001-01-01"], 2),
        (["ingest", "--offline"], 0),
        (["backfill", "--since", "0001-01-01", "--until", "0001-01-31"], 2),
        (["backfill", "--since", "0001-01-01", "--dry-run"], 0),
    ],
)
def test_pages_at_the_ends_of_the_calendar_stop_no_command_and_lose_no_paper(
    broadsheet, ends, words, expected
):
    before = _papers(ends)
    code, out, err = broadsheet(*words, at=ends)
    assert code == expected, err
    assert "fault of the program" not in err
    assert "Overflow" not in out + err
    assert _papers(ends) == before
    assert all((ends / "site" / str(day).replace("-", "/") / "index.html").is_file() for day in before)


def _papers(folder):
    library = Library.shown(folder)
    return {
        each.date: [entry.paper for entry in library.load(each.date).digest.entries]
        for each in library.days()
    }


def test_no_archive_is_asked_of_days_before_there_was_one(broadsheet, ends):
    _, out, _ = broadsheet("backfill", "--since", "0001-01-01", "--dry-run", at=ends)
    assert out.startswith("1991-08-14  has no page\n")
    code, _, err = broadsheet("backfill", "--since", "0001-01-01", "--until", "0001-01-31", at=ends)
    assert code == 2
    assert err == (
        "error: there is no announcement from 0001-01-01 to 0001-01-31\n"
        "       arXiv began in August 1991: give later days\n"
    )


@pytest.fixture(scope="module")
def ends(tmp_path_factory):
    """A digest of the first and the last days that there are, which is built."""
    newspaper = Newspaper(tmp_path_factory.mktemp("ends"))
    (newspaper.root / "broadsheet.yaml").write_text(
        SETTINGS.replace("BASE", "http://127.0.0.1:9") + "editor: {reviews: both}\npaper-pages: true\n"
    )
    for number in (0, 1, 2, 30):
        newspaper.print_day(FIRST + dt.timedelta(days=number))
        newspaper.print_day(LAST - dt.timedelta(days=number))
    newspaper.build()
    return newspaper.root


# Nothing is done

NO_DIGEST = "there is no digest here"
WORDS = {  # of each command that needs a digest, as they would be right
    "build": [],
    "ingest": [],
    "render": [],
    "push": [],
    "serve": ["--port", "0"],
    "mail": ["--to", "slack"],
    "audio": ["--script"],
    "status": [],
    "report": [],
    "doctor": ["--offline"],
    "backfill": ["--since", "2026-01-26"],
    "explain": ["2601.90001"],
    "interests rate": [],
    "interests try": [],
    "import": ["-"],
    "export": ["jsonl"],
    "migrate": ["--write"],
    "config check": [],
}
NEED_NONE = {"init", "check", "interests learn", "config schema"}
READ_NO_SETTINGS = {"push"}


def every_command():
    with click.Context(root) as context:
        for name in root.list_commands(context):
            command = root.get_command(context, name)
            if isinstance(command, click.Group):
                yield from (f"{name} {each}" for each in command.commands)
            else:
                yield name


def test_every_command_is_tried_without_a_digest():
    assert sorted(every_command()) == sorted(WORDS.keys() | NEED_NONE)


@pytest.mark.parametrize("command", WORDS)
def test_without_a_digest_a_command_says_so_and_leaves_nothing(broadsheet, tmp_path, command):
    empty = tmp_path / "empty"
    empty.mkdir()
    code, out, err = broadsheet(*command.split(), *WORDS[command], at=empty)
    assert (code, out) == (2, "")
    assert NO_DIGEST in err
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("command", sorted(WORDS.keys() - READ_NO_SETTINGS))
def test_with_a_configuration_that_cannot_be_meant_nothing_is_done(broadsheet, folder, command):
    (folder / "broadsheet.yaml").write_text("title: A\npublsher: B\n")
    code, out, err = broadsheet(*command.split(), *WORDS[command])
    assert (code, out) == (2, "")
    assert "broadsheet.yaml:2: there is no key 'publsher'" in err
    assert [path.name for path in folder.iterdir()] == ["broadsheet.yaml"]


# Of which day


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--date", "2026-01-28"), "arXiv has not announced 2026-01-28 yet"),
        (("--date", "2026-01-24"), "2026-01-24 has no announcement: arXiv announces nothing at weekends"),
        (("--date", "2026-01-26", "--offline"), "the announcement of 2026-01-26 is on the network"),
        (("--date", "2026-01-26", "--refresh"), "2026-01-26 has no page to be told anew"),
    ],
)
def test_a_day_that_cannot_be_had_is_refused(broadsheet, folder, words, said):
    code, _, err = broadsheet("ingest", *words)
    assert code == 2
    assert said in err
    assert not (folder / "content").exists()


def test_todays_feed_is_never_filed_under_another_day(broadsheet, folder):
    with Door() as door:
        door.at("/rss/cs.CL", ok(feed(item("2601.90001"))))
        (folder / "broadsheet.yaml").write_text(SETTINGS.replace("BASE", door.url))
        broadsheet("ingest", "--date", "2026-01-26")  # for which the archive is asked, and is not there
        assert not any(request.path.startswith("/rss") for request in door.requests)
        assert Library(folder).days() == []
        assert broadsheet("ingest", "--date", "2026-01-27")[0] == 0
    assert [file.date.day for file in Library(folder).days()] == [27]


def test_a_saved_feed_is_of_the_day_that_its_reader_names(broadsheet, folder):
    (folder / "saved.xml").write_bytes(feed(item("2601.90001")))
    assert broadsheet("ingest", "--offline", "--feed", folder / "saved.xml", "--date", "2026-01-26")[0] == 0
    assert [file.date.day for file in Library(folder).days()] == [26]


# How far it is


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def on_a_terminal(monkeypatch):
    """To be called in the test itself, whose standard error is another one than its fixtures'."""
    return lambda: monkeypatch.setattr("sys.stderr.isatty", lambda: True)


def progress_of(terminal, seconds):
    clock = Clock()
    steps = Steps(terminal, clock)
    for done in range(1, 4):
        clock.now += seconds
        steps("pages", done, 4)


def test_what_takes_more_than_a_second_shows_on_a_terminal_how_far_it_is(on_a_terminal, capsys):
    on_a_terminal()
    progress_of(Terminal(), 0.6)
    assert capsys.readouterr().err == "\r\x1b[2Kpages: 2 of 4\r\x1b[2Kpages: 3 of 4"


def test_in_a_log_it_is_a_line_now_and_then_and_quiet_is_quiet(capsys):
    progress_of(Terminal(), 0.6)
    progress_of(Terminal(quiet=True), 20.0)
    assert capsys.readouterr().err == ""
    progress_of(Terminal(), 20.0)
    assert capsys.readouterr().err == "pages: 2 of 4\n"


def test_what_is_said_after_progress_begins_a_line_of_its_own(on_a_terminal, capsys, monkeypatch):
    on_a_terminal()
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    terminal.progress("pages: 3 of 4", is_landmark=False)
    terminal.warn("the disk is full")
    terminal.talk("done")
    assert capsys.readouterr().err == "\r\x1b[2Kpages: 3 of 4\r\x1b[2Kwarning: the disk is full\ndone\n"


def test_a_wait_says_for_whom(on_a_terminal, capsys):
    on_a_terminal()
    waited = []
    requests = Requests(Terminal(), waited.append)
    requests.note("https://rss.example/rss/cs.CL", None)
    requests.wait(2.9)
    requests.note("https://rss.example/rss/cs.CL", 503)
    requests.wait(20.0)
    shown = [each for each in capsys.readouterr().err.split("\r\x1b[2K") if each]
    assert waited == [2.9, 20.0]
    assert shown == [
        "asking rss.example",
        "asking arXiv, every three seconds, in 3 s",
        "rss.example answered 503: asking again in 20 s",
    ]


def test_papers_are_counted_as_they_are_read(on_a_terminal, capsys):
    on_a_terminal()

    class Slow:
        def summarize(self, papers, *, budget=None):
            for paper in papers:
                clock.now += 2
                yield Pending(paper.id, "no")

    clock = Clock()
    papers = [Paper(f"2601.9000{n}", "A") for n in range(3)]
    assert len(list(Watched(Slow(), Steps(Terminal(), clock)).summarize(papers))) == 3
    assert "papers read: 2 of 3" in capsys.readouterr().err


# Completion


@pytest.mark.parametrize(
    ("shell", "offered"), [("bash", "plain,render"), ("zsh", "plain\nrender"), ("fish", "plain,render")]
)
def test_shells_are_told_how_a_word_goes_on(shell, offered):
    command = Path(sys.executable).parent / "broadsheet"
    words = "broadsheet re" if shell != "fish" else "broadsheet"
    told = {"_BROADSHEET_COMPLETE": f"{shell}_complete", "COMP_WORDS": words}
    told["COMP_CWORD"] = "re" if shell == "fish" else "1"
    ran = subprocess.run([command], env={**os.environ, **told}, capture_output=True, text=True, check=True)
    assert offered in ran.stdout
    script = {**os.environ, "_BROADSHEET_COMPLETE": f"{shell}_source"}
    source = subprocess.run([command], env=script, capture_output=True, text=True, check=False)
    assert "_BROADSHEET_COMPLETE" in source.stdout or "bash" in source.stderr.lower()
