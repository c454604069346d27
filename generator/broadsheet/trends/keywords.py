"""The keywords of a paper: the phrases that it says more than others do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.text.terms import is_name

if TYPE_CHECKING:
    from broadsheet.trends.vocabulary import Stems, Vocabulary

MOST = 5
_TITLE = 2.0
_LONGER = 0.35  # what each further word of a phrase is worth


def keywords(vocabulary: Vocabulary, place: int) -> tuple[str, ...]:
    """Of the paper at this place, the weightiest first; no phrase stands in another."""
    times, titled = vocabulary.times[place], vocabulary.titled[place]

    def weight(phrase: Stems) -> float:
        count = times[phrase] + _TITLE * (phrase in titled)
        return count / (count + 1.5) * vocabulary.rarity(phrase) * (1 + _LONGER * (len(phrase) - 1))

    # Words that stood together once by chance are no term: in a title, twice, or with others they are.
    known = [
        phrase
        for phrase in times
        if is_name(phrase) and (phrase in titled or times[phrase] > 1 or len(vocabulary.where[phrase]) > 1)
    ]
    chosen: list[Stems] = []
    for phrase in sorted(known, key=lambda each: (-weight(each), each)):
        if not any(set(phrase) & set(other) for other in chosen):
            chosen.append(phrase)
        if len(chosen) == MOST:
            break
    return tuple(vocabulary.spelled(phrase) for phrase in chosen)
