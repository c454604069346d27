"""The rating: what matters to this reader. Pure: interests, papers and what the archive says come in,
a score from 0 to 10, a field, a decision and a reason in words come out.

A score sorts and never hides. It is made to be rare and comparable from day to day: see `scale`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.model import Decision, Rating
from broadsheet.rank import scale
from broadsheet.rank.following import Followed, followed, is_one_of
from broadsheet.rank.index import Index
from broadsheet.rank.likeness import Middle
from broadsheet.rank.query import Query, query
from broadsheet.rank.reason import reason, telling
from broadsheet.rank.related import related_papers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.config import EditorSettings, Interest
    from broadsheet.model import Paper

__all__ = ["Followed", "Rated", "followed", "is_one_of", "rated", "related_papers"]

_NAMES_A_FIELD = 2.0  # below this a paper is of no interest, and no field is claimed for it
_FOLLOWED = 2.0  # what a followed name or phrase adds, beside lifting a paper over the threshold
# How much of what was asked a paper has: by its words, and by what they are like (benchmarks/rank.py).
_SAID = 0.45
_ALIKE = 1.8
_BY_CHANCE = 0.25  # how alike what has nothing to do with each other may be
_AVOIDED = 2.5  # what a phrase to be avoided takes away; twice that in the title


@dataclass(frozen=True, slots=True)
class Rated:
    rating: Rating
    reason: str  # inline Markdown
    sentence: str  # of the abstract, that says most of what the title does not say, as inline Markdown
    reasons: Mapping[str, str]  # in further languages


def rated(
    papers: Sequence[Paper],
    *,
    interests: Sequence[Interest],
    archive: Iterable[Paper],
    editor: EditorSettings,
    languages: Sequence[str] = ("en",),
) -> Mapping[str, Rated]:
    """A rating for each paper by its id; the archive is what it is to be comparable with."""
    if not interests:
        return {}
    ids = {paper.id for paper in papers}
    every = [*papers, *(paper for paper in archive if paper.id not in ids)]
    queries = [query(interest) for interest in interests]
    index = Index(every, phrases={pair for each in queries for pair in each.pairs})
    directions = index.directions()
    middle = Middle.of(directions)
    matches = [
        _matches(index, each, interest, alike=middle.likeness(each.direction, directions))
        for each, interest in zip(queries, interests, strict=True)
    ]
    best = scale.combined([match.strengths for match in matches])
    found = {}
    for place, paper in enumerate(papers):
        number, rarity = best[place]
        score = min(rarity, scale.enough(matches[number].amounts[place] * interests[number].weight))
        marks = [followed(paper, interest) for interest in interests]
        if not marks[number].follows:
            number = next((each for each, mark in enumerate(marks) if mark.follows), number)
        found[paper.id] = _opinion(
            paper, score, matches[number], marks[number], editor=editor, languages=languages
        )
    return found


@dataclass(frozen=True, slots=True)
class _Match:
    interest: Interest
    asked: Query
    weights: Mapping[str | tuple[str, str], float]  # of terms, those learned from the archive too
    amounts: Sequence[float]  # of what the interest asks, how much each paper says
    strengths: Sequence[float]  # the same, comparable between interests


def _matches(index: Index, asked: Query, interest: Interest, *, alike: Sequence[float]) -> _Match:
    own = index.weighted(asked)
    whole = asked.whole(own)
    first = index.scores(own)
    weights = index.learned(own, first)
    said = [score / whole for score in index.scores(weights)] if whole else [0.0] * len(first)
    amounts = [*map(_amount, said, alike, index.trust)]
    strengths = scale.strengths(amounts, weight=interest.weight)
    return _Match(interest, asked, own, amounts, strengths)


def _amount(said: float, like: float, trust: float) -> float:
    """Of what an interest asks, how much a paper has; of few words only those count that it shares."""
    return (1 - trust) * said + trust * (_SAID * said + _ALIKE * max(0.0, like - _BY_CHANCE))


def _opinion(  # noqa: PLR0913  # all that an opinion rests on
    paper: Paper,
    score: float,
    match: _Match,
    marks: Followed,
    *,
    editor: EditorSettings,
    languages: Sequence[str],
) -> Rated:
    if marks.follows:
        score = max(score + _FOLLOWED, float(editor.worth_a_look))
    if marks.avoids:
        score -= _AVOIDED * (len(marks.avoids) + marks.avoided_in_title)
    score = round(min(max(score, 0.0), 10.0), 1) + 0.0  # of "-0.0" no reader makes sense
    field = match.interest.name if score >= _NAMES_A_FIELD or marks.follows else ""
    decision = (
        Decision.MUST_READ
        if score >= editor.must_read
        else Decision.WORTH_A_LOOK
        if score >= editor.worth_a_look
        else Decision.SKIP
    )
    is_near = bool(field)
    why, *others = (
        reason(paper, match.asked, match.weights, marks, is_near=is_near, language=language)
        for language in languages
    )
    said = telling(paper, match.asked, match.weights) if is_near else ""
    return Rated(Rating(score, decision, field), why, said, dict(zip(languages[1:], others, strict=True)))
