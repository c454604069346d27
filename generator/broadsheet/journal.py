"""Answers that were paid for and are not on their pages yet, and what was spent on which day: one file, so
that an answer leaves the one as it enters the other. It lies beside the pages that it paid for, and is
committed with them: a machine that is new every morning knows what others have spent.

Each answer has a name. Before answers go onto a page the journal says which, and what the page's account
was and will be: whoever comes after a kill reads off the page whether they are on it.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from broadsheet import files
from broadsheet.errors import LibraryError
from broadsheet.model import Decision, Part, Rating, Role, Summary, Translation, Usage
from broadsheet.summarize import Done, Outcome, Pending
from broadsheet.summarize.model.money import added, grown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

_KEPT = 40  # days of account, and names of batches
NAME = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class PaidAnswer:
    """What came of asking for a paper, under a name that no other answer has."""

    name: str
    day: dt.date
    paid: str  # on which day
    outcome: Outcome

    @property
    def usage(self) -> Usage:
        return self.outcome.usage or Usage()


@dataclass(frozen=True, slots=True)
class Printing:
    """Answers on their way onto a page: the page's account without and with them."""

    before: Usage
    after: Usage


class _Account:
    """What a journal says."""

    def __init__(self, text: str = "") -> None:
        self.answers: dict[str, PaidAnswer] = {}
        self.printing: dict[str, Printing] = {}
        self.spent: dict[str, Usage] = {}
        self.collected: list[str] = []
        for line in _lines(text):
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                self._take(line)

    def spend(self, day: str, usage: Usage) -> None:
        """Count it to what was spent on a day."""
        self.spent[day] = added(self.spent.get(day, Usage()), usage)

    def written(self) -> bytes:
        """The journal without what was crossed out."""
        spent = {day: asdict(usage) for day, usage in sorted(self.spent.items())[-_KEPT:]}
        lines: list[dict[str, Any]] = [{"spent": spent, "collected": self.collected[-_KEPT:]}]
        lines += map(_answer_line, self.answers.values())
        lines += (
            {"printing": [name], "before": asdict(known.before), "after": asdict(known.after)}
            for name, known in self.printing.items()
            if name in self.answers
        )
        return b"".join(_encoded(line) + b"\n" for line in lines)

    def _take(self, line: dict[str, Any]) -> None:
        if "spent" in line:
            self.spent = {day: _usage(usage) for day, usage in line["spent"].items()}
            self.collected = list(map(str, line["collected"]))
        elif "printing" in line:
            known = Printing(_usage(line["before"]), _usage(line["after"]))
            self.printing |= dict.fromkeys(line["printing"], known)
        else:
            try:
                answer = _answer(line)
            except (ValueError, KeyError, TypeError):  # paid for all the same
                self.spend(str(line["paid"]), _usage(line["usage"]))
            else:
                self.answers[answer.name] = answer


def merged(base: str, theirs: str, ours: str) -> str:
    """A journal that two machines wrote on: what both have spent since, and the answers that neither has put
    onto a page.
    """
    was, one, other = map(_Account, (base, theirs, ours))
    both = _Account()
    both.answers = {
        name: answer
        for name, answer in (one.answers | other.answers).items()
        if name not in was.answers or (name in one.answers and name in other.answers)
    }
    both.printing = one.printing | other.printing
    both.collected = list(dict.fromkeys([*was.collected, *one.collected, *other.collected]))
    for day in sorted(one.spent | other.spent):
        begun, first, second = (each.spent.get(day, Usage()) for each in (was, one, other))
        both.spent[day] = grown(begun, first, second)
    for name in was.answers.keys() - one.answers.keys() - other.answers.keys():  # crossed out on both sides
        answer = was.answers[name]
        both.spent[answer.paid] = grown(answer.usage, both.spent.get(answer.paid, Usage()), Usage())
    return both.written().decode()


