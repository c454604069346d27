"""What an endpoint can do, found out by asking it three times for a word: whether it takes the key, and in
which forms it answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.summarize.model.manner import FORMS, Manner

if TYPE_CHECKING:
    from broadsheet.summarize.model.settings import ModelSettings

_LONGEST = 20  # tokens
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"word": {"type": "string"}},
    "required": ["word"],
    "additionalProperties": False,
}
_QUESTION = [{"role": "user", "content": 'Answer with this JSON and nothing else: {"word": "yes"}'}]
_NAMES = dict(zip(FORMS, ("JSON Schema", "JSON mode", "plain words"), strict=True))


@dataclass(frozen=True, slots=True)
class Trial:
    """In which forms the endpoint answers, best first; why it does not, where that is none of them."""

    forms: tuple[str, ...] = ()
    is_refused: bool = False  # the key
    why: str = ""


def tried(settings: ModelSettings) -> Trial:
    """Ask in each form, the simplest first: who refuses the key there is not asked again."""
    import openai  # noqa: PLC0415  # takes 400 ms, and most runs ask nobody

    from broadsheet.wire.client import Client  # noqa: PLC0415  # so does this

    found: list[str] = []
    why = ""
    with openai.OpenAI(
        api_key=settings.key,
        base_url=settings.base_url,
        max_retries=0,
        timeout=settings.timeout,
        http_client=Client(),
    ) as client:
        for form in reversed(FORMS):
            try:
                _ask(client, settings.model, form)
            except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
                return Trial(is_refused=True, why=_why(error, settings.key))
            except openai.APIConnectionError as error:
                return Trial(tuple(found), why=_why(error, settings.key))
            except openai.APIError as error:
                why = why or _why(error, settings.key)
            else:
                found.insert(0, _NAMES[form])
    return Trial(tuple(found), why="" if found else why)


def _ask(client: Any, model: str, form: str) -> None:
    """As summaries are asked for, however it wants to hear of the greatest length."""
    import openai  # noqa: PLC0415  # as above

    manner: Manner | None = Manner(form)
    while manner and manner.form == form:
        try:
            options = manner.question(_SCHEMA, _LONGEST)
            client.chat.completions.create(model=model, messages=_QUESTION, **options)
        except openai.BadRequestError as error:
            if not (manner := manner.without(str(error))) or manner.form != form:
                raise
        else:
            return


def _why(error: Exception, key: str) -> str:
    """In the endpoint's words, but for the key, which some repeat."""
    return " ".join(str(error).replace(key, "…").split())[:200]
