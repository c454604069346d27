"""Items as all formats know them, and what stands above them in a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    permanent: bool  # whether the id is the address
    url: str
    title: str
    content: str  # HTML
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    language: str
    title_language: str
    source: str = ""  # the paper itself, elsewhere
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """One document of a feed without its items. Addresses are whole; "" where there is nothing."""

    title: str
    description: str
    home: str
    current: str  # the document that changes, which is the feed's name
    address: str  # this document's own
    previous: str  # the archive before it
    language: str
    publisher: str
    updated: datetime | None
    style: str

    @property
    def is_archive(self) -> bool:
        """Whether it is a closed part of a chain, which never changes again."""
        return self.address != self.current
