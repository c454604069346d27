"""The question to a model, the shape of its answer, and what an answer says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from broadsheet.model import FIVE, Decision, Part, Rating, Role
from broadsheet.summarize.model import reading
from broadsheet.summarize.verify import is_term_of
from broadsheet.text import escapes, plain
from broadsheet.text.sentences import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.model import Paper
    from broadsheet.summarize.verify import Complaint

PROMPT = 1  # the number is on every page: a prompt that changes is another file
_MOST_KEYWORDS = 8
_TOP = 10
_REASON = "reason"
_LANGUAGES = {"en": "English", "zh": "Chinese (简体中文)", "de": "German", "fr": "French", "ja": "Japanese"}


class AnswerError(ValueError):
    """The answer cannot be read; the message can be told to the model."""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """What is asked of every paper: the language, what beside the five parts, and by which interests."""

    language: str = "en"
    also: tuple[str, ...] = ()
    interests: tuple[tuple[str, str], ...] = ()  # names, and what each is about
    must_read: float = 8.0
    worth_a_look: float = 5.0
    others: tuple[str, ...] = ()  # languages in which it is told besides

    @property
    def is_rated(self) -> bool:
        return bool(self.interests) and "rating" in self.also

    def roles_in(self, other: str) -> tuple[Role, ...]:
        """What is told in a further language: the papers' titles and abstracts are English already."""
        if other.partition("-")[0] == "en":
            return tuple(role for role in self.roles if role not in {Role.TITLE, Role.ABSTRACT})
        return tuple(role for role in Role if role in {*self.roles, Role.TITLE})

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(role for role in Role if role in FIVE or role in self.also)


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """What an answer tells, as it may stand on a page: parts and reason are Markdown from here on."""

    parts: Mapping[Role, Part]
    keywords: tuple[str, ...] = ()
    rating: Rating | None = None
    reason: str = ""
    translations: Mapping[str, Mapping[Role, Part]] = field(default_factory=dict)  # by their languages
    reasons: Mapping[str, str] = field(default_factory=dict)


_EXPLAINED = {
    "problem": '"problem": what stood in the way; one sentence.',
    "innovation": '"innovation": what is new; one sentence.',
    "value": '"value": what it is good for, and for whom; one sentence.',
    "title": '"title": the title in the language asked for, names kept.',
    "abstract": '"abstract": the whole abstract in the language asked for, sentence by sentence.',
}

_RATED = """\
Further key: "rating": {"score": a number from 0 to 10, "field": a name, "reason": one sentence}: how much
the paper matters to a reader with these interests (10: must be read today), the interest it serves best, and
why:"""


_TRANSLATED = """\
Further key: "{key}": the same told in {language}, for readers who read that alone. An object of texts without
evidence, with these keys: {keys}. Each says what the part of its name says, no more and no less; names and
mathematics are kept. Where that part is empty, so is this."""


@cache
def prompt(request: AnswerRequest) -> str:
    """The same for every paper, so that providers answer its beginning from their caches."""
    file = resources.files("broadsheet.summarize.model") / "prompts" / f"{PROMPT}.md"
    more = [f"- {_EXPLAINED[each]}" for each in request.also if each in _EXPLAINED]
    if more:
        more = ["Further keys, in the same form:", "", *more, ""]
    if "keywords" in request.also:
        more += ['Further key: "keywords": a list of three to six terms that the abstract says.', ""]
    if request.is_rated:
        more += [
            _RATED,
            "",
            *(f"- {name}: {about}" for name, about in request.interests),
            "",
        ]
    for other in request.others:
        keys = ", ".join(f'"{key}"' for key in _keys_in(other, request))
        more += [_TRANSLATED.format(key=other, language=named(other), keys=keys), ""]
    beside = f", and what stands under {_listed(request.others)} as it says there" if request.others else ""
    written = f"Write in {named(request.language)}{beside}."
    return "\n".join([file.read_text(encoding="utf-8"), *more, written, ""])


def _listed(others: Sequence[str]) -> str:
    return ", ".join(f'"{other}"' for other in others)


def _keys_in(other: str, request: AnswerRequest) -> tuple[str, ...]:
    """Of the answer in a further language."""
    return (*map(str, request.roles_in(other)), *((_REASON,) if request.is_rated else ()))


def named(language: str) -> str:
    """A language as models know it."""
    return _LANGUAGES.get(language, _LANGUAGES.get(language.partition("-")[0], language))


def messages(paper: Paper, request: AnswerRequest) -> list[dict[str, str]]:
    """The messages that ask for a paper."""
    sentences = "\n".join(f"[{n}] {sentence}" for n, sentence in enumerate(numbered(paper.abstract), 1))
    return [
        {"role": "system", "content": prompt(request)},
        {"role": "user", "content": f"Title: {paper.title}\n\nAbstract:\n{sentences}"},
    ]


