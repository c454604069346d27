"""Whether a model's summary says what its abstract says: pure, and the same for every model.

A claim is not understood here. But a quantity or a name that the title and the abstract do not have is no
claim of theirs, nor is one that turns their direction round; a text that has little in common with them is
another paper's; and text in another language, refusals, markup and repetitions are no summary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from broadsheet.model import Role
from broadsheet.summarize.verify import denial, direction, figures, names, polarity, reserve, swaps
from broadsheet.summarize.verify.figures import Figures
from broadsheet.summarize.verify.likeness import SourceWords, are_alike, concepts, is_han, shared
from broadsheet.summarize.verify.passage import Passage
from broadsheet.summarize.verify.quantities import plain
from broadsheet.text import tex
from broadsheet.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LONGEST = {Role.TLDR: 400, Role.ABSTRACT: 6000}
_LONG = 900
_ALIKE = 0.9
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_CHINESE, _AS_LONG = 0.3, 3
_LETTER = re.compile(r"[^\W\d_]")
_REFUSALS = re.compile(
    r"\b(?:as an ai\b|i(?:'m| am) (?:sorry|unable|an ai)|i (?:cannot|can't|can not)\b"
    r"|unable to (?:provide|summari[sz]e)|no (?:information|abstract) (?:is )?(?:provided|given|available)"
    r"|not (?:provided|specified|mentioned) in the abstract|n/a\b)"
    r"|作为(?:一个|一名)?(?:人工智能|语言模型|AI)|抱歉|(?:\A|[我。])无法(?:提供|总结)|无法(?:提供|总结)(?:该|此|本|摘要|总结|论文)|摘要(?:中)?(?:没有|未)(?:提供|提及|说明)",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?[a-z][^<>]*>|^\s*(?:#{1,6} |[-*+] )|\*\*|```|\]\(|\[\d+\]", re.IGNORECASE | re.MULTILINE
)
# A summary speaks of its paper, not to its reader, and leads nowhere.
_ADDRESSED = re.compile(
    r"https?://|\bwww\.|\b(?:you|your|yours)\b"
    r"|\b(?:visit|click|subscribe|buy|order) (?:the|this|our|here|now|to)\b"
    r"|[您你]|(?<![申邀聘恳])请(?!求|假|愿)|点击|领取|奖品|购买|客服",
    re.IGNORECASE,
)
_LEAST_IN_COMMON = {"en": 0.35, "zh": 0.52}
_TELLING = 6.0  # the least weight of words that tells whose summary it is
_DOUBTFUL = 100  # of a Chinese word, what it scores at most for the glossary to be heard against it
_NEAR = 0.6  # of the best likeness: sentences that a part may rest on, when it does not say which


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a part, in words that can be told to the model."""

    role: Role
    what: str


def complaints(
    parts: Mapping[Role, str],
    *,
    title: str,
    abstract: str,
    language: str,
    evidence: Mapping[Role, Sequence[str]] | None = None,
) -> list[Complaint]:
    """Everything that is wrong with these parts; nothing when they can be printed. `evidence` are the
    abstract's sentences that a part rests on; where a part names none, those that are most like it.
    """
    source = _Source(title, abstract, language)
    cited = evidence or {}
    found = [
        Complaint(role, what)
        for role, part in parts.items()
        for what in _wrong(role, part, source, cited.get(role, ()))
    ]
    return found + list(_repetitions(parts))


def doubts(parts: Mapping[Role, str], *, title: str, abstract: str) -> list[Complaint]:
    """What may be printed, and the publisher may want to look at: stronger words than the abstract has."""
    source = plain(f"{title}\n{abstract}")
    return [
        Complaint(role, what)
        for role, part in parts.items()
        for what in reserve.stronger(plain(part), source)
    ]


def is_term_of(term: str, *, title: str, abstract: str) -> bool:
    """Whether a keyword may be the paper's: it stands there, or in Chinese what it means does."""
    text = plain(f"{title}\n{abstract}")
    if plain(term).casefold() in text.casefold():
        return True
    if not is_han(term) or names.unknown(plain(term), text):
        return False
    common, all_ = shared(plain(term), SourceWords(text))
    return common >= all_ / 2


