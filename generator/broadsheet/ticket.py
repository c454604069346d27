"""The ticket of a batch that was handed in. It lies beside the content and is committed with it, so that any
machine that has the content may collect the answers, which the journal then takes down.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet import files
from broadsheet.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_NAME = "batch.json"


@dataclass(frozen=True, slots=True)
class Ticket:
    """It is written before the batch is handed in, without its name: the batch carries the ticket's `mark`,
    by which the endpoint finds it again for who was killed in between.
    """

    mark: str
    model: str
    papers: Mapping[str, dt.date]
    name: str = ""

    @classmethod
    def of(cls, model: str, papers: Sequence[str], days: Mapping[str, dt.date]) -> Ticket:
        """A new ticket, under a mark of its own; `days` says on which page each paper stands."""
        return cls(secrets.token_hex(8), model, {id_: days[id_] for id_ in papers})

    @classmethod
    def read(cls, content: Path) -> Ticket | None:
        """None where no batch is open; one that does not read may be paid for, and is an error."""
        file = content / _NAME
        try:
            stored = json.loads(file.read_bytes())
            papers = {id_: dt.date.fromisoformat(day) for id_, day in stored["papers"].items()}
            facts = (stored["mark"], stored["model"], stored["name"])
            if not all(isinstance(fact, str) for fact in facts):
                raise ValueError("a name is text")  # noqa: TRY301  # damage like any other
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise LibraryError(
                "the ticket of a batch does not read, and its batch may be paid for",
                file=str(file),
                hint="restore it from your history; if you remove it, its papers are asked again",
            ) from error
        mark, model, name = facts
        return cls(mark, model, papers, name)

    def write(self, content: Path) -> None:
        """Put it on the disk, in place of the one that is there."""
        papers = {id_: day.isoformat() for id_, day in self.papers.items()}
        stored = {"name": self.name, "mark": self.mark, "model": self.model, "papers": papers}
        files.write_whole(content / _NAME, json.dumps(stored, indent=1).encode())

    def cross_out(self, content: Path) -> None:
        """The batch is collected, or was never handed in: the next one may be."""
        files.remove(content / _NAME)
