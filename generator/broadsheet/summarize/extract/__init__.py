"""The summarizer that is always there: the authors' own sentences, chosen and put into five parts.

It needs no key, no network and no download, and gives the same answer everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from broadsheet.errors import unexpected
from broadsheet.model import EXTRACT, Part, Role, Summary
from broadsheet.summarize import Done, Pending
from broadsheet.summarize.extract.parts import choose
from broadsheet.summarize.extract.rank import grounds, scores
from broadsheet.summarize.extract.roles import Reading, read
from broadsheet.summarize.extract.trim import trimmed
from broadsheet.summarize.extract.weights import shipped
from broadsheet.text import escapes
from broadsheet.text.sentences import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from broadsheet.model import Paper
    from broadsheet.summarize import Budget, Outcome


class Extract:
    """Tells every paper at once and costs nothing: pending is only one at which the program fails."""

    def summarize(
        self,
        papers: Iterable[Paper],
        *,
        budget: Budget | None = None,  # noqa: ARG002  # the protocol's; here nothing is spent
    ) -> Iterator[Outcome]:
        for paper in papers:
            try:
                yield Done(paper.id, summarize(paper.title, paper.abstract))
            except Exception as error:  # noqa: BLE001  # one abstract is no reason to lose the others
                yield Pending(paper.id, unexpected(error).what)


class Account(NamedTuple):
    """What was read in an abstract and what was made of it: sentence by sentence, in the same order."""

    sentences: Sequence[str]
    readings: Sequence[Reading]
    standing: Sequence[float]
    parts: Mapping[Role, tuple[int, ...]]

    def grounds(self, title: str) -> list[tuple[str, float]]:
        """What speaks for the TL;DR's sentence beside the mean of all, the strongest first."""
        made = grounds(title, self.sentences, self.readings, shipped())
        best = made[self.parts[Role.TLDR][0] - 1]
        ahead = {name: value - sum(each[name] for each in made) / len(made) for name, value in best.items()}
        return sorted(ahead.items(), key=lambda item: -item[1])


def summarize(title: str, abstract: str) -> Summary:
    """The abstract in up to five parts, each a selection of its sentences, numbered from 1 as evidence."""
    account = explain(title, abstract)
    parts = []
    for role, numbers in account.parts.items():
        chosen = [account.sentences[number - 1] for number in numbers]
        text = trimmed(chosen[0]) if role is Role.TLDR else " ".join(chosen)
        parts.append(Part(role, escapes.escape(text), numbers))
    return Summary(EXTRACT, tuple(parts))


def explain(title: str, abstract: str) -> Account:
    """Why an abstract is summarized as it is: roles and their probabilities, and each sentence's standing
    as a TL;DR (the highest was chosen).
    """
    sentences = numbered(abstract)
    if not sentences:
        return Account((), (), (), {})
    readings = read(sentences)
    standing = scores(title, sentences, readings, shipped())
    return Account(sentences, readings, standing, choose(sentences, readings, standing))


def classify(sentences: list[str]) -> list[str]:
    """Each sentence's role in its abstract: background, objective, method, result or other."""
    return [reading.label for reading in read(sentences)]
