"""Whether a Chinese clause says a thing the right way round, held against an English abstract: learnt.

A glossary finds what a clause is about, not whether 降低准确率 can be said of it. So each word that goes up
or down, affirms or denies is scored by what stands around it, and by the words of the sentences that it may
rest on. The weights are of `tools/polarity.py`; they are integers, so that a score is the same everywhere.
"""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from broadsheet.summarize.verify.likeness import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.summarize.verify.likeness import Concept

FILE = "polarity.bin"
CERTAIN = 1 << 20
BITS = 18  # of the places that the names of features are hashed to
_ZERO = 128  # what a weight's byte counts from


class Side(StrEnum):
    UP = "+"
    DOWN = "-"
    DENIES = "n"
    AFFIRMS = "a"


_WORDS = {
    Side.UP: """
    提升 提高 增加 上升 增长 升高 升至 升到 增至 高于 更高 更多 大于 多于 扩大 增大 加大 延长 更大 更长
    较高 加剧 加重 更快 加速 加快 增强 更强 强化 改善 改进 优于 超越 领先 胜过 更好 更优 更佳 优势 优异
    缓解 有利 正相关 促进 推迟 高效 更准确 更可靠 更稳健 更鲁棒 增益 丰富 放大 拓宽
    """,
    Side.DOWN: """
    降低 减少 下降 降至 降到 减小 减至 减到 低于 更低 更少 少于 小于 缩短 缩小 更小 更短 较低 减轻 减弱
    削弱 恶化 劣于 不如 逊于 落后于 落后 变差 更差 更慢 减慢 变慢 退化 损害 弱于 更弱 劣势 不利 负相关
    阻碍 抑制 提前 低效 损失 衰减 逊色 更不准确 削减 降幅 收窄 较差 减缓
    """,
    Side.DENIES: """
    无法 无需 无须 不需要 不需 不再 不会 不能 不可 没有 并未 尚未 从未 未能 未经 并非 并不 难以 缺乏
    不足 无效 不应 不必 不存在 不依赖 未 不 没 无
    """,
    Side.AFFIRMS: """
    可以 能够 需要 依赖 支持 有效 适用 改变 达到 存在 具有 拥有 易于 充足 充分 保证 使用 实现 具备 会 能
    可 有 已 应 要求 影响 受限 限制 足以
    """,
}
SIDES = {word: side for side, words in _WORDS.items() for word in words.split()}
# 优劣势 is both, and neither.
HELD = re.compile("|".join(sorted(SIDES, key=len, reverse=True)).replace("劣势", "(?<!优)劣势"))
_CLAUSE = re.compile(r"[。；;!?！？，,：:（）()]|(?<!\d)\.(?=\s|$)")
_SENTENCE = re.compile(r"[。；;！？!?]|\.(?=\s|$)")
_ENGLISH = re.compile(r"[a-z]+|\d[\d.,]*|%")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_STEM = 6
_TELLING, _NEAR = 4.0, 0.75  # the least likeness by which a sentence is found, and of the best one's
_FIGURE = 5.0  # what a figure in common weighs
_BESIDE = 4  # words


