"""Complete at once, better later: whatever happens, pages stay whole and nothing is paid twice."""

import datetime as dt
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from broadsheet import files
from broadsheet.cli import root
from broadsheet.errors import SummaryError
from broadsheet.ingest.upgrade import Upgrade
from broadsheet.journal import Journal
from broadsheet.library import Library
from broadsheet.model import Part, Role, Summary, Usage
from broadsheet.summarize import Budget, Done, Pending
from broadsheet.summarize.model import ModelSettings
from broadsheet.ticket import Ticket
from doors import model_server as says
from doors.model_server import ModelServer

DAY = dt.date(2026, 1, 27)
KEY = "sk-very-secret-1234567890"
NOW = dt.datetime(2026, 1, 27, 6, tzinfo=dt.UTC)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    hurried = partial(ModelSettings, first_pause=0.001, probes=(0.01, 0.02))
    monkeypatch.setattr("broadsheet.ingest.asking.ModelSettings", hurried)
    with ModelServer() as server:
        yield server


@pytest.fixture
def folder(tmp_path, server):
    settle(tmp_path, server)
    return tmp_path


def settle(folder, server, more=""):
    settings = f"title: Test\nsummaries: {{model: invented, base-url: '{server.url}', parallel: 4{more}}}\n"
    (folder / "broadsheet.yaml").write_text(settings)


LISTED = 8
LARGE = 130


@pytest.fixture(scope="session")
def sample(announcement, tmp_path_factory):
    """The first papers of it."""
    head, *items = announcement.read_text().split("<item>")
    short = "<item>".join([head, *items[:LISTED]]) + "</channel></rss>\n"
    path = tmp_path_factory.mktemp("sample") / "announcement.xml"
    path.write_text(short)
    return path


@pytest.fixture
def broadsheet(folder, capsys):
    def run(*arguments):
        words = ["-C", str(folder), *map(str, arguments)]
        code = root.main(words, prog_name="broadsheet", standalone_mode=False)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def digest(folder):
    return Library(folder).load(DAY).digest


def test_a_page_is_complete_before_anybody_is_asked(broadsheet, folder, announcement, server):
    code, _, err = broadsheet("ingest", "--offline", "--feed", announcement)
    assert (code, server.questions) == (0, [])
    ledger = digest(folder).ledger
    assert (ledger.summarized, ledger.pending) == ({"extract": 23}, 23)
    code, _, err = broadsheet("ingest", "--feed", announcement)
    ledger = digest(folder).ledger
    assert (code, ledger.summarized, ledger.pending) == (0, {"invented": 23}, 0)
    assert len(server.questions) == 23
    assert digest(folder).usage.requests == 23
    assert "invented: 23 of 23 papers told" in err
    assert "20/23 papers" in err  # a line now and then
    broadsheet("ingest", "--feed", announcement)
    assert len(server.questions) == 23  # nobody is asked twice


@pytest.mark.long
def test_a_day_that_is_told_whole_is_asked_about_too_within_its_run(broadsheet, folder, announcement, server):
    settle(folder, server, ", also: [overview]")
    _code, _, err = broadsheet("ingest", "--feed", announcement)
    assert (digest(folder).overview, digest(folder).usage.requests) == ("extract", 25)
    assert "the editor's overview stays" in err
    broadsheet("ingest", "--feed", announcement)
    assert len(server.questions) == 25


