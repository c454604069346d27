"""What every kind of reference says of a paper: when it appeared, and under which names besides arXiv's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from broadsheet import addresses
from broadsheet.model import Kind

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.records.papers import PaperRecord

REPOSITORY = "arXiv"
_FIRST_CENTURY = 91  # arXiv began in 1991: identifiers have two digits for a year


def arxiv_doi(id_: str) -> str:
    """Registered by arXiv for every paper."""
    return f"10.48550/arXiv.{id_}"


def doi(paper: PaperRecord) -> str:
    """Its journal's, where the source knew one."""
    url = next((url for _, url in paper.links if url.startswith(addresses.DOI)), "")
    return unquote(url.removeprefix(addresses.DOI)) or arxiv_doi(paper.id)


def journal(paper: PaperRecord) -> str:
    """Where it appeared beside arXiv, in the source's words."""
    label = next((label for label, url in paper.links if url.startswith(addresses.DOI)), "")
    return "" if label == addresses.DOI_LABEL else label


def published(paper: PaperRecord, day: date) -> tuple[int, int, int | None]:
    """Year, month, and day where it is known: that of a new paper is the announcement's, an earlier one
    bears its month in its identifier.
    """
    if paper.kind == Kind.NEW:
        return day.year, day.month, day.day
    digits = paper.id.rpartition("/")[2]
    year = int(digits[:2])
    return year + (1900 if year >= _FIRST_CENTURY else 2000), int(digits[2:4]), None
