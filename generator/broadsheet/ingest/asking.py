"""How a model is asked: on what terms, for how much, and against whose opinion its ratings are held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from broadsheet.editor import DAYS, Editor
from broadsheet.model import Usage
from broadsheet.summarize import Budget
from broadsheet.summarize.model import Asked, ask, money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from broadsheet.config import Site, Spending, Summaries
    from broadsheet.ingest.beliefs import Opinion
    from broadsheet.library import Library
    from broadsheet.model import Digest, Entry, Paper

_Limit = TypeVar("_Limit", int, float)


def terms(site: Site, summaries: Summaries, key: str) -> Asked:
    """Whom the publisher wants asked, for what, and at what price."""
    price = summaries.price
    interests = tuple(
        (each.name, "; ".join(filter(None, [each.about, ", ".join(each.keywords)])))
        for each in site.interests
    )
    return Asked(
        summaries.model,
        summaries.base_url,
        key,
        summaries.key,
        ask.Wishes(site.language, summaries.also, interests, site.editor.must_read, site.editor.worth_a_look),
        summaries.parallel,
        money.Price(price.prompt, price.completion) if price else money.price_of(summaries.model),
    )


def budget(summaries: Summaries, spent_today: Usage) -> Budget:
    """What this run may spend: no more than a run may, nor than the day has left."""
    run, day = _limits(summaries.budget), money.less(_limits(summaries.daily_budget), spent_today)
    return Budget(
        _least(run.tokens, day.tokens), _least(run.cost_usd, day.cost_usd), _least(run.requests, day.requests)
    )


def estimate(papers: Iterable[Paper], asked: Asked) -> Usage:
    """What they would cost, if their answers are of usual length."""
    total = Usage()
    for paper in papers:
        total = money.added(total, money.expected(paper, asked.wishes, asked.price))
    return total


def opinion(site: Site, library: Library) -> Opinion | None:
    """What the editor thinks without a model, where there are interests to think by."""
    if not site.interests:
        return None

    def rated(page: Digest) -> Mapping[str, Entry]:
        editor = Editor(site, library.before(page.date, DAYS))
        bare = [replace(entry, rating=None, reason="") for entry in page.entries]
        return {entry.paper.id: entry for entry in editor.judged(bare)}

    return rated


def _limits(spending: Spending) -> Budget:
    return Budget(spending.tokens, spending.usd, spending.requests)


def _least(one: _Limit | None, other: _Limit | None) -> _Limit | None:
    """Of two limits; None is no limit."""
    return other if one is None else one if other is None else min(one, other)
