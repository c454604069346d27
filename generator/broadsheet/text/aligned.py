"""What terms are called in a translation that has no spaces between its words, for which there would have to
be a dictionary to cut them: the run of signs that is said where the original says the term, and not elsewhere
(Dice's coefficient, as Smadja and others use it for terms, "Translating Collocations for Bilingual Lexicons",
1996). Read on days of real texts; what it does not find surely has no name.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_RUN = re.compile("[々-〇ぁ-ゖァ-ヺー-ヿ㐀-鿿]+")
_WORD = re.compile(r"[^\W_]+")
_LENGTHS = range(2, 9)
_LEAST = 0.6  # of 1, which is said always and only where the term is
_LONGER = 0.03  # what each sign more is worth, so that no word lacks its end
_FEWEST = 2  # papers whose titles say it, in both languages: a title is translated, all else is told anew
_LOOKED_AT = 24  # texts of a term
_TRIED = 16  # runs
# No word begins, or ends, with one of these, or hardly any.
_BEFORE_NONE = frozenset("的了和与及或是把被也都就而于让使将该此之并且若则这那其从由")
_AFTER_NONE = frozenset("的了和与及或是把被也都就而在让使将该此这那从中上下里时等")
_BETWEEN = re.compile("面向|基于|通过|用于|针对|关于|利用|使用")  # names


class Pair(NamedTuple):
    """A text of a paper, and what stands for it in the translation."""

    paper: str
    original: str
    translated: str
    is_title: bool


def names(terms: Iterable[str], pairs: Sequence[Pair]) -> dict[str, str]:
    """The names of those terms that have one; no two have the same, or one that is a part of another's."""
    found = sorted(
        ((-score, term, name) for term in terms for score, name in _candidates(term, pairs)),
    )
    chosen: dict[str, str] = {}
    for _, term, name in found:
        if term not in chosen and not any(name in other or other in name for other in chosen.values()):
            chosen[term] = name
    return chosen


def _candidates(term: str, pairs: Sequence[Pair]) -> Iterator[tuple[float, str]]:
    says = _pattern(term)
    (word, *_) = _WORD.findall(term.lower()) or [""]
    # At a tenth of what the pattern costs; a plural may be looked for in the singular.
    begun = [at for at, pair in enumerate(pairs) if word[:-1] in pair.original.lower()]
    where = [at for at in begun if says.search(pairs[at].original)]
    # A term that a translation leaves as it is has that for its name.
    if sum(bool(says.search(pairs[at].translated)) for at in where) * 2 > len(where):
        return
    counts: Counter[str] = Counter()
    for at in where[:_LOOKED_AT]:
        counts.update(set(_runs(pairs[at].translated)))
    often = sorted(
        (run for run, count in counts.items() if count >= _FEWEST),
        key=lambda run: (-counts[run], -len(run), run),
    )
    tried = [_said(run, where, pairs) for run in often[:_TRIED]]
    for each in tried:
        if each.alike >= _LEAST and len(each.titles) >= _FEWEST:
            # Elsewhere a word of it may stand alone.
            whole = max((other for other in tried if other.goes_on(each)), key=lambda other: len(other.run))
            yield each.alike * (1 + _LONGER * len(each.run)), whole.run


class _Said(NamedTuple):
    run: str
    alike: float  # how nearly it is said where the term is
    titles: frozenset[str]  # the papers whose titles say it where they say the term
    elsewhere: int  # other titles

    def goes_on(self, other: _Said) -> bool:
        """Whether it is the other, or has it within, and titles say it as well."""
        return other.run in self.run and self.titles == other.titles and self.elsewhere <= other.elsewhere


def _said(run: str, where: Sequence[int], pairs: Sequence[Pair]) -> _Said:
    there = [at for at, pair in enumerate(pairs) if run in pair.translated]
    both = set(where).intersection(there)
    titles = [at for at in there if pairs[at].is_title]
    return _Said(
        run,
        2 * len(both) / (len(where) + len(there)),
        frozenset(pairs[at].paper for at in both.intersection(titles)),
        len(set(titles) - both),
    )


def _pattern(term: str) -> re.Pattern[str]:
    """The term in singular and plural, whatever stands between its words."""
    *words, last = _WORD.findall(term) or [re.escape(term)]
    stem = last[:-1] if last.endswith("s") and len(last) > 3 else last  # `gas` is no plural
    before = "".join(rf"{word}[\W_]+" for word in words)
    return re.compile(rf"(?<![a-z\d]){before}{stem}[a-z]{{0,2}}(?![a-z\d])", re.IGNORECASE)


def _runs(text: str) -> Iterator[str]:
    for run in _RUN.findall(_BETWEEN.sub(" ", text)):
        for length in _LENGTHS:
            for at in range(len(run) - length + 1):
                if run[at] not in _BEFORE_NONE and run[at + length - 1] not in _AFTER_NONE:
                    yield run[at : at + length]
