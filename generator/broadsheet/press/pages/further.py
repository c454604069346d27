"""Which papers a day's page has whole, and on which further page the others are.

A day of any size opens at once on a phone. What costs there is parsing, and with much mathematics nearly all
of it is abstracts and the parts that repeat their formulas. So the page has every paper's head, and whole
only as many as it bears, the best first; the others are whole on further pages, in the order of the day.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from broadsheet import paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord

# In characters of HTML. An ordinary day of 130 papers has 560,000; Lighthouse takes off the first points of
# performance for tags in 800,000.
MOST = 620_000
WHEN_PARTED = 480_000  # less, so that no further page is made for a paper or two
FOR_WHOLE = 60_000  # of these at the least for papers that are whole
FURTHER = 400_000
_FRAME_OF_HEAD = 600
_FRAME_OF_REST = 450


def spread(day: DayRecord) -> list[int]:
    """The number of the page that has each paper whole, in their order; the day's own is 1."""
    heads = sum(map(_head, day.papers))
    rests = list(map(_rest, day.papers))
    numbers = [1] * len(rests)
    if heads + sum(rests) <= MOST:
        return numbers
    bears = max(WHEN_PARTED - heads, FOR_WHOLE)
    filled = accumulate(rests[place] for place in day.best)
    away = sorted(place for place, so_far in zip(day.best, filled, strict=True) if so_far > bears)
    for place, number in zip(away, _numbered([rests[place] for place in away]), strict=True):
        numbers[place] = number
    return numbers


def _numbered(weights: Sequence[int]) -> list[int]:
    """Pages of like size, and no more of them than a day can have."""
    total = sum(weights)
    pages = min(-(-total // FURTHER), paths.MOST_FURTHER)
    shares = [at * pages // total for at in [0, *accumulate(weights)][:-1]]
    # A paper that alone is more than a page's share leaves no page empty.
    numbers = {share: number for number, share in enumerate(dict.fromkeys(shares), 2)}
    return [numbers[share] for share in shares]


def _head(paper: PaperRecord) -> int:
    return _FRAME_OF_HEAD + len(paper.title.html) + len(paper.tldr.html)


def _rest(paper: PaperRecord) -> int:
    parts = sum(len(part.text.html) for part in paper.parts) - len(paper.tldr.html)
    abstract = sum(len(sentence.html) for paragraph in paper.abstract for sentence in paragraph)
    return _FRAME_OF_REST + parts + abstract
