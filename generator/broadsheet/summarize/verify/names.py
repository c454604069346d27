"""Names of models, data sets and methods: words that no dictionary has and no summary may invent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.summarize.verify.quantities import is_name

if TYPE_CHECKING:
    from collections.abc import Iterator

# With a capital beyond its first letter, or a letter beside a digit: BERT, ImageNet, GPT-4, ResNet-50, 3DGS.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9]*(?:[-+/.][A-Za-z0-9]+)*")
_PLURAL = re.compile(r"(?<=[A-Z0-9])s\Z")
# Said of anything today; to write one out or to shorten it invents nothing.
_SAID_OF_ANYTHING = """
    ai ml nlp llm llms vlm vlms mllm mllms rl cv gpu gpus cpu cpus api apis 1d 2d 3d 4d qa rag sota id ids
    ui tl dr tldr us uk eu usd html json pdf url iot ar vr cnn cnns rnn rnns gan gans gnn gnns gp kl ode
    odes pde pdes sde sdes svm pca mcmc em i.e e.g phd
    """
_COMMON = frozenset(_SAID_OF_ANYTHING.split())
_LONG_ENOUGH = 4  # letters


def unknown(summary: str, source: str) -> list[str]:
    """The names in a summary that its source does not have, in any spelling of theirs."""
    known = {_folded(name) for name in _words(source)}
    together = _folded(source)
    initials = _initials(source)
    return [
        name
        for name in dict.fromkeys(_named(summary))
        if _folded(name) not in known
        and not _stands_in(_folded(name), together)
        and not _is_initials(name, initials, together)
        and not _is_joined(name, initials, together)
        and not _is_listed(name, known, together)
    ]


_VERSIONED = re.compile(r"(?<![A-Za-z0-9.])([A-Z][A-Za-z]{2,})[ -]?(\d+(?:\.\d+)?)(?![\d.]*[A-Za-z\d])")


def other_versions(summary: str, source: str) -> Iterator[str]:
    """A name with a number that its source never gives it, but another: PyHealth 3.0 for PyHealth 2.0."""
    for name, number in dict.fromkeys(_VERSIONED.findall(summary)):
        known = re.findall(rf"\b{re.escape(name)}[ -]?(\d+(?:\.\d+)?)", source)
        if known and not any(each.startswith(number) for each in known):
            yield f"{name} {number}"


def _named(text: str) -> Iterator[str]:
    for word in _words(text):
        bare = _PLURAL.sub("", word)
        letters = [c for c in bare if c.isalpha()]
        if not letters or bare.lower() in _COMMON:
            continue
        if any(c.isdigit() for c in bare) and not is_name(bare):
            continue  # a number with its unit
        has_inner_capital = any(c.isupper() for c in bare[1:])
        has_digit = any(c.isdigit() for c in bare)
        if (has_inner_capital and not _is_hyphened_title(bare)) or has_digit:
            yield bare


def _is_hyphened_title(word: str) -> bool:
    """`State-of-the-Art` and `Self-Supervised` are words."""
    pieces = re.split(r"[-/+.]", word)
    return len(pieces) > 1 and all(piece.isalpha() and piece[1:] == piece[1:].lower() for piece in pieces)


def _words(text: str) -> list[str]:
    return _NAME.findall(text)


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _stands_in(name: str, together: str) -> bool:
    """Anywhere, but a number at its end is whole there: GDR3 does not stand in GDR31."""
    ends = r"(?![0-9])" if name[-1:].isdigit() else ""
    begins = r"(?<![0-9])" if name[:1].isdigit() else ""
    return bool(re.search(begins + re.escape(name) + ends, together))


def _is_initials(name: str, initials: set[str], together: str) -> bool:
    """An acronym of words of the source, with the number that follows them."""
    digits = re.findall(r"[0-9]+", name)
    return _acronym(name) in initials and all(_stands_in(each, together) for each in digits)


def _is_joined(name: str, initials: set[str], together: str) -> bool:
    """Two names of the source with a hyphen between them: of EBD and VBR, EBD-VBR."""
    pieces = name.split("-")
    return len(pieces) > 1 and all(
        len(piece) > 1
        and piece.isalpha()
        and (_stands_in(_folded(piece), together) or _acronym(piece) in initials)
        for piece in pieces
    )


def _is_listed(name: str, known: set[str], together: str) -> bool:
    """Names that are listed as one: LLM/VLM, DINOv3+LoRA, Qwen3-4B/8B. A few letters stand anywhere."""
    pieces = list(filter(_folded, re.split(r"[/+]", name)))
    return len(pieces) > 1 and all(
        piece.lower() in _COMMON
        or _folded(piece) in known
        or (len(piece) >= _LONG_ENOUGH and _stands_in(_folded(piece), together))
        for piece in pieces
    )


def _acronym(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _initials(source: str) -> set[str]:
    """Every acronym that the source's words in a row would make."""
    letters = [word[0].lower() for word in re.findall(r"[A-Za-z]+", source)]
    joined = "".join(letters)
    return {joined[i : i + n] for n in range(2, 7) for i in range(len(joined) - n + 1)}
