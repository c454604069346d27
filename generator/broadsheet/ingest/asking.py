"""How a model is asked: on what terms, for how much, and against whose opinion its ratings are held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from broadsheet.config import OVERVIEW
from broadsheet.editor import DAYS, Editor
from broadsheet.model import Usage, reasoned
from broadsheet.summarize import Budget
from broadsheet.summarize.model import ModelSettings, ask, money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from broadsheet.config import Site, Spending, Summaries
    from broadsheet.ingest.beliefs import Opinion
    from broadsheet.library import Library
    from broadsheet.model import Digest, Entry, Paper

_USUAL_TIMEOUT, _PATIENCE, _TOTAL = 60, 25.0, 300.0  # seconds
_Limit = TypeVar("_Limit", int, float)


def terms(site: Site, summaries: Summaries, key: str, *, state: Path | None = None) -> ModelSettings:
    """Whom the publisher wants asked, for what, and at what price; `state` is the folder that remembers."""
    interests = tuple(
        (each.name, "; ".join(filter(None, [each.about, ", ".join(each.keywords)])))
        for each in site.interests
    )
    return ModelSettings(
        summaries.model,
        summaries.base_url,
        key,
        summaries.key,
        ask.AnswerRequest(
            site.language,
            _of_papers(summaries.also),
            interests,
            site.editor.must_read,
            site.editor.worth_a_look,
            site.others,
        ),
        summaries.parallel,
        _price(summaries),
        timeout=float(summaries.timeout),
        patience=float(summaries.timeout) if summaries.timeout > _USUAL_TIMEOUT else _PATIENCE,
        total=max(_TOTAL, 5.0 * summaries.timeout),
        run=60.0 * summaries.time_limit,
        memory=state / "endpoints.json" if state else None,
    )


def _of_papers(also: tuple[str, ...]) -> tuple[str, ...]:
    """What is asked of each paper, and not once of a day."""
    return tuple(each for each in also if each != OVERVIEW)


def price_warning(site: Site) -> str:
    """That a budget in dollars stands on a price that nobody gave; "" when it does not."""
    summaries = site.summaries
    if not summaries or not _is_price_assumed(summaries):
        return ""
    assumed = money.ASSUMED
    return (
        f"the price of {summaries.model} is not known: the budget in dollars counts {assumed.prompt:.2f} and "
        f"{assumed.completion:.2f} for a million tokens asked and answered; set summaries.price"
    )


def _price(summaries: Summaries) -> money.Price:
    if summaries.price:
        return money.Price(summaries.price.prompt, summaries.price.completion)
    return money.ASSUMED if _is_price_assumed(summaries) else money.price_of(summaries.model)


def _is_price_assumed(summaries: Summaries) -> bool:
    """A limit in dollars has to bind at any price."""
    is_known = summaries.price is not None or money.price_of(summaries.model).completion > 0
    return not is_known and (summaries.budget.usd is not None or summaries.daily_budget.usd is not None)


def budget(summaries: Summaries, spent_today: Usage) -> Budget:
    """What this run may spend: no more than a run may, nor than the day has left."""
    run, day = _limits(summaries.budget), money.less(_limits(summaries.daily_budget), spent_today)
    return Budget(
        _least(run.tokens, day.tokens), _least(run.cost_usd, day.cost_usd), _least(run.requests, day.requests)
    )


def estimate(papers: Iterable[Paper], settings: ModelSettings) -> Usage:
    """What they would cost, if their answers are of usual length."""
    total = Usage()
    for paper in papers:
        total = money.added(total, money.expected(paper, settings.request, settings.price))
    return total


def opinion(site: Site, library: Library) -> Opinion | None:
    """What the editor thinks without a model, where there are interests to think by."""
    if not site.interests:
        return None

    def rated(page: Digest) -> Mapping[str, Entry]:
        editor = Editor(site, library.before(page.date, DAYS))
        bare = [
            replace(entry, rating=None, reason="", translations=reasoned(entry.translations, {}))
            for entry in page.entries
        ]
        return {entry.paper.id: entry for entry in editor.judged(bare)}

    return rated


def _limits(spending: Spending) -> Budget:
    return Budget(spending.tokens, spending.usd, spending.requests)


def _least(one: _Limit | None, other: _Limit | None) -> _Limit | None:
    """Of two limits; None is no limit."""
    return other if one is None else one if other is None else min(one, other)
