"""Work that is shared among processes which fork off this one, and take along all that it knows; and work
that whoever stops this one waits for.

What comes out of shared work does not depend on how many there are, nor on whether one of them is killed:
machines that run short of memory do that, and then what is left is done here.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_WORK: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []  # what a process that forks off takes along


def shared(work: Callable[[_Item], _Result], items: Sequence[_Item], *, pays_from: int) -> Iterator[_Result]:
    """What becomes of each item, in their order; by one process for each `pays_from` items, and for each
    processor.
    """
    processes = min(_processors(), len(items) // pays_from)
    done = 0
    if processes > 1 and _can_fork():
        with suppress(BrokenProcessPool):
            for result in _forked(work, items, processes):
                done += 1
                yield result
    yield from map(work, items[done:])


@contextmanager
def uninterrupted() -> Iterator[None]:
    """What is done within is done to its end: Ctrl-C stops the program behind it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals come to the main thread alone
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
        if came:
            signal.raise_signal(signal.SIGINT)


def _forked(work: Callable[[_Item], _Result], items: Sequence[_Item], processes: int) -> Iterator[_Result]:
    _WORK.append((work, items))
    pool = ProcessPoolExecutor(processes, get_context("fork"), initializer=_begin)
    try:
        yield from pool.map(_work_on, range(len(items)))
    finally:
        pool.shutdown(cancel_futures=True)
        _WORK.pop()


def _work_on(place: int) -> Any:
    work, items = _WORK[-1]
    return work(items[place])


def _begin() -> None:
    """Who interrupts the program means the parent of this process, without which it has nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork() -> bool:
    """A process that has other threads, or one of macOS, cannot be split in two safely."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1