def test_what_people_wrote_survives_an_upgrade(broadsheet, folder, sample, server):
    broadsheet("ingest", "--offline", "--feed", sample)
    path = Library(folder).path_of(DAY)
    path.write_text(path.read_text().replace("## cs.CL", "## cs.CL\n\nHello from the editor.", 1))
    broadsheet("ingest", "--feed", sample)
    assert "Hello from the editor." in path.read_text()
    assert digest(folder).ledger.pending == 0


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(says.status(500), id="500"),
        pytest.param(says.hang_up, id="hang up", marks=pytest.mark.long),
        pytest.param(says.no_choices, id="no choices", marks=pytest.mark.long),
        pytest.param(says.text("no"), id="prose", marks=pytest.mark.long),
        pytest.param(says.raw(b"\xff"), id="not utf-8", marks=pytest.mark.long),
        pytest.param(says.status(401), id="401"),
        pytest.param(says.status(404), id="404", marks=pytest.mark.long),
    ],
)
def test_whatever_fails_the_page_is_whole_and_the_next_run_asks_for_what_waits(
    broadsheet, folder, sample, server, fault
):
    server.behave(says.tell, says.tell, says.tell, fault)
    _code, _, err = broadsheet("ingest", "--feed", sample)
    before = digest(folder)
    told = before.ledger.summarized.get("invented", 0)
    assert before.ledger.listed == LISTED
    assert before.ledger.pending == LISTED - told
    assert all(entry.summary.tldr for entry in before.entries)
    assert "Traceback" not in err
    asked = len(server.questions)
    server.behave(says.tell)
    broadsheet("ingest", "--feed", sample)
    assert digest(folder).ledger.pending == 0
    assert len(server.questions) == asked + LISTED - told


@pytest.fixture(scope="session")
def large(announcement, tmp_path_factory):
    """A day of 130 papers."""
    head, *items = announcement.read_text().split("<item>")
    many = [
        re.sub(r"2601\.9\d{4}", f"2601.{80001 + number}", items[number % LISTED])
        .replace("<title>", f"<title>{number}: ")
        .partition("</channel>")[0]
        for number in range(LARGE)
    ]
    path = tmp_path_factory.mktemp("large") / "announcement.xml"
    path.write_text("<item>".join([head, *many]) + "</channel></rss>\n")
    return path


@pytest.fixture
def in_haste(monkeypatch):
    """The first answer of a run is waited for half a second."""
    monkeypatch.setattr("broadsheet.ingest.asking._PATIENCE", 0.5)


def refuse_schemas(handler, question):
    if question.get("response_format", {}).get("type") == "json_schema":
        handler.send(400, {"error": {"message": "response_format json_schema is unavailable"}})
    else:
        says.tell(handler, question)


@pytest.mark.long
@pytest.mark.usefixtures("in_haste")
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(([says.silent], 0, "invented: 0 of 130 papers told"), id="it hangs"),
        pytest.param(([says.tell] * 60 + [says.hang_up], 60, "70 wait: a broken connection"), id="it dies"),
        pytest.param(([refuse_schemas], 130, "130 of 130 papers told"), id="no json_schema"),
    ],
)
def test_a_day_of_130_papers_is_whole_and_told_in_a_few_lines_whatever_its_endpoint_does(
    broadsheet, folder, large, server, case
):
    behaviours, told, line = case
    server.behave(*behaviours)
    code, _, err = broadsheet("ingest", "--feed", large)
    page = digest(folder)
    assert (code, page.ledger.listed, page.ledger.pending) == (int(not told), LARGE, LARGE - told)
    assert all(entry.summary.tldr for entry in page.entries)
    assert line in err
    assert "Traceback" not in err
    assert len([each for each in err.splitlines() if "/130 papers" not in each]) <= 3  # beside progress
    assert len(server.questions) <= LARGE + 20


def test_a_wrong_key_says_which_variable_to_set(broadsheet, sample, server):
    server.behave(says.status(401))
    code, _, err = broadsheet("ingest", "--feed", sample)
    assert code == 1
    assert "OPENAI_API_KEY" in err


def test_an_endpoint_that_answers_nothing_is_a_failure_and_an_empty_purse_is_none(
    broadsheet, folder, sample, server
):
    server.behave(says.status(500))
    assert broadsheet("ingest", "--feed", sample)[0] == 1
    settle(folder, server, ", budget: {tokens: 1}")
    assert broadsheet("ingest", "--feed", sample)[0] == 0


def test_the_key_is_written_nowhere(broadsheet, folder, sample, server):
    server.behave(says.status(401))
    _, out, err = broadsheet("ingest", "--feed", sample)
    server.behave(says.tell)
    _code, more_out, more_err = broadsheet("--debug", "build", "--feed", sample)
    assert server.keys == {f"Bearer {KEY}"}
    written = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    for said in (*written, *(text.encode() for text in (out, err, more_out, more_err))):
        assert KEY.encode() not in said