def complaint(found: Sequence[Complaint | str]) -> dict[str, str]:
    """The message that asks once more, and says what was wrong."""
    complaints = "\n".join(
        f"- {each if isinstance(each, str) else f'{each.role}: {each.what}'}" for each in found
    )
    return {
        "role": "user",
        "content": f"That cannot be printed:\n{complaints}\nAnswer again with the whole JSON object, mended.",
    }


def schema(request: AnswerRequest) -> dict[str, Any]:
    """The JSON schema that an answer keeps to."""
    keys: dict[str, Any] = dict.fromkeys(
        map(str, request.roles),
        mapping(text=_TEXT, evidence={"type": "array", "items": {"type": "integer"}}),
    )
    if "keywords" in request.also:
        keys["keywords"] = {"type": "array", "items": _TEXT}
    if request.is_rated:
        named_field = {"type": "string", "enum": [name for name, _ in request.interests]}
        keys["rating"] = mapping(score={"type": "number"}, field=named_field, reason=_TEXT)
    for other in request.others:
        keys[other] = mapping(**dict.fromkeys(_keys_in(other, request), _TEXT))
    return mapping(**keys)


_TEXT = {"type": "string"}


def mapping(**keys: Any) -> dict[str, Any]:
    """The schema of an object with these keys and no others."""
    return {"type": "object", "additionalProperties": False, "required": list(keys), "properties": keys}


def read(answer: str, paper: Paper, request: AnswerRequest) -> ParsedAnswer:
    """What an answer tells, as plain text made Markdown; AnswerError when it tells nothing."""
    try:
        payload = reading.entry(answer, "tldr")
    except reading.UnreadError as error:
        raise AnswerError(str(error)) from error
    count = len(numbered(paper.abstract))
    parts = {role: part for role in request.roles if (part := _part(role, payload.get(role), count))}
    if Role.TLDR not in parts:
        raise AnswerError('there is no "tldr"')
    rating, reason = _rating(payload.get("rating"), request)
    keywords = _keywords(payload.get("keywords"), paper) if "keywords" in request.also else ()
    others = {other: _object(payload.get(reading.key(other))) for other in request.others}
    return ParsedAnswer(
        parts,
        keywords,
        rating,
        reason,
        {other: _translated(texts, request.roles_in(other)) for other, texts in others.items()},
        {other: _escaped(texts.get(_REASON)) for other, texts in others.items() if rating},
    )


def _object(payload: Any) -> Mapping[str, Any]:
    return {str(key).lower(): value for key, value in payload.items()} if isinstance(payload, dict) else {}


def _translated(texts: Mapping[str, Any], roles: Sequence[Role]) -> dict[Role, Part]:
    return {role: part for role in roles if (part := _part(role, texts.get(role), 0))}


def _escaped(payload: Any) -> str:
    return escapes.escape(plain.line(payload)) if isinstance(payload, str) else ""


def _keywords(payload: Any, paper: Paper) -> tuple[str, ...]:
    """Only what the title or the abstract says, be it in another language."""
    terms = (
        [plain.line(each) for each in payload if isinstance(each, str)] if isinstance(payload, list) else []
    )
    return tuple(
        dict.fromkeys(
            each for each in terms if each and is_term_of(each, title=paper.title, abstract=paper.abstract)
        )
    )[:_MOST_KEYWORDS]


def _rating(payload: Any, request: AnswerRequest) -> tuple[Rating | None, str]:
    """A score with its interest, which has to be one of those that were named; the thresholds decide."""
    if not isinstance(payload, dict) or "rating" not in request.also:
        return None, ""
    score, named_field, reason = payload.get("score"), payload.get("field"), payload.get("reason")
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= _TOP:
        return None, ""
    if named_field not in {name for name, _ in request.interests}:
        return None, ""
    worth = Decision.WORTH_A_LOOK if score >= request.worth_a_look else Decision.SKIP
    decision = Decision.MUST_READ if score >= request.must_read else worth
    return Rating(round(float(score), 1), decision, named_field), _escaped(reason)


def _part(role: Role, payload: Any, count: int) -> Part | None:
    if isinstance(payload, str):
        payload = {"text": payload}
    if isinstance(payload, list) and len(payload) == 1:
        payload = payload[0]
    if not isinstance(payload, dict):
        return None
    value = payload.get("text")
    if isinstance(value, list):
        value = " ".join(each for each in value if isinstance(each, str))
    if not isinstance(value, str):
        return None
    text = plain.line(value)
    known = {n for n in _numbers(payload.get("evidence")) if 1 <= n <= count}
    return Part(role, escapes.escape(text), tuple(sorted(known))) if text else None


def _numbers(payload: Any) -> Iterator[int]:
    """Sentence numbers, which some models write as text, or as one number alone."""
    for each in payload if isinstance(payload, list) else [payload]:
        if isinstance(each, int) and not isinstance(each, bool):
            yield each
        elif isinstance(each, str):
            yield from (int(n) for n in re.findall(r"[0-9]{1,3}", each))
