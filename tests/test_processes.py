"""Work shared among processes comes out as if one had done it, whatever becomes of them."""

import multiprocessing
import os
import signal
import subprocess
import sys

import pytest

from broadsheet import processes

HERE = os.getpid()


@pytest.fixture(autouse=True)
def four(monkeypatch):
    """Test runners have threads of their own."""
    monkeypatch.setattr(processes, "_processors", lambda: 4)
    monkeypatch.setattr(processes, "_can_fork", lambda: True)


def squared(number):
    return number * number, os.getpid() != HERE


def test_results_come_in_the_order_of_the_work():
    found = list(processes.shared(squared, range(40), pays_from=10))
    assert found == [(number * number, True) for number in range(40)]


def test_little_work_stays_here():
    assert list(processes.shared(squared, range(3), pays_from=2)) == [(0, False), (1, False), (4, False)]


def test_what_a_killed_process_left_is_done_here():
    def squared_or_killed(number):
        if number == 5 and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return squared(number)

    found = list(processes.shared(squared_or_killed, range(40), pays_from=10))
    assert [square for square, _ in found] == [number * number for number in range(40)]
    assert not found[-1][1]


def test_what_goes_wrong_in_a_process_goes_wrong_here():
    def divided(number):
        return 1 // number

    with pytest.raises(ZeroDivisionError):
        list(processes.shared(divided, range(40), pays_from=10))
    assert not multiprocessing.active_children()


def test_who_turns_away_leaves_no_process_behind():
    results = processes.shared(squared, range(400), pays_from=10)
    next(results)
    results.close()
    assert not multiprocessing.active_children()


BUSY = """
import os, time
from broadsheet import processes
processes._processors = lambda: 2

def work(number):
    os.write(1, b"at work\\n")
    time.sleep(0.01)

for _ in range(1000):
    list(processes.shared(work, range(100), pays_from=10))
"""


def test_processes_end_with_a_parent_that_is_killed():
    parent = subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE)
    for _ in range(10):
        assert parent.stdout.readline() == b"at work\n"
    parent.kill()
    parent.communicate(timeout=30)  # the pipe ends when nobody can write to it any more


def test_who_stops_the_program_waits_for_what_is_not_to_be_interrupted():
    done = []

    def work():
        with processes.uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append("to its end")

    asked = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a job in the background is told to ignore it
    try:
        with pytest.raises(KeyboardInterrupt):
            work()
        assert done == ["to its end"]
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, asked)


def test_what_is_not_to_be_interrupted_fails_as_ever():
    with pytest.raises(OSError, match="full"), processes.uninterrupted():
        raise OSError("full")
