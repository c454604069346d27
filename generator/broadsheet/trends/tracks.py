"""The tracks of a day: papers that share a phrase which few others say, each with a sentence of numbers.

Phrases come first and papers gather under them (as in suffix tree clustering: Zamir and Etzioni, 1998),
so that every track has a name that its own papers say.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from broadsheet import phrases, taxonomy
from broadsheet.model import Trend, TrendTranslation
from broadsheet.text.terms import contains, is_name, stems
from broadsheet.trends.moving import OLDEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.model import Paper
    from broadsheet.trends.vocabulary import Stems, Vocabulary

MOST = 5
_LARGEST = 0.3  # of the day: what more papers say is not a track of it
_LONGER = 0.5
_LARGE = 8  # and on a large day, more than so many beside such a share
_LARGE_SHARE = 0.06
_NEWS = 1.2  # times as many papers as on a usual day, or it is none
_MOSTLY = 0.6  # of a track: papers of which its category is that of the track
_NUMERAL = re.compile(r"[IVX]+")
_SHARED = 0.5  # of a track's papers: what they say together


def tracks(
    vocabulary: Vocabulary,
    *,
    scores: Mapping[str, float],
    asked: Iterable[str] = (),
    languages: Sequence[str] = ("en",),
    days: int = 1,
) -> tuple[Trend, ...]:
    """The best rated papers of a track stand first; a paper is of one track only. What is `asked` for in so
    many words, which has a part of the page, is no track of it. `days` is over how many the papers were
    announced.
    """
    known = {tuple(stems(term.rstrip("*"))) for term in asked}
    papers = vocabulary.papers
    fewest = 2 if len(papers) < 12 else 3 if len(papers) < 150 else 4
    most = max(fewest, min(int(len(papers) * _LARGEST), int(_LARGE + len(papers) * _LARGE_SHARE)))
    candidates = {
        phrase: set(where)
        for phrase, where in vocabulary.where.items()
        if fewest <= len(where) <= most
        and not any(asked_for == phrase or _is_part(asked_for, phrase) for asked_for in known)
        and is_name(phrase)
        and _is_news(vocabulary, phrase, days)
        and vocabulary.is_topic(phrase)
    }
    within = _within(candidates)
    left = {phrase: where for phrase, where in candidates.items() if phrase not in within}
    cohesion = {phrase: vocabulary.coherence(phrase) for phrase in left}
    usual_category = _usual_category(vocabulary)
    found: list[Trend] = []
    while left and len(found) < MOST:
        phrase = max(left, key=lambda each: (cohesion[each] * _worth(vocabulary, each, left[each]), each))
        where = left.pop(phrase)
        if _only_describes(vocabulary, phrase, where):
            continue
        beside = _beside(vocabulary, phrase, where, left)
        order = sorted(where, key=lambda place: (-scores.get(papers[place].id, 0.0), place))
        name = vocabulary.spelled(phrase)
        title = name[0].upper() + name[1:] if name.split()[0].islower() else name
        note, *notes = (
            _note(vocabulary, phrase, where, beside, language=language, days=days, usual=usual_category)
            for language in languages
        )
        others = sorted(zip(languages[1:], notes, strict=True))
        found.append(
            Trend(
                title,
                note,
                tuple(papers[place].id for place in order),
                tuple(TrendTranslation(language, title, said) for language, said in others),
            )
        )
        taken = {phrase, *beside}
        left = {
            other: places - where
            for other, places in left.items()
            if len(places - where) >= fewest and other not in taken and not set(other) & set(phrase)
        }
    return tuple(found)


def _is_part(asked: Stems, phrase: Stems) -> bool:
    """Whether a phrase says what was asked for in several words, and more."""
    return len(asked) > 1 and contains([*phrase], asked)


def _only_describes(vocabulary: Vocabulary, phrase: Stems, where: set[int]) -> bool:
    """Whether it mostly stands before another word ("4D", "open-vocabulary"), or numbers a part ("II")."""
    if _NUMERAL.fullmatch(vocabulary.spelled(phrase)):
        return True
    length = len(phrase)
    times = [vocabulary.times[place] for place in sorted(where)]
    followed = sum(
        count
        for each in times
        for other, count in each.items()
        if len(other) == length + 1 and other[:length] == phrase
    )
    return followed >= _MOSTLY * sum(each[phrase] for each in times)


def _within(candidates: Mapping[Stems, set[int]]) -> set[Stems]:
    """Phrases that stand nowhere but in a longer one."""
    return {
        part
        for phrase, where in candidates.items()
        for length in range(1, len(phrase))
        for part in (phrase[start : start + length] for start in range(len(phrase) - length + 1))
        if candidates.get(part) == where
    }


def _worth(vocabulary: Vocabulary, phrase: Stems, where: set[int]) -> float:
    titled = sum(phrase in vocabulary.titled[place] for place in where)
    size: float = len(where) + 2 * titled
    rarity: float = vocabulary.rarity(phrase) ** 1.5
    usual = vocabulary.before.get(phrase, 0) / max(1, vocabulary.archive.days)
    news: float = min(3.0, (len(where) + 1) / (usual + 1)) ** 0.3
    return size * rarity * news * (1 + _LONGER * (len(phrase) - 1))


def _is_news(vocabulary: Vocabulary, phrase: Stems, days: int) -> bool:
    """Whether it is said more than usual, where it is known what that is."""
    past = vocabulary.archive.days
    usual = vocabulary.before.get(phrase, 0) * days / past if past >= OLDEST else 0.0
    return len(vocabulary.where[phrase]) >= _NEWS * usual


def _usual_category(vocabulary: Vocabulary) -> str:
    """That of most papers, which says nothing of a track."""
    counts = Counter(paper.primary for paper in vocabulary.papers)
    category, count = counts.most_common(1)[0] if counts else ("", 0)
    return category if 2 * count > len(vocabulary.papers) else ""


def _beside(
    vocabulary: Vocabulary, phrase: Stems, where: set[int], left: Mapping[Stems, set[int]]
) -> list[Stems]:
    """Other phrases that at least half of the papers share, and two of them."""
    shared = [
        other
        for other, places in left.items()
        if len(places & where) >= max(2, _SHARED * len(where)) and not set(other) & set(phrase)
    ]
    shared.sort(key=lambda each: (-_worth(vocabulary, each, left[each] & where), each))
    chosen: list[Stems] = []
    for other in shared:
        if not any(set(other) & set(each) for each in chosen):
            chosen.append(other)
    return chosen[:2]


def _note(  # noqa: PLR0913  # all that a sentence tells
    vocabulary: Vocabulary,
    phrase: Stems,
    where: set[int],
    beside: Sequence[Stems],
    *,
    language: str,
    days: int,
    usual: str,
) -> str:
    words = phrases.of(language)
    clause = words.papers.format(words.number(len(where)))
    primaries = Counter(vocabulary.papers[place].primary for place in sorted(where))
    category, count = primaries.most_common(1)[0]
    if category == usual:
        category = ""
    if category and count == len(where):
        clause = words.all.format(clause, taxonomy.name(category))
    elif category and count >= _MOSTLY * len(where):
        clause = words.most.format(clause, words.number(count), taxonomy.name(category))
    clauses = [clause]
    past = vocabulary.archive.days
    if past >= OLDEST:
        before = vocabulary.before.get(phrase, 0) * days / past
        often = words.usual if days == 1 else words.usually
        said = f"{before:.1f}".removesuffix(".0")
        clauses.append(often.format(said) if before >= 0.05 else words.never.format(past))
    if beside:
        names = [vocabulary.spelled(each) for each in beside]
        clauses.append(words.along.format(words.listed(names)))
    if coded := sum(_has_code(vocabulary.papers[place]) for place in where):
        clauses.append(words.coded.format(words.number(coded)))
    return words.sentence(clauses)


def _has_code(paper: Paper) -> bool:
    return any(link.label.startswith("code") for link in paper.links)