class Journal:
    """One line per answer, on the disk before anybody counts it. For whoever holds the lock."""

    def __init__(self, folder: Path, *, now: Callable[[], dt.datetime], former: Path | None = None) -> None:
        """`former` is the folder in which it lay before it was committed with the pages."""
        self._file = folder / NAME
        self._now = now
        if former:
            self._take_over(former / NAME)
        self._account = _Account(_text(self._file))

    def note(self, day: dt.date, outcome: Outcome) -> None:
        """An answer that came: known at once, and on the disk when this returns."""
        answer = PaidAnswer(secrets.token_hex(8), day, self._today, outcome)
        self._account.answers[answer.name] = answer
        self._append(_answer_line(answer))

    def note_batch(self, batch: str, outcomes: Iterable[tuple[dt.date, Outcome]]) -> None:
        """All answers of a batch, and that it was collected: all on the disk or none."""
        for day, outcome in outcomes:
            answer = PaidAnswer(secrets.token_hex(8), day, self._today, outcome)
            self._account.answers[answer.name] = answer
        self._account.collected.append(batch)
        self._write()

    def was_collected(self, batch: str) -> bool:
        """Whether the answers of this batch were taken down already."""
        return batch in self._account.collected

    def answers(self) -> list[PaidAnswer]:
        """Those that are not crossed out."""
        return list(self._account.answers.values())

    def note_printing(self, answers: Iterable[PaidAnswer], *, before: Usage, after: Usage) -> None:
        """They are about to go onto their page."""
        names = [answer.name for answer in answers]
        self._account.printing |= dict.fromkeys(names, Printing(before, after))
        self._append({"printing": names, "before": asdict(before), "after": asdict(after)})

    def is_printed(self, answer: PaidAnswer, usage: Usage) -> bool | None:
        """Whether an answer is on its page, whose account says this; None when the account says neither,
        since somebody else wrote it.
        """
        known = self._account.printing.get(answer.name)
        if known is None or usage == known.before:
            return False
        return True if usage == known.after else None

    def cross_out(self, answers: Iterable[PaidAnswer]) -> None:
        """They are on their pages, or will never be: what they cost is spent."""
        for answer in answers:
            if self._account.answers.pop(answer.name, None):
                self._account.spend(answer.paid, answer.usage)
        self._write()

    def note_spent(self, usage: Usage) -> None:
        """What was paid for and is no paper's: on the disk when this returns."""
        self._account.spend(self._today, usage)
        self._write()

    def spent_today(self) -> Usage:
        """By all runs of this day, UTC, the one under way included."""
        spent = self._account.spent.get(self._today, Usage())
        for answer in self._account.answers.values():
            if answer.paid == self._today:
                spent = added(spent, answer.usage)
        return spent

    def _write(self) -> None:
        """The journal without what was crossed out, in place of the one with it."""
        files.write_whole(self._file, self._account.written())

    def _append(self, line: Mapping[str, Any]) -> None:
        files.append_line(self._file, _encoded(line))

    def _take_over(self, former: Path) -> None:
        if not former.is_file():
            return
        if self._file.is_file():
            files.write_whole(self._file, merged("", _text(self._file), _text(former)).encode())
            files.remove(former)
        else:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            former.replace(self._file)

    @property
    def _today(self) -> str:
        return self._now().astimezone(dt.UTC).date().isoformat()


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise LibraryError(
            f"cannot be read: {error.strerror}",
            file=str(file),
            hint="it says what was paid for and what was spent; without it, remove it",
        ) from error


def _lines(text: str) -> Iterator[dict[str, Any]]:
    """A line that was cut off in the writing is none."""
    for line in text.split("\n"):  # not at U+2028, which a reason may hold
        with suppress(ValueError, RecursionError):
            if isinstance(found := json.loads(line), dict):
                yield found


def _encoded(line: Mapping[str, Any]) -> bytes:
    return json.dumps(line, ensure_ascii=False).encode()


def _answer_line(answer: PaidAnswer) -> dict[str, Any]:
    outcome = answer.outcome
    line: dict[str, Any] = {
        "answer": answer.name,
        "day": answer.day.isoformat(),
        "paid": answer.paid,
        "paper": outcome.paper_id,
        "usage": asdict(answer.usage),
        "summary": asdict(outcome.summary) if isinstance(outcome, Done) else None,
    }
    if isinstance(outcome, Done):
        line |= {"keywords": outcome.keywords, "reason": outcome.reason}
        line["rating"] = asdict(outcome.rating) if outcome.rating else None
        if outcome.translations:
            line["translations"] = [asdict(each) for each in outcome.translations]
    return line


def _answer(line: Mapping[str, Any]) -> PaidAnswer:
    usage, summary = _usage(line["usage"]), line["summary"]
    outcome: Outcome = Pending(line["paper"], "", usage)
    if summary is not None:
        outcome = Done(
            line["paper"],
            _summary(summary),
            usage,
            tuple(line["keywords"]),
            _rating(line["rating"]),
            line["reason"],
            tuple(map(_translation, line.get("translations", ()))),
        )
    return PaidAnswer(line["answer"], dt.date.fromisoformat(line["day"]), str(line["paid"]), outcome)


def _usage(stored: Mapping[str, Any]) -> Usage:
    """What a run cost; TypeError where the line was damaged and still reads as JSON."""
    usage = Usage(**stored)
    if not all(type(figure) in {int, float} for figure in asdict(usage).values()):
        raise TypeError("an account is of figures")
    return usage


def _rating(stored: Mapping[str, Any] | None) -> Rating | None:
    return Rating(stored["score"], Decision(stored["decision"]), stored["field"]) if stored else None


def _summary(stored: Mapping[str, Any]) -> Summary:
    own, absent = (tuple(map(Role, stored.get(named, ()))) for named in ("own", "absent"))
    return Summary(stored["summarizer"], _parts(stored), stored["prompt"], own, absent)


def _translation(stored: Mapping[str, Any]) -> Translation:
    return Translation(stored["language"], _parts(stored), stored["reason"])


def _parts(stored: Mapping[str, Any]) -> tuple[Part, ...]:
    return tuple(Part(Role(part["role"]), part["text"], tuple(part["evidence"])) for part in stored["parts"])
