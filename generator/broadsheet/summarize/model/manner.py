"""How an endpoint likes to be asked: in which form, under which names, with what left out. Found out once."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from broadsheet.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.summarize.model.settings import ModelSettings

_FORM = re.compile(
    r"response_format|json_schema|json_object|json.?mode|structured output|grammar", re.IGNORECASE
)
_LENGTH = re.compile(r"max_tokens|max_completion_tokens", re.IGNORECASE)
_TEMPERATURE = re.compile(r"temperature", re.IGNORECASE)
_OF_THE_PAPER = re.compile(
    r"content.?(?:filter|policy|management)|context.?(?:length|window)|too (?:long|large)|moderation|safety",
    re.IGNORECASE,
)
FORMS = ("json_schema", "json_object", "")
LENGTHS = ("max_tokens", "max_completion_tokens", "")


@dataclass(frozen=True, slots=True)
class Manner:
    """`length` is the name under which an answer's greatest length is asked for, "" when it is not."""

    form: str = FORMS[0]
    length: str = "max_tokens"
    temperature: bool = True

    def question(self, schema: dict[str, Any], longest: int) -> dict[str, Any]:
        options: dict[str, Any] = {}
        if self.temperature:
            options["temperature"] = 0
        if self.length:
            options[self.length] = longest
        if self.form == "json_schema":
            strict = {"name": "entry", "strict": True, "schema": schema}
            options["response_format"] = {"type": "json_schema", "json_schema": strict}
        elif self.form:
            options["response_format"] = {"type": self.form}
        return options

    @property
    def simpler(self) -> Manner | None:
        """The next simpler form; None when there is none."""
        at = FORMS.index(self.form) + 1
        return replace(self, form=FORMS[at]) if at < len(FORMS) else None

    def without(self, words: str) -> Manner | None:
        """As a refusal in these words wants it; None when they do not say what they refuse."""
        if _OF_THE_PAPER.search(words):
            return None
        if self.length and _LENGTH.search(words):
            return replace(self, length="max_completion_tokens" if self.length == "max_tokens" else "")
        if self.temperature and _TEMPERATURE.search(words):
            return replace(self, temperature=False)
        return self.simpler if _FORM.search(words) else None


class Manners:
    """What is known of one endpoint. Refusals of parallel questions may come in any order: each is held
    against the manner that its own question had.
    """

    def __init__(self, recalled: Manner | None = None) -> None:
        self.now = recalled or Manner()
        self._is_proven = False

    @property
    def proven(self) -> Manner | None:
        """The manner in which an answer came."""
        return self.now if self._is_proven else None

    def worked(self, manner: Manner) -> None:
        """An answer came of this manner: it is kept from now on."""
        if not self._is_proven:
            self.now, self._is_proven = manner, True

    def after(self, refused: Manner, words: str) -> Manner | None:
        """How to ask again after a refusal; None when it is the paper that is refused."""
        if wanted := refused.without(words):
            if self.now == refused:
                self.now = wanted
                return wanted
            return self.now if self._is_proven else wanted
        if _OF_THE_PAPER.search(words) or (self._is_proven and refused == self.now):
            return None
        return self.now if self._is_proven else refused.simpler


class EndpointMemory:
    """What earlier runs found out, in one small file: it may be lost, and is then found out again."""

    def __init__(self, file: Path | None, endpoint: str) -> None:
        self._file = file
        self._endpoint = endpoint
        self._known = self._read()

    @classmethod
    def of(cls, settings: ModelSettings) -> EndpointMemory:
        """What is known of the endpoint that these settings ask."""
        return cls(settings.memory, f"{settings.model} at {settings.base_url}")

    def recalled(self) -> Manner | None:
        with suppress(TypeError):
            manner = Manner(**self._known.get(self._endpoint, {}))
            return manner if manner.form in FORMS and manner.length in LENGTHS else None
        return None

    def keep(self, manners: Manners) -> None:
        if self._file and manners.proven and manners.proven != (self.recalled() or Manner()):
            kept = {**self._known, self._endpoint: asdict(manners.proven)}
            write_whole(self._file, json.dumps(kept, indent=1).encode(), is_lasting=False)

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            known = json.loads(self._file.read_bytes()) if self._file else {}
            if isinstance(known, dict):
                return known
        return {}
