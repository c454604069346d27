"""The journal: what was paid for is kept, counted once, and known to be on its page or not."""

import datetime as dt
import errno
import os

import pytest

from broadsheet.errors import LibraryError
from broadsheet.journal import Journal, merged
from broadsheet.model import Part, Role, Summary, Usage
from broadsheet.summarize import Done, Pending

DAY = dt.date(2026, 1, 27)
NOW = dt.datetime(2026, 1, 27, 6, tzinfo=dt.UTC)
SUMMARY = Summary("m", (Part(Role.TLDR, "a", (1,)),), 1, (Role.TLDR,))
DONE = Done("2601.90001", SUMMARY, Usage(1, 2, 3, 0.1), ("lamps",), None, "why")


@pytest.fixture
def journal(tmp_path):
    """The journal as a new process reads it."""
    return lambda now=NOW: Journal(tmp_path, now=lambda: now)


def test_an_answer_is_there_for_the_next_process(journal):
    journal().note(DAY, DONE)
    (answer,) = journal().answers()
    assert (answer.day, answer.paid, answer.outcome) == (DAY, "2026-01-27", DONE)


def test_what_an_answer_cost_is_counted_once_before_and_after_it_is_crossed_out(journal):
    journal().note(DAY, DONE)
    journal().note(DAY, Pending("2601.90002", "unreadable", Usage(2, 10, 5)))
    assert journal().spent_today() == Usage(3, 12, 8, 0.1)
    first, second = journal().answers()
    journal().cross_out([first])
    assert journal().spent_today() == Usage(3, 12, 8, 0.1)
    assert journal().answers() == [second]
    journal().cross_out([first, second])
    assert journal().spent_today() == Usage(3, 12, 8, 0.1)
    assert journal(NOW + dt.timedelta(days=1)).spent_today() == Usage()


def test_a_torn_line_is_no_answer_and_spoils_none(journal, tmp_path):
    journal().note(DAY, DONE)
    with (tmp_path / "journal.jsonl").open("a") as file:
        file.write('{"answer": "x", "day": "2026-01-27", "pap')
    journal().note(DAY, Pending("2601.90002", "", Usage(1)))
    assert [answer.outcome.paper_id for answer in journal().answers()] == ["2601.90001", "2601.90002"]


def test_a_separator_of_lines_within_an_answer_does_not_tear_it(journal):
    done = Done("2601.90001", SUMMARY, Usage(1, 2, 3, 0.1), ("lamps",), None, "a\u2028reason\x85of it")
    journal().note(DAY, done)
    assert [answer.outcome for answer in journal().answers()] == [done]
    assert journal().spent_today() == Usage(1, 2, 3, 0.1)


def test_an_answer_that_does_not_read_was_paid_for(journal, tmp_path):
    journal().note(DAY, DONE)
    path = tmp_path / "journal.jsonl"
    path.write_text(path.read_text().replace('"tldr"', '"a part of another version"'))
    assert journal().answers() == []
    assert journal().spent_today() == Usage(1, 2, 3, 0.1)
    journal().cross_out([])
    assert journal().spent_today() == Usage(1, 2, 3, 0.1)


def test_the_account_of_its_page_says_whether_an_answer_is_on_it(journal):
    journal().note(DAY, DONE)
    (answer,) = journal().answers()
    assert journal().is_printed(answer, Usage(1, 2, 3, 0.1)) is False  # nobody began to print it
    journal().note_printing([answer], before=Usage(5), after=Usage(6))
    found = [journal().is_printed(answer, Usage(requests)) for requests in (5, 6, 7)]
    assert found == [False, True, None]


