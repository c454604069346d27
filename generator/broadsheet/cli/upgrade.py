"""What `ingest` does with a model: ask, show how it goes, and say what it cost."""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from broadsheet.cli import clock, secrets
from broadsheet.editor import DAYS, Editor
from broadsheet.errors import SummaryError, UsageError
from broadsheet.ingest.upgrade import Upgrade
from broadsheet.journal import Journal, Ticket
from broadsheet.model import Usage
from broadsheet.summarize import Budget, Done
from broadsheet.summarize.model import NO_BUDGET, Asked, Model, ask, money
from broadsheet.summarize.model import batch as batches

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from broadsheet.cli.digest import Digest
    from broadsheet.config import Site, Spending, Summaries
    from broadsheet.ingest.beliefs import Opinion
    from broadsheet.ingest.upgrade import Wanted
    from broadsheet.model import Digest as Page
    from broadsheet.model import Entry, Paper

_OWN = "https://api.openai.com/"
_LINE_EVERY = 10  # papers, in a log


def run(digest: Digest, *, refresh: Sequence[dt.date] = (), estimate: bool = False) -> int:
    """Upgrade what waits; 1 when the endpoint will not have us, or answers nothing."""
    site = digest.site()
    if not site.summaries:
        return 0
    journal = Journal(digest.state, now=clock.now)
    upgrade = Upgrade(digest.library(), journal, opinion=_opinion(digest))
    if recovered := upgrade.recover():
        line = f"{recovered} answers of an earlier run are on their pages now"
        digest.voice.talk(line, "recovered", answers=recovered)
    for error in upgrade.failed.values():
        digest.voice.error(error)
    wanted = upgrade.wanted(again=refresh)
    if estimate:
        digest.voice.result(_estimated(site, site.summaries, wanted))
        return 0
    failed = int(bool(upgrade.failed))
    if not wanted:
        _say_what_is_doubted(digest, upgrade, site.summaries.model)
        return failed
    key = _key(digest.folder, site.summaries)
    if key is None:
        line = f"{len(wanted)} papers wait for {site.summaries.model}: set {site.summaries.key}"
        digest.voice.warn(line, "no-key", waiting=len(wanted))
        return failed
    return _told(digest, upgrade, journal, wanted, asked(site, site.summaries, key))


def batch(digest: Digest) -> int:
    """Collect the batch that was submitted, if it has ended; else submit what waits."""
    site = digest.site()
    said = site.summaries
    if not said:
        raise UsageError("there is no model to ask", file=str(digest.settings), hint="add a key `summaries`")
    key = _key(digest.folder, said)
    if key is None:
        raise UsageError(f"{said.key} is not set", hint=f"a batch is asked of {said.model}")
    who = asked(site, said, key)
    journal = Journal(digest.state, now=clock.now)
    upgrade = Upgrade(digest.library(), journal, opinion=_opinion(digest))
    upgrade.recover()
    content = digest.folder / "content"
    ticket = Ticket.read(content)
    if ticket and not ticket.name:
        ticket = _found_again(ticket, content, who)
    if ticket:
        return _collected(digest, upgrade, journal, ticket, who)
    wanted = upgrade.wanted()
    budget = _least(_budget(said.budget), money.less(_budget(said.daily_budget), journal.spent_today()))
    papers = batches.affordable([each.paper for each in wanted], who, budget)
    if not papers:
        digest.voice.talk("no paper waits" if not wanted else "the budget pays for no paper")
        return 0
    ticket = _handed_in(papers, {each.paper.id: each.day for each in wanted}, content, who)
    digest.voice.talk(
        f"{len(papers)} of {len(wanted)} waiting papers handed in as {ticket.name}; run this again later"
    )
    return 0


def _handed_in(papers: Sequence[Paper], days: Mapping[str, dt.date], content: Path, who: Asked) -> Ticket:
    """The ticket is on the disk before anything is paid for."""
    ticket = Ticket.of(who.model, [paper.id for paper in papers], days)
    ticket.write(content)
    try:
        ticket = replace(ticket, name=batches.submit(papers, who, mark=ticket.mark))
    except batches.RefusedError:
        ticket.cross_out(content)
        raise
    ticket.write(content)
    return ticket


def _found_again(ticket: Ticket, content: Path, who: Asked) -> Ticket | None:
    """The ticket of a run that was stopped while it handed its batch in, if the endpoint has the batch."""
    name = batches.find(ticket.mark, replace(who, model=ticket.model))
    if name is None:
        ticket.cross_out(content)
        return None
    ticket = replace(ticket, name=name)
    ticket.write(content)
    return ticket


def _collected(digest: Digest, upgrade: Upgrade, journal: Journal, ticket: Ticket, who: Asked) -> int:
    content = digest.folder / "content"
    if journal.was_collected(ticket.name):
        ticket.cross_out(content)
        digest.voice.talk(f"the batch {ticket.name} was collected by an earlier run")
        return 0
    wanted = [
        each for each in upgrade.wanted(again=set(ticket.papers.values())) if each.paper.id in ticket.papers
    ]
    papers = {each.paper.id: each.paper for each in wanted}
    status, outcomes = batches.collect(ticket.name, papers, replace(who, model=ticket.model))
    if status in batches.UNDER_WAY:
        digest.voice.talk(f"the batch {ticket.name} is {status}; run this again later")
        return 0
    upgrade.keep(ticket.name, [(ticket.papers[outcome.paper_id], outcome) for outcome in outcomes])
    ticket.cross_out(content)
    told = sum(isinstance(outcome, Done) for outcome in outcomes)
    digest.voice.talk(f"{ticket.model}: {told} of {len(papers)} papers of the batch told ({status})")
    _say_what_is_doubted(digest, upgrade, ticket.model)
    for error in upgrade.failed.values():
        digest.voice.error(error)
    return int(bool(upgrade.failed))