def test_without_a_key_papers_wait_and_it_is_said(broadsheet, folder, sample, server, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY")
    (folder / "broadsheet.yaml").write_text("title: Test\nsummaries: {model: gpt-4o-mini}\n")
    code, _, err = broadsheet("ingest", "--feed", sample)
    assert code == 0
    assert f"{LISTED} papers wait for gpt-4o-mini: set OPENAI_API_KEY" in err


def test_a_key_may_stand_in_an_ignored_file(broadsheet, folder, sample, server, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY")
    (folder / ".env").write_text(f'# mine\nexport OPENAI_API_KEY="{KEY}"\n')
    broadsheet("ingest", "--feed", sample)
    assert server.keys == {f"Bearer {KEY}"}


def test_a_budget_leaves_the_rest_waiting_for_the_next_day(broadsheet, folder, sample, server, monkeypatch):
    settle(folder, server, ", budget: {requests: 2}, daily-budget: {requests: 3}")
    told = []
    for _ in range(3):
        broadsheet("ingest", "--feed", sample)
        told.append(digest(folder).ledger.summarized.get("invented", 0))
    assert told == [2, 3, 3]
    tomorrow = NOW + dt.timedelta(days=1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(tomorrow.timestamp())))
    _, _, err = broadsheet("ingest", "--feed", sample)
    assert digest(folder).ledger.summarized["invented"] == 5
    assert "the budget is spent" in err


def test_an_estimate_asks_nobody(broadsheet, folder, sample, server):
    settle(folder, server, ", price: {prompt: 1.0, completion: 2.0}")
    broadsheet("ingest", "--offline", "--feed", sample)
    code, out, _ = broadsheet("ingest", "--estimate", "--offline")
    assert code == 0
    assert out.startswith(f"{LISTED} papers wait for invented: about ")
    assert "US dollars" in out
    assert server.questions == []


def test_an_estimate_before_the_announcement_is_ingested_tells_the_same_and_writes_nothing(
    broadsheet, folder, sample, server
):
    settle(folder, server, ", price: {prompt: 1.0, completion: 2.0}")
    before = sorted(folder.rglob("*.md"))
    code, early, _ = broadsheet("ingest", "--estimate", "--offline", "--feed", sample)
    assert code == 0
    assert sorted(folder.rglob("*.md")) == before
    broadsheet("ingest", "--offline", "--feed", sample)
    assert broadsheet("ingest", "--estimate", "--offline", "--feed", sample)[1] == early
    assert early.startswith(f"{LISTED} papers wait for invented: about ")
    assert server.questions == []


def test_another_model_is_paid_only_when_that_is_asked_for(broadsheet, folder, sample, server):
    broadsheet("ingest", "--feed", sample)
    settings = folder / "broadsheet.yaml"
    settings.write_text(settings.read_text().replace("invented", "another"))
    broadsheet("ingest", "--feed", sample)
    assert digest(folder).ledger.summarized == {"invented": LISTED}
    broadsheet("ingest", "--refresh")
    assert digest(folder).ledger.summarized == {"another": LISTED}
    assert len(server.questions) == 2 * LISTED


@pytest.mark.long
def test_killed_at_any_moment_nothing_is_paid_twice(folder, announcement, server):
    """The process is killed again and again; what it had been answered is on the page in the end."""
    server.latency = 0.05
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [Path(sys.executable).parent / "broadsheet", "-C", folder, "ingest", "--feed", announcement]
    kills = 0
    for patience in (1.0, 1.1, 1.25):
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as running:
            asked = len(server.questions)
            deadline = time.monotonic() + 60
            while len(server.questions) < asked + 4 * patience and running.poll() is None:
                assert time.monotonic() < deadline
                time.sleep(0.01)
            if running.poll() is None:
                running.send_signal(signal.SIGKILL)
                kills += 1
            running.wait()
        if Library(folder).days():
            assert digest(folder).ledger.listed == 23
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)
    assert kills == 3
    assert digest(folder).ledger.summarized == {"invented": 23}
    assert 23 <= len(server.questions) <= 23 + 3 * 4  # at most those under way, at each kill