@dataclass(frozen=True)
class _Source:
    """What a summary may draw on, and the language it is to be in."""

    title: str
    abstract: str
    language: str

    @property
    def tongue(self) -> str:
        return self.language.partition("-")[0]

    @cached_property
    def text(self) -> str:
        return plain(f"{self.title}\n{self.abstract}")

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.text)

    @cached_property
    def passage(self) -> Passage:
        return Passage(self.text)

    @cached_property
    def ground(self) -> polarity.Ground:
        return polarity.Ground(self.sentences)

    @cached_property
    def words(self) -> SourceWords:
        return SourceWords(self.text)

    @cached_property
    def sentences(self) -> list[str]:
        return [plain(span.of(self.abstract)) for span in split(self.abstract)] or [self.text]


def _wrong(role: Role, raw: str, source: _Source, cited: Sequence[str]) -> Iterator[str]:
    text = plain(raw)
    if not text.strip():
        yield "is empty"
        return
    yield from _unfit(role, raw, text, source)
    yield from _unfounded(text, source)
    yield from _turned(role, text, source, [plain(each) for each in cited])


def _unfit(role: Role, raw: str, text: str, source: _Source) -> Iterator[str]:
    """What no summary may be. The abstract's own brackets and words are no markup and no refusal."""
    if len(text) > _LONGEST.get(role, _LONG):
        yield f"is longer than {_LONGEST.get(role, _LONG)} characters"
    if (refusal := _REFUSALS.search(text)) and refusal[0] not in source.text:
        yield f"refuses ({refusal[0]!r})"
    if (markup := _MARKUP.search(_without_formulas(raw))) and markup[0] not in source.text:
        yield f"has markup ({markup[0].strip()!r})"
    if (address := _ADDRESSED.search(text)) and address[0].lower() not in source.text.lower():
        yield f"speaks to its reader ({address[0]!r})"
    if not _is_in(source.language, text):
        yield f"is not in {source.language}"


def _unfounded(text: str, source: _Source) -> Iterator[str]:
    """What the abstract does not say."""
    yield from figures.wrong(Figures(text), source.figures)
    for name in (*names.unknown(text, source.text), *names.other_versions(text, source.text)):
        yield f"names {name}, which the abstract does not"
    least = _LEAST_IN_COMMON.get(source.tongue)
    if least is not None:
        common, all_ = shared(text, source.words)
        if all_ >= _TELLING and (common + 1) / (all_ + 2) < least:
            yield "has too little in common with the abstract"


def _turned(role: Role, text: str, source: _Source, cited: Sequence[str]) -> Iterator[str]:
    """What its evidence says the other way round."""
    if source.tongue not in _LEAST_IN_COMMON:
        return
    evidence = cited or _most_like(text, source.sentences)
    mine, its = Passage(text), Passage(" \n".join(evidence))
    is_foreign = mine.is_han and not source.passage.is_han
    others = source.sentences if is_foreign and not cited else ()
    yield from swaps.swapped(Figures(text), list(map(Figures, evidence)), list(map(Figures, others)))
    yield from reserve.turned(mine, its)
    above, word = polarity.CERTAIN, ""
    if is_foreign:
        above, word = polarity.doubted(text, role, source.ground)
    if above < 0:
        yield f"says {word!r}, where the abstract seems to say the opposite"
    if above < _DOUBTFUL or cited or not is_foreign:
        yield from direction.turned(mine, its, source.passage)
        yield from denial.turned(mine, its, source.passage)


def _most_like(text: str, sentences: Sequence[str]) -> list[str]:
    mine = concepts(text)
    scores = []
    for sentence in sentences:
        theirs = concepts(sentence)
        scores.append(sum(each.weight for each in mine if any(are_alike(each, its) for its in theirs)))
    best = max(scores, default=0.0)
    if not best:
        return list(sentences)
    return [sentence for sentence, score in zip(sentences, scores, strict=True) if score >= _NEAR * best]


def _without_formulas(text: str) -> str:
    kept, at = [], 0
    for start, end in tex.math_spans(text):
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])


def _is_in(language: str, text: str) -> bool:
    letters, han = len(_LETTER.findall(text)), len(_HAN.findall(text))
    if not letters:
        return False
    if language.partition("-")[0] == "zh":
        words = len(_LATIN.findall(text))  # a name is as long as a few characters, however it is written
        return han >= _CHINESE * (han + _AS_LONG * words)
    share = han / letters
    return share <= 0.2 or language.partition("-")[0] == "ja"


def _repetitions(parts: Mapping[Role, str]) -> Iterator[Complaint]:
    earlier: list[tuple[Role, str]] = []
    for role, text in parts.items():
        for other, before in earlier:
            if other is not Role.TLDR and _are_alike(text, before):
                yield Complaint(role, f"repeats the {other}")
        earlier.append((role, text))


def _are_alike(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() > _ALIKE