class Ground:
    """The sentences of an abstract, to be found by what a Chinese text says."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.words = [_ENGLISH.findall(sentence.lower()) for sentence in sentences]
        self.stems = [[word[:_STEM] for word in words] for words in self.words]
        self._running = [f" {re.sub(r'[^a-z0-9]+', ' ', sentence.lower())} " for sentence in sentences]
        self._found: dict[str, list[int]] = {}

    def under(self, text: str) -> list[int]:
        """The places of the sentences that a text may rest on; none when it says too little to tell."""
        if text not in self._found:
            self._found[text] = self._search(text)
        return self._found[text]

    def _search(self, text: str) -> list[int]:
        scores = [0.0] * len(self._running)
        for concept in {each.stems: each for each in concepts(text)}.values():
            at = [
                n for n, said in enumerate(self._running) if any(f" {stem}" in said for stem in concept.stems)
            ]
            for n in at:
                scores[n] += max(concept.weight, 0.5) * (1 if len(at) <= 2 else 0.5)
        for number in set(_NUMBER.findall(text)):
            for n, words in enumerate(self.words):
                scores[n] += _FIGURE * (number in words)
        best = max(scores, default=0.0)
        return [n for n, score in enumerate(scores) if best >= _TELLING and score >= _NEAR * best]


@dataclass(frozen=True)
class Held:
    """One word of a part that goes one way or the other, and what speaks for it."""

    text: str
    role: str
    match: re.Match[str]
    ground: Ground

    @property
    def word(self) -> str:
        return self.match[0]

    @property
    def side(self) -> Side:
        return SIDES[self.word]

    @cached_property
    def _sentence(self) -> tuple[int, int]:
        return _around(self.match.start(), _breaks(_SENTENCE, self.text))

    def features(self) -> Iterator[str]:
        word, side = self.word, self.side
        yield from (word, f"{word}|{self.role}", f"{side}|{self.role}")
        yield from self._letters(word, side)
        yield from self._terms(word, side)
        yield from self._evidence(word, side)

    def _letters(self, word: str, side: Side) -> Iterator[str]:
        start, end = self.match.span()
        left, right = self.text[max(start - 4, 0) : start], self.text[end : end + 4]
        for size in range(1, 5):
            yield f"{word}<{left[-size:]}"
            yield f"{word}>{right[:size]}"
        for size in (2, 3):
            yield f"{side}<{left[-size:]}"
            yield f"{side}>{right[:size]}"
        yield f"{word}{left[-1:]}_{right[:1]}"
        yield f"{word}{left[-2:]}_{right[:2]}"
        begin, close = self._sentence
        wide = f"{self.text[begin:start][-16:]}_{self.text[end:close][:16]}"
        yield from (f"{side}B{wide[at : at + 2]}" for at in range(len(wide) - 1))
        yield f"{side}S{self.text[begin : begin + 2]}"

    @cached_property
    def _beside(self) -> tuple[list[Concept], list[Concept]]:
        start, end = self.match.span()
        begin, close = self._sentence
        found = concepts(self.text)
        left = [each for each in found if begin <= each.start and each.end <= start][-3:]
        return left, [each for each in found if each.start >= end and each.end <= close][:3]

    def _terms(self, word: str, side: Side) -> Iterator[str]:
        left, right = self._beside
        for mark, terms in (("L", left[::-1]), ("R", right)):
            for at, term in enumerate(terms):
                yield f"{side}{mark}{term.text}"
                yield f"{word}{mark}{at}{term.text}"
        begin, close = _around(self.match.start(), _breaks(_CLAUSE, self.text))
        for other in HELD.finditer(self.text, begin, close):
            if other.start() != self.match.start():
                yield f"{word}o{other[0]}"
                yield f"{side}o{SIDES[other[0]]}"

    def _evidence(self, word: str, side: Side) -> Iterator[str]:
        begin, close = _around(self.match.start(), _breaks(_CLAUSE, self.text))
        whole = self.ground.under(self.text[slice(*self._sentence)].replace(word, "", 1))
        under = self.ground.under(self.text[begin:close].replace(word, "", 1)) or whole
        yield f"{side}#{min(len(whole), 3)}"
        for stem in {stem for n in under for stem in self.ground.stems[n]}:
            yield f"{side}e{stem}"
            yield f"{word}e{stem}"
        if not under:
            yield from (f"{side}A{stem}" for stem in {stem for stems in self.ground.stems for stem in stems})
        yield from self._near(side, under or range(len(self.ground.words)))

    def _near(self, side: Side, under: Sequence[int]) -> Iterator[str]:
        """The words of the abstract beside those that mean what stands beside this one."""
        left, right = self._beside
        meant = tuple(stem for each in left[-2:] + right[:2] for stem in each.stems)
        near = {
            stem
            for n in under
            for at, word in enumerate(self.ground.words[n])
            if meant and word.startswith(meant)
            for stem in self.ground.stems[n][max(at - _BESIDE, 0) : at + _BESIDE + 1]
        }
        yield from (f"{side}N{stem}" for stem in near)
        for term in right[:1] or left[-1:]:
            yield from (f"{side}{term.text}N{stem}" for stem in near)


def held(text: str, role: str, ground: Ground) -> list[Held]:
    return [Held(text, role, match, ground) for match in HELD.finditer(text)]


def doubted(text: str, role: str, ground: Ground) -> tuple[int, str]:
    """The word of a part that most likely goes the wrong way round, after how far it scores above the least
    that it needs: below 0 it is not believed.
    """
    weights = _shipped()
    scored = (
        (weights.score(each.features()) - weights.least[each.side], each.word)
        for each in held(text, role, ground)
    )
    return min(scored, default=(CERTAIN, ""))


def place(feature: str) -> int:
    return zlib.crc32(feature.encode()) & ((1 << BITS) - 1)


@dataclass(frozen=True, slots=True)
class PolarityWeights:
    """What a word needs to score at least is known for each side."""

    table: bytes
    bias: int
    least: Mapping[str, int]

    def score(self, features: Iterator[str]) -> int:
        places = {place(feature) for feature in features}
        return sum(self.table[at] for at in places) - _ZERO * len(places) + self.bias


@cache
def _shipped() -> PolarityWeights:
    return read((resources.files(__package__) / FILE).read_bytes())


def read(packed: bytes) -> PolarityWeights:
    head, _, table = zlib.decompress(packed).partition(b"\n")
    return PolarityWeights(table, **json.loads(head))


def write(weights: Sequence[int], *, bias: int, least: Mapping[str, int]) -> bytes:
    head = json.dumps({"bias": bias, "least": dict(least)}, sort_keys=True)
    return zlib.compress(head.encode() + b"\n" + bytes(weight + _ZERO for weight in weights), 9)


@lru_cache(maxsize=64)
def _breaks(pattern: re.Pattern[str], text: str) -> list[int]:
    return [0, *(match.end() for match in pattern.finditer(text)), len(text)]


def _around(at: int, breaks: Sequence[int]) -> tuple[int, int]:
    n = bisect_right(breaks, at)
    return breaks[n - 1], breaks[n] if n < len(breaks) else breaks[-1]
