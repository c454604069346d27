"""Whether a summary turns a direction round: more for less, better for worse.

No sentence is understood. Each word that carries a direction is held against the evidence together with what
it is said of: the nearest words, which a glossary finds in the other language too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.summarize.verify import lexicon
from broadsheet.summarize.verify.lexicon import Way
from broadsheet.summarize.verify.passage import Passage

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_AGAINST = {
    Way.UP: {Way.DOWN},
    Way.DOWN: {Way.UP},
    Way.GOOD: {Way.BAD},
    Way.BAD: {Way.GOOD},
    Way.LATER: {Way.EARLIER},
    Way.EARLIER: {Way.LATER},
}
# What a direction may be said for without turning it round: less error is better, less accuracy is worse.
_WITH = {
    Way.UP: {Way.UP, Way.GOOD},
    Way.DOWN: {Way.DOWN, Way.BAD, Way.GOOD},
    Way.GOOD: {Way.GOOD, Way.UP, Way.DOWN},
    Way.BAD: {Way.BAD, Way.DOWN, Way.UP},
    Way.LATER: {Way.LATER, Way.UP, Way.BAD},
    Way.EARLIER: {Way.EARLIER, Way.DOWN, Way.GOOD},
}
_DENIED_WITHIN = 14  # characters
_BEHIND, _BEFORE, _NEAR = 24, 12, 14  # characters in which the object of a Chinese verb stands


def turned(mine: Passage, source: Passage, abstract: Passage) -> Iterator[str]:
    """The first word of a part whose direction its evidence does not have, but the other."""
    for match, ways in _stated(mine):
        if not _is_denied(mine, match) and _is_turned(mine, match, ways, source, abstract):
            yield f"says {match[0]!r}, where the evidence says the opposite"
            return


def _stated(mine: Passage) -> list[tuple[re.Match[str], set[Way]]]:
    found: dict[tuple[int, int], tuple[re.Match[str], set[Way]]] = {}
    for way, pattern in lexicon.STATED:
        for match in pattern.finditer(mine.text):
            found.setdefault(match.span(), (match, set()))[1].add(way)
    return list(found.values())


def _is_denied(mine: Passage, match: re.Match[str]) -> bool:
    begin, _ = mine.clause(match.start())
    before = lexicon.NOT.finditer(mine.text, begin, match.start())
    return any(0 <= match.start() - each.end() < _DENIED_WITHIN for each in before)


def _is_turned(
    mine: Passage, match: re.Match[str], ways: set[Way], source: Passage, abstract: Passage
) -> bool:
    is_foreign = mine.is_han and not source.is_han
    ways = _meant(mine, match, ways) if is_foreign else ways
    agreeing = set().union(*(_WITH[way] for way in ways)) | ways
    against = set().union(*(_AGAINST[way] for way in ways)) - agreeing
    near = (not is_foreign and source.ways_to(mine.object_of(match))) or source.ways_of(
        mine.subjects_of(match.start(), match.end())
    )
    anywhere = {way for way, _ in (abstract if is_foreign else source).ways}
    if ways & {Way.LATER, Way.EARLIER, Way.BAD} and not anywhere & agreeing:
        return True
    if lexicon.BEHIND.fullmatch(match[0]):
        return bool(lexicon.WINNING.search(abstract.text)) and not lexicon.LOSING.search(abstract.text)
    if is_foreign and ways == {Way.GOOD} and not lexicon.OVER_OTHERS.fullmatch(match[0]):
        return False  # whoever proposes a thing improves something
    if near & against and not near & agreeing and not (is_foreign and Way.GOOD in ways):
        return True
    if is_foreign:
        return _is_made_up(mine, match, ways, abstract)
    return not near and bool(anywhere & against) and not anywhere & agreeing


def _meant(mine: Passage, match: re.Match[str], ways: set[Way]) -> set[Way]:
    """To raise (提高) a figure or a cost is more, to raise a quality is better."""
    if not {Way.UP, Way.GOOD} <= ways:
        return ways
    behind = mine.text[match.end() : match.end() + _NEAR]
    before = mine.text[max(match.start() - _BEFORE, 0) : match.start()]
    if lexicon.COSTS.search(behind) or (
        lexicon.COSTS.search(before) and not lexicon.QUALITIES.search(before)
    ):
        return {Way.UP}
    return {Way.GOOD} if lexicon.QUALITIES.search(behind + before) else ways


def _is_made_up(mine: Passage, match: re.Match[str], ways: set[Way], abstract: Passage) -> bool:
    """Harm is not made up: that a quality falls, a cost rises or something is worse stands in the abstract
    beside the same words, and what is said there of them does not go the other way only.
    """
    is_quality, is_cost = _object(mine, match)
    of = mine.subjects_of(match.start(), match.end())
    named = [each for each in of if lexicon.QUALITIES.search(each.text)] if is_quality else []
    there = abstract.beside(named or of)
    harm, gain, less, rising = (
        any(map(pattern.search, there))
        for pattern in (lexicon.HARM, lexicon.GAIN, lexicon.LESS, lexicon.RISING)
    )
    if is_quality and ways & {Way.DOWN, Way.BAD} and _is_an_aim(mine, match):
        return gain or not harm
    if ways <= {Way.BAD} or (is_quality and ways == {Way.DOWN}):
        return bool(there) and gain and not harm
    if is_quality and lexicon.INTRANSITIVE.search(match[0]):
        return harm and not gain
    if is_cost:
        return ways == {Way.UP} and less and not rising
    return _goes_the_other_way(mine, match, ways, abstract)


def _object(mine: Passage, match: re.Match[str]) -> tuple[bool, bool]:
    """Whether a Chinese verb is said of what is better when there is more of it, or of what is worse."""
    begin, close = mine.clause(match.start())
    behind = mine.text[match.end() : min(close, match.end() + _BEHIND)]
    is_transitive = (
        len(behind) > 2 and not lexicon.INTRANSITIVE.search(match[0]) and match[0][-1] not in "至到降"
    )
    before = "" if is_transitive else mine.text[max(begin, match.start() - _BEFORE) : match.start()]
    for place in (behind, before):
        quality, cost = lexicon.QUALITIES.search(place), lexicon.COSTS.search(place)
        if quality or cost:
            return bool(quality) and not cost, bool(cost) and not quality
    return False, False


def _is_an_aim(mine: Passage, match: re.Match[str]) -> bool:
    begin, close = mine.sentence(match.start())
    sentence = mine.text[begin:close]
    return bool(lexicon.AIM.search(sentence)) and not lexicon.COMPLAINT.search(sentence)


def _goes_the_other_way(mine: Passage, match: re.Match[str], ways: set[Way], abstract: Passage) -> bool:
    """Whether the sentences on the same go the other way only."""
    begin, close = mine.sentence(match.start())
    there = {way for each in abstract.alike(mine.text[begin:close]) for way, _ in Passage(each).ways}
    if ways == {Way.DOWN}:
        return Way.UP in there and not there & {Way.DOWN, Way.BAD, Way.GOOD}
    return ways == {Way.UP} and Way.DOWN in there and not there & {Way.UP, Way.GOOD}
