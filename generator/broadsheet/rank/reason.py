"""Why a paper was rated as it was: the terms that caused it, and the sentence that says most of them."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from broadsheet import phrases
from broadsheet.text import markdown, plain, sentences, tex
from broadsheet.text.terms import STOPPED, stem, stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.model import Paper
    from broadsheet.phrases import Phrases
    from broadsheet.rank.following import Followed
    from broadsheet.rank.query import Query, Term

_TERMS = 3
Key = tuple[str, ...]
_TELLING = 0.35  # of the weightiest: what weighs less is no reason
_LONGEST = 170


def reason(  # noqa: PLR0913  # all that it tells
    paper: Paper,
    asked: Query,
    weights: Mapping[Term, float],
    marks: Followed,
    *,
    is_near: bool,
    language: str,
) -> str:
    """A sentence, as inline Markdown. A paper that `is_near` to no interest has one too."""
    words = phrases.of(language)
    in_title = _named(paper.title, asked, weights)
    titled = list(in_title.values())[:_TERMS]
    in_abstract = _named(paper.abstract, asked, weights)
    more = (term for key, term in in_abstract.items() if not any(set(key) <= set(k) for k in in_title))
    only_in_abstract = list(islice(more, _TERMS - len(titled)))
    clauses = []
    if marks.follows:
        clauses.append(words.follows.format(_listed(marks.follows, words)))
    if not is_near:
        mentioned = [*titled, *only_in_abstract]
        clauses.append(words.only.format(_listed(mentioned, words)) if mentioned else words.nothing)
    elif titled and only_in_abstract:
        clauses.append(words.both.format(_listed(titled, words), _listed(only_in_abstract, words)))
    elif titled or only_in_abstract:
        says = words.titled if titled else words.says
        clauses.append(says.format(_listed(titled or only_in_abstract, words)))
    elif not clauses:
        clauses.append(words.akin)
    if marks.avoids:
        clauses.append(words.avoids.format(_listed(marks.avoids, words)))
    return markdown.escape(words.sentence(clauses))


def _listed(names: Sequence[str], words: Phrases) -> str:
    return words.listed([tex.plain(name) for name in names])


_GAPS = frozenset({" ", "-", "–", "\n"})
_WORD = re.compile(r"\b[0-9]{0,2}[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*")


def _named(text: str, asked: Query, weights: Mapping[Term, float]) -> dict[Key, str]:
    """The interest's terms in a text as the text writes them, the weightiest first; phrases before words."""
    words = list(_WORD.finditer(text))
    its_stems = [stem(word[0]) for word in words]
    found: dict[Key, tuple[float, str]] = {}
    inside: set[str] = set()
    for first, last in _runs(text, words, its_stems, asked):
        key = tuple(its_stems[first : last + 1])
        terms: list[Term] = [*key, *pairwise(key)]
        weight = sum(weights.get(term, 0.0) for term in terms)
        found.setdefault(key, (weight, text[words[first].start() : words[last].end()]))
        inside.update(key)
    for word, match in zip(its_stems, words, strict=True):
        start = next((prefix for prefix in asked.prefixes if word.startswith(prefix)), word)
        is_asked = start in asked.prefixes or word in asked.terms
        if is_asked and word not in STOPPED and word not in inside:
            found.setdefault((start,), (weights.get(word, 0.0), match[0]))
    telling = _TELLING * max((weight for weight, _ in found.values()), default=0.0)
    ordered = sorted(found.items(), key=lambda item: -item[1][0])
    return {key: _lowered(term) for key, (weight, term) in ordered if weight >= telling}


def _runs(
    text: str, words: Sequence[re.Match[str]], its_stems: Sequence[str], asked: Query
) -> Iterator[tuple[int, int]]:
    """Where words stand together that the interest puts together, from the first to the last."""
    run: tuple[int, int] | None = None
    for place, pair in enumerate(pairwise(its_stems)):
        if pair in asked.terms and text[words[place].end() : words[place + 1].start()] in _GAPS:
            if run and run[1] == place:
                run = run[0], place + 1
                continue
            if run:
                yield run
            run = place, place + 1
    if run:
        yield run


def _lowered(term: str) -> str:
    """As in running text, names and abbreviations kept."""
    return " ".join(
        word.lower() if word[1:].islower() and word[:1].isupper() else word for word in term.split()
    )


def telling(paper: Paper, weights: Mapping[Term, float]) -> str:
    """The sentence of the abstract that says most of the interest, as long as it fits."""
    best, most = "", 0.0
    for span in sentences.split(paper.abstract):
        sentence = span.of(paper.abstract)
        words = set(stems(sentence))
        weight = sum(weights.get(word, 0.0) for word in sorted(words))
        if weight > most:
            best, most = sentence, weight
    line = plain.line(best)
    if len(line) > _LONGEST:
        if "$" in line or "\\" in line:
            return ""
        line = line[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
    return markdown.escape(line)