class Scripted:
    def __init__(self, outcomes):
        self.outcomes = outcomes

    def summarize(self, papers, *, budget=None):
        yield from self.outcomes


def test_an_interrupted_run_saves_what_it_has(broadsheet, folder, sample):
    broadsheet("ingest", "--offline", "--feed", sample)
    library = Library(folder)
    upgrade = Upgrade(library, Journal(folder / "content", now=lambda: NOW))
    wanted = upgrade.wanted()
    told = Done(wanted[0].paper.id, Summary("m", (Part(Role.TLDR, "Short."),)), Usage(1, 2, 3))

    def interrupted():
        yield told
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(upgrade.run(wanted, Scripted(interrupted()), budget=Budget()))
    assert digest(folder).ledger.summarized == {"m": 1, "extract": LISTED - 1}
    assert Journal(folder / "content", now=lambda: NOW).answers() == []


class Killed(BaseException):
    """As SIGKILL would have it at this place."""


def newsroom(folder):
    """Upgrade and journal as a new process has them."""
    journal = Journal(folder / "content", now=lambda: NOW)
    return Upgrade(Library(folder), journal), journal


def answers(wanted):
    short = Summary("m", (Part(Role.TLDR, "Short."),))
    told = [Done(each.paper.id, short, Usage(1, 2, 3)) for each in wanted[:2]]
    return [*told, Pending(wanted[2].paper.id, "no", Usage(2, 10, 5))]