def test_an_answer_for_which_the_disk_has_no_room_is_not_forgotten(journal, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    held = journal()
    with monkeypatch.context() as disk:
        disk.setattr(os, "write", full)
        with pytest.raises(LibraryError, match="No space left"):
            held.note(DAY, DONE)
    (answer,) = held.answers()
    held.cross_out([answer])
    assert journal().spent_today() == Usage(1, 2, 3, 0.1)


def test_a_batch_is_noted_whole_and_known_as_collected(journal):
    journal().note_batch("batch-1", [(DAY, DONE), (DAY, Pending("2601.90002", "", Usage(1)))])
    assert journal().was_collected("batch-1")
    assert len(journal().answers()) == 2
    journal().cross_out(journal().answers())
    assert journal().was_collected("batch-1")
    assert not journal().was_collected("batch-2")


def test_a_journal_that_cannot_be_read_is_named(journal, tmp_path):
    (tmp_path / "journal.jsonl").mkdir()
    with pytest.raises(LibraryError, match="cannot be read"):
        journal()


@pytest.mark.parametrize(
    "line",
    [
        b'{"spent": {"2026-01-27": {"requests": "1"}}, "collected": []}',
        b'{"printing": ["a"], "before": {}, "after": {"cost_usd": null}}',
        b'{"answer": "a", "day": "", "paid": 1, "paper": "", "usage": {"requests": []}, "summary": 0}',
        b"[" * 100_000,
        b"[1]",
        b"{}",
        b'{"spent": 3}',
        b'{"printing": 1}',
        b"\xff",
        b'{"paid": {}}',
    ],
)
def test_a_line_of_nobody_knows_what_is_passed_over(journal, tmp_path, line):
    (tmp_path / "journal.jsonl").write_bytes(line + b"\n")
    journal().note(DAY, DONE)
    assert [answer.outcome for answer in journal().answers()] == [DONE]
    assert journal().spent_today() == Usage(1, 2, 3, 0.1)


class Machine:
    """One that has the journal, and works on it without knowing of others."""

    def __init__(self, folder, text):
        folder.mkdir()
        self.file = folder / "journal.jsonl"
        self.file.write_text(text)
        self.journal = Journal(folder, now=lambda: NOW)

    def text(self):
        return self.file.read_text()


def three(journal, tmp_path):
    """What two machines began with, and they."""
    journal().note(DAY, DONE)
    text = (tmp_path / "journal.jsonl").read_text()
    return text, *(Machine(tmp_path / name, text) for name in ("theirs", "ours"))


def united(text, theirs, ours, tmp_path):
    return Machine(tmp_path / "both", merged(text, theirs.text(), ours.text())).journal


def test_what_two_machines_have_spent_is_added_up_and_counted_once(journal, tmp_path):
    text, theirs, ours = three(journal, tmp_path)
    theirs.journal.note(DAY, Pending("2601.90002", "no", Usage(10)))
    ours.journal.note(DAY, Pending("2601.90003", "no", Usage(100)))
    ours.journal.cross_out(ours.journal.answers())
    both = united(text, theirs, ours, tmp_path)
    assert both.spent_today().requests == 1 + 10 + 100
    assert [each.outcome.paper_id for each in both.answers()] == ["2601.90002"]


def test_what_both_have_put_onto_its_page_was_paid_for_once(journal, tmp_path):
    text, theirs, ours = three(journal, tmp_path)
    for machine in (theirs, ours):
        machine.journal.cross_out(machine.journal.answers())
    both = united(text, theirs, ours, tmp_path)
    assert both.spent_today() == DONE.usage
    assert both.answers() == []


def test_a_journal_that_two_machines_begin_has_the_answers_of_both(tmp_path):
    theirs, ours = (Machine(tmp_path / name, "") for name in ("theirs", "ours"))
    theirs.journal.note(DAY, DONE)
    ours.journal.note_batch("batch-1", [(DAY, Pending("2601.90003", "no", Usage(2)))])
    both = united("", theirs, ours, tmp_path)
    assert {each.outcome.paper_id for each in both.answers()} == {"2601.90001", "2601.90003"}
    assert both.spent_today().requests == 3
    assert both.was_collected("batch-1")


def test_a_journal_from_before_it_was_committed_is_taken_over_once(tmp_path):
    former, folder = tmp_path / "state", tmp_path / "content"
    Journal(former, now=lambda: NOW).note(DAY, DONE)
    for _ in range(2):
        taken = Journal(folder, now=lambda: NOW, former=former)
        assert taken.spent_today() == DONE.usage
    Journal(former, now=lambda: NOW).note(DAY, Pending("2601.90002", "no", Usage(5)))
    assert Journal(folder, now=lambda: NOW, former=former).spent_today().requests == 6
    assert not (former / "journal.jsonl").exists()