def _opinion(digest: Digest) -> Opinion | None:
    """What the editor thinks without a model, where there are interests to think by."""
    site, library = digest.site(), digest.library()
    if not site.interests:
        return None

    def opinion(page: Page) -> Mapping[str, Entry]:
        editor = Editor(site, library.before(page.date, DAYS))
        bare = [replace(entry, rating=None, reason="") for entry in page.entries]
        return {entry.paper.id: entry for entry in editor.judged(bare)}

    return opinion


def _say_what_is_doubted(digest: Digest, upgrade: Upgrade, model: str) -> None:
    if count := upgrade.doubted:
        papers = "1 paper" if count == 1 else f"{count} papers"
        digest.voice.warn(
            f"{model} rated {papers} as your interests’ words do not: there the editor’s own rating stands"
        )


def asked(site: Site, said: Summaries, key: str) -> Asked:
    known = said.price
    price = money.Price(known.prompt, known.completion) if known else money.price_of(said.model)
    interests = tuple(
        (each.name, "; ".join(filter(None, [each.about, ", ".join(each.keywords)])))
        for each in site.interests
    )
    wishes = ask.Wishes(site.language, said.also, interests, site.editor.must_read, site.editor.worth_a_look)
    return Asked(said.model, said.base_url, key, said.key, wishes, said.parallel, price)


def _told(digest: Digest, upgrade: Upgrade, journal: Journal, wanted: Sequence[Wanted], who: Asked) -> int:
    said = digest.site().summaries
    assert said  # noqa: S101  # asked before
    budget = _least(_budget(said.budget), money.less(_budget(said.daily_budget), journal.spent_today()))
    progress = _Progress(digest, len(wanted))
    try:
        for outcome in upgrade.run(wanted, Model(who), budget=budget):
            progress.step(told=isinstance(outcome, Done), usage=outcome.usage or Usage())
            if not isinstance(outcome, Done):
                progress.note_waiting(outcome.why)
    except SummaryError as error:
        digest.voice.error(error)
        return 1
    finally:
        progress.end(who.model)
        _say_what_is_doubted(digest, upgrade, who.model)
    return int(progress.has_failed or bool(upgrade.failed))


def _budget(said: Spending) -> Budget:
    return Budget(said.tokens, said.usd, said.requests)


def _least(one: Budget, other: Budget) -> Budget:
    def least(a: Any, b: Any) -> Any:
        return b if a is None else a if b is None else min(a, b)

    return Budget(
        least(one.tokens, other.tokens),
        least(one.cost_usd, other.cost_usd),
        least(one.requests, other.requests),
    )


def _key(folder: Path, said: Summaries) -> str | None:
    """Other endpoints than OpenAI's may need none."""
    return secrets.named(said.key, folder) or (None if said.base_url.startswith(_OWN) else "none")


def _estimated(site: Site, said: Summaries, wanted: Sequence[Wanted]) -> str:
    who = asked(site, said, "")
    total = Usage()
    for each in wanted:
        total = money.added(total, money.expected(each.paper, who.wishes, who.price))
    cost = f", {total.cost_usd:.4f} US dollars" if who.price.prompt else ", at a price that is not known"
    return (
        f"{len(wanted)} papers wait for {said.model}: about {total.prompt_tokens:,} tokens asked and "
        f"{total.completion_tokens:,} answered{cost}"
    )


class _Progress:
    """One line that moves on a terminal, a line now and then in a log, a table where GitHub shows one."""

    def __init__(self, digest: Digest, count: int) -> None:
        self._voice = digest.voice
        self._count = count
        self._begun = time.monotonic()
        self._asked = self._told = 0
        self._usage = Usage()
        self._waiting: dict[str, int] = {}

    def step(self, *, told: bool, usage: Usage) -> None:
        self._asked += 1
        self._told += told
        self._usage = money.added(self._usage, usage)
        self._voice.progress(
            self._line(),
            is_landmark=self._asked % _LINE_EVERY == 0 or self._asked == self._count,
            done=self._asked,
            of=self._count,
        )

    def note_waiting(self, why: str) -> None:
        self._waiting[why] = self._waiting.get(why, 0) + 1

    @property
    def has_failed(self) -> bool:
        """Whether nobody answered at all; that some papers wait is how things are."""
        return not self._told and any(why != NO_BUDGET for why in self._waiting)

    def end(self, model: str) -> None:
        self._voice.end_progress()
        waits = "; ".join(f"{count} wait: {why}" for why, count in self._waiting.items())
        line = f"{model}: {self._told} of {self._count} papers told, {self._cost()}" + (
            f"; {waits}" if waits else ""
        )
        self._voice.talk(
            line, "summaries", model=model, told=self._told, of=self._count, **asdict(self._usage)
        )

    def _line(self) -> str:
        took = max(time.monotonic() - self._begun, 0.001)
        left = (self._count - self._asked) * took / self._asked
        pace = f"{self._asked / took:.1f} a second, {left:.0f} s left"
        return f"{self._asked}/{self._count} papers, {self._cost()}, {pace}"

    def _cost(self) -> str:
        tokens = self._usage.prompt_tokens + self._usage.completion_tokens
        return f"{tokens:,} tokens, ${self._usage.cost_usd:.4f}"
