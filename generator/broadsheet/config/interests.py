"""What matters to the readers."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.config.about import setting
from broadsheet.config.forms import line, one_line, phrases


def interest_name(name: str) -> str:
    """It stands on pages among other facts, which `·` separates, and makes an address."""
    if not any(c.isalnum() for c in one_line(name)) or "·" in name:
        raise ValueError("expected a name with letters in it, and without ·")
    return one_line(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    name: str = setting(
        doc="What it is called, on pages and in the address of its own page.",
        example="Evidence in language",
        read=interest_name,
    )
    about: str = line(
        doc="What it is about, in a sentence or two; every word counts.",
        example="Language models that say on what their answers rest.",
    )
    keywords: tuple[str, ...] = phrases(
        doc="Words and phrases that its papers say; `robot*` is any word that begins so.",
        example=["citation", "faithful*", "retrieval-augmented generation"],
    )
    follow: tuple[str, ...] = phrases(
        doc="Authors by their full names, groups by a part of their affiliation, or phrases: marked wherever "
        "they stand, and always worth a look.",
        example=["Ada Example", "Example Lab"],
    )
    avoid: tuple[str, ...] = phrases(
        doc="Phrases that lower the score of a paper that says them.",
        example=["cryptocurrency"],
    )
    weight: float = setting(1.0, doc="How much it counts beside the others.", example=2, least=0.1, most=10.0)
