"""What a search finds of a paper: all that its page says of it."""

from __future__ import annotations

import re
from html import unescape
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from broadsheet.model import Role
from broadsheet.records.papers import PaperRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TAG = re.compile("<[^>]*>")
_BETWEEN = " \n "


class Searched(NamedTuple):
    """What a search finds of a paper: facts, and its texts by what they are."""

    facts: list[str]
    titles: list[str]
    gist: list[str]
    names: list[str]
    rest: list[str]


def search_facts(paper: PaperRecord) -> list[str]:
    """What filters ask for: categories, interest, decision."""
    judged = (paper.rating.field, paper.rating.decision) if paper.rating else ()
    return [*paper.categories, *filter(None, judged)]


def searched(row: list[Any], called: Mapping[str, str] = MappingProxyType({})) -> Searched:
    """All that a page says of a paper, from its record as that lies on disk, since to make one of that would
    cost more than all else here. The authors' own sentences stand in their abstract alone. An interest that
    is `called` otherwise there is found by what it is called, and chosen by its own name.
    """
    paper = PaperRecord._make(row)
    paragraphs = [[_plain(sentence) for sentence in paragraph] for paragraph in paper.abstract]
    titles, gist = [_plain(paper.title)], [*paper.keywords, _plain(paper.reason)]
    rest = [" ".join(paragraph) for paragraph in paragraphs]
    for role, text, *_ in paper.parts:
        said = _plain(text)
        if role == Role.TLDR:
            gist.append(said)
        elif role == Role.TITLE:
            titles.append(said)
        elif not any(said in paragraph for paragraph in paragraphs):
            rest.append(said)
    judged = paper.rating[1:] if paper.rating else ()
    names = [name for name, *_ in paper.authors]
    rest += [
        " ".join(paper.categories),
        *(called.get(each, each) for each in judged),
        *(affiliation for _, affiliation, _ in paper.authors if affiliation),
    ]
    if paper.notes:
        rest.append(unescape(_TAG.sub(" ", paper.notes)))
    return Searched([paper.id, *paper.categories, *filter(None, judged)], titles, gist, names, rest)


def beyond(said: Searched, first: Searched) -> Searched:
    """What is said there that the first edition does not say of the paper, be it elsewhere: the authors' own
    sentence, which stands for a part that its language lacks, stands in their abstract there.
    """
    there = f" {_BETWEEN.join(chain.from_iterable(first[1:]))} "

    def new(texts: Iterable[str]) -> list[str]:
        return [text for text in texts if f" {text} " not in there]

    facts = [fact for fact in said.facts if fact not in first.facts]
    return Searched(facts, new(said.titles), new(said.gist), new(said.names), new(said.rest))


def _plain(text: Any) -> str:
    """Of a text whose HTML says something else, too."""
    return text if isinstance(text, str) else text[1]
