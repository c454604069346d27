"""`broadsheet explain`: why a paper is summarized as it is."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from broadsheet.cli.terminal import visible
from broadsheet.errors import UsageError
from broadsheet.records.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.cli.workspace import Workspace
    from broadsheet.model import Entry, Paper
    from broadsheet.summarize.extract import Account

_WIDTH = 92
_BAR = 10
_SHOWN = 3  # grounds: the others weigh little
_LEAST = 0.1  # what is less likely is not worth a word


@click.command("explain", short_help="Show why a paper is summarized as it is.")
@click.argument("paper_id", metavar="ID")
@click.pass_obj
def command(workspace: Workspace, *, paper_id: str) -> int:
    """Show how the extract reads the abstract of a paper that stands on a page.

    For each sentence: the part it tells, what it was taken for and how surely, and how well it would stand
    as the TL;DR. Where a model summarized the paper, also what speaks against its parts: figures, names or
    directions that the abstract does not have, and as a mark words that are only stronger than its own. ID
    is an arXiv identifier, with or without a version.
    """
    from broadsheet.summarize.extract import explain

    site = workspace.site()
    entry = _found(workspace, paper_id)
    paper = entry.paper
    account = explain(paper.title, paper.abstract)
    if not account.sentences:
        workspace.terminal.result(f"{paper.id} has no abstract: there is nothing to choose from.")
        return 0
    for line in (*_abstract_lines(paper, account), *_model_lines(entry, site.language)):
        workspace.terminal.picture(line)
    return 0


def _model_lines(entry: Entry, language: str) -> Iterator[str]:
    """What speaks against a model's parts, as they stand on the page."""
    from broadsheet.summarize.model import verified

    if entry.summary is None or entry.summary.prompt is None:
        return
    refusals, doubts = verified(entry.paper, entry.summary, language=language)
    yield ""
    yield f"{entry.summary.summarizer}, held against the abstract:"
    for part in entry.summary.parts:
        if part.role in entry.summary.own:
            verdicts = ["failed, and stands in the authors’ own words"]
        else:
            against = [each.what for each in refusals if each.role is part.role]
            verdicts = against + [f"{each.what} (a mark)" for each in doubts if each.role is part.role]
        line = f"    {part.role}: {visible('; '.join(verdicts) or 'nothing speaks against it')}"
        yield from textwrap.wrap(line, width=_WIDTH, subsequent_indent="      ")


def _found(workspace: Workspace, paper_id: str) -> Entry:
    bare = paper_id.removeprefix("arXiv:").partition("v")[0] if "/" not in paper_id else paper_id
    found = Seen(workspace.library(), workspace.state).entry(bare)
    if found is None:
        raise UsageError(f"no page lists {paper_id}", hint="give the identifier of a paper, like 2601.90001")
    return found


def _abstract_lines(paper: Paper, account: Account) -> Iterator[str]:
    from broadsheet.summarize.extract.parts import mass
    from broadsheet.text import tex

    parts: dict[int, list[str]] = {}
    for role, numbers in account.parts.items():
        for number in numbers:
            parts.setdefault(number, []).append("TL;DR" if role == "tldr" else str(role))
    yield click.style(visible(tex.plain(paper.title)), bold=True)
    low, high = min(account.standing), max(account.standing)
    for number, (sentence, reading, score) in enumerate(
        zip(account.sentences, account.readings, account.standing, strict=True), 1
    ):
        yield ""
        yield from textwrap.wrap(
            f"{number:>2}  {visible(tex.plain(sentence))}", width=_WIDTH, subsequent_indent="    "
        )
        likely = sorted(mass(reading).items(), key=lambda item: -item[1])
        readings = ", ".join(f"{kind} {chance:.0%}" for kind, chance in likely if chance >= _LEAST)
        share = (score - low) / (high - low) if high > low else 1.0
        bar = "█" * round(share * _BAR) + "░" * (_BAR - round(share * _BAR))
        used = click.style(
            " and ".join(parts.get(number, ["not used"])), fg="green" if number in parts else None
        )
        yield f"    {used}  ·  {readings}  ·  TL;DR {bar} {score:+.2f}"
    yield ""
    best = account.parts[next(iter(account.parts))][0]
    for_it = ", ".join(
        f"{name} ({worth:+.2f})" for name, worth in account.grounds(paper.title)[:_SHOWN] if worth > 0
    )
    yield f"Sentence {best} stands highest as TL;DR. What sets it off from the mean: {for_it or 'little'}."
