"""Where announcements come from. A source answers with a `Batch`; nobody else knows its format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet import __version__, taxonomy, wire
from broadsheet.errors import SourceError
from broadsheet.sources import markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.batch import Batch, Unreadable

    Get = Callable[[str], wire.Response]
    SetAside = Callable[[Unreadable], None]  # is told of what cannot be read

NEARLY_FULL = 1900
USER_AGENT = f"broadsheet/{__version__}"


def read_feed(data: bytes, *, name: str) -> Batch:
    """The batch in a feed's bytes; `name` is what errors call it."""
    from broadsheet.sources import arxiv_feed  # noqa: PLC0415  # naming a source must stay cheap

    return arxiv_feed.read(data, name=name)


def _get(url: str) -> wire.Response:
    with wire.Wire(USER_AGENT) as own:
        return own.get(url)


def fetch(where: str, *, get: Get = _get) -> Batch:
    """The batch at an http(s) address or in a file."""
    if not where.lower().startswith(("http://", "https://")):
        return read_feed(_load(where), name=where)
    response = get(where)
    if response.status == 200:
        return read_feed(response.body, name=where)
    raise _refusal(response, where)


def is_sample(where: str) -> bool:
    """Whether a saved feed says that its papers are invented."""
    if "://" in where:
        return False
    head, _, _ = _load(where).partition(b"<item")
    return b"<category>sample</category>" in head


def _load(where: str) -> bytes:
    try:
        with Path(where).open("rb") as file:
            return file.read(markup.LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(
            f"cannot be read: {reason}", file=where, hint="give a file or an http(s) address"
        ) from error


def _refusal(response: wire.Response, where: str) -> SourceError:
    """The reason, which arXiv gives in a feed of its own, or else the mere status."""
    from broadsheet.sources import arxiv_feed  # noqa: PLC0415  # slow, by feedparser

    try:
        arxiv_feed.read(response.body, name=where)
    except arxiv_feed.FeedRefusedError as error:
        return error
    except SourceError:
        pass
    return SourceError(
        f"answered with HTTP status {response.status}",
        file=where,
        hint="try again later; what is published stays as it is",
    )


def _within(archive: str) -> tuple[str, ...]:
    return tuple(category for category in taxonomy.known() if category.startswith(f"{archive}."))


@dataclass(frozen=True, slots=True)
class ArxivFeed:
    """arXiv's announcement of some categories, in one feed: one item per paper, no duplicates.

    A feed holds no more than 2,000 items, and it would be the new papers that an over-full one lacks: one
    that comes near is asked for again in parts, an archive by its categories.
    """

    base_url: str
    categories: tuple[str, ...]
    get: Get = field(default=_get, repr=False, compare=False)
    nearly_full: int = NEARLY_FULL  # items

    @property
    def url(self) -> str:
        return f"{self.base_url.rstrip('/')}/rss/{'+'.join(self.categories)}"

    def fetch(self) -> Batch:
        """Ask for it, in parts where one answer would be too full; SourceError when it cannot be had."""
        batch = fetch(self.url, get=self.get)
        count = len(batch.items) + len(batch.unreadable)
        if count < self.nearly_full:
            return batch
        near = f"{self.url} holds {count:,} items of at most 2,000"
        narrower = self.categories if len(self.categories) > 1 else _within(self.categories[0])
        if len(narrower) < 2:
            return replace(batch, notes=(f"{near}: some may be missing",))
        half = len(narrower) // 2
        parts = [replace(self, categories=some).fetch() for some in (narrower[:half], narrower[half:])]
        # Its own items too: one may be of a category that is newer than our list of them.
        return replace(
            batch,
            items=sum((part.items for part in parts), batch.items),
            unreadable=sum((part.unreadable for part in parts), ()),
            notes=(f"{near}, so it was asked for in parts", *(n for part in parts for n in part.notes)),
        )
