"""Why a paper was rated as it was: the terms that caused it, and the sentence that says most of them."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from broadsheet import phrases
from broadsheet.text import markdown, plain, sentences, tex
from broadsheet.text.accents import lettered
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
_LONGEST = 140
_WIDEST = 5  # words of a title that are named together
_SHORT_NAME = 3  # words before a colon that are what a thing is called
_ADJECTIVE = re.compile(r".{2,}(?:al|ic|ive)", re.IGNORECASE)
_FURTHER = 2  # words that an adjective takes with it


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
    title, abstract = lettered(paper.title), lettered(paper.abstract)
    in_title = _named(title, asked, weights, widened=True)
    text = f"{title}. {abstract}"
    titled = [_lowered(term, text) for term in in_title.values()][:_TERMS]
    in_abstract = _named(abstract, asked, weights)
    more = (
        _lowered(term, text)
        for key, term in in_abstract.items()
        if not any(set(key) <= set(k) for k in in_title)
        and term.lower() not in title.lower()
        and (
            not titled or " " in term or sum(map(str.isupper, term)) > 1
        )  # beside a subject, "view" says nothing
    )
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


def _named(
    text: str, asked: Query, weights: Mapping[Term, float], *, widened: bool = False
) -> dict[Key, str]:
    """The interest's terms in a text as the text writes them, the weightiest first; phrases before words.
    `widened` to what the text names with them: a title speaks of "medical image segmentation", not of
    "medical" and "segmentation".
    """
    words = list(_WORD.finditer(text))
    its_stems = [stem(word[0]) for word in words]
    groups = _groups(text, words)
    at = {place: group for group in groups for place in range(group[0], group[1] + 1)}
    found: dict[Key, tuple[float, str]] = {}
    for first, last in _spans(text, words, its_stems, asked):
        key: Key = tuple(its_stems[first : last + 1])
        if first == last:
            key = (asked.prefix_of(key[0]) or key[0],)
        terms: list[Term] = [*key, *pairwise(key)]
        weight = sum(weights.get(term, 0.0) for term in terms)
        begin, end = first, last
        group = at.get(first, (first, last))
        if widened and group[1] >= last and _width(text, words, group) <= _WIDEST:
            begin, end = group
        elif first == last:
            begin, end = _whole(text, words, first)
            if begin == end and _ADJECTIVE.fullmatch(words[first][0]):
                end = min(group[1], last + _FURTHER)
        name = text[words[begin].start() : words[end].end()]
        same = next((known for known, (_, other) in found.items() if other == name and begin != end), None)
        if same:
            weight += found.pop(same)[0]
            key = (*same, *key)
        found.setdefault(key, (weight, name))
    telling = _TELLING * max((weight for weight, _ in found.values()), default=0.0)
    ordered = sorted(found.items(), key=lambda item: -item[1][0])
    return {key: term for key, (weight, term) in ordered if weight >= telling}


def _spans(
    text: str, words: Sequence[re.Match[str]], its_stems: Sequence[str], asked: Query
) -> Iterator[tuple[int, int]]:
    """Where the interest's phrases stand, then its words that stand in none of them. What a thing is called,
    before a colon, says nothing of it.
    """
    colon = text.find(": ")
    head = sum(word.end() <= colon for word in words)
    begin = head if head <= _SHORT_NAME else 0
    runs = [run for run in _runs(text, words, its_stems, asked) if run[0] >= begin]
    yield from runs
    inside = {its_stems[place] for first, last in runs for place in range(first, last + 1)}
    for place, word in enumerate(its_stems):
        is_asked = word in asked.terms or asked.prefix_of(word)
        if is_asked and place >= begin and word not in STOPPED and word not in inside:
            yield place, place


def _groups(text: str, words: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """Words that stand together, without a small word or a mark between them."""
    found = []
    first = 0
    for place, word in enumerate(words):
        gap = text[word.end() : words[place + 1].start()] if place + 1 < len(words) else ""
        is_joined = gap == "-" or text[word.start() - 1 : word.start()] == "-"
        is_small = not is_joined and (stem(word[0]) in STOPPED or word[0].lower() in STOPPED)
        if is_small or gap not in _GAPS:
            end = place - 1 if is_small else place
            if first < end:
                found.append((first, end))
            first = place + 1
    return found


def _whole(text: str, words: Sequence[re.Match[str]], place: int) -> tuple[int, int]:
    """With what hyphens join to a word."""
    begin = end = place
    while begin and text[words[begin].start() - 1] == "-" == text[words[begin - 1].end()]:
        begin -= 1
    while end + 1 < len(words) and text[words[end].end() : words[end + 1].start()] == "-":
        end += 1
    return begin, end


def _width(text: str, words: Sequence[re.Match[str]], group: tuple[int, int]) -> int:
    """In words as people count them: what hyphens join is one."""
    return len(text[words[group[0]].start() : words[group[1]].end()].split())


def _runs(
    text: str, words: Sequence[re.Match[str]], its_stems: Sequence[str], asked: Query
) -> Iterator[tuple[int, int]]:
    """Where words stand together that the interest puts together, from the first to the last."""
    for first, last in _chained(text, words, its_stems, asked):
        if its_stems[first] not in STOPPED and its_stems[last] not in STOPPED:
            yield first, last


def _chained(
    text: str, words: Sequence[re.Match[str]], its_stems: Sequence[str], asked: Query
) -> Iterator[tuple[int, int]]:
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


_CAPITALIZED = re.compile(r"(?<![^\W_])[A-Z][a-z]+(?![^\W_])")


def _lowered(term: str, text: str) -> str:
    """As in running text, names and abbreviations kept."""
    return _CAPITALIZED.sub(lambda word: word[0] if _is_proper(word[0], text) else word[0].lower(), term)


_NAMED_AFTER = ("ian", "ean")


def _is_proper(word: str, text: str) -> bool:
    """Whether a text has it with a capital beside words in small letters, or it is made of a person's name
    (Gaussian, Euclidean), and nowhere without.
    """
    if word.lower() in text:
        return False
    beside = re.search(rf"(?<![^\s])[a-z]+ {word} [a-z]", text)
    return word.endswith(_NAMED_AFTER) or beside is not None


def telling(paper: Paper, asked: Query, weights: Mapping[Term, float]) -> str:
    """The sentence of the abstract that says most of the interest, as long as it fits; "" where the title
    says enough to be believed.
    """
    if _named(lettered(paper.title), asked, weights):
        return ""
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
