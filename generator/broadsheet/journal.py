"""Answers that were paid for and are not on their pages yet, and what was spent on which day."""

from __future__ import annotations

import datetime as dt
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.files import write_whole
from broadsheet.model import Decision, Part, Rating, Role, Summary, Usage
from broadsheet.summarize import Done, Outcome, Pending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_KEPT = 40  # days of account
_TICKET = "batch.json"


class Journal:
    """One line per answer, flushed to the disk before anybody counts it."""

    def __init__(self, state: Path, *, now: Callable[[], dt.datetime]) -> None:
        self._answers = state / "answers.jsonl"
        self._account = state / "spent.json"
        self._now = now

    def note(self, day: dt.date, outcome: Outcome) -> None:
        self._answers.parent.mkdir(parents=True, exist_ok=True)
        line: dict[str, Any] = {
            "day": day.isoformat(),
            "paid": self._today,
            "paper": outcome.paper_id,
            "usage": asdict(outcome.usage or Usage()),
            "summary": asdict(outcome.summary) if isinstance(outcome, Done) else None,
        }
        if isinstance(outcome, Done):
            line |= {"keywords": outcome.keywords, "reason": outcome.reason}
            line["rating"] = asdict(outcome.rating) if outcome.rating else None
        with self._answers.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def answers(self) -> Iterator[tuple[dt.date, Outcome]]:
        """What is noted; a line that was cut off in the writing is none."""
        for line in self._lines():
            with suppress(ValueError, KeyError, TypeError):
                usage, day = Usage(**line["usage"]), dt.date.fromisoformat(line["day"])
                if line["summary"] is None:
                    yield day, Pending(line["paper"], "", usage)
                else:
                    yield (
                        day,
                        Done(
                            line["paper"],
                            _summary(line["summary"]),
                            usage,
                            tuple(line["keywords"]),
                            _rating(line["rating"]),
                            line["reason"],
                        ),
                    )

    def spent_today(self) -> Usage:
        """By all runs of this day, UTC, the one under way included."""
        return self._account_of(self._today, self._read_account())

    def forget(self) -> None:
        """The answers are on their pages: what they cost goes into the account, and they are crossed out."""
        account = self._read_account()
        days = {line["paid"] for line in self._lines() if "paid" in line}
        account |= {day: asdict(self._account_of(day, account)) for day in days}
        kept = dict(sorted(account.items())[-_KEPT:])
        write_whole(self._account, json.dumps(kept, indent=1).encode())
        with suppress(FileNotFoundError):
            self._answers.unlink()

    def _account_of(self, day: str, account: dict[str, Any]) -> Usage:
        told = [account[day]] if day in account else []
        told += [line["usage"] for line in self._lines() if line.get("paid") == day]
        names = Usage.__dataclass_fields__
        return Usage(**{name: sum(each.get(name, 0) for each in told) for name in names})

    def _lines(self) -> Iterator[dict[str, Any]]:
        with suppress(FileNotFoundError):
            for line in self._answers.read_text(encoding="utf-8", errors="replace").splitlines():
                with suppress(ValueError):
                    if isinstance(told := json.loads(line), dict):
                        yield told

    def _read_account(self) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            told = json.loads(self._account.read_bytes())
            if isinstance(told, dict):
                return told
        return {}

    @property
    def _today(self) -> str:
        return self._now().astimezone(dt.UTC).date().isoformat()


def _rating(told: dict[str, Any] | None) -> Rating | None:
    return Rating(told["score"], Decision(told["decision"]), told["field"]) if told else None


def _summary(told: dict[str, Any]) -> Summary:
    parts = tuple(Part(Role(part["role"]), part["text"], tuple(part["evidence"])) for part in told["parts"])
    return Summary(told["summarizer"], parts, told["prompt"], tuple(map(Role, told["own"])))


@dataclass(frozen=True, slots=True)
class Ticket:
    """A batch that was handed in: beside the content, so that any machine that has it may collect."""

    name: str
    model: str
    papers: dict[str, dt.date]

    @classmethod
    def read(cls, content: Path) -> Ticket | None:
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            told = json.loads((content / _TICKET).read_bytes())
            papers = {id_: dt.date.fromisoformat(day) for id_, day in told["papers"].items()}
            return cls(told["name"], told["model"], papers)
        return None

    def write(self, content: Path) -> None:
        papers = {id_: day.isoformat() for id_, day in self.papers.items()}
        told = {"name": self.name, "model": self.model, "papers": papers}
        write_whole(content / _TICKET, json.dumps(told, indent=1).encode())

    def cross_out(self, content: Path) -> None:
        with suppress(FileNotFoundError):
            (content / _TICKET).unlink()
