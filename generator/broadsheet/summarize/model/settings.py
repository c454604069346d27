"""Which model is asked, what of it, at what price, and how patiently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.summarize.model.ask import AnswerRequest
    from broadsheet.summarize.model.money import Price


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Whom to ask, and how."""

    model: str
    base_url: str
    key: str
    key_name: str
    request: AnswerRequest
    parallel: int
    price: Price
    timeout: float = 60.0  # for one request
    patience: float = 25.0  # for the first answer of a run: then nobody is there
    run: float = 3600.0  # for all papers: then no more are begun
    total: float = 300.0  # for one paper, with all it takes
    first_pause: float = 0.5  # before a question is asked again, doubled with each time
    probes: tuple[float, ...] = (
        2.0,
        4.0,
    )  # seconds before a question asks whether any is answered
    memory: Path | None = None  # a file in which to keep how endpoints like to be asked
