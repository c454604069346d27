"""Makes `polarity.bin` of verify: `PYTHONPATH=generator python -m tools.polarity DIGESTS [EXCEPT] [OUT]`.

DIGESTS holds papers as JSON lines: `id`, `title`, `abstract`, and `parts`, a mapping of roles to what a model
wrote in Chinese (see NOTICE). EXCEPT is a text whose arXiv identifiers are left out, to be measured on. What
was written counts as true; each error is one of its words turned round. It takes about ten minutes.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from broadsheet.summarize.verify import polarity
from broadsheet.summarize.verify.polarity import HELD, Ground, Held, Side
from broadsheet.summarize.verify.quantities import plain
from broadsheet.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAPERS, UNSEEN = 6_000, 600
RIDGE, STEPS = 5.0, 70
TURNED_AT_MOST = 3  # words of a part, of each sort
KEPT = 100_000
REFUSED = 0.009  # true parts that may be, in all
SHARES = ((Side.DOWN, 0.45), (Side.DENIES, 0.4), (Side.UP, 0.08), (Side.AFFIRMS, 0.07))
OUT = Path(polarity.__file__).with_name(polarity.FILE)

_PAIRS = """
提升/降低,下降 提高/降低 增加/减少 上升/下降 增长/下降,减少 升高/降低 升至/降至 升到/降到 增至/减至,降至
高于/低于 更高/更低 更多/更少 大于/小于 多于/少于 扩大/缩小 增大/减小 加大/减小 延长/缩短 更大/更小
更长/更短 较高/较低 更快/更慢 加速/减慢,减缓 加快/减慢 增强/削弱,减弱 更强/更弱 强化/削弱 改善/恶化
改进/恶化 优于/劣于,不如,逊于,落后于 超越/落后于 领先/落后 胜过/不如 更好/更差 更优/更差 优势/劣势
缓解/加剧 减轻/加剧,加重 有利/不利 正相关/负相关 促进/阻碍,抑制 推迟/提前 高效/低效 减少/增多 退化/提升
损害/提升
"""
_DENIED = """
可以/不可以,不能 能够/不能够,无法,不能 需要/不需要,无需 依赖/不依赖 支持/不支持 优于/不优于,并不优于
有效/无效,不有效 适用/不适用 改变/不改变,未改变 达到/未达到,未能达到,没有达到 存在/不存在
具有/不具有,没有 实现/未实现,未能实现,无法实现 提升/未提升,不能提升,没有提升,并未提升
提高/未提高,并未提高,不能提高 降低/未降低,并未降低,没有降低 减少/未减少,没有减少 证明/未证明,不能证明
表明/不表明,并不表明 使用/不使用,未使用,没有使用 保持/不保持,未能保持,无法保持
取得/未取得,没有取得,未能取得 超越/未超越,未能超越 解决/未解决,无法解决,没有解决 提供/不提供,没有提供
影响/不影响 缓解/无法缓解,未能缓解 改善/未改善,没有改善 会/不会 验证/未验证,未能验证 是/不是,并非
采用/不采用,未采用 利用/不利用,未利用 有助于/无助于 显著/不显著,并不显著,没有显著,未显著 生成/无法生成
处理/无法处理 允许/不允许 保证/不保证,无法保证 考虑/不考虑,未考虑 可行/不可行 必要/不必要 稳定/不稳定
受/不受
"""
_AFFIRMED = """
不需要/需要 无需/需要 无法/可以,能够 不能/能,能够 难以/易于,能够 没有/有 未能/能够 并未/ 并非/是
缺乏/具有,拥有 不足/充足,充分 不可/可 不会/会 不再/ 未经/经过 尚未/已 从未/曾 不是/是 不存在/存在
不依赖/依赖 无效/有效 不必/必须 不/
"""
_IS_DENIED = "不未没无非能法可并而"
_NO_DENIAL = re.compile(r"不(?:[同仅断足确平变良规少过但论管对连均利稳匹只当等安相如及到]|可或)")


def main(digests: Path, out: Path, kept_out: frozenset[str]) -> None:
    papers = list(read(digests, kept_out))
    chance = random.Random(3)  # noqa: S311  # the same errors each time
    chance.shuffle(papers)
    seen = Rows(papers[: min(PAPERS, len(papers) - UNSEEN)], chance)
    say(f"{len(seen.truth)} words, {seen.truth.mean():.0%} of them true")
    weights = fit(seen)
    small, scale = kept(weights[:-1])
    bias = round(weights[-1] * scale)
    unseen = Rows(papers[-UNSEEN:], chance)
    scores = unseen.matrix @ small + bias
    least = thresholds(unseen, scores)
    out.write_bytes(polarity.write(small.astype(int).tolist(), bias=bias, least=least))
    say(f"{out}: {out.stat().st_size} bytes, {least}")


def read(path: Path, kept_out: frozenset[str]) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            paper = json.loads(line)
            if paper["id"] not in kept_out:
                yield paper


class Rows:
    """The words of many parts, true and turned, as the scorer sees them."""

    def __init__(self, papers: Sequence[dict[str, Any]], chance: random.Random) -> None:
        columns, ends, truth, self.sides, self.parts = [], [0], [], [], []
        for number, paper in enumerate(papers):
            sentences = [plain(span.of(paper["abstract"])) for span in split(paper["abstract"])]
            ground = Ground(sentences)
            for role, raw in paper["parts"].items():
                text = plain(raw)
                rows = [(each, True) for each in polarity.held(text, role, ground)]
                rows += [(each, False) for each in turned(text, role, ground, chance)]
                for each, is_true in rows:
                    places = sorted({polarity.place(feature) for feature in each.features()})
                    columns.append(np.array(places, dtype=np.int32))
                    ends.append(ends[-1] + len(places))
                    truth.append(is_true)
                    self.sides.append(each.side)
                    self.parts.append((number, role))
        self.truth = np.array(truth)
        cells = np.ones(ends[-1], dtype=np.float32)
        shape = (len(truth), 1 << polarity.BITS)
        self.matrix = sparse.csr_matrix((cells, np.concatenate(columns), ends), shape=shape)


def turned(text: str, role: str, ground: Ground, chance: random.Random) -> Iterator[Held]:
    """Some of its words the other way round, one at a time."""
    ways = [(at.start(), at.end(), new) for at in HELD.finditer(text) for new in both(_PAIRS).get(at[0], ())]
    denials = [*denied(text, chance), *affirmed(text, chance)]
    for found in (ways, denials):
        for start, end, new in chance.sample(found, min(TURNED_AT_MOST, len(found))):
            false = text[:start] + new + text[end:]
            close = start + len(new)
            over = (
                each
                for each in HELD.finditer(false)
                if each.start() <= max(start, close - 1) and each.end() > start
            )
            if match := next(over, None):
                yield Held(false, role, match, ground)


def denied(text: str, chance: random.Random) -> Iterator[tuple[int, int, str]]:
    for word, news in table(_DENIED).items():
        for at in re.finditer(word, text):
            if text[: at.start()][-1:] not in [*_IS_DENIED]:
                yield at.start(), at.end(), chance.choice(news)


def affirmed(text: str, chance: random.Random) -> Iterator[tuple[int, int, str]]:
    for word, news in table(_AFFIRMED).items():
        for at in re.finditer(word, text):
            if not _NO_DENIAL.match(text, at.start()):
                yield at.start(), at.end(), chance.choice(news)


def table(pairs: str) -> dict[str, list[str]]:
    return {one: others.split(",") for one, _, others in (pair.partition("/") for pair in pairs.split())}


def both(pairs: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, others in table(pairs).items():
        for other in others:
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return found


def fit(rows: Rows) -> np.ndarray:
    """Logistic regression with a ridge, true and turned of the same weight; the bias comes last."""
    matrix, turned_over = rows.matrix, rows.matrix.T.tocsr()
    sign = 2.0 * rows.truth - 1
    trust = np.where(rows.truth, 1.0, rows.truth.sum() / max((~rows.truth).sum(), 1))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (matrix @ weights[:-1] + weights[-1])
        pull = -sign * trust / (1 + np.exp(margin))
        flat = np.append(weights[:-1], 0.0)
        value = (trust * np.logaddexp(0, -margin)).sum() + RIDGE / 2 * (flat @ flat)
        return value, np.append(turned_over @ pull, pull.sum()) + RIDGE * flat

    start = np.zeros(matrix.shape[1] + 1)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x


def kept(weights: np.ndarray) -> tuple[np.ndarray, float]:
    """The heaviest, as small integers, and by how much they are larger."""
    scale = 127 / np.abs(weights).max()
    small = np.rint(weights * scale)
    least = np.sort(np.abs(weights))[-KEPT]
    return np.where(np.abs(weights) >= least, small, 0), scale


def thresholds(rows: Rows, scores: np.ndarray) -> dict[str, int]:
    """For each side the score below which its share of the true parts would be refused."""
    parts = len(set(rows.parts))
    least = {}
    for side, share in SHARES:
        lowest: dict[tuple[int, str], float] = {}
        for part, score, is_true, its in zip(rows.parts, scores, rows.truth, rows.sides, strict=True):
            if is_true and its is side:
                lowest[part] = min(score, lowest.get(part, np.inf))
        ranked = sorted(lowest.values())
        least[side.value] = round(ranked[min(int(REFUSED * share * parts), len(ranked) - 1)])
        false = [
            s < least[side.value]
            for s, t, its in zip(scores, rows.truth, rows.sides, strict=True)
            if not t and its is side
        ]
        say(f"{side.name}: {np.mean(false):.1%} of {len(false)} caught")
    return least


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    known = Path(sys.argv[2]).read_text(encoding="utf-8") if len(sys.argv) > 2 else ""
    main(
        Path(sys.argv[1]),
        Path(sys.argv[3]) if len(sys.argv) > 3 else OUT,
        frozenset(re.findall(r"\d{4}\.\d{5}", known)),
    )
