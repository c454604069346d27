"""Makes the bytes of a job: a page through its template, a feed, a list for machines, or a copy."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from broadsheet.press import machines, picture, plan, references, scripts, sitemaps, words
from broadsheet.press.chains import Feed
from broadsheet.press.compose import Composer
from broadsheet.press.feeds import Feeds
from broadsheet.press.search import shards
from broadsheet.press.search.indexer import Indexer
from broadsheet.press.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.config import Site
    from broadsheet.press.free import Free
    from broadsheet.press.layouts import Layouts
    from broadsheet.press.pages import Pages

_REFERENCES = {
    plan.References.BIBTEX: references.bibliography,
    plan.References.RIS: references.ris,
    plan.References.CSL: references.csl,
}


class Maker:
    def __init__(self, site: Site, layouts: Layouts, free: Sequence[Free], pages: Pages) -> None:
        self._site = site
        self._layouts = layouts
        self._pages = pages
        self._words = words.read(site, layouts)
        self._feeds = Feeds(site, pages, self._words)
        self._indexer = Indexer(pages, self._words)
        self._composer = Composer(site, layouts, free, pages, self._words)

    @cached_property
    def _templates(self) -> Templates:
        return Templates(self._layouts, self._words)

    def make(self, subject: plan.Subject) -> bytes:  # noqa: C901  # a line for each kind of file
        match subject:
            case Feed():
                return self._feeds.write(subject)
            case plan.Opml():
                return self._feeds.opml(subject.channels)
            case plan.Index():
                return machines.index(self._pages.page(subject.source.date).digest, self._site)
            case plan.Bibliography():
                return _REFERENCES[subject.form](self._pages.page(subject.source.date).digest)
            case shards.Records():
                return self._indexer.day(subject)
            case shards.Signposts():
                return self._indexer.signposts(subject)
            case plan.Picture():
                return picture.png(self._front(subject))
            case sitemaps.DaysMap() | sitemaps.PagesMap() | sitemaps.MapIndex():
                return sitemaps.write(subject, self._site)
            case plan.Robots():
                return f"User-agent: *\nAllow: /\n\nSitemap: {self._site.url_for(sitemaps.INDEX)}\n".encode()
            case plan.Asset():
                asset = self._layouts.read(subject.name)
                return scripts.lean(asset) if subject.name.endswith(scripts.SUFFIX) else asset
            case _:
                template, head, view = self._composer.compose(subject)
                return self._templates.fill(
                    template, site=self._composer.site(head.path), head=head, view=view
                )

    def _front(self, subject: plan.Picture) -> picture.Front:
        day = subject.day
        return picture.Front(
            names=(self._site.title, "arXiv"),
            dates=(self._words.long(day.date), day.date.isoformat()),
            counts=(self._words.papers(day.count), f"{day.count}"),
            headlines=tuple(story.title for story in day.stories),
            sections=tuple(f"{name} {count}" for name, count in subject.categories),
        )
