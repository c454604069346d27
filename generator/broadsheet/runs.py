"""What each run did, in figures: one line for each of the last runs, in the state folder. It is derived from
what was said while the run lasted, and may be lost; on a machine that is new every morning, the log has it.
"""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from broadsheet import __version__
from broadsheet.files import append_line, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

KEPT = 100  # runs; a line has about a kilobyte
STOPPED = 130  # the exit code of a run that somebody stopped
_MOST_DAYS = 31  # of one record; a long backfill counts the others
_DAY = ("date", "state", "page", "added", "refreshed", "listed", "announced", "why")
_SITE = ("written", "unchanged", "removed", "size", "days_left")
_MOST_MESSAGES, _LONGEST_MESSAGE = 10, 300
_MODEL = ("told", "of", "requests", "prompt_tokens", "completion_tokens", "cost_usd")


@dataclass(slots=True)
class RunRecord:
    """One run, as it goes on: `note` hears each fact that the run says."""

    command: str
    started: dt.datetime
    version: str = __version__
    job: str = ""  # of a workflow, of which it was a step
    seconds: float = 0.0
    exit_code: int = 0
    days: list[dict[str, Any]] = field(default_factory=list)
    more_days: int = 0
    requests: dict[str, dict[str, int]] = field(default_factory=dict)  # by host
    waited: float = 0.0  # seconds between requests, out of politeness
    models: dict[str, dict[str, Any]] = field(default_factory=dict)
    site: dict[str, int | None] = field(default_factory=dict)
    warnings: int = 0
    errors: dict[str, int] = field(default_factory=dict)  # by kind
    unexpected: int = 0  # those of them that nobody foresaw: faults of the program
    messages: list[str] = field(default_factory=list)  # of the first errors

    def note(self, level: str, event: str, facts: Mapping[str, Any]) -> None:
        """Hear what the run says, and keep what a later look wants to know."""
        self.warnings += level == "warning"
        match event:
            case "error":
                kind = str(facts["kind"])
                self.errors[kind] = self.errors.get(kind, 0) + 1
                self.unexpected += facts["unexpected"]
                message = ": ".join(str(facts[name]) for name in ("file", "what") if facts.get(name))
                if message and len(self.messages) < _MOST_MESSAGES:
                    self.messages.append(message[:_LONGEST_MESSAGE])
            case "day":
                if len(self.days) < _MOST_DAYS:
                    self.days.append({name: facts[name] for name in _DAY} | {"date": str(facts["date"])})
                else:
                    self.more_days += 1
            case "request":
                self._requests_to(facts["host"])["asked"] += 1
            case "answer":
                self._requests_to(facts["host"])["answered"] += 1
            case "wait":
                self.waited = round(self.waited + facts["seconds"], 3)
            case "summaries":
                self.models[facts["model"]] = {name: facts[name] for name in _MODEL}
            case "rendered":
                self.site = {name: facts.get(name) for name in _SITE}

    def _requests_to(self, host: str) -> dict[str, int]:
        return self.requests.setdefault(host, {"asked": 0, "answered": 0})

    @property
    def is_well(self) -> bool:
        """Whether it ended as it should, and met no fault of the program."""
        return not self.exit_code and not self.unexpected

    def as_json(self) -> dict[str, Any]:
        """What is kept, and shown to machines."""
        return asdict(self) | {"started": self.started.isoformat()}

    def as_markdown(self) -> str:
        """A table for the page on which a workflow shows what its steps did."""
        rows = "".join(f"| {cell(name)} | {cell(value)} |\n" for name, value in self._rows())
        return f"### broadsheet {self.command}\n\n| what | figures |\n|---|---|\n{rows}\n"

    def _rows(self) -> Iterator[tuple[str, str]]:
        yield "ended", f"after {self.seconds:.0f} s with exit code {self.exit_code}"
        for day in self.days:
            counts = f"{day['added']} added, {day['listed']} listed of {day['announced']} announced"
            yield day["date"], f"{day['state']}, {day['why'] or counts}"
        if self.more_days:
            yield "more days", str(self.more_days)
        for host, count in self.requests.items():
            yield f"requests to {host}", f"{count['asked']} asked, {count['answered']} answered"
        if self.waited:
            yield "waited between requests", f"{self.waited:.0f} s"
        for model, each in self.models.items():
            tokens = each["prompt_tokens"] + each["completion_tokens"]
            papers = f"{each['told']} of {each['of']} papers, {each['requests']} requests"
            yield model, f"{papers}, {tokens:,} tokens, ${each['cost_usd']:.4f}"
        if self.site:
            files = ", ".join(f"{self.site[name]} {name}" for name in ("written", "unchanged", "removed"))
            yield "files of the site", f"{files}; {(self.site['size'] or 0) / 1e6:,.1f} MB in all"
        yield "warnings", str(self.warnings)
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.errors.items())
        yield "errors", kinds or "0"


def cell(text: str) -> str:
    """A text as a cell of a table holds it, whatever it says."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def reason(records: Iterable[RunRecord], *, has_failed: bool) -> str:
    """Why these runs failed, in a line without anybody else's words; "" when none did: one that somebody
    stopped has not. `has_failed` says that something did, whether or not it left a record.
    """
    failed = [_failed(each) for each in records if not each.is_well and each.exit_code != STOPPED]
    return f"failed: {', '.join(failed)}" if failed else "a step failed" if has_failed else ""


def _failed(record: RunRecord) -> str:
    errors = ", ".join(f"{count} {kind}" for kind, count in record.errors.items())
    return f"{record.command} ({errors})" if errors else record.command


def keep(state: Path, record: RunRecord, *, most: int = KEPT) -> None:
    """Add a line; when there are twice as many as are kept, the older half goes."""
    path = _file(state)
    append_line(path, json.dumps(record.as_json(), default=str).encode())
    lines = path.read_bytes().splitlines(keepends=True)
    if len(lines) >= 2 * most:
        write_whole(path, b"".join(lines[-most:]), is_lasting=False)


def kept(state: Path, *, most: int = KEPT) -> list[RunRecord]:
    """The last runs, oldest first; a line that was cut off in the writing is none."""
    try:
        lines = _file(state).read_bytes().splitlines()
    except OSError:
        return []
    return [record for line in lines[-most:] for record in _read(line)]


def _read(line: bytes) -> Iterator[RunRecord]:
    known = {each.name for each in fields(RunRecord)}
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        values = {name: value for name, value in json.loads(line).items() if name in known}
        yield RunRecord(**values | {"started": dt.datetime.fromisoformat(values["started"])})


def _file(state: Path) -> Path:
    return state / "runs.jsonl"
