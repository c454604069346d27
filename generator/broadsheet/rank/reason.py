"""Why a paper was rated as it was: the terms that caused it, and the sentence that says most of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from broadsheet.text import markdown, plain, sentences, tex
from broadsheet.text.terms import STOPPED, stem, stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.model import Paper
    from broadsheet.rank.following import Followed
    from broadsheet.rank.query import Query, Term

_TERMS = 3
_TELLING = 0.35  # of the weightiest: what weighs less is no reason
_LONGEST = 170
_WORDS = {
    "en": {
        "says": "it speaks of {}",
        "titled": "its title names {}",
        "follows": "you follow {}",
        "avoids": "you avoid {}",
        "and": " and ",
        "comma": ", ",
        "stop": "; ",
        "end": ".",
    },
    "zh": {
        "says": "谈及{}",
        "titled": "标题提到{}",
        "follows": "您关注{}",
        "avoids": "您回避{}",
        "and": "和",
        "comma": "、",
        "stop": "；",
        "end": "。",
    },
}


def reason(paper: Paper, asked: Query, weights: Mapping[Term, float], marks: Followed, language: str) -> str:
    """Inline Markdown; "" when there is nothing to say."""
    words = _WORDS.get(language.partition("-")[0], _WORDS["en"])
    in_title = _named(paper.title, asked, weights)
    titled = list(in_title.values())[:_TERMS]
    in_abstract = _named(paper.abstract, asked, weights)
    told = [said for term, said in in_abstract.items() if term not in in_title][: _TERMS - len(titled)]
    clauses = []
    if marks.follows:
        clauses.append(words["follows"].format(_listed(marks.follows, words)))
    if titled:
        clauses.append(words["titled"].format(_listed(titled, words)))
    if told:
        clauses.append(words["says"].format(_listed(told, words)))
    if marks.avoids:
        clauses.append(words["avoids"].format(_listed(marks.avoids, words)))
    if not clauses:
        return ""
    said = words["stop"].join(clauses)
    return markdown.escape(said[0].upper() + said[1:] + words["end"])


def _listed(names: Sequence[str], words: Mapping[str, str]) -> str:
    names = [tex.plain(name) for name in names]
    return words["and"].join(filter(None, [words["comma"].join(names[:-1]), names[-1]]))


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def _named(text: str, asked: Query, weights: Mapping[Term, float]) -> dict[Term, str]:
    """The interest's terms in a text as the text writes them, the weightiest first; pairs before words."""
    found: dict[Term, tuple[float, str]] = {}
    words = [match[0] for match in _WORD.finditer(text)]
    its_stems = [stem(word) for word in words]
    for place, word in enumerate(its_stems):
        start = next((prefix for prefix in asked.prefixes if word.startswith(prefix)), word)
        if (start in asked.prefixes or word in asked.terms) and word not in STOPPED:
            found.setdefault(start, (weights.get(word, 0.0), words[place]))
    for place, pair in enumerate(pairwise(its_stems)):
        if pair in asked.terms:
            weight = sum(weights.get(part, 0.0) for part in (pair, *pair))
            found.setdefault(pair, (weight, f"{words[place]} {words[place + 1]}"))
    inside = {word for term in found if isinstance(term, tuple) for word in term}
    chosen = {term: each for term, each in found.items() if term not in inside}
    telling = _TELLING * max((weight for weight, _ in chosen.values()), default=0.0)
    ordered = sorted(chosen.items(), key=lambda item: -item[1][0])
    return {term: _lowered(said) for term, (weight, said) in ordered if weight >= telling}


def _lowered(said: str) -> str:
    """As in running text, names and abbreviations kept."""
    return " ".join(
        word.lower() if word[1:].islower() and word[:1].isupper() else word for word in said.split()
    )


def telling(paper: Paper, weights: Mapping[Term, float]) -> str:
    """The sentence of the abstract that says most of the interest, as long as it fits."""
    best, most = "", 0.0
    for span in sentences.split(paper.abstract):
        said = span.of(paper.abstract)
        words = set(stems(said))
        weight = sum(weights.get(word, 0.0) for word in sorted(words))
        if weight > most:
            best, most = said, weight
    line = plain.line(best)
    if len(line) > _LONGEST:
        if "$" in line or "\\" in line:
            return ""
        line = line[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
    return markdown.escape(line)
