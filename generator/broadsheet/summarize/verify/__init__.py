"""Whether a model's summary says what its abstract says: pure, and the same for every model.

A claim is not understood here. But a number, a unit or a name that the title and the abstract do not have
is no claim of theirs, and text in another language, refusals, markup and repetitions are no summary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from broadsheet.model import Role
from broadsheet.summarize.verify import names
from broadsheet.summarize.verify.numbers import mentions, numbers, plain
from broadsheet.text import tex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

_LONGEST = {Role.TLDR: 400, Role.ABSTRACT: 6000}
_LONG = 900
_ALIKE = 0.9
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_REFUSALS = re.compile(
    r"\b(?:as an ai\b|i(?:'m| am) (?:sorry|unable|an ai)|i (?:cannot|can't|can not)\b"
    r"|unable to (?:provide|summari[sz]e)|no (?:information|abstract) (?:is )?(?:provided|given|available)"
    r"|not (?:provided|specified|mentioned) in the abstract|n/a\b)"
    r"|作为(?:一个|一名)?(?:人工智能|语言模型|AI)|抱歉|无法(?:提供|总结)|摘要(?:中)?(?:没有|未)(?:提供|提及|说明)",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?[a-z][^<>]*>|^\s*(?:#{1,6} |[-*+] |\d+[.)] )|\*\*|```|\]\(|\[\d+\]", re.IGNORECASE | re.MULTILINE
)
_QUANTITY = re.compile(
    r"(\d+(?:[.,]\d+)*)\s?(%|percent|ms|µs|ns|hours?|minutes?|seconds?|days?|years?|months?|weeks?|GB|MB|TB"
    r"|kHz|MHz|GHz|Hz|fps|km|cm|mm|nm|µm|dB|eV|keV|MeV|GeV|TeV)(?![A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a part, in words that can be told to the model."""

    role: Role
    what: str


def complaints(parts: Mapping[Role, str], *, title: str, abstract: str, language: str) -> list[Complaint]:
    """Everything that is wrong with these parts; nothing when they can be printed."""
    text = plain(f"{title}\n{abstract}")
    source = _Source(text, numbers(text), language)
    found = [Complaint(role, what) for role, part in parts.items() for what in _wrong(role, part, source)]
    return found + list(_repetitions(parts))


@dataclass(frozen=True, slots=True)
class _Source:
    """What a summary may draw on, and the language it is to be in."""

    text: str
    numbers: set[Decimal]
    language: str


def _wrong(role: Role, raw: str, source: _Source) -> Iterator[str]:
    text = plain(raw)
    if not text.strip():
        yield "is empty"
        return
    yield from _unfit(role, raw, text, source)
    yield from _unfounded(text, source)


def _unfit(role: Role, raw: str, text: str, source: _Source) -> Iterator[str]:
    """What no summary may be. The abstract's own brackets and words are no markup and no refusal."""
    if len(text) > _LONGEST.get(role, _LONG):
        yield f"is longer than {_LONGEST.get(role, _LONG)} characters"
    if (refusal := _REFUSALS.search(text)) and refusal[0] not in source.text:
        yield f"refuses ({refusal[0]!r})"
    if (markup := _MARKUP.search(_without_formulas(raw))) and markup[0] not in source.text:
        yield f"has markup ({markup[0].strip()!r})"
    if not _is_in(source.language, text):
        yield f"is not in {source.language}"


def _unfounded(text: str, source: _Source) -> Iterator[str]:
    """What the abstract does not say."""
    for said in mentions(text):
        if not said & source.numbers:
            yield f"says {max(said):f}, which the abstract does not"
    for amount, unit in _QUANTITY.findall(text):
        if not _has_quantity(amount, unit, source.text):
            yield f"says {amount} {unit}, which the abstract does not"
    for name in names.unknown(text, source.text):
        yield f"names {name}, which the abstract does not"


def _without_formulas(text: str) -> str:
    kept, at = [], 0
    for start, end in tex.math_spans(text):
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])


def _has_quantity(amount: str, unit: str, source: str) -> bool:
    """The abstract gives this number this unit, or none that could be mistaken for one."""
    units = [its_unit for its_amount, its_unit in _QUANTITY.findall(source) if its_amount == amount]
    return not units or _unit(unit) in map(_unit, units)


def _unit(unit: str) -> str:
    return {"percent": "%"}.get(unit, unit.removesuffix("s") if len(unit) > 3 else unit)


def _is_in(language: str, text: str) -> bool:
    letters = len(_LETTER.findall(text))
    if not letters:
        return False
    share = len(_HAN.findall(text)) / letters
    if language.partition("-")[0] == "zh":
        return share >= 0.3
    return share <= 0.2 or language.partition("-")[0] == "ja"


def _repetitions(parts: Mapping[Role, str]) -> Iterator[Complaint]:
    told: list[tuple[Role, str]] = []
    for role, text in parts.items():
        for other, earlier in told:
            if other is not Role.TLDR and _are_alike(text, earlier):
                yield Complaint(role, f"repeats the {other}")
        told.append((role, text))


def _are_alike(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() > _ALIKE
