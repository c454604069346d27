"""How far work is that takes longer than a moment: files, papers, requests and waits with their reason."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from broadsheet.cli.terminal import Terminal
    from broadsheet.model import Paper
    from broadsheet.summarize import Budget, Outcome, Summarizer

_ERRORS = 400  # and above: what servers answer when they cannot
_SILENT = 1.0  # seconds: what takes no longer needs no word
_LANDMARK = 30.0  # seconds between lines of a log
_LONG = 10.0  # seconds of a wait that a log speaks of


@dataclass(slots=True)
class Steps:
    """How far some work is: on a terminal after its first second, in a log every half minute."""

    terminal: Terminal
    clock: Callable[[], float] = time.monotonic
    _begun: float = field(init=False)
    _shown: float = field(init=False)

    def __post_init__(self) -> None:
        self._begun = self._shown = self.clock()

    def __call__(self, what: str, done: int, of: int) -> None:
        """So many are done; the last one clears the line."""
        now = self.clock()
        if done >= of:
            self.terminal.end_progress()
        elif now - self._begun >= _SILENT:
            is_landmark = now - self._shown >= _LANDMARK
            self._shown = now if is_landmark else self._shown
            self.terminal.progress(
                f"{what}: {done:,} of {of:,}", is_landmark=is_landmark, what=what, done=done, of=of
            )


@dataclass(frozen=True, slots=True)
class Watched:
    """A summarizer whose steps are shown."""

    summarizer: Summarizer
    steps: Steps

    def summarize(self, papers: Iterable[Paper], *, budget: Budget | None = None) -> Iterator[Outcome]:
        """What it makes of them."""
        papers = list(papers)
        for done, outcome in enumerate(self.summarizer.summarize(papers, budget=budget), 1):
            yield outcome
            self.steps("papers read", done, len(papers))


class Requests:
    """What is asked of whom, and why it waits."""

    def __init__(self, terminal: Terminal, sleep: Callable[[float], None] = time.sleep) -> None:
        self._terminal = terminal
        self._sleep = sleep
        self._refusal = ""

    def note(self, url: str, status: int | None) -> None:
        """A request was made, whose answer is None yet, or answered."""
        host, address = urlsplit(url).hostname or "", url.partition("?")[0]
        if status is None:
            self._terminal.fact("request", host=host, url=address)
            self._terminal.progress(f"asking {host}", is_landmark=False)
            return
        self._terminal.fact("answer", host=host, url=address, status=status)
        self._terminal.end_progress()
        self._refusal = f"{host} answered {status}" if status >= _ERRORS else ""

    def wait(self, seconds: float) -> None:
        """Wait, and say what for."""
        self._terminal.fact("wait", seconds=round(seconds, 3))
        why = f"{self._refusal}: asking again" if self._refusal else "asking arXiv, every three seconds,"
        if seconds >= _SILENT:
            self._terminal.progress(f"{why} in {seconds:.0f} s", is_landmark=seconds >= _LONG)
        self._sleep(seconds)
        self._terminal.end_progress()
