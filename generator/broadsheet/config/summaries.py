"""What a language model is asked for, where, and for how much."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.config.about import nearest, setting
from broadsheet.config.forms import credential, endpoint, model_name

OVERVIEW = "overview"
_ALSO = ("keywords", "rating", "problem", "innovation", "value", "title", "abstract", OVERVIEW)


def _also(text: str) -> str:
    if text not in _ALSO:
        near = nearest(text, _ALSO) or f"the words are {', '.join(_ALSO)}"
        raise ValueError(f"a model is not asked for {text!r}; {near}")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    requests: int | None = setting(None, doc="At most so many requests.", example=200)
    tokens: int | None = setting(None, doc="At most so many tokens, in and out.", example=200000)
    usd: float | None = setting(None, doc="At most so many US dollars, by the price.", example=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    prompt: float = setting(doc="US dollars for a million tokens of a question.", example=0.15)
    completion: float = setting(doc="US dollars for a million tokens of an answer.", example=0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summaries:
    model: str = setting(
        doc="The model that tells the papers; without `summaries` the authors' own sentences do.",
        example="gpt-4o-mini",
        read=model_name,
    )
    base_url: str = endpoint(
        doc="Any OpenAI-compatible endpoint, as of DeepSeek, vLLM, Ollama, LiteLLM or OpenRouter.",
        example="http://127.0.0.1:11434/v1/",
    )
    key: str = credential()
    also: tuple[str, ...] = setting(
        (),
        doc="What the model is asked for beside the five parts: `keywords`, a `rating` by the interests, a "
        "`problem`, `innovation` and `value` each, the `title` and `abstract` in the site's language, and "
        "once a day for an `overview`: three to six subjects that its papers share, with a sentence each.",
        example=["keywords", "rating", "overview"],
        read=_also,
        words=_ALSO,
    )
    parallel: int = setting(8, doc="How many papers are asked about at once.", example=8)
    timeout: int = setting(
        60,
        doc="Seconds that one answer may take. More than that for slow models of your own: "
        "the first answer of a run is waited for 25 seconds, or as long as this says beyond 60.",
        example=60,
    )
    time_limit: int = setting(60, doc="Minutes after which a run begins no more papers.", example=60)
    price: Prices | None = setting(None, doc="What the model costs, where that is not known.")
    budget: Spending = setting(Spending(), doc="What one run may spend; more is not spent, and papers wait.")
    daily_budget: Spending = setting(Spending(), doc="What all runs of a day (UTC) may spend.")