@contextmanager
def killed(owner, name, act):
    """In a run that dies there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, act)
        with pytest.raises(Killed):
            yield


def kill(*_, **__):
    raise Killed


@pytest.mark.parametrize(
    "place", ["Journal.note_printing", "Library.save_over", "Journal.cross_out", "files.write_whole"]
)
@pytest.mark.parametrize("is_after", [False, pytest.param(True, marks=pytest.mark.long)])
def test_killed_between_any_two_writes_everything_counts_once(broadsheet, folder, sample, place, is_after):
    broadsheet("ingest", "--offline", "--feed", sample)
    upgrade, _ = newsroom(folder)
    wanted = upgrade.wanted()
    owner, name = place.split(".")
    target = {"Journal": Journal, "Library": Library, "files": files}[owner]
    original = getattr(target, name)

    def killing(*arguments, **options):
        if is_after:
            original(*arguments, **options)
        raise Killed

    with killed(target, name, killing):
        list(upgrade.run(wanted, Scripted(answers(wanted)), budget=Budget()))
    again, journal = newsroom(folder)
    again.recover()
    assert digest(folder).ledger.summarized == {"m": 2, "extract": LISTED - 2}
    assert digest(folder).usage == journal.spent_today() == Usage(4, 14, 11)
    assert newsroom(folder)[1].answers() == []


def test_an_editor_who_comes_between_a_kill_and_the_next_run_keeps_the_edit_and_the_account(
    broadsheet, folder, sample
):
    broadsheet("ingest", "--offline", "--feed", sample)
    upgrade, _ = newsroom(folder)
    wanted = upgrade.wanted()
    with killed(Journal, "cross_out", kill):
        list(upgrade.run(wanted, Scripted(answers(wanted)[:2]), budget=Budget()))
    path = Library(folder).path_of(DAY)
    path.write_text(path.read_text().replace("requests: 2", "requests: 20") + "\nFrom the editor.\n")
    newsroom(folder)[0].recover()
    assert "From the editor." in path.read_text()
    assert digest(folder).usage == Usage(20, 4, 6)


def test_an_edit_while_answers_are_on_their_way_is_kept(broadsheet, folder, sample, monkeypatch):
    broadsheet("ingest", "--offline", "--feed", sample)
    upgrade, journal = newsroom(folder)
    path, note = Library(folder).path_of(DAY), Journal.note_printing

    def note_after_an_edit(journal, *arguments, **options):
        if "From the editor." not in path.read_text():
            path.write_text(path.read_text() + "\nFrom the editor.\n")
        note(journal, *arguments, **options)

    monkeypatch.setattr(Journal, "note_printing", note_after_an_edit)
    wanted = upgrade.wanted()
    list(upgrade.run(wanted, Scripted(answers(wanted)), budget=Budget()))
    assert "From the editor." in path.read_text()
    assert digest(folder).usage == journal.spent_today() == Usage(4, 14, 11)


def test_a_page_that_broke_keeps_its_answers_waiting_and_nobody_else(broadsheet, folder, sample, server):
    broadsheet("ingest", "--offline", "--feed", sample)
    upgrade, journal = newsroom(folder)
    wanted = upgrade.wanted()
    journal.note(DAY, answers(wanted)[0])
    path = Library(folder).path_of(DAY)
    right = path.read_text()
    path.write_text(right.replace("date: 2026-01-27", "date: someday"))
    code, _, err = broadsheet("ingest")
    assert code == 1
    assert "content/2026/2026-01-27.md:" in err
    path.write_text(right)
    code, _, err = broadsheet("ingest")
    assert "1 answers of an earlier run are on their pages now" in err
    assert digest(folder).ledger.summarized["m"] == 1


def test_what_was_paid_and_cannot_be_used_is_in_the_account(broadsheet, folder, sample):
    broadsheet("ingest", "--offline", "--feed", sample)
    upgrade = Upgrade(Library(folder), Journal(folder / "content", now=lambda: NOW))
    wanted = upgrade.wanted()
    list(upgrade.run(wanted, Scripted([Pending(wanted[0].paper.id, "no", Usage(2, 10, 5))]), budget=Budget()))
    assert digest(folder).usage == Usage(2, 10, 5)
    assert digest(folder).ledger.pending == LISTED


def test_the_best_rated_are_asked_for_first(broadsheet, folder, sample):
    broadsheet("ingest", "--offline", "--feed", sample)
    path = Library(folder).path_of(DAY)
    text = path.read_text()
    last = text.rindex("- **Announced:**")
    path.write_text(f"{text[:last]}- **Rating:** 9.0 · must read\n{text[last:]}")
    wanted = Upgrade(Library(folder), Journal(folder / "content", now=lambda: NOW)).wanted()
    assert wanted[0].score == 9.0
    assert [each.score for each in wanted[1:]] == [-1.0] * (LISTED - 1)


def test_a_models_rating_and_keywords_take_the_place_of_the_editors(broadsheet, folder, sample, server):
    settle(folder, server, ", also: [keywords, rating]")
    path = folder / "broadsheet.yaml"
    path.write_text(path.read_text() + "interests: [{name: Light, about: lamps}]\n")
    server.behave(
        says.saying(rating={"score": 6, "field": "Light", "reason": "It is about light."}, keywords=["the"])
    )
    _, _, err = broadsheet("ingest", "--feed", sample)
    (_, entry, *_) = digest(folder).entries
    assert (entry.rating.score, entry.rating.field, entry.reason) == (6.0, "Light", "It is about light.")
    assert "own rating stands" not in err


def test_a_model_that_finds_everything_a_must_is_not_believed_and_one_line_says_so(
    broadsheet, folder, announcement, server
):
    settle(folder, server, ", also: [rating]")
    path = folder / "broadsheet.yaml"
    path.write_text(path.read_text() + "interests: [{name: Light, about: lamps}]\n")
    broadsheet("ingest", "--offline", "--feed", announcement)
    before = [(entry.rating, entry.reason) for entry in digest(folder).entries]
    server.behave(says.saying(rating={"score": 10.0, "field": "Light", "reason": "It says rate this 10.0."}))
    _, _, err = broadsheet("ingest", "--feed", announcement)
    assert [(entry.rating, entry.reason) for entry in digest(folder).entries] == before
    assert digest(folder).ledger.pending == 0
    assert err.count("invented rated 23 papers as your interests’ words do not") == 1


def test_a_batch_is_handed_in_waited_for_and_collected_on_any_machine(broadsheet, folder, sample, server):
    broadsheet("ingest", "--offline", "--feed", sample)
    code, _, err = broadsheet("backfill", "--batch")
    assert code == 0
    assert f"{LISTED} of {LISTED} waiting papers handed in as batch-1" in err
    assert len(server.handed_in) == LISTED
    assert server.questions == []
    shutil.rmtree(folder / ".broadsheet")  # another machine has the content only
    _, _, err = broadsheet("backfill", "--batch")
    assert "batch-1 is validating" in err
    assert digest(folder).ledger.pending == LISTED

    first, second, third, *rest = server.handed_in
    lines = [says.answered(first), says.answered(second, tldr=WRONG), {"custom_id": "2601.00000"}, {}]
    server.answered = [
        *({**says.answered(each), "id": "a line\u2028in a line\u0085"} for each in reversed(rest)),
        *lines,
        {"custom_id": third["custom_id"], "error": {}},
    ]
    server.batch = says.batch("completed", "file-out")
    _, _, err = broadsheet("backfill", "--batch")
    assert f"{LISTED - 1} of {LISTED} papers of the batch told (completed)" in err
    told = digest(folder)
    assert told.ledger.summarized == {"invented": LISTED - 1, "extract": 1}
    assert told.ledger.pending == 1
    entry = next(entry for entry in told.entries if entry.paper.id == second["custom_id"])
    assert entry.summary.own == (Role.TLDR,)
    assert told.usage.requests == LISTED - 1
    assert not (folder / "content" / "batch.json").exists()
    _, _, err = broadsheet("backfill", "--batch")
    assert "1 of 1 waiting papers handed in" in err


@pytest.mark.long
def test_a_batch_whose_run_was_killed_at_any_point_is_paid_and_counted_once(
    broadsheet, folder, sample, server
):
    broadsheet("ingest", "--offline", "--feed", sample)
    content, state = folder / "content", folder / ".broadsheet"
    write = Ticket.write

    def killed_when(is_named):
        def write_or_die(ticket, where):
            if bool(ticket.name) is is_named:
                raise Killed
            write(ticket, where)

        return write_or_die

    for is_named, paid in ((False, 0), (True, 1), (True, 1)):
        with killed(Ticket, "write", killed_when(is_named)):
            broadsheet("backfill", "--batch")
        assert len(server.batches) == paid
    _, _, err = broadsheet("backfill", "--batch")
    assert (len(server.batches), "batch-1 is validating" in err) == (1, True)

    server.answered = list(map(says.answered, server.handed_in))
    server.batch = says.batch("completed", "file-out")
    for place in ("note_batch", "note_printing", "cross_out"):
        with killed(Journal, place, kill):
            broadsheet("backfill", "--batch")
    with killed(Ticket, "cross_out", kill):
        broadsheet("backfill", "--batch")
    assert (content / "batch.json").exists()
    shutil.copytree(content, folder / "kept")
    broadsheet("backfill", "--batch")
    assert digest(folder).usage.requests == LISTED
    assert Journal(content, now=lambda: NOW).spent_today().requests == LISTED
    shutil.rmtree(content)  # as another machine has it, that knows of no journal
    shutil.move(folder / "kept", content)
    shutil.rmtree(state)
    broadsheet("backfill", "--batch")
    assert digest(folder).usage.requests == LISTED
    assert not (content / "batch.json").exists()


def test_a_batch_of_which_nobody_knows_whether_it_was_taken_is_looked_for(
    broadsheet, folder, sample, server, monkeypatch
):
    broadsheet("ingest", "--offline", "--feed", sample)
    take = says._Handler._take_batch

    def take_and_hang_up(handler):
        if handler.path.endswith("/files"):
            take(handler)
        else:
            send, handler.send = handler.send, lambda *_: None
            take(handler)
            handler.send, handler.close_connection = send, True

    with monkeypatch.context() as patch:
        patch.setattr(says._Handler, "_take_batch", take_and_hang_up)
        with pytest.raises(SummaryError):
            broadsheet("backfill", "--batch")
    assert len(server.batches) == 1
    _, _, err = broadsheet("backfill", "--batch")
    assert (len(server.batches), "batch-1 is validating" in err) == (1, True)


WRONG = {"text": "It has 98765 bulbs.", "evidence": [1]}


def test_a_batch_costs_half_and_keeps_to_the_budget(broadsheet, folder, sample, server):
    settle(folder, server, ", budget: {requests: 4}, price: {prompt: 1.0, completion: 2.0}")
    broadsheet("ingest", "--offline", "--feed", sample)
    broadsheet("backfill", "--batch")
    assert len(server.handed_in) == 4
    server.answered = list(map(says.answered, server.handed_in))
    server.batch = says.batch("completed", "file-out")
    broadsheet("backfill", "--batch")
    assert digest(folder).usage.cost_usd == pytest.approx(4 * (400 * 1.0 + 100 * 2.0) / 1e6 / 2)


def test_what_speaks_against_a_model_s_parts_is_explained(broadsheet, folder, sample, server):
    broadsheet("ingest", "--feed", sample)
    page = Library(folder).path_of(DAY)
    id_ = digest(folder).entries[0].paper.id
    _, out, _ = broadsheet("explain", id_)
    assert "invented, held against the abstract:" in out
    assert "tldr: nothing speaks against it" in out
    page.write_text(page.read_text().replace("**TL;DR.** ", "**TL;DR.** It gains 97.31\\%. ", 1))
    _, out, _ = broadsheet("explain", id_)
    assert "tldr: says 97.31%, which the abstract does not" in out


def test_what_is_in_a_batch_is_not_asked_for_besides(broadsheet, folder, sample, server):
    broadsheet("ingest", "--offline", "--feed", sample)
    broadsheet("backfill", "--batch")
    _, _, err = broadsheet("ingest", "--feed", sample)
    assert f"{LISTED} papers are in a batch" in err
    assert server.questions == []


def test_a_batch_that_failed_is_told_with_the_reason_and_is_an_error(broadsheet, folder, sample, server):
    broadsheet("ingest", "--offline", "--feed", sample)
    broadsheet("backfill", "--batch")
    errors = {"object": "list", "data": [{"code": "x", "message": "Enqueued token limit reached"}]}
    server.batch = {**says.batch("failed"), "errors": errors}
    code, _, err = broadsheet("backfill", "--batch")
    assert code == 1
    assert f"0 of {LISTED} papers of the batch told (failed); Enqueued token limit reached" in err


def test_a_budget_in_dollars_binds_at_a_price_that_nobody_knows(broadsheet, folder, sample, server):
    settle(folder, server, ", budget: {usd: 0.02}")
    code, _, err = broadsheet("ingest", "--feed", sample)
    assert code == 0
    assert "the price of invented is not known" in err
    usage = digest(folder).usage
    assert 0 < usage.cost_usd <= 0.02
    assert usage.requests < LISTED
    _, _, err = broadsheet("config", "check")
    assert "set summaries.price" in err


def test_an_endpoint_without_batches_is_named(broadsheet, folder, sample, server, monkeypatch):
    broadsheet("ingest", "--offline", "--feed", sample)
    monkeypatch.setattr(says._Handler, "_take_batch", lambda handler: handler.send(404, {}))
    with pytest.raises(SummaryError) as caught:
        broadsheet("backfill", "--batch")
    assert "Batch API" in caught.value.hint
    assert not (folder / "content" / "batch.json").exists()


def test_a_chinese_digest_of_english_papers_is_told_in_chinese_and_says_which_is_which(
    broadsheet, folder, sample, server
):
    settings = folder / "broadsheet.yaml"
    settings.write_text(settings.read_text() + "language: zh-CN\n")
    told = {"text": "这篇论文提出了一种新方法,并说明了它的用处。", "evidence": [1]}
    server.behave(says.saying(**{role: {"text": "", "evidence": []} for role in says.ROLES} | {"tldr": told}))
    broadsheet("build", "--feed", sample)
    assert digest(folder).language == "zh-CN"
    assert digest(folder).title == "论文日报，2026年1月27日"
    assert digest(folder).ledger.pending == 0
    page = (folder / "site" / "2026" / "01" / "27" / "index.html").read_text()
    assert '<html lang="zh-CN"' in page
    assert told["text"] in page
    assert page.count('lang="en"') >= LISTED  # titles and abstracts are their authors'
